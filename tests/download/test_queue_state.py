"""Which downloads begin, which go, and what a job is after QGIS has ended."""

from __future__ import annotations

import pytest

from secims_qgis.download.queue_state import (
    AT_ONCE_MAX,
    JOBS_MAX,
    JobState,
    KeptJob,
    startable,
    to_forget,
)

WAITING, RUNNING, RETRYING, CHECKING = (
    JobState.WAITING,
    JobState.RUNNING,
    JobState.RETRYING,
    JobState.CHECKING,
)
PAUSED, DONE, FAILED = JobState.PAUSED, JobState.DONE, JobState.FAILED


@pytest.mark.parametrize(
    ("states", "begin"),
    [
        ([], []),
        ([WAITING, WAITING, WAITING], [0, 1]),
        ([RUNNING, WAITING, WAITING], [1]),
        ([RUNNING, CHECKING, WAITING], []),
        ([DONE, PAUSED, FAILED, WAITING], [3]),
        ([RETRYING, RETRYING, WAITING, WAITING, WAITING], [2, 3]),
        ([RETRYING] * AT_ONCE_MAX + [WAITING], []),
        ([RETRYING, RETRYING, RETRYING, RUNNING, WAITING], []),
    ],
)
def test_two_run_at_once_and_a_dead_server_holds_up_nobody(states, begin):
    assert startable(states, 2) == begin


def test_the_oldest_that_is_over_makes_room():
    assert to_forget([PAUSED] * (JOBS_MAX - 1)) is None
    assert to_forget([PAUSED, DONE, FAILED] + [WAITING] * JOBS_MAX) == 1
    assert to_forget([PAUSED] * JOBS_MAX) is None


@pytest.mark.parametrize("state", list(JobState))
def test_what_was_under_way_is_asked_about_and_nothing_else(state):
    job = KeptJob("a", state, title="Reefs").found_again()
    if state in {WAITING, RUNNING, RETRYING, CHECKING}:
        assert (job.state, job.was_interrupted) == (PAUSED, True)
    else:
        assert (job.state, job.was_interrupted) == (state, False)


def test_a_job_comes_back_as_it_was():
    job = KeptJob("a", DONE, "Reefs", "/data", 5, 5, ("/data/a.gpkg",), ("ab",), order={"x": [1, "é"]})
    assert KeptJob.from_json(job.as_json()) == job
    assert KeptJob.from_json({**job.as_json(), "of a later version": 1}) == job


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"id": "a", "state": "asleep"},
        {"id": "", "state": "done"},
        {"id": "a", "state": "done", "order": []},
        {"id": "a", "state": "done", "received_bytes": "many"},
        {"state": "done"},
    ],
)
def test_what_is_no_job(values):
    with pytest.raises((ValueError, TypeError, KeyError)):
        KeptJob.from_json(values)
