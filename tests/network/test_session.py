"""The session against a server that misbehaves; Qt really sends, the server really answers."""

from __future__ import annotations

import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import QgsApplication, QgsTask

from secims_qgis.network import (
    AnswerError,
    AnswerTooLargeError,
    BrokenOffError,
    CancelledError,
    HttpError,
    LinkRefusedError,
    LoginNeededError,
    NetworkError,
    SecimsError,
    TimedOutError,
    UnreachableError,
    fetch_bytes,
    fetch_json,
    fetch_xml,
    open_session,
)
from tests.fault_server import Fault, fault_server

BODY = b"0123456789" * 1000


@pytest.fixture
def server():
    with fault_server() as running:
        running.serve("/ok", BODY)
        running.serve("/json", b'{"a": 1}', content_type="application/json")
        yield running


def test_a_body_arrives_as_it_is(server):
    assert fetch_bytes(open_session(), server.url("/ok")) == BODY


def test_parameters_and_headers_are_sent(server):
    fetch_bytes(open_session(), server.url("/ok"), params={"q": "l'eau, été"}, headers={"X-Test": "1"})
    seen = server.seen("/ok")[0]
    assert seen.headers["x-test"] == "1"
    assert "QGIS" in seen.headers["user-agent"]
    assert parse_qs(urlsplit(seen.path).query) == {"q": ["l'eau, été"]}


def test_a_range_is_asked_for(server):
    response = open_session().get(
        server.url("/ok"), headers={"Range": "bytes=9990-", "Accept-Encoding": "identity"}, stream=True
    )
    assert response.status_code == 206
    assert response.raw.read() == b"0123456789"


def test_a_second_answer_may_come_from_the_cache(server):
    url = server.url("/json")
    assert [fetch_json(open_session(timeout_s=3), url) for _ in range(3)] == [{"a": 1}] * 3
    asked = len(server.seen("/json"))
    assert asked < 3
    fetch_json(open_session(), url, headers={"Cache-Control": "no-cache"})
    assert len(server.seen("/json")) == asked + 1


def test_a_gzip_body_is_unpacked(server):
    server.serve("/gz", BODY, fault=Fault.GZIP)
    response = open_session().get(server.url("/gz"))
    assert response.content == BODY
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, LoginNeededError), (403, LoginNeededError), (404, HttpError), (500, HttpError)],
)
def test_an_error_keeps_status_and_words(server, status, error):
    page = b"<html><style>p{}</style><body><p>Sorry, the database sleeps</p></body></html>"
    server.serve("/bad", page, status=status, content_type="text/html")
    with pytest.raises(error) as caught:
        fetch_json(open_session(), server.url("/bad"))
    assert caught.value.status == status
    assert caught.value.server_words == "Sorry, the database sleeps"
    assert caught.value.url.endswith("/bad")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.HALF, BrokenOffError),
        (Fault.RESET_AT_HALF, BrokenOffError),
        (Fault.CHUNKED_HALF, BrokenOffError),
        (Fault.NO_CONNECTION, NetworkError),
        (Fault.STALL, TimedOutError),
        (Fault.SILENT, TimedOutError),
    ],
)
def test_what_is_not_whole_is_an_error(server, fault, error):
    server.serve("/bad", BODY * 100, fault=fault)
    with pytest.raises(error):
        fetch_bytes(open_session(timeout_s=1.0), server.url("/bad"))


def test_nobody_there():
    with pytest.raises(UnreachableError):
        fetch_bytes(open_session(), "http://127.0.0.1:1/")


def test_a_web_page_is_no_json(server):
    server.serve("/page", b"<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
    with pytest.raises(AnswerError, match="web page instead of JSON"):
        fetch_json(open_session(), server.url("/page"))


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a": ', b"\xff\xfe"])
def test_broken_json_is_an_answer_error(server, body):
    server.serve("/broken", body)
    with pytest.raises(AnswerError):
        fetch_json(open_session(), server.url("/broken"))


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b"<a><b></a>",
        b"<!DOCTYPE html><html></html>",
    ],
)
def test_xml_with_a_document_type_is_refused(server, body):
    server.serve("/xml", body)
    with pytest.raises(AnswerError):
        fetch_xml(open_session(), server.url("/xml"))


def test_an_endless_body_is_cut(server):
    server.serve("/endless", BODY, fault=Fault.ENDLESS)
    with pytest.raises(AnswerTooLargeError):
        fetch_bytes(open_session(), server.url("/endless"), max_bytes=1_000_000)


def test_redirects_are_followed_within_limits(server):
    server.redirect("/old", server.url("/json"))
    assert fetch_json(open_session(), server.url("/old")) == {"a": 1}
    server.redirect("/loop", server.url("/loop"))
    with pytest.raises(AnswerError, match="redirects"):
        fetch_json(open_session(), server.url("/loop"))


@pytest.mark.parametrize("fault", [Fault.ENDLESS, Fault.STALL, Fault.HALF])
def test_the_body_of_a_redirect_is_not_read(server, fault):
    server.serve("/old", BODY * 100, status=302, headers={"Location": server.url("/json")}, fault=fault)
    assert fetch_json(open_session(timeout_s=3), server.url("/old")) == {"a": 1}


def test_a_redirect_to_a_file_is_refused(server):
    server.redirect("/file", "file:///etc/passwd")
    with pytest.raises(LinkRefusedError):
        fetch_bytes(open_session(), server.url("/file"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://user:word@127.0.0.1/", "ftp://a.example/", ""])
def test_only_plain_http_is_asked(url):
    with pytest.raises(LinkRefusedError):
        fetch_bytes(open_session(), url)


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.STALL])
def test_cancel_does_not_wait_for_the_server(server, fault):
    server.serve("/slow", BODY * 100, fault=fault)
    session = open_session()
    started: list[float] = []

    def stop():
        started.append(time.monotonic())
        session.cancel()

    timer = threading.Timer(0.3, stop)
    timer.start()
    with pytest.raises(CancelledError):
        fetch_bytes(session, server.url("/slow"))
    assert time.monotonic() - started[0] < 10  # half a second on a quiet machine, the time-out is 30
    with pytest.raises(CancelledError):
        fetch_bytes(session, server.url("/ok"))


class _Fetching(QgsTask):
    """Fetches many times, with errors in between, as searches do."""

    def __init__(self, server, session):
        super().__init__("fetching")
        self.server, self.session, self.answers = server, session, []

    def run(self):
        for _ in range(20):
            self.answers.append(fetch_json(self.session, self.server.url("/json")))
            try:
                fetch_json(self.session, self.server.url("/bad"))
            except SecimsError as error:
                self.answers.append(error.status)
        return True


def test_many_requests_in_tasks(server, qtbot):
    server.redirect("/bad", server.url("/worse"))
    server.serve("/worse", b"no", status=500)
    tasks = [_Fetching(server, open_session()) for _ in range(5)]
    for task in tasks:
        with qtbot.waitSignal(task.taskCompleted, timeout=30_000):
            QgsApplication.taskManager().addTask(task)
        assert task.answers == [{"a": 1}, 500] * 20


def test_a_plain_thread_works_too(server):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(fetch_json(open_session(), server.url("/json"))))
    thread.start()
    thread.join(10)
    assert answers == [{"a": 1}]
