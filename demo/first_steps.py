"""Run by QGIS at its start: a saved project with the coastline, the map on the island.

With ``SECIMS_DEMO_SCREENSHOT`` it types a search, opens the first record, takes a picture of the
window and quits.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QListView
from qgis.utils import iface, plugins

from secims_qgis.gui.settings import PluginSettings

SAINT_LUCIA = QgsRectangle(-61.13, 13.68, -60.82, 14.14)
START_MS, POLL_MS, QUIET_POLLS, MAX_POLLS = 3000, 500, 8, 60
LAND = {"color": "#f3f0e6", "outline_color": "#9b9277", "outline_width": "0.3"}


def use_the_screen() -> None:
    """Give the window of a new profile, which opens small, the room that map and dock want."""
    window = iface.mainWindow()
    room = window.screen().availableGeometry()
    if not window.isMaximized() and room.height() > window.height():
        window.setGeometry(room.adjusted(20, 40, -20, -20))


def start_project() -> None:
    """Make a project beside which downloads can lie, with the island as its background."""
    folder = Path(os.environ["SECIMS_DEMO_FOLDER"]) / "project"
    folder.mkdir(exist_ok=True)
    coastline = shutil.copy(os.environ["SECIMS_DEMO_COASTLINE"], folder / "saint-lucia.geojson")
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    project.setBackgroundColor(QColor("#dcebf5"))
    layer = QgsVectorLayer(str(coastline), "Saint Lucia", "ogr")
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(LAND)))
    rights = layer.metadata()
    rights.setRights(["© OpenStreetMap contributors, ODbL"])
    layer.setMetadata(rights)
    project.addMapLayer(layer)
    project.write(str(folder / "saint-lucia.qgz"))
    canvas = iface.mapCanvas()
    canvas.setExtent(SAINT_LUCIA)
    canvas.refresh()


class Picture:
    """Types a search, waits for its answer, takes the picture, notes what is seen, and quits."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tries = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        iface.mainWindow().resize(1366, 768)
        dock = plugins["secims_qgis"].dock
        dock.focus_search()
        QTest.keyClicks(dock.findChild(QgsFilterLineEdit), "reef")
        self._timer.start(POLL_MS)

    def _look(self) -> None:
        self._tries += 1
        titles = self._titles()
        # One more round after the list is there, for thumbnails and footprints.
        if (titles and self._tries > QUIET_POLLS) or self._tries > MAX_POLLS:
            self._timer.stop()
            self._take(titles)

    def _take(self, titles: list[str]) -> None:
        dock = plugins["secims_qgis"].dock
        iface.mainWindow().grab().save(str(self._file))
        seen = {
            "visible": dock.isVisible(),
            "titles": titles,
            "catalogue": PluginSettings().active_connection().name,
        }
        self._file.with_suffix(".json").write_text(json.dumps(seen, ensure_ascii=False), "utf-8")
        iface.newProject()
        iface.actionExit().trigger()

    def _titles(self) -> list[str]:
        for view in plugins["secims_qgis"].dock.findChildren(QListView):
            model = view.model()
            if view.isVisible() and model is not None and model.rowCount():
                return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        return []


use_the_screen()
start_project()
if os.environ.get("SECIMS_DEMO_SCREENSHOT"):
    picture = Picture(Path(os.environ["SECIMS_DEMO_SCREENSHOT"]))
    QTimer.singleShot(START_MS, picture.begin)
