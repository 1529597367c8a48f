"""Extracts from the dock and from the menu of a live layer; a layer offline and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtWidgets import QMenu

from secims_qgis.gui.commands import Command
from secims_qgis.gui.offline_layer import OfflineLayers
from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.project.offline import is_offline
from secims_qgis.project.provenance import read_provenance
from tests.download.features_server import features_server, point
from tests.gui.test_add_and_download import choose, open_record, press

if TYPE_CHECKING:
    from secims_qgis.gui.extract_dialog import ExtractDialog

SECONDS = 1000
NEAR = QgsRectangle(-61.075, 13.78, -61.03, 13.85)


@pytest.fixture
def folder(project, tmp_path):
    """A saved project, whose files go beside it."""
    project.write(str(tmp_path / "island.qgz"))
    return tmp_path


@pytest.fixture
def tree(window, project):
    """The layer tree of QGIS's window."""
    view = QgsLayerTreeView(window)
    view.setModel(QgsLayerTreeModel(project.layerTreeRoot(), view))
    return view


@pytest.fixture
def offline(tree, workspace, window):
    window.show()
    control = OfflineLayers(workspace)
    yield control
    control.stop()
    control.deleteLater()


@pytest.fixture
def live(demo, project, window):
    window.canvas.setExtent(NEAR)
    url = f"{demo.pygeoapi}collections/parcels/items"
    layer = open_layer(Distribution(DistributionKind.FEATURES, url))
    layer.setName("Parcels")
    project.addMapLayer(layer)
    return layer


def only_window(control) -> ExtractDialog:
    (dialog,) = control.open_windows
    return dialog


def estimated(qtbot, dialog) -> str:
    qtbot.waitUntil(lambda: dialog.estimate.text().startswith("About"), timeout=30 * SECONDS)
    return dialog.estimate.text()


def menu_texts(tree, layer) -> list[str]:
    tree.setCurrentLayer(layer)
    menu = QMenu()
    tree.contextMenuAboutToShow.emit(menu)
    return [action.text() for action in menu.actions() if action.text()]


@pytest.mark.demo
def test_what_is_in_view_of_a_record_comes_into_its_group(qtbot, body, window, project, folder):
    open_record(qtbot, body, "cadastral parcels", "Cadastral parcels")
    choose(body, DistributionKind.FEATURES)
    window.canvas.setExtent(NEAR)
    press(body, Command.EXTRACT)
    dialog = only_window(body.extract_windows)
    assert "features" in estimated(qtbot, dialog)
    assert dialog.form.target.suffix == ".gpkg"
    _grab(dialog, "extract_dialog.png")
    dialog.begin()
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=60 * SECONDS)
    layer = next(iter(project.mapLayers().values()))
    assert 10 < layer.featureCount() < 4_996
    assert layer.crs().authid() == "EPSG:2006"
    assert read_provenance(layer).record_id == body.record.record.id
    assert Path(layer.source().partition("|")[0]).is_relative_to(folder)
    assert body.extract_windows.open_windows == ()


@pytest.mark.demo
def test_a_file_cannot_be_extracted_and_says_so(qtbot, body, folder):
    open_record(qtbot, body, "cadastral parcels", "Cadastral parcels")
    choose(body, DistributionKind.FILE, "gpkg")
    assert not body.record.actions.is_given(Command.EXTRACT)
    assert "download" in body.record.actions.reason(Command.EXTRACT)


def test_the_menu_of_a_live_layer(tree, offline, live):
    assert menu_texts(tree, live) == ["Extract What Is in View…", "Make Available Offline…"]


def test_an_extract_of_a_live_layer_lies_beside_it(qtbot, offline, live, project, folder):
    live.setOpacity(0.4)
    offline.extract(live)
    dialog = only_window(offline.windows)
    estimated(qtbot, dialog)
    dialog.begin()
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 2, timeout=60 * SECONDS)
    (layer,) = [layer for layer in project.mapLayers().values() if layer.id() != live.id()]
    assert (layer.name(), layer.opacity()) == ("Parcels", pytest.approx(0.4))
    assert 0 < layer.featureCount() < live.featureCount()
    order = [node.layerId() for node in project.layerTreeRoot().findLayers()]
    assert order == [layer.id(), live.id()]


def test_an_extract_within_the_selected_polygon_of_a_layer(qtbot, offline, live, project, folder):
    districts = QgsVectorLayer("Polygon?crs=EPSG:2006&index=yes", "Districts", "memory")
    for place in (NEAR, QgsRectangle(-61.0, 13.9, -60.99, 13.91)):
        shape = QgsGeometry.fromRect(place)
        to_grid = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), districts.crs(), project.transformContext()
        )
        shape.transform(to_grid)
        feature = QgsFeature()
        feature.setGeometry(shape)
        districts.dataProvider().addFeature(feature)
    project.addMapLayer(districts)
    districts.selectByIds([1])
    offline.make_offline(live)
    dialog = only_window(offline.windows)
    assert dialog.form.order.polygons is None
    assert dialog.form.polygons.currentText() == "no polygons"
    dialog.form.polygons.setLayer(districts)
    assert estimated(qtbot, dialog)
    dialog.begin()
    qtbot.waitUntil(lambda: is_offline(live), timeout=60 * SECONDS)
    meet = shape_of(districts, 1)
    assert 0 < live.featureCount() < 4_996
    assert all(feature.geometry().intersects(meet) for feature in live.getFeatures())
    assert live.featureCount() > sum(feature.geometry().within(meet) for feature in live.getFeatures())


def shape_of(layer, number) -> QgsGeometry:
    return layer.getFeature(number).geometry()


def test_offline_and_back(qtbot, tree, offline, live, window, folder):
    live.setOpacity(0.3)
    offline.make_offline(live)
    dialog = only_window(offline.windows)
    assert not dialog.form.extent.isChecked()
    estimated(qtbot, dialog)
    _grab(dialog, "offline_dialog.png")
    dialog.begin()
    qtbot.waitUntil(lambda: is_offline(live), timeout=60 * SECONDS)
    assert live.featureCount() == 4_996
    assert live.opacity() == pytest.approx(0.3)
    assert menu_texts(tree, live) == ["Back to Live"]
    assert any("4,996" in item.text() for item in window.bar.items())
    offline.go_live(live)
    qtbot.waitUntil(lambda: not is_offline(live), timeout=60 * SECONDS)
    assert live.providerType() == "OAPIF"
    assert (live.name(), live.opacity()) == ("Parcels", pytest.approx(0.3))


def test_a_service_that_is_down_is_said_and_the_layer_stays_offline(qtbot, offline, live, window, folder):
    offline.make_offline(live)
    only_window(offline.windows).begin()
    qtbot.waitUntil(lambda: is_offline(live), timeout=60 * SECONDS)
    source = str(live.customProperty("secims/live_source"))
    port = source.partition("127.0.0.1:")[2].partition("/")[0]
    live.setCustomProperty("secims/live_source", source.replace(port, "9"))
    offline.go_live(live)
    qtbot.waitUntil(lambda: any("Cannot reach" in i.text() for i in window.bar.items()), timeout=60 * SECONDS)
    assert is_offline(live)


def test_a_failure_is_shown_in_the_window_and_can_be_tried_again(qtbot, workspace, window, folder):
    from secims_qgis.gui.extract_control import ExtractWindows
    from secims_qgis.gui.extract_order import ExtractSubject
    from secims_qgis.gui.tasks import TaskKeeper
    from tests.fault_server import LOGIN_PAGE, Behaviour

    window.show()
    with features_server([point(number) for number in range(100)]) as server:
        windows, done = ExtractWindows(workspace, TaskKeeper(workspace.tasks)), []
        subject = ExtractSubject(server.distribution, "Things")
        dialog = windows.show("Extract", subject, folder / "t.gpkg", done.append, is_all=True)
        assert "100 features" in estimated(qtbot, dialog)
        page = Behaviour(LOGIN_PAGE, content_type="text/html")
        server.faults = {number: [page] * 3 for number in range(1, 20)}
        dialog.begin()
        qtbot.waitUntil(dialog.problem.isVisible, timeout=30 * SECONDS)
        assert "web page" in dialog.problem.text()
        assert dialog.form.isEnabled()
        assert not (folder / "t.gpkg").exists()
        _grab(dialog, "extract_failed.png")
        server.faults = {}
        dialog.begin()
        qtbot.waitUntil(lambda: bool(done), timeout=30 * SECONDS)
        assert done[0].result.features == 100
        windows.stop()


def test_a_cancel_in_the_window_stops_the_work(qtbot, workspace, window, folder):
    from secims_qgis.gui.extract_control import ExtractWindows
    from secims_qgis.gui.extract_order import ExtractSubject
    from secims_qgis.gui.tasks import TaskKeeper
    from tests.fault_server import Behaviour, Fault

    window.show()
    with features_server([point(number) for number in range(100)]) as server:
        windows, done = ExtractWindows(workspace, TaskKeeper(workspace.tasks)), []
        subject = ExtractSubject(server.distribution, "Things")
        dialog = windows.show("Extract", subject, folder / "t.gpkg", done.append, is_all=True)
        estimated(qtbot, dialog)
        server.faults = {number: [Behaviour(fault=Fault.SILENT)] * 3 for number in range(1, 20)}
        dialog.begin()
        qtbot.waitUntil(
            lambda: any("limit=2000" in item.path for item in server.http.requests), timeout=20_000
        )
        dialog.reject()
        qtbot.waitUntil(lambda: not dialog.is_extracting, timeout=10 * SECONDS)
        assert dialog.isVisible()
        assert not done
        assert [path.name for path in folder.iterdir()] == ["island.qgz"]
        dialog.reject()
        assert not windows.open_windows


def _grab(dialog, name: str) -> None:
    folder = os.environ.get("SECIMS_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / name))
