"""Marks in the layer tree, the layers' menu, and the check of all layers."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtWidgets import QMenu, QPushButton

from secims_qgis.crs import apply_remedy, last_change
from secims_qgis.gui.crs_page import CrsPage
from secims_qgis.gui.layer_tools import LayerTools
from secims_qgis.gui.layer_verdict import verdict_of
from secims_qgis.gui.positions_list import PositionsList
from secims_qgis.gui.reference_row import ReferenceRow
from secims_qgis.gui.remedy_row import RemedyRow
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.model import CrsVerdict, Remedy, RemedyAction
from secims_qgis.network.errors import CrsError
from tests.crs.samples import COAST, coast_points, from_degrees

ISLAND = QgsRectangle(500000, 1516000, 520000, 1558000)
"""A part of Saint Lucia on the BWI grid."""


def box(authid: str, name: str, bounds: QgsRectangle = ISLAND) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={authid}", name, "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(bounds))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


@pytest.fixture
def tools(workspace, window, project):
    view = QgsLayerTreeView(window)
    view.setModel(QgsLayerTreeModel(project.layerTreeRoot(), window))
    made = LayerTools(view, workspace)
    made.view = view
    yield made
    made.stop()  # also where the test has stopped it


@pytest.fixture
def page(project, window, qtbot):
    tasks = TaskKeeper(QgsApplication.taskManager())
    shown = CrsPage(project, tasks, window)
    yield shown
    tasks.stop()


def menu_of(tools, layer) -> dict[str, object]:
    # Not setCurrentLayer: that toggles while Qt holds Ctrl for pressed, as after a test of keys.
    index = tools.view.node2index(QgsProject.instance().layerTreeRoot().findLayer(layer.id()))
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    tools.view.selectionModel().setCurrentIndex(index, flag)
    menu = QMenu()
    tools.view.contextMenuAboutToShow.emit(menu)
    return {action.text(): action for action in menu.actions() if action.text()} | {"": menu}


def checked_all(tools, qtbot):
    with qtbot.waitSignal(tools.project_check.finished, timeout=20_000) as found:
        tools.check_all()
    return found.args[0]


def test_all_layers_are_checked_also_those_of_other_people(tools, project, qtbot):
    right, wrong = box("EPSG:2006", "right"), box("EPSG:32620", "wrong")
    elsewhere = box("EPSG:4326", "Europe", QgsRectangle(5, 45, 15, 55))
    project.addMapLayers([right, wrong, elsewhere])
    positions = checked_all(tools, qtbot)
    verdicts = {item.layer.name(): str(item.report.verdict) for item in positions}
    assert verdicts == {"wrong": "wrong_but_known", "right": "ok", "Europe": "no_extent"}
    assert positions[0].layer is wrong, "worst first"
    assert tools.indicators.marked() == (wrong.id(),)


def test_a_mark_goes_when_the_layer_is_mended_and_comes_back_when_that_is_undone(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    (position,) = checked_all(tools, qtbot)
    change = apply_remedy(wrong, position.report.remedies[0], project)
    qtbot.waitUntil(lambda: tools.indicators.marked() == (), timeout=5_000)
    change.undo()
    qtbot.waitUntil(lambda: tools.indicators.marked() == (wrong.id(),), timeout=5_000)


def test_a_layer_that_is_left_has_no_mark(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    (position,) = checked_all(tools, qtbot)
    leave = next(item for item in position.report.remedies if item.action is RemedyAction.LEAVE)
    apply_remedy(wrong, leave, project)
    assert tools.indicators.marked() == ()


def test_a_crs_set_by_hand_is_checked_again(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    checked_all(tools, qtbot)
    wrong.setCrs(QgsCoordinateReferenceSystem("EPSG:2006"))
    qtbot.waitUntil(lambda: tools.indicators.marked() == (), timeout=5_000)


def test_a_mark_follows_its_layer_into_a_group(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    checked_all(tools, qtbot)
    root = project.layerTreeRoot()
    group, node = root.addGroup("group"), root.findLayer(wrong.id())
    group.addChildNode(node.clone())
    root.removeChildNode(node)
    qtbot.waitUntil(lambda: tools.indicators.marked() == (wrong.id(),), timeout=5_000)
    assert tools.view.indicators(root.findLayer(wrong.id()))


def test_the_menu_checks_and_undoes(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    (position,) = checked_all(tools, qtbot)
    assert "Undo CRS Change" not in menu_of(tools, wrong)
    apply_remedy(wrong, position.report.remedies[0], project)
    menu = menu_of(tools, wrong)
    menu["Undo CRS Change"].trigger()
    assert wrong.crs().authid() == "EPSG:32620"
    assert last_change(wrong, project) is None
    with qtbot.waitSignal(tools.report_wanted, timeout=5_000) as shown:
        menu["Check Position"].trigger()
    assert str(shown.args[1].verdict) == "wrong_but_known"


def test_a_list_of_doubtful_layers_leads_to_their_reports_and_back(tools, page, project, qtbot, window):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayers([wrong, box("EPSG:2006", "right")])
    with qtbot.waitSignal(tools.list_wanted, timeout=20_000) as wanted:
        tools.check_all()
        qtbot.waitUntil(lambda: bool(window.bar.items()), timeout=20_000)
        item = window.bar.items()[0]
        assert "2 layers checked, 1 needs a look." in item.text()
        item.findChild(QPushButton).click()
    page.show_positions(wanted.args[0])
    found = page.findChild(PositionsList)
    assert found.list.item(0).text() == "wrong\nDrawn 208 km too far west"
    found.list.itemActivated.emit(found.list.item(0))
    qtbot.mouseClick(page.findChildren(RemedyRow)[0].button, Qt.MouseButton.LeftButton)
    assert wrong.crs().authid() == "EPSG:2006"
    assert "lies in the right place" in page.text
    assert "record" not in page.text, "it has none"
    page.header.back_clicked.emit()
    assert page._scroll.widget().list.item(0).text() == "wrong\nIn the right place"


def test_a_corrected_copy_is_written_in_a_task(tools, page, project, qtbot, tmp_path):
    project.write(str(tmp_path / "saved.qgz"))
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    with qtbot.waitSignal(tools.report_wanted, timeout=5_000) as shown:
        tools.show_report(wrong)
    page.show_report(*shown.args)
    row = next(row for row in page.findChildren(RemedyRow) if row.title == "Make a corrected copy")
    with qtbot.waitSignal(page.runner.applied, timeout=20_000):
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert wrong.crs().authid() == "EPSG:2006"
    assert wrong.source().startswith(str(tmp_path / "secims/wrong_epsg2006.gpkg"))
    undo = next(button for button in page.findChildren(QPushButton) if button.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert (wrong.providerType(), wrong.crs().authid()) == ("memory", "EPSG:32620")


def test_without_a_folder_nothing_is_changed_and_it_is_said(page, tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    with qtbot.waitSignal(tools.report_wanted, timeout=5_000) as shown:
        tools.show_report(wrong)
    page.show_report(*shown.args)
    row = next(row for row in page.findChildren(RemedyRow) if row.title == "Make a corrected copy")
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert "save the project first" in page.findChild(type(page._body())).problem
    assert wrong.providerType() == "memory"


def report_of(tools, layer, qtbot):
    with qtbot.waitSignal(tools.report_wanted, timeout=5_000) as shown:
        tools.show_report(layer)
    return shown.args


def row_of(page, title):
    return next(row for row in page._body().findChildren(RemedyRow) if row.title == title)


def test_a_copy_goes_on_while_another_report_is_read(tools, page, project, qtbot, tmp_path):
    """What becomes of it is told with the layer's name, and the layer is checked again."""
    project.write(str(tmp_path / "saved.qgz"))
    wrong, other = box("EPSG:32620", "wrong"), box("EPSG:32620", "other")
    project.addMapLayers([wrong, other])
    reports = {layer.name(): report_of(tools, layer, qtbot) for layer in (wrong, other)}
    page.show_report(*reports["wrong"])
    with qtbot.waitSignal(page.runner.applied, timeout=20_000):
        qtbot.mouseClick(row_of(page, "Make a corrected copy").button, Qt.MouseButton.LeftButton)
        page.show_report(*reports["other"])
        qtbot.mouseClick(row_of(page, "Make a corrected copy").button, Qt.MouseButton.LeftButton)
        assert "Another copy is being written" in page._body().problem
        page.show_report(*reports["wrong"])
        assert page._body()._working.text().startswith("Writing wrong_")
        page.show_report(*reports["other"])
    assert verdict_of(wrong) is CrsVerdict.OK
    assert page.layer is other
    page.runner.failed.emit(reports["wrong"][0], CrsError("the disk is full"))
    assert page._body().problem.startswith("wrong: ")


def test_remedies_are_undone_one_after_the_other_in_the_report(tools, page, project, qtbot, tmp_path):
    project.write(str(tmp_path / "saved.qgz"))
    wrong = box("EPSG:32621", "wrong")
    project.addMapLayer(wrong)
    source, report = report_of(tools, wrong, qtbot)
    apply_remedy(wrong, Remedy(RemedyAction.SET_LAYER_CRS, "first", "", "EPSG:32620"), project)
    apply_remedy(wrong, Remedy(RemedyAction.SET_LAYER_CRS, "second", "", "EPSG:2006"), project)
    page.show_report(source.with_change(last_change(wrong, project)), report)
    for code in ("EPSG:32620", "EPSG:32621"):
        undo = next(button for button in page._body().findChildren(QPushButton) if button.text() == "Undo")
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert wrong.crs().authid() == code


def test_a_layer_that_is_removed_leaves_no_buttons(tools, page, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    page.show_report(*report_of(tools, wrong, qtbot))
    project.removeMapLayer(wrong.id())
    assert page._scroll.widget().text() == "This layer is no longer in the project."
    assert page.layer is None


def test_stopping_leaves_nothing_in_the_tree(tools, project, qtbot):
    wrong = box("EPSG:32620", "wrong")
    project.addMapLayer(wrong)
    checked_all(tools, qtbot)
    node = project.layerTreeRoot().findLayer(wrong.id())
    assert tools.view.indicators(node)
    tools.stop()
    assert not tools.view.indicators(node)
    project.removeMapLayer(wrong.id())


def test_a_layer_is_compared_with_one_that_is_trusted(tools, page, project, qtbot):
    coast = QgsVectorLayer(str(COAST), "Coastline", "ogr")
    doubtful = moved_coast(176)
    project.addMapLayers([coast, doubtful])
    with qtbot.waitSignal(tools.report_wanted, timeout=5_000) as shown:
        tools.show_report(doubtful)
    page.show_report(*shown.args)
    assert page.text.startswith("In the right place")
    row = page.findChild(ReferenceRow)
    assert [row.box.layer(place).name() for place in range(row.box.count())] == ["Coastline"]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.text.startswith("Drawn 176 m too far east"), timeout=30_000)


def moved_coast(east_m: float) -> QgsVectorLayer:
    """Make a layer of the coast on the BWI grid, drawn this far east of where it is."""
    to_grid = from_degrees(2006)
    layer = QgsVectorLayer("Point?crs=EPSG:2006", "moved", "memory")
    features = []
    for point in coast_points()[::5]:
        place = to_grid.transform(point)
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place.x() + east_m, place.y())))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer
