"""The queue survives the end of QGIS: what was under way is asked about, the rest is history."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton

from secims_qgis.download.patience import NONE, Patience
from secims_qgis.download.queue_store import QueueStore, queue_folder
from secims_qgis.gui.commands import Command
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.job_actions import JobAction
from secims_qgis.model import Distribution, DistributionKind, Flavour, Record
from tests.fault_server import Behaviour, Fault

SECONDS = 1000
CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 5_000


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr("secims_qgis.download.patience.LONG", NONE)


@pytest.fixture
def start_qgis(use, server, open_dock, project, tmp_path):
    """Open the dock as at the start of QGIS, and close the one before."""
    (tmp_path / "project").mkdir()
    project.write(str(tmp_path / "project" / "island.qgz"))
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    docks = []

    def start():
        for dock in docks:
            dock.stop()
        docks[:] = [open_dock()]
        docks[0].body.search.cancel()
        return docks[0]

    return start


def fetch(body, server, path="/a.csv", format_="csv", *, add=False, title="Reef points"):
    distribution = Distribution(DistributionKind.FILE, server.url(path), title, format_)
    record = Record(title, title, distributions=(distribution,))
    command = Command.ADD if add else Command.DOWNLOAD
    body.services.when_ready(lambda: body.commands.give(command, record))


def wait_for(qtbot, body, state, number=0):
    qtbot.waitUntil(
        lambda: len(body.queue.jobs) > number and body.queue.jobs[number].state is state,
        timeout=30 * SECONDS,
    )
    return body.queue.jobs[number]


def half_way(qtbot, body, server, **how):
    server.serve("/a.csv", CSV, fault=Fault.STALL)
    fetch(body, server, **how)
    job = wait_for(qtbot, body, JobState.RUNNING)
    qtbot.waitUntil(lambda: job.status.received_bytes >= len(CSV) // 2, timeout=10 * SECONDS)
    return job


def questions(window):
    return [item for item in window.bar.items() if "is not finished" in item.text()]


def answer(qtbot, window, words):
    (question,) = questions(window)
    (button,) = [button for button in question.findChildren(QPushButton) if button.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_download_goes_on_in_the_next_qgis_after_a_question(
    qtbot, start_qgis, window, server, project, tmp_path
):
    half_way(qtbot, start_qgis().body, server, add=True)
    body = start_qgis().body
    qtbot.waitUntil(lambda: len(questions(window)) == 1)
    (job,) = body.queue.jobs
    assert job.state is JobState.PAUSED
    qtbot.waitUntil(lambda: body.strip.isVisible() and body.strip.words.startswith("1 paused"))
    assert body.strip.rows[job].words.startswith("Paused at ")
    server.serve("/a.csv", CSV)
    server.requests.clear()
    answer(qtbot, window, "Continue")
    job = wait_for(qtbot, body, JobState.DONE)
    assert server.seen("/a.csv")[0].headers["range"] == f"bytes={len(CSV) // 2}-"
    assert [path.read_bytes() for path in tmp_path.rglob("*.csv")] == [CSV]
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1)
    assert questions(window) == []


def test_not_now_leaves_it_paused(qtbot, start_qgis, window, server):
    half_way(qtbot, start_qgis().body, server)
    body = start_qgis().body
    qtbot.waitUntil(lambda: len(questions(window)) == 1)
    server.requests.clear()
    answer(qtbot, window, "Not Now")
    assert questions(window) == []
    assert body.queue.jobs[0].state is JobState.PAUSED
    assert server.seen("/a.csv") == []  # the catalogue may be asked at any time
    server.serve("/a.csv", CSV)
    body.downloads.give(JobAction.RESUME, body.queue.jobs[0])
    wait_for(qtbot, body, JobState.DONE)


def test_what_the_user_had_paused_is_not_asked_about(qtbot, start_qgis, window, server):
    body = start_qgis().body
    job = half_way(qtbot, body, server)
    body.downloads.give(JobAction.PAUSE, job)
    wait_for(qtbot, body, JobState.PAUSED)
    body = start_qgis().body
    qtbot.waitUntil(lambda: len(body.queue.jobs) == 1)
    assert questions(window) == []


def test_a_layer_does_not_enter_another_project_unasked(qtbot, start_qgis, window, server, project, tmp_path):
    half_way(qtbot, start_qgis().body, server, add=True)
    project.clear()
    project.write(str(tmp_path / "project" / "other.qgz"))
    body = start_qgis().body
    qtbot.waitUntil(lambda: len(questions(window)) == 1)
    server.serve("/a.csv", CSV)
    answer(qtbot, window, "Continue")
    job = wait_for(qtbot, body, JobState.DONE)
    assert not project.mapLayers()
    body.strip.set_open(is_open=True)
    qtbot.mouseClick(body.strip.rows[job].button(JobAction.ADD_TO_PROJECT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=20 * SECONDS)
    assert body.strip.rows[job].words.startswith("Verified and added")


def test_history_is_there_in_the_next_qgis_and_its_files_can_be_added(
    qtbot, start_qgis, window, server, project
):
    server.serve("/a.csv", CSV)
    body = start_qgis().body
    fetch(body, server)
    wait_for(qtbot, body, JobState.DONE)
    body = start_qgis().body
    job = wait_for(qtbot, body, JobState.DONE)
    assert questions(window) == []
    assert body.strip.rows[job].words == "Verified · 100\u00a0kB"
    body.downloads.give(JobAction.ADD_TO_PROJECT, job)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=20 * SECONDS)


def test_a_file_that_is_gone_can_be_fetched_again(qtbot, start_qgis, server, tmp_path):
    server.serve("/a.csv", CSV)
    body = start_qgis().body
    fetch(body, server)
    wait_for(qtbot, body, JobState.DONE)
    next(tmp_path.rglob("*.csv")).unlink()
    body = start_qgis().body
    job = wait_for(qtbot, body, JobState.DONE)
    assert body.strip.rows[job].words == "The file is no longer in its folder."
    body.downloads.give(JobAction.TRY_AGAIN, job)
    qtbot.waitUntil(lambda: [path.read_bytes() for path in tmp_path.rglob("*.csv")] == [CSV])


def test_a_failure_is_still_told_in_the_next_qgis(qtbot, start_qgis, server):
    server.serve("/a.csv", b"no", status=500)
    body = start_qgis().body
    fetch(body, server)
    wait_for(qtbot, body, JobState.FAILED)
    body = start_qgis().body
    job = wait_for(qtbot, body, JobState.FAILED)
    assert body.strip.rows[job].words.startswith("The file server had a problem.")


def test_pause_and_resume_by_the_keyboard(qtbot, start_qgis, server, tmp_path):
    body = start_qgis().body
    job = half_way(qtbot, body, server)
    body.strip.set_open(is_open=True)
    row = body.strip.rows[job]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    wait_for(qtbot, body, JobState.PAUSED)
    assert row.words == "Paused at 50 of 100\u00a0kB"
    server.serve("/a.csv", CSV)
    qtbot.keyClick(row, Qt.Key.Key_Space)
    wait_for(qtbot, body, JobState.DONE)
    assert server.seen("/a.csv")[-1].headers["range"] == f"bytes={len(CSV) // 2}-"
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert body.queue.jobs == []
    assert len(list(tmp_path.rglob("*.csv"))) == 1


def test_a_paused_download_that_is_cancelled_leaves_nothing(qtbot, start_qgis, server, tmp_path):
    body = start_qgis().body
    job = half_way(qtbot, body, server)
    body.downloads.give(JobAction.PAUSE, job)
    wait_for(qtbot, body, JobState.PAUSED)
    assert len(list(tmp_path.rglob("*.part"))) == 1
    body.downloads.give(JobAction.CANCEL, job)
    wait_for(qtbot, body, JobState.CANCELLED)
    qtbot.waitUntil(lambda: not list(tmp_path.rglob("*.part*")))


def test_cancelling_a_large_download_is_asked_about(qtbot, start_qgis, server, monkeypatch):
    monkeypatch.setattr("secims_qgis.gui.downloads_control.ASK_FROM_BYTES", 1000)
    body = start_qgis().body
    job = half_way(qtbot, body, server)
    for words, state in (("Keep It", JobState.RUNNING), ("Cancel Download", JobState.CANCELLED)):
        monkeypatch.setattr(
            QMessageBox,
            "exec",
            lambda box, words=words: next(b for b in box.buttons() if b.text() == words).click(),
        )
        monkeypatch.setattr(
            QMessageBox,
            "clickedButton",
            lambda box, words=words: next(b for b in box.buttons() if b.text() == words),
        )
        body.downloads.give(JobAction.CANCEL, job)
        wait_for(qtbot, body, state)


def test_all_are_paused_and_go_on_together(qtbot, start_qgis, server):
    body = start_qgis().body
    server.serve("/a.csv", CSV, fault=Fault.STALL)
    for number in range(3):
        server.serve(f"/{number}.csv", CSV, fault=Fault.STALL)
        fetch(body, server, f"/{number}.csv", title=f"Points {number}")
    wait_for(qtbot, body, JobState.RUNNING, 1)
    qtbot.waitUntil(lambda: body.strip.words.startswith("2 running, 1 waiting"), timeout=10 * SECONDS)
    qtbot.mouseClick(body.strip._all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(job.state is JobState.PAUSED for job in body.queue.jobs))
    qtbot.waitUntil(lambda: body.strip.words.startswith("3 paused"))
    for number in range(3):
        server.serve(f"/{number}.csv", CSV)
    qtbot.mouseClick(body.strip._all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(job.state is JobState.DONE for job in body.queue.jobs), timeout=30 * SECONDS)


def test_a_lost_line_is_waited_for_and_can_be_hurried(qtbot, start_qgis, server, monkeypatch):
    patient = Patience(attempts=9, first_s=600, longest_s=600)
    monkeypatch.setattr("secims_qgis.download.patience.LONG", patient)
    server.serve_in_turn("/a.csv", Behaviour(CSV, fault=Fault.HALF), Behaviour(CSV))
    body = start_qgis().body
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.RETRYING)
    words = body.strip.rows[job].words
    assert words.startswith("Connection lost. Trying again in ")
    body.strip.set_open(is_open=True)
    qtbot.mouseClick(body.strip.rows[job].button(JobAction.TRY_NOW), Qt.MouseButton.LeftButton)
    wait_for(qtbot, body, JobState.DONE)


def test_another_qgis_does_not_see_what_this_one_does(qtbot, start_qgis, server):
    body = start_qgis().body
    half_way(qtbot, body, server)
    body.kept.save()
    assert QueueStore(queue_folder()).take_over() == []
