"""When a download tries again, and when it gives up."""

from __future__ import annotations

import pytest

from secims_qgis.download.pace import LEAST_LIMIT_BYTES_PER_S, RateLimit, StallGuard
from secims_qgis.download.patience import LONG, NONE, Patience, is_passing
from secims_qgis.network.errors import (
    BrokenOffError,
    CancelledError,
    DamagedFileError,
    HttpError,
    LoginNeededError,
    TimedOutError,
    UnreachableError,
)
from tests.download.conftest import REAL_PAUSE_S


def _pauses(patience, failures, asked_s=None):
    return [REAL_PAUSE_S(patience, failures, asked_s) for _time in range(200)]


def test_the_pause_doubles_up_to_the_longest():
    patience = Patience(attempts=20, first_s=1.0, longest_s=10.0)
    for failures, longest in ((1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (12, 10)):
        pauses = _pauses(patience, failures)
        assert longest / 2 <= min(pauses)
        assert max(pauses) <= longest


def test_pauses_differ_by_chance():
    assert len(set(_pauses(LONG, 6))) > 20


def test_what_the_server_asks_for_is_never_undercut_and_not_waited_for_without_end():
    patience = Patience(longest_asked_s=60)
    assert min(_pauses(patience, 1, 45)) == 45
    assert _pauses(patience, 1, 61)[0] is None


def test_patience_ends():
    assert REAL_PAUSE_S(Patience(attempts=3), 2) is not None
    assert REAL_PAUSE_S(Patience(attempts=3), 3) is None
    assert REAL_PAUSE_S(NONE, 1) is None


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (BrokenOffError("x"), True),
        (TimedOutError("x"), True),
        (UnreachableError("x"), True),
        (HttpError("x", status=503), True),
        (HttpError("x", status=429), True),
        (HttpError("x", status=404), False),
        (HttpError("x", status=501), False),
        (LoginNeededError("x", status=401), False),
        (CancelledError("x"), False),
        (DamagedFileError("x"), False),
    ],
)
def test_which_errors_may_be_over_in_a_moment(error, passing):
    assert is_passing(error) is passing


def test_a_certificate_that_is_refused_stays_refused():
    from requests.exceptions import SSLError

    error = UnreachableError("x")
    error.__cause__ = SSLError("self-signed")
    assert not is_passing(error)


def test_a_line_that_only_twitches_is_dead():
    guard = StallGuard("https://secims.example/a", window_s=0)
    guard.received(1000)
    slow = StallGuard("https://secims.example/a", window_s=0)
    slow._since -= 100
    with pytest.raises(TimedOutError, match="only 16 bytes in 100 s"):
        slow.received(16)


def test_time_that_this_side_took_is_not_the_servers():
    guard = StallGuard("https://secims.example/a", window_s=10)
    guard._since -= 100
    guard.received(16, waited_s=95)


def test_no_limit_never_waits_and_a_limit_reads_in_small_pieces():
    limit = RateLimit()
    assert limit.take(10**9, lambda: None) == 0
    assert limit.piece_bytes(262144) == 262144
    limit.bytes_per_s = 100_000
    assert limit.piece_bytes(262144) == 25_000
    limit.bytes_per_s = 1
    assert limit.bytes_per_s == LEAST_LIMIT_BYTES_PER_S


def test_a_limited_download_can_be_stopped():
    limit = RateLimit(10_000)

    def stop():
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        limit.take(10**6, stop)


def test_lifting_the_limit_ends_the_wait():
    limit = RateLimit(10_000)

    def lift():
        limit.bytes_per_s = 0

    assert limit.take(10**6, lift) < 50
