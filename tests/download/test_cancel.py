"""Cancel and progress."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.core import QgsApplication, QgsFeedback, QgsTask

from secims_qgis.download import download
from secims_qgis.network import open_session
from secims_qgis.network.errors import CancelledError
from tests.download.conftest import names_in
from tests.fault_server import Fault

MAX_CANCEL_S = 10
"""Half a second on a quiet machine; without a cancel these servers hold out for 30 s and more."""
BIG = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 100_000


class PlainFeedback:
    """A feedback that can only be asked."""

    def __init__(self) -> None:
        self.cancelled = False

    def isCanceled(self) -> bool:
        return self.cancelled

    def cancel(self) -> None:
        self.cancelled = True


def _seconds_to_cancel(feedback, wanted, folder, after_s: float = 0.4) -> float:
    cancelled_at: list[float] = []

    def cancel() -> None:
        cancelled_at.append(time.monotonic())
        feedback.cancel()

    timer = threading.Timer(after_s, cancel)
    timer.start()
    try:
        with pytest.raises(CancelledError):
            download(wanted, folder, feedback=feedback)
    finally:
        timer.join()
    return time.monotonic() - cancelled_at[0]


@pytest.mark.parametrize("make_feedback", [QgsFeedback, PlainFeedback])
@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.STALL, Fault.TRICKLE, Fault.ENDLESS])
def test_cancel_ends_a_download_at_once_and_leaves_nothing(server, offer, tmp_path, make_feedback, fault):
    server.serve("/a.csv", BIG, fault=fault)
    feedback = make_feedback()
    assert _seconds_to_cancel(feedback, offer("/a.csv", "csv"), tmp_path / "new") < MAX_CANCEL_S
    assert names_in(tmp_path) == []


def test_a_cancelled_feedback_stops_before_the_first_request(server, offer, tmp_path):
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(CancelledError):
        download(offer("/a.csv", "csv"), tmp_path, feedback=feedback)
    assert server.requests == []
    assert names_in(tmp_path) == []


def test_a_cancel_after_the_download_does_not_touch_the_session(server, offer, tmp_path):
    server.serve("/a.csv", BIG)
    feedback, session = QgsFeedback(), open_session()
    download(offer("/a.csv", "csv"), tmp_path, session=session, feedback=feedback)
    feedback.cancel()
    assert not session.is_cancelled


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.STALL])
def test_a_download_in_a_task_is_cancelled_from_the_main_thread(server, offer, tmp_path, qtbot, fault):
    server.serve("/a.csv", BIG, fault=fault)
    feedback, session, ended = QgsFeedback(), open_session(), []

    def run(_task) -> None:
        try:
            download(offer("/a.csv", "csv"), tmp_path, session=session, feedback=feedback)
        except CancelledError:
            ended.append(time.monotonic())

    task = QgsTask.fromFunction("download", run)
    QgsApplication.taskManager().addTask(task)
    qtbot.waitUntil(lambda: bool(server.requests), timeout=5000)
    qtbot.wait(200)
    started = time.monotonic()
    feedback.cancel()
    qtbot.waitUntil(lambda: bool(ended), timeout=5000)
    assert ended[0] - started < MAX_CANCEL_S
    assert names_in(tmp_path) == []


def test_progress_is_told_at_most_ten_times_a_second_and_at_the_end(server, offer, tmp_path):
    server.serve("/a.csv", b"name\n" + b"x\n" * 160, fault=Fault.TRICKLE)
    told: list[tuple[float, object]] = []
    download(
        offer("/a.csv", "csv", title="Peaks"),
        tmp_path,
        on_progress=lambda p: told.append((time.monotonic(), p)),
    )
    moving = [at for at, progress in told if not progress.verifying][:-1]
    assert len(moving) > 3
    assert min(later - earlier for earlier, later in zip(moving, moving[1:])) >= 0.099
    last = told[-1][1]
    assert (last.title, last.received_bytes, last.total_bytes, last.verifying) == ("Peaks", 325, 325, False)
    assert [progress.verifying for _at, progress in told].count(True) == 1
    assert any(0 < progress.bytes_per_s < 2000 for _at, progress in told)


def test_percent_counts_all_files(server, offer, tmp_path):
    server.serve("/a.csv", BIG)
    server.serve("/b.csv", BIG + b"x,1,1\n")
    percent: list[float] = []
    feedback = QgsFeedback()
    feedback.progressChanged.connect(percent.append)
    download([offer("/a.csv", "csv"), offer("/b.csv", "csv")], tmp_path, feedback=feedback)
    assert percent == sorted(percent)
    assert percent[-1] == 100
    assert 50 in percent


def test_no_total_where_the_server_does_not_say(server, offer, tmp_path):
    server.serve("/a.csv", BIG, fault=Fault.NO_LENGTH)
    totals = []
    download(
        offer("/a.csv", "csv", size_bytes=5), tmp_path, on_progress=lambda p: totals.append(p.total_bytes)
    )
    assert totals[0] is None
    assert totals[-1] == len(BIG)
