"""A reply that Python has lost is found again, wherever in the transfer that happens."""

from __future__ import annotations

import threading

import pytest
from qgis.PyQt import sip

from secims_qgis.network import open_session
from secims_qgis.network.reply_body import ReplyBody
from tests.fault_server import fault_server


@pytest.fixture
def server():
    with fault_server() as running:
        running.serve("/a", b"all of it" * 1_000, headers={"Cache-Control": "max-age=60"})
        yield running


@pytest.mark.parametrize("place", ["wait_for_header", "read", "close"])
def test_a_lost_reply_is_taken_up_again(server, monkeypatch, place):
    original, lost = getattr(ReplyBody, place), []

    def lose(self, *arguments):
        if not self.closed:
            lost.append(self._reply)
            sip.setdeleted(self._reply)
        return original(self, *arguments)

    monkeypatch.setattr(ReplyBody, place, lose)
    for _time in range(2):  # from the server, and from the cache
        with open_session(timeout_s=5).get(server.url("/a"), stream=True) as response:
            assert response.content == b"all of it" * 1_000
    assert lost
    assert all(sip.isdeleted(reply) for reply in lost)


def test_other_replies_are_left_alone(server, monkeypatch):
    server.serve("/b", b"another")
    with open_session(timeout_s=5).get(server.url("/b"), stream=True) as other:
        response = open_session(timeout_s=5).get(server.url("/a"), stream=True)
        sip.setdeleted(response.raw._reply)
        assert response.content == b"all of it" * 1_000
        assert other.content == b"another"


def test_many_threads_lose_none(server):
    """Of some thousand requests of six threads, PyQt 5.15 loses a few."""
    failures = []

    def ask():
        try:
            for _number in range(60):
                answer = open_session(timeout_s=10).get(
                    server.url("/a"), headers={"Cache-Control": "no-store"}
                )
                if answer.content != b"all of it" * 1_000:
                    failures.append("another body")
        except RuntimeError as error:
            failures.append(repr(error))

    threads = [threading.Thread(target=ask, daemon=True) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not [thread for thread in threads if thread.is_alive()]
    assert failures == []
