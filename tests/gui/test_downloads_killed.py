"""QGIS is killed in the middle of a download; the next one asks, and goes on where it stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.download.queue_store import queue_folder
from secims_qgis.gui.downloads import JobState
from secims_qgis.model import Flavour
from tests.fault_server import Fault

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1000
CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 50_000
OTHER_QGIS = """
import os, sys
from pathlib import Path
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QSettings, Qt
from qgis.PyQt.QtWidgets import QMainWindow
profile, url, folder = sys.argv[1:]
QCoreApplication.setOrganizationName("secims-tests")
QCoreApplication.setApplicationName("secims-tests")
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, profile)
app = QgsApplication([], True, profile)
app.initQgis()
from secims_qgis.gui.dock import SecimsDock
from secims_qgis.gui.workspace import Workspace
from secims_qgis.gui.download_task import DownloadOrder
from secims_qgis.gui.layer_check import map_place
from secims_qgis.model import Connection, Distribution, DistributionKind, Record
window = QMainWindow()
project = QgsProject.instance()
workspace = Workspace(QgsMapCanvas(window), QgsMessageBar(window), project, app.taskManager(), window)
dock = SecimsDock(workspace, window)
window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
window.show()
loop = QEventLoop()
dock.body_built.connect(lambda _body: loop.quit())
loop.exec()
distribution = Distribution(DistributionKind.FILE, url, "Reef points", "csv")
record = Record("reefs", "Reef points", distributions=(distribution,))
order = DownloadOrder(record, (distribution,), "Reef points", Path(folder), map_place(project), False)
body = dock.body
body.services.when_ready(lambda: body.queue.add(order, Connection("Test catalogue", url)))
loop.exec()
"""


def _is_under_way(part: Path, size: int) -> bool:
    return part.exists() and part.stat().st_size > size and any(queue_folder().glob("*.json"))


@pytest.mark.parametrize("times", [2])
def test_a_killed_qgis_is_followed_by_one_that_goes_on(
    qtbot, use, server, open_dock, window, project, tmp_path, times
):
    server.serve("/a.csv", CSV, fault=Fault.STALL)
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    arguments = [os.environ["QGIS_CUSTOM_CONFIG_PATH"], server.url("/a.csv"), str(tmp_path)]
    part = tmp_path / "a.csv.part"
    for _time in range(times):
        size = part.stat().st_size if part.exists() else 0
        with subprocess.Popen([sys.executable, "-c", OTHER_QGIS, *arguments], cwd=ROOT) as other:
            try:
                qtbot.waitUntil(
                    lambda size=size: _is_under_way(part, size),
                    timeout=60 * SECONDS,
                )
            finally:
                other.kill()
    size = part.stat().st_size
    dock = open_dock()
    qtbot.waitUntil(lambda: any("is not finished" in item.text() for item in window.bar.items()))
    (question,) = window.bar.items()
    (job,) = dock.body.queue.jobs
    assert (job.state, job.status.received_bytes) == (JobState.PAUSED, size)
    server.serve("/a.csv", CSV)
    server.requests.clear()
    (button,) = [item for item in question.findChildren(QPushButton) if item.text() == "Continue"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: job.state is JobState.DONE, timeout=30 * SECONDS)
    assert server.seen("/a.csv")[0].headers["range"] == f"bytes={size}-"
    assert (tmp_path / "a.csv").read_bytes() == CSV
    assert not list(tmp_path.glob("*.part*"))
