"""Run by QGIS at its start: a saved project with the coastline, the map on the island.

With ``SECIMS_DEMO_SCREENSHOT`` it types a search, opens the first record, takes a picture of the
window and quits.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsMessageLog,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins

SAINT_LUCIA = QgsRectangle(-61.13, 13.68, -60.82, 14.14)
LAND = {"color": "#f3f0e6", "outline_color": "#9b9277", "outline_width": "0.3"}


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


class Pictures:
    """Types a search, waits for its answer, takes the picture and quits."""

    def __init__(self, file: str) -> None:
        self._file = file

    def begin(self) -> None:
        iface.mainWindow().resize(1366, 768)
        dock = plugins["secims_qgis"].dock
        dock.focus_search()
        QTest.keyClicks(dock.findChild(QgsFilterLineEdit), "reef")
        QTimer.singleShot(6000, self.take)

    def take(self) -> None:
        window = iface.mainWindow()
        saved = window.grab().save(self._file)
        QgsMessageLog.logMessage(f"Picture {self._file}: {saved}", "SEC-IMS", Qgis.MessageLevel.Info)
        iface.newProject()
        iface.actionExit().trigger()


start_project()
if os.environ.get("SECIMS_DEMO_SCREENSHOT"):
    pictures = Pictures(os.environ["SECIMS_DEMO_SCREENSHOT"])
    QTimer.singleShot(4000, pictures.begin)
