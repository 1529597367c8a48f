"""The real dock in a main window with a real canvas and message bar."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsRectangle, QgsSettings
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from secims_qgis.download.queue_store import queue_folder
from secims_qgis.gui.dock import SecimsDock
from secims_qgis.gui.settings import PluginSettings
from secims_qgis.gui.workspace import Workspace
from secims_qgis.model import Connection, Flavour
from tests.fault_server import fault_server

ISLAND = QgsRectangle(-61.12, 13.68, -60.83, 14.13)


@pytest.fixture
def settings():
    """The plugin's settings and its queue of downloads, empty before and after."""
    _forget_everything()
    yield PluginSettings()
    _forget_everything()


def _forget_everything():
    QgsSettings().remove("secims")
    shutil.rmtree(queue_folder(), ignore_errors=True)


@pytest.fixture
def window(qtbot):
    """A main window like that of QGIS: message bar above the canvas."""
    main = QMainWindow()
    main.resize(1200, 760)
    middle = QWidget()
    rows = QVBoxLayout(middle)
    rows.setContentsMargins(0, 0, 0, 0)
    main.bar, main.canvas = QgsMessageBar(), QgsMapCanvas()
    rows.addWidget(main.bar)
    rows.addWidget(main.canvas)
    main.setCentralWidget(middle)
    main.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    main.canvas.setExtent(ISLAND)
    yield main
    main.close()
    main.deleteLater()


@pytest.fixture
def workspace(window, project):
    """What the dock is given."""
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    return Workspace(window.canvas, window.bar, project, QgsApplication.taskManager(), window)


@pytest.fixture
def server():
    """A server that may misbehave."""
    with fault_server() as running:
        yield running


@pytest.fixture
def use(settings):
    """Make a catalogue the one that is searched."""

    def choose(url: str, flavour: Flavour = Flavour.UNKNOWN) -> Connection:
        connection = Connection("Test catalogue", url, flavour=flavour)
        settings.save_connection(connection)
        settings.activate(connection.name)
        return connection

    return choose


@pytest.fixture
def open_dock(qtbot, window, workspace, settings):
    """Show the dock on the active catalogue and wait until its content is there."""
    docks = []

    def show(width: int = 360) -> SecimsDock:
        dock = SecimsDock(workspace, window)
        docks.append(dock)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: dock.body is not None, timeout=10_000)
        window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        return dock

    yield show
    for dock in docks:
        dock.stop()
        window.removeDockWidget(dock)
        dock.deleteLater()


@pytest.fixture
def body(use, demo, open_dock, qtbot):
    """The dock on the demo catalogue, after it said how many datasets there are."""
    use(demo.records)
    body = open_dock().body
    qtbot.waitUntil(lambda: "in this catalogue" in body.results.count.text(), timeout=20_000)
    return body
