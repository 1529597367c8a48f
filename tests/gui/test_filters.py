"""The filters in the real dock, on the demo catalogue."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from secims_qgis.gui.facet_model import VALUE_ROLE
from secims_qgis.gui.limits import AreaKind, FilterField
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.results_page import Face
from tests.gui.test_search import search_for, titles, wait_for_answer

pytestmark = pytest.mark.demo
SECONDS = 1000


@pytest.fixture
def opened(qtbot, body):
    """The dock with some results and the panel open, its counts there."""
    search_for(qtbot, body, "reef")
    qtbot.mouseClick(body.results.bar.filters_button, Qt.MouseButton.LeftButton)
    model = body.results.panel.tree.model
    heading = model.heading(FilterField.KEYWORD)
    qtbot.waitUntil(lambda: model.rowCount(heading) > 0, timeout=20 * SECONDS)
    return body


def rows(body, group):
    """The rows of a group as they are shown: value, count, and index."""
    tree = body.results.panel.tree
    parent = tree.shown.mapFromSource(tree.model.heading(group))
    shown = [tree.shown.index(row, 0, parent) for row in range(tree.shown.rowCount(parent))]
    return [(index.data(VALUE_ROLE), index.siblingAtColumn(1).data(), index) for index in shown]


def tick(qtbot, body, group, value):
    """Tick a value by keyboard."""
    view = body.results.panel.tree.view
    index = next(index for found, _count, index in rows(body, group) if found == value)
    view.expand(index.parent())
    view.setFocus()
    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_Space)
    wait_for_answer(qtbot, body)


def test_the_counts_are_those_of_the_records_that_were_found(opened):
    assert opened.results.panel.tree.note.isHidden()
    total = len(titles(opened))
    types = {value: int(count) for value, count, _index in rows(opened, FilterField.TYPE)}
    assert sum(types.values()) == total
    assert opened.results.panel.show_button.text() == f"Show {total} Datasets"


def test_a_tick_applies_at_once_and_stands_on_the_button(qtbot, opened):
    before = len(titles(opened))
    value, count, _index = rows(opened, FilterField.KEYWORD)[1]
    tick(qtbot, opened, FilterField.KEYWORD, value)
    assert len(titles(opened)) == int(count) < before
    assert opened.results.bar.filters_button.text() == "Filters (1)"
    assert all(value in record.keywords for record in opened.results.model.records)


def test_of_two_organisations_either_will_do_of_two_keywords_both_must_be(qtbot, opened):
    (first, of_first, _), (second, of_second, _) = rows(opened, FilterField.ORGANISATION)[:2]
    tick(qtbot, opened, FilterField.ORGANISATION, first)
    assert len(titles(opened)) == int(of_first)
    tick(qtbot, opened, FilterField.ORGANISATION, second)
    assert set(opened.filters.filters.organisation) == {first, second}
    assert int(of_first) < len(titles(opened)) <= int(of_first) + int(of_second)
    assert opened.results.bar.filters_button.text() == "Filters (2)"
    heading = opened.results.panel.tree.model.heading(FilterField.ORGANISATION)
    assert heading.siblingAtColumn(1).data() == "2 ticked"
    words = [value for value, _count, _index in rows(opened, FilterField.KEYWORD)[:2]]
    opened.filters.clear()
    wait_for_answer(qtbot, opened)
    for word in words:
        tick(qtbot, opened, FilterField.KEYWORD, word)
    assert set(opened.filters.filters.keywords) == set(words)


@pytest.mark.parametrize("group", [FilterField.TYPE, FilterField.FORMAT])
def test_several_types_or_formats_are_ticked_together_and_each_has_its_chip(qtbot, opened, group):
    first, second = (value for value, _count, _index in rows(opened, group)[:2])
    tick(qtbot, opened, group, second)
    of_second = set(titles(opened))
    tick(qtbot, opened, group, second)
    tick(qtbot, opened, group, first)
    of_first = set(titles(opened))
    tick(qtbot, opened, group, second)
    assert set(titles(opened)) == of_first | of_second
    opened.filters.set_open(is_open=False)
    chips = opened.results.chips.chips
    assert [chip.part.field for chip in chips] == [group, group]
    qtbot.mouseClick(next(chip for chip in chips if chip.part.value == second), Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, opened)
    assert set(titles(opened)) == of_first


def test_letters_find_a_value_and_escape_closes_the_panel(qtbot, opened):
    tree = opened.results.panel.tree
    QTest.keyClicks(tree.find, "fisher")
    found = [value for value, _count, _index in rows(opened, FilterField.ORGANISATION)]
    assert found == ["Department of Fisheries"]
    assert rows(opened, FilterField.TYPE) == []
    tree.view.setFocus()
    QTest.keyClick(tree.view, Qt.Key.Key_Escape)
    assert not opened.results.panel.isVisible()


def test_closed_the_filters_are_chips_that_a_click_or_del_removes(qtbot, opened):
    value = rows(opened, FilterField.KEYWORD)[1][0]
    tick(qtbot, opened, FilterField.KEYWORD, value)
    opened.results.panel.time.period_chosen.emit(("2018", "2026"))
    wait_for_answer(qtbot, opened)
    chips = opened.results.chips
    assert not chips.isVisible()
    qtbot.mouseClick(opened.results.panel.show_button, Qt.MouseButton.LeftButton)
    assert [chip.part.label for chip in chips.chips] == [f"Keyword: {value}", "2018 – 2026"]
    assert chips.isVisible()
    QTest.keyClick(chips.chips[1], Qt.Key.Key_Delete)
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.start is None
    qtbot.mouseClick(chips.chips[0], Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.parts == ()
    assert not chips.isVisible()


def test_clear_all_leaves_the_text_and_the_map(qtbot, opened):
    opened.results.bar.in_map.click()
    wait_for_answer(qtbot, opened)
    tick(qtbot, opened, FilterField.TYPE, "dataset")
    qtbot.mouseClick(opened.results.panel.clear_button, Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.parts == ()
    assert opened.results.bar.in_map.isChecked()
    assert opened.results.bar.line.text() == "reef"


def test_the_area_box_and_the_toggle_are_one(qtbot, opened):
    area = opened.results.panel.area
    area.setCurrentIndex(1)
    area.activated.emit(1)
    assert opened.results.bar.in_map.isChecked()
    opened.results.bar.in_map.click()
    assert area.currentIndex() == 0


def test_a_layer_says_where_to_search(qtbot, opened, project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:2006", "Far away", "memory")
    project.addMapLayer(layer)
    area = opened.results.panel.area
    area.setFocus()
    row = area.findText("Extent of Far away")
    area.activated.emit(row)
    assert opened.filters.filters.area.kind is AreaKind.ANYWHERE, "an empty layer is nowhere"
    near = QgsVectorLayer("Polygon?crs=EPSG:4326", "West coast", "memory")
    outline = QgsFeature()
    outline.setGeometry(QgsGeometry.fromRect(QgsRectangle(-61.1, 13.8, -60.9, 14.0)))
    near.dataProvider().addFeature(outline)
    near.updateExtents()
    project.addMapLayer(near)
    area.showPopup()
    area.hidePopup()
    area.activated.emit(area.findText("Extent of West coast"))
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.area.box.as_tuple() == pytest.approx((-61.1, 13.8, -60.9, 14.0))
    assert area.currentText() == "Extent of West coast"
    assert titles(opened)


def test_a_rectangle_is_drawn_on_the_map_and_the_tool_is_given_back(qtbot, opened, window):
    canvas = window.canvas
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    opened.results.panel.area.drawing_wanted.emit()
    assert canvas.mapTool() is not pan
    area = canvas.viewport()
    middle = QPoint(area.width() // 2, area.height() // 2)
    QTest.mousePress(area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(area, middle + QPoint(60, 60))
    QTest.mouseRelease(
        area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(60, 60)
    )
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.area.name == "Drawn area"
    assert canvas.mapTool() is pan
    visible = canvas.extent()
    box = opened.filters.filters.area.box
    assert visible.contains(QgsRectangle(*box.as_tuple()))


def test_escape_gives_the_drawing_up(qtbot, opened, window):
    canvas = window.canvas
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    opened.results.panel.area.drawing_wanted.emit()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is pan
    assert opened.filters.filters.area.kind is AreaKind.ANYWHERE


def test_dates_are_typed(qtbot, opened):
    time = opened.results.panel.time
    row = time.choice.count() - 1
    time.choice.setCurrentIndex(row)
    time.choice.activated.emit(row)
    assert time.start.isVisible()
    QTest.keyClicks(time.start, "2023x")
    QTest.keyClick(time.start, Qt.Key.Key_Return)
    wait_for_answer(qtbot, opened)
    assert (opened.filters.filters.start, opened.filters.filters.end) == ("2023", None)


def test_remedies_name_the_filter_that_hides_everything(qtbot, opened):
    opened.results.panel.time.period_chosen.emit(("1890", "1891"))
    wait_for_answer(qtbot, opened)
    assert opened.results.face is Face.MESSAGE
    qtbot.waitUntil(lambda: len(opened.results.message.buttons) >= 2, timeout=20 * SECONDS)
    words = [button.text() for button in opened.results.message.buttons]
    assert words[0].startswith("Remove “1890 – 1891” (")
    count = int(words[0].rpartition("(")[2].rstrip(")+"))
    qtbot.mouseClick(opened.results.message.buttons[0], Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, opened)
    assert opened.filters.filters.start is None
    assert len(titles(opened)) == count


def test_live_of_a_long_list_is_asked_of_the_catalogue(qtbot, body):
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Return)
    wait_for_answer(qtbot, body)
    assert not body.results.model.is_complete
    body.results.bar.live.click()
    wait_for_answer(qtbot, body)
    assert body.search.query.live
    assert all(record.has_live_access for record in body.results.model.records)
    body.results.bar.live.click()
    wait_for_answer(qtbot, body)
    assert not body.search.query.live, "the whole list was asked for, so it comes back"
    assert body.flow.page is Page.RESULTS
