"""Answers that are too deep, too large, too slow, or something else than was asked for."""

from __future__ import annotations

import time

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.gui.results_page import Face
from secims_qgis.model import SearchQuery
from secims_qgis.network import (
    AnswerError,
    NetworkError,
    SecimsError,
    TimedOutError,
    fetch,
    fetch_bytes,
    fetch_json,
    open_session,
)
from tests.fault_server import LOGIN_PAGE, Fault
from tests.hostile.cases import payload
from tests.hostile.screen import assert_harmless
from tests.hostile.world import ITEMS, feature, page

JSON = "application/json"


def message(world, **how):
    """What the dock says when the search is answered like this."""
    kind = how.pop("content_type", JSON)
    world.say(ITEMS, how.pop("body", b""), content_type=kind, **how)
    said = world.search(Face.MESSAGE).results.message
    assert said.title
    assert not any(word in said.text for word in ("Traceback", "Error:", "Expecting value", "<"))
    assert "Try Again" in [button.text() for button in said.buttons]
    assert_harmless(said)
    return said


def server_error_is_said(world, _payload):
    words = b"<html><body><h1>Internal Server Error</h1><script>alert(1)</script></body></html>"
    said = message(world, body=words, status=500, content_type="text/html")
    assert "500" in said.text
    assert "alert" not in said.text


def web_page_is_said(world, _payload):
    said = message(world, body=LOGIN_PAGE, content_type="text/html")
    assert "web page" in said.text


def depth_is_an_error(world, _payload):
    for opening in (b"[", b'{"a":', b'{"features":[', b'{"features":[{"properties":{"title":['):
        world.say("/deep.json", opening * 100_000)
        with pytest.raises(AnswerError):
            fetch_json(open_session(), world.server.url("/deep.json"))
    message(world, body=b"[" * 100_000)
    # Deep enough to be read, and too deep to be walked.
    nested = "x"
    for _level in range(400):
        nested = [nested]
    record = world.record(title=nested, keywords=[nested], contacts=[{"name": nested}], license=nested)
    assert record.id == "a"


def decoded_size_counts(world, _payload):
    zeros = b"[" + b" " * 60_000_000 + b"]"
    world.server.serve("/bomb.json", zeros, fault=Fault.GZIP, content_type=JSON)
    with pytest.raises(NetworkError):
        fetch_json(open_session(), world.server.url("/bomb.json"))
    message(world, body=zeros, fault=Fault.GZIP)


def trickle_ends(world, _payload):
    """There is a time limit over all, and Cancel; the dock meanwhile goes on."""
    monkeypatch, qtbot = world.fixture("monkeypatch"), world.fixture("qtbot")
    world.server.serve("/slow", b" " * 100_000, fault=Fault.TRICKLE, wait_s=0.05)
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(TimedOutError):
        fetch_bytes(open_session(), world.server.url("/slow"))
    assert time.monotonic() - started < 15
    monkeypatch.setattr(fetch, "MAX_SECONDS", 300)
    world.say(ITEMS, b" " * 100_000, fault=Fault.TRICKLE)
    body = world.fixture_dock()
    body.results.bar.set_text("reef")
    qtbot.waitUntil(lambda: body.results.face is Face.SKELETON, timeout=10_000)
    ticks = []
    qtbot.waitUntil(lambda: ticks.append(time.monotonic()) or len(ticks) > 20, timeout=5_000)
    body.results.cancel_button.click()
    assert not body.results.busy.is_busy
    qtbot.waitUntil(lambda: not any(task.isActive() for task in body.tasks._tasks), timeout=1_000)


def broken_characters_are_replaced(world, _payload):
    body = page(feature(title="Re\\ufs")).replace(b"Re\\\\ufs", b"Re\xff\xfefs")
    assert b"\xff\xfe" in body
    world.say(ITEMS, body)
    (record,) = world.search().results.model.records
    assert record.title == "Re\ufffd\ufffdfs"
    message(world, body=b"\xff\xfe")


CHECKS = {
    "html_500": server_error_is_said,
    "html_instead_of_json": web_page_is_said,
    "deep_json": depth_is_an_error,
    "gzip_bomb": decoded_size_counts,
    "slow_loris": trickle_ends,
    "invalid_utf8": broken_characters_are_replaced,
}


@pytest.mark.parametrize("name", CHECKS)
def test_body(world, name):
    CHECKS[name](world, payload(name))


def test_a_number_of_thousands_of_digits_spoils_no_page(world):
    body = page(feature(), feature("b", length="HUGE")).replace(b'"HUGE"', b"9" * 5_000)
    world.say(ITEMS, body)
    found = world.search().results.model.records
    assert [record.id for record in found] == ["a", "b"]


@pytest.mark.parametrize("size", [10**400, 10**30, -1, 1e300, "1e400", True, "9" * 4_000])
def test_sizes_and_counts_that_qt_cannot_count(world, size):
    links = [{"href": "https://x.example/a.gpkg", "length": size}]
    body = world.dock(feature(links=links), matched=size if isinstance(size, int) else 1)
    body.navigation.open_record(body.results.model.records[0])
    (row,) = world.rows(body)
    assert row.title == "GeoPackage"
    assert body.results.count.text()


def test_fifty_megabytes_are_the_limit(world):
    world.say(ITEMS, b'{"features": [' + b" " * 51_000_000 + b"]}")
    with pytest.raises(SecimsError):
        open_catalogue(world.server.url("/records/collections/metadata:main")).search(SearchQuery())


@pytest.mark.parametrize("body", [b"<script" * 2_857, b"<" * 20_000, b"<style></script>" * 1_250])
def test_an_error_page_that_is_slow_to_read(body):
    started = time.monotonic()
    fetch.words_of_server(body)
    assert time.monotonic() - started < 3


def test_the_words_of_a_page_are_what_a_person_reads():
    page_ = b"<html><style>p{}</style><body><SCRIPT a='b'>alert(1)</SCRIPT><p>Sorry, <b>closed</b></p>"
    assert fetch.words_of_server(page_).split() == ["Sorry,", "closed"]
