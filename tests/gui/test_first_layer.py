"""What is said when the first layer comes into an empty project, and of records that are not asked about."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.first_layer import FirstLayer
from secims_qgis.gui.layer_adder import Added
from secims_qgis.gui.left_records import LeftRecords
from secims_qgis.gui.report_source import ReportSource
from secims_qgis.model import Record
from secims_qgis.project.provenance import Provenance, write_provenance

ISLAND = QgsRectangle(-61.0, 13.8, -60.9, 14.0)


class Adder(QObject):
    """Says what was added, as the real one does."""

    layers_added = pyqtSignal(object)


def layer(bounds=ISLAND) -> QgsVectorLayer:
    made = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(bounds))
    made.dataProvider().addFeature(feature)
    made.updateExtents()
    return made


@pytest.fixture
def add(workspace, project):
    """Add a layer as the dock does; QGIS's window gives the project the CRS of its first layer."""
    adder = Adder()
    speaker = FirstLayer(workspace, adder)

    def put(made: QgsVectorLayer) -> None:
        is_first = not project.mapLayers()
        project.addMapLayer(made)
        if is_first:
            project.setCrs(made.crs())
        source = ReportSource(made, made.name(), None, None)
        adder.layers_added.emit(Added(Record("a"), (made,), None, source))

    yield put
    speaker.stop()


def texts(window) -> list[str]:
    return [item.text() for item in window.bar.items()]


def press(window, words: str) -> None:
    buttons = window.bar.items()[-1].findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()


def test_the_crs_of_the_project_is_said_and_the_national_grid_offered(add, window, project, qtbot):
    add(layer())
    qtbot.waitUntil(lambda: bool(window.bar.items()), timeout=5_000)
    assert texts(window) == ["This project is drawn in WGS 84 (EPSG:4326), as its first layer."]
    press(window, "Use the BWI Grid")
    assert (project.crs().authid(), project.ellipsoid()) == ("EPSG:2006", "EPSG:7012")
    press(window, "Undo")
    assert project.crs().authid() == "EPSG:4326"


def test_it_is_said_once(add, window, qtbot):
    add(layer())
    qtbot.waitUntil(lambda: bool(window.bar.items()), timeout=5_000)
    window.bar.clearWidgets()
    add(layer())
    QgsApplication.processEvents()
    assert texts(window) == []


def test_data_of_elsewhere_is_not_offered_the_national_grid(add, window, qtbot):
    add(layer(QgsRectangle(5, 45, 15, 55)))
    QgsApplication.processEvents()
    assert texts(window) == []


def test_a_project_on_the_grid_needs_no_word(add, window, project, qtbot):
    made = layer()
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:2006"))
    add(made)
    QgsApplication.processEvents()
    assert texts(window) == []


def test_a_record_that_is_left_is_remembered_and_forgotten(settings):
    made, other = layer(), layer()
    write_provenance(made, Provenance("https://a.example", "roads"))
    write_provenance(other, Provenance("https://b.example", "roads"))
    left = LeftRecords()
    assert not left.has(made)
    left.add(made)
    assert left.has(made)
    assert not left.has(other), "another catalogue's record of the same name"
    left.remove(made)
    assert not left.has(made)
    assert not left.can_hold(layer())
