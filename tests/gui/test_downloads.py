"""The download queue and its strip, with servers and disks that fail."""

from __future__ import annotations

import io
import zipfile

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog

from secims_qgis.download.patience import NONE
from secims_qgis.gui.commands import Command
from secims_qgis.gui.download_task import DownloadOrder
from secims_qgis.gui.download_words import total_words
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.job_actions import JobAction
from secims_qgis.gui.layer_check import map_place
from secims_qgis.model import Distribution, DistributionKind, Flavour, Part, Record
from tests.fault_server import Fault

SECONDS = 1000
BODY = b"%PDF-1.4\n" + b"report " * 30_000 + b"\n%%EOF\n"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Give up at the first failure, unless a test is about patience."""
    monkeypatch.setattr("secims_qgis.download.patience.LONG", NONE)


@pytest.fixture
def body(use, server, open_dock, project, tmp_path):
    """The dock of a project that is saved, on a catalogue that is of no matter here."""
    (tmp_path / "project").mkdir()
    project.write(str(tmp_path / "project" / "island.qgz"))
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.search.cancel()
    return body


def fetch(body, server, path="/report.pdf", title="Reef report"):
    """Ask for a file of a record; return the job."""
    distribution = Distribution(DistributionKind.FILE, server.url(path), title, "pdf")
    record = Record(title, title, distributions=(distribution,))
    body.services.when_ready(lambda: body.commands.give(Command.DOWNLOAD, record))
    return record


def wait_for(qtbot, body, state, number=0):
    qtbot.waitUntil(
        lambda: len(body.queue.jobs) > number and body.queue.jobs[number].status.state is state,
        timeout=30 * SECONDS,
    )
    return body.queue.jobs[number]


def test_the_strip_is_hidden_while_there_is_nothing_to_download(body):
    assert not body.strip.isVisible()


def test_a_download_is_shown_and_can_be_taken_off_the_list(qtbot, body, server, tmp_path):
    server.serve("/report.pdf", BODY, content_type="application/pdf")
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.DONE)
    qtbot.waitUntil(body.strip.isVisible)
    assert body.strip.rows[job].words == "Verified · 210\u00a0kB"
    assert [path.read_bytes() for path in tmp_path.rglob("*.pdf")] == [BODY]
    body.downloads.give(JobAction.REMOVE, job)
    qtbot.waitUntil(lambda: not body.strip.isVisible())


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"status": 500}, "The file server had a problem."),
        ({"status": 404}, "It is no longer there."),
        ({"fault": Fault.HALF}, "The connection was lost."),
        ({"fault": Fault.NO_CONNECTION}, None),
        ({"body": b"<!DOCTYPE html><html>Please sign in</html>", "content_type": "text/html"}, None),
    ],
    ids=["500", "404", "closed half-way", "no connection", "web page"],
)
def test_a_failure_is_said_in_the_opened_strip_and_can_be_tried_again(
    qtbot, body, server, tmp_path, how, words
):
    server.serve("/report.pdf", **{"body": BODY, "content_type": "application/pdf", **how})
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.FAILED)
    row = body.strip.rows[job]
    assert body.strip.is_open
    assert row.words
    if words:
        assert row.words.startswith(words)
    assert not list(tmp_path.rglob("*.pdf"))
    server.serve("/report.pdf", BODY, content_type="application/pdf")
    qtbot.mouseClick(row.button(JobAction.TRY_AGAIN), Qt.MouseButton.LeftButton)
    wait_for(qtbot, body, JobState.DONE)
    assert [path.read_bytes() for path in tmp_path.rglob("*.pdf")] == [BODY]


def test_the_open_strip_is_as_high_as_its_rows(qtbot, body, server):
    server.serve("/report.pdf", BODY, content_type="application/pdf")
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.DONE)
    body.strip.set_open(is_open=True)
    row = body.strip.rows[job]
    qtbot.waitUntil(lambda: row.height() <= body.strip._list.height() < 2 * row.height(), timeout=3000)


def test_a_download_can_be_cancelled_and_leaves_nothing(qtbot, body, server, tmp_path):
    server.serve("/report.pdf", BODY, content_type="application/pdf", fault=Fault.STALL)
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.RUNNING)
    qtbot.waitUntil(lambda: job.status.received_bytes > 0, timeout=10 * SECONDS)
    body.downloads.give(JobAction.CANCEL, job)
    wait_for(qtbot, body, JobState.CANCELLED)
    assert not list(tmp_path.rglob("*.p*df*")) + list(tmp_path.rglob("*.part"))
    assert total_words(body.queue.jobs) == "Cancelled"


def test_two_downloads_run_and_the_third_waits(qtbot, body, server):
    for name in ("one", "two"):
        server.serve(f"/{name}.pdf", BODY, content_type="application/pdf", fault=Fault.STALL)
        fetch(body, server, f"/{name}.pdf", name)
    server.serve("/report.pdf", BODY, content_type="application/pdf")
    wait_for(qtbot, body, JobState.RUNNING, 1)
    fetch(body, server)
    assert wait_for(qtbot, body, JobState.WAITING, 2).status.received_bytes == 0
    assert body.queue.jobs[0].state is JobState.RUNNING
    body.downloads.give(JobAction.CANCEL, body.queue.jobs[0])
    wait_for(qtbot, body, JobState.DONE, 2)


def test_the_same_file_twice_is_one_download(qtbot, body, server):
    server.serve("/slow.pdf", BODY, content_type="application/pdf", fault=Fault.STALL)
    fetch(body, server, "/slow.pdf")
    wait_for(qtbot, body, JobState.RUNNING)
    fetch(body, server, "/slow.pdf")
    assert len(body.queue.jobs) == 1


def test_another_folder_can_be_chosen_where_one_cannot_be_written(
    qtbot, body, server, project, tmp_path, monkeypatch
):
    (tmp_path / "project" / "secims").write_text("a file where the folder should be")
    server.serve("/report.pdf", BODY, content_type="application/pdf")
    fetch(body, server)
    job = wait_for(qtbot, body, JobState.FAILED)
    row = body.strip.rows[job]
    assert row.words.startswith("The folder cannot be written.")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(other))
    qtbot.mouseClick(row.button(JobAction.CHOOSE_FOLDER), Qt.MouseButton.LeftButton)
    wait_for(qtbot, body, JobState.DONE)
    assert [path.read_bytes() for path in other.rglob("*.pdf")] == [BODY]


def test_the_row_says_which_part_of_a_dataset_comes(qtbot, body, server):
    record = Record("dem", "Terrain model")
    parts = tuple(
        Distribution(
            DistributionKind.FILE, server.url(f"/{n}.pdf"), f"Terrain model {n} of 2", "pdf", part=Part(n, 2)
        )
        for n in (1, 2)
    )
    server.serve("/1.pdf", BODY, content_type="application/pdf")
    server.serve("/2.pdf", BODY, content_type="application/pdf", fault=Fault.STALL)
    order = DownloadOrder(
        record,
        parts,
        "Terrain model",
        body.folder.for_record(record),
        map_place(QgsProject.instance()),
        False,
    )
    body.services.when_ready(lambda: body.queue.add(order, body.search.connection))
    job = wait_for(qtbot, body, JobState.RUNNING)
    row = body.strip.rows[job]
    qtbot.waitUntil(
        lambda: row.accessibleName().startswith("Terrain model, part 2 of 2, "), timeout=20 * SECONDS
    )
    body.downloads.give(JobAction.PAUSE, job)
    wait_for(qtbot, body, JobState.PAUSED)
    assert row.accessibleName().startswith("Terrain model, Paused at ")


def test_an_archive_is_unpacked_and_its_layers_are_added(qtbot, body, server, project, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data/points.csv", "name,lon,lat\nSoufrière,-61.06,13.85\n")
        archive.writestr("data/readme.txt", "hello")
    server.serve("/points.zip", packed.getvalue(), content_type="application/zip")
    distribution = Distribution(DistributionKind.FILE, server.url("/points.zip"), "Points", "zip")
    record = Record("points", "Points", distributions=(distribution,))
    body.services.when_ready(lambda: body.commands.give(Command.ADD, record))
    wait_for(qtbot, body, JobState.DONE)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1)
    (layer,) = project.mapLayers().values()
    assert next(layer.getFeatures())["name"] == "Soufrière"
    assert layer.crs().authid() == "EPSG:4326"
    folder = tmp_path / "project" / "secims"
    assert [path.parent.name for path in folder.rglob("points.csv")] == ["data"]
    assert len(list(folder.rglob("points.zip"))) == 1


def test_an_archive_that_leads_outside_is_refused_and_nothing_is_added(
    qtbot, body, server, project, tmp_path
):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../outside.csv", "lon,lat\n1,2\n")
    server.serve("/points.zip", packed.getvalue(), content_type="application/zip")
    distribution = Distribution(DistributionKind.FILE, server.url("/points.zip"), "Points", "zip")
    record = Record("points", "Points", distributions=(distribution,))
    body.services.when_ready(lambda: body.commands.give(Command.ADD, record))
    job = wait_for(qtbot, body, JobState.FAILED)
    assert "a path outside of it" in body.strip.rows[job].words
    assert not project.mapLayers()
    assert not list(tmp_path.rglob("outside.csv"))
    assert not list(tmp_path.rglob("points.zip"))
