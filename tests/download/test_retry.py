"""A bad line costs time, never the file."""

from __future__ import annotations

import hashlib
import time

import pytest
from qgis.core import QgsFeedback

from secims_qgis.download import download
from secims_qgis.download.pace import RateLimit
from secims_qgis.download.patience import Patience
from secims_qgis.download.terms import Terms
from secims_qgis.network import open_session
from secims_qgis.network.errors import BrokenOffError, CancelledError, HttpError, TimedOutError
from tests.download.conftest import REAL_PAUSE_S, names_in
from tests.fault_server import Behaviour, Fault

CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 20_000


def _fetched_bytes(server, path: str, size: int) -> list[int]:
    """Return the first byte that each request asked for."""
    starts = []
    for request in server.seen(path):
        asked = request.headers.get("range", "bytes=0-")
        starts.append(int(asked.removeprefix("bytes=").partition("-")[0]))
    assert all(start <= size for start in starts)
    return starts


def test_a_line_that_drops_again_and_again_brings_the_file_in_one_call(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.SOME_BYTES, some_bytes=30_000)
    result = download(offer("/a.csv", "csv"), tmp_path)
    assert result.sha256 == (hashlib.sha256(CSV).hexdigest(),)
    assert result.resumed_from == 0
    assert _fetched_bytes(server, "/a.csv", len(CSV)) == list(range(0, len(CSV), 30_000))


def test_a_line_that_brings_nothing_new_is_given_up(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.SOME_BYTES, some_bytes=0)
    with pytest.raises(BrokenOffError):
        download(offer("/a.csv", "csv"), tmp_path, terms=Terms(patience=Patience(attempts=3)))
    assert len(server.seen("/a.csv")) == 3


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(server, offer, tmp_path, status):
    busy = Behaviour(b"later", status, "text/plain", {"Retry-After": "1"})
    server.serve_in_turn("/a.csv", busy, busy, Behaviour(CSV))
    assert download(offer("/a.csv", "csv"), tmp_path).bytes == len(CSV)
    assert len(server.seen("/a.csv")) == 3


def test_a_busy_server_may_be_busy_in_the_middle(server, offer, tmp_path):
    busy = Behaviour(b"<html>Service Unavailable</html>", 503, "text/html")
    server.serve_in_turn(
        "/a.csv",
        Behaviour(CSV, fault=Fault.HALF),
        busy,
        Behaviour(CSV, fault=Fault.RESET_AT_HALF),
        busy,
        Behaviour(CSV),
    )
    assert download(offer("/a.csv", "csv"), tmp_path).files[0].read_bytes() == CSV
    assert _fetched_bytes(server, "/a.csv", len(CSV))[0] == 0
    assert _fetched_bytes(server, "/a.csv", len(CSV))[-1] >= len(CSV) // 2


def test_the_pause_that_the_server_asks_for_is_kept(server, offer, tmp_path, monkeypatch):
    asked = []

    def pause_s(self, failures, asked_s=None):
        asked.append((failures, asked_s))
        return 0.0

    monkeypatch.setattr(Patience, "pause_s", pause_s)
    busy = Behaviour(b"later", 503, "text/plain", {"Retry-After": "7"})
    server.serve_in_turn("/a.csv", busy, Behaviour(CSV))
    download(offer("/a.csv", "csv"), tmp_path)
    assert asked == [(1, 7.0)]


def test_a_server_that_asks_for_too_much_is_given_up_and_says_how_long(server, offer, tmp_path):
    server.serve("/a.csv", b"closed", status=503, headers={"Retry-After": "86400"})
    with pytest.raises(HttpError) as caught:
        download(offer("/a.csv", "csv"), tmp_path)
    assert caught.value.retry_after_s == 86400
    assert len(server.seen("/a.csv")) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_will_not_change_is_not_asked_again(server, offer, tmp_path, status):
    server.serve("/a.csv", b"no", status=status)
    with pytest.raises(HttpError):
        download(offer("/a.csv", "csv"), tmp_path)
    assert len(server.seen("/a.csv")) == 1


def test_a_stalled_line_is_taken_up_again(server, offer, tmp_path):
    server.serve_in_turn("/a.csv", Behaviour(CSV, fault=Fault.STALL), Behaviour(CSV))
    session = open_session(timeout_s=1)
    assert download(offer("/a.csv", "csv"), tmp_path, session).files[0].read_bytes() == CSV
    assert _fetched_bytes(server, "/a.csv", len(CSV)) == [0, len(CSV) // 2]


def test_a_silent_server_is_given_up(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.SILENT)
    with pytest.raises(TimedOutError):
        download(offer("/a.csv", "csv"), tmp_path, open_session(timeout_s=0.3))
    assert len(server.seen("/a.csv")) == 4


def test_another_version_in_the_middle_is_fetched_whole(server, offer, tmp_path):
    new = CSV.replace(b"Pitons", b"Castries")
    server.serve_in_turn("/a.csv", Behaviour(CSV, fault=Fault.HALF), Behaviour(new, etag='"v2"'))
    assert download(offer("/a.csv", "csv"), tmp_path).files[0].read_bytes() == new


def test_without_a_validator_every_attempt_begins_anew(server, offer, tmp_path):
    how = {"etag": 'W/"1"', "last_modified": ""}
    server.serve_in_turn("/a.csv", Behaviour(CSV, fault=Fault.HALF, **how), Behaviour(CSV, **how))
    assert download(offer("/a.csv", "csv"), tmp_path).files[0].read_bytes() == CSV
    assert _fetched_bytes(server, "/a.csv", len(CSV)) == [0, 0]


def test_while_it_waits_it_says_so_and_can_be_stopped(server, offer, tmp_path, monkeypatch):
    monkeypatch.setattr(Patience, "pause_s", REAL_PAUSE_S)
    server.serve("/a.csv", CSV, fault=Fault.HALF)
    feedback, told = QgsFeedback(), []

    def tell(progress):
        if progress.retry_in_s is not None:
            told.append(progress)
            feedback.cancel()

    terms = Terms(Patience(attempts=2, first_s=600, longest_s=600), keeps_bytes=lambda: True)
    with pytest.raises(CancelledError) as caught:
        download(offer("/a.csv", "csv"), tmp_path, feedback=feedback, on_progress=tell, terms=terms)
    (progress,) = told
    assert 299 <= progress.retry_in_s <= 600
    assert isinstance(progress.trouble, BrokenOffError)
    assert progress.received_bytes == caught.value.kept_bytes == len(CSV) // 2


def test_a_pause_keeps_the_bytes_and_a_cancel_does_not(server, offer, tmp_path):
    for keeps, left in ((False, []), (True, ["a.csv.part", "a.csv.part.json"])):
        server.serve("/a.csv", CSV, fault=Fault.STALL)
        feedback = QgsFeedback()
        with pytest.raises(CancelledError):
            download(
                offer("/a.csv", "csv"),
                tmp_path,
                feedback=feedback,
                on_progress=lambda progress, stop=feedback.cancel: stop(),
                terms=Terms(keeps_bytes=lambda keeps=keeps: keeps),
            )
        assert names_in(tmp_path) == left


def test_a_limited_rate_brings_the_same_file(server, offer, tmp_path):
    server.serve("/a.csv", CSV)
    rates = []
    started = time.monotonic()
    download(
        offer("/a.csv", "csv"),
        tmp_path,
        on_progress=lambda progress: rates.append(progress.bytes_per_s),
        terms=Terms(rate_limit=RateLimit(250_000)),
    )
    # Half a second may be made up for; however busy the machine is, it is never quicker than that.
    assert time.monotonic() - started > len(CSV) / 250_000 - 0.5
    assert (tmp_path / "a.csv").read_bytes() == CSV
    assert max(rates) > 0
