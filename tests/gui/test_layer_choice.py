"""A file with many layers does not fill the project unasked."""

from __future__ import annotations

import pytest
from osgeo import ogr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog

from secims_qgis.gui.commands import Command
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.job_actions import JobAction
from secims_qgis.gui.layer_choice import CHOICE_FROM, LayerChoice
from secims_qgis.model import Distribution, DistributionKind, Flavour, Record

SECONDS = 1000


def _geopackage(path, count: int) -> bytes:
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    for number in range(count):
        layer = source.CreateLayer(f"sheet {number:02}", None, ogr.wkbPoint)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (-61 14)"))
        layer.CreateFeature(feature)
    source = layer = None
    return path.read_bytes()


@pytest.fixture
def add_file(qtbot, use, server, open_dock, project, tmp_path):
    """Add a GeoPackage of so many layers to the project; return the dock and the job when it is there."""
    (tmp_path / "project").mkdir()
    project.write(str(tmp_path / "project" / "island.qgz"))
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.search.cancel()

    def add(count: int):
        server.serve("/a.gpkg", _geopackage(tmp_path / "source.gpkg", count))
        distribution = Distribution(DistributionKind.FILE, server.url("/a.gpkg"), "Sheets", "gpkg")
        record = Record("sheets", "Map sheets", distributions=(distribution,))
        body.services.when_ready(lambda: body.commands.give(Command.ADD, record))
        qtbot.waitUntil(
            lambda: bool(body.queue.jobs) and body.queue.jobs[0].state is JobState.DONE, timeout=30 * SECONDS
        )
        return body, body.queue.jobs[0]

    return add


def _open_dialog(qtbot, window) -> LayerChoice:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(LayerChoice)))
    return next(d for d in window.findChildren(LayerChoice) if d.isVisible())


def test_a_few_layers_are_added_at_once(qtbot, add_file, project):
    add_file(CHOICE_FROM - 1)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == CHOICE_FROM - 1)


def test_of_many_layers_those_that_are_ticked_are_added(qtbot, add_file, window, project):
    body, job = add_file(14)
    assert not project.mapLayers()
    row = body.strip.rows[job]
    assert row.words.endswith("14 layers to choose from")
    body.strip.set_open(is_open=True)
    qtbot.mouseClick(row.button(JobAction.CHOOSE_LAYERS), Qt.MouseButton.LeftButton)
    dialog = _open_dialog(qtbot, window)
    assert dialog.list.count() == 14
    assert dialog.list.item(0).text() == "sheet 00 · 1 feature"
    assert not dialog.add_button.isEnabled()
    for number in (2, 5, 11):
        dialog.list.item(number).setCheckState(Qt.CheckState.Checked)
    assert dialog.add_button.text() == "Add 3"
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 3)
    names = sorted(layer.name() for layer in project.mapLayers().values())
    assert names == ["Map sheets - sheet 02", "Map sheets - sheet 05", "Map sheets - sheet 11"]
    assert row.words.startswith("Verified and added")
    # The others can still be had: all of them are read from the file again.
    body.downloads.give(JobAction.ADD_TO_PROJECT, job)
    again = _open_dialog(qtbot, window)
    assert again.list.count() == 14
    again.reject()
    assert len(project.mapLayers()) == 3


def test_all_and_none(qtbot, add_file, window, project):
    body, job = add_file(8)
    body.downloads.give(JobAction.CHOOSE_LAYERS, job)
    dialog = _open_dialog(qtbot, window)
    dialog.tick_all(is_ticked=True)
    assert dialog.add_button.text() == "Add 8"
    dialog.tick_all(is_ticked=False)
    assert not dialog.add_button.isEnabled()
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not project.mapLayers()


def test_a_layer_that_was_added_is_not_given_twice(qtbot, add_file, window, project):
    body, job = add_file(8)
    for expected in (1, 2):
        action = JobAction.CHOOSE_LAYERS if expected == 1 else JobAction.ADD_TO_PROJECT
        body.downloads.give(action, job)
        dialog = _open_dialog(qtbot, window)
        dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
        qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda expected=expected: len(project.mapLayers()) == expected)
    assert len({layer.id() for layer in project.mapLayers().values()}) == 2
