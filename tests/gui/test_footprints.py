"""Footprints and rows light each other up; the map keeps its tool."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapToolIdentify, QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from secims_qgis.gui.footprint_places import DRAWN_MAX
from secims_qgis.gui.footprints import Role
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.results_model import RECORD_ROLE
from secims_qgis.gui.search_runner import SearchAnswer
from secims_qgis.model import BBox, Flavour, Record, SearchQuery
from tests.gui import samples

LARGE = Record("large", "The island", bbox=samples.ISLAND)
SMALL = Record("small", "West coast", bbox=BBox(-61.08, 13.8, -61.0, 13.9))
POINT = Record("point", "A gauge", bbox=BBox(-60.95, 14.0, -60.95, 14.0))
NOWHERE = Record("nowhere", "A report")


@pytest.fixture
def shown(qtbot, use, server, open_dock):
    """The dock with four records, one of them without extent."""
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.loader.load = lambda *_args: None
    show(body, LARGE, SMALL, POINT, NOWHERE)
    return body


def show(body, *records):
    body.search.cancel()
    body.search._query = SearchQuery("reef")
    answer = SearchAnswer(body.search._query, samples.page(*records), Flavour.OGC_API_RECORDS, "")
    body.search._take_answer(answer)


def pixel(canvas, lon, lat):
    place = canvas.getCoordinateTransform().transform(QgsPointXY(lon, lat))
    return QPoint(round(place.x()), round(place.y()))


def point_at(canvas, lon, lat):
    QTest.mouseMove(canvas.viewport(), pixel(canvas, lon, lat))
    canvas.xyCoordinates.emit(QgsPointXY(lon, lat))


def click(canvas, lon, lat):
    QTest.mouseClick(
        canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        pixel(canvas, lon, lat),
    )


def test_a_row_fills_its_footprint_after_a_rest_and_empties_it_again(qtbot, shown):
    view = shown.results.list
    view.entered.emit(shown.results.shown.index(1, 0))
    assert Role.HOVERED not in shown.footprints.bands
    qtbot.waitUntil(lambda: Role.HOVERED in shown.footprints.bands, timeout=10_000)
    band = shown.footprints.bands[Role.HOVERED]
    box = band.asGeometry().boundingBox()
    assert (box.xMinimum(), box.yMaximum()) == pytest.approx((-61.08, 13.9))
    assert 0 < band.fillColor().alphaF() < 0.2
    view.row_pointed_at.emit(shown.results.shown.index(99, 0))
    qtbot.waitUntil(lambda: Role.HOVERED not in shown.footprints.bands, timeout=10_000)


def test_the_footprint_under_the_mouse_tints_its_row_the_smallest_wins(qtbot, shown, window):
    point_at(window.canvas, -61.04, 13.85)
    qtbot.waitUntil(lambda: shown.results.delegate._lit == "small", timeout=10_000)
    point_at(window.canvas, -60.9, 13.75)
    qtbot.waitUntil(lambda: shown.results.delegate._lit == "large", timeout=10_000)
    point_at(window.canvas, -60.5, 13.0)
    qtbot.waitUntil(lambda: shown.results.delegate._lit == "", timeout=10_000)


def test_the_tint_is_painted(qtbot, shown):
    view = shown.results.list

    def row_colour():
        image = view.viewport().grab().toImage()
        rect = view.visualRect(shown.results.shown.index(1, 0))
        return image.pixel(rect.right() - 3, rect.top() + 3)

    plain = row_colour()
    shown.results.delegate.set_lit("small")
    assert row_colour() != plain


def test_a_click_with_the_pan_tool_selects_the_record_and_does_not_move_the_map(qtbot, shown, window):
    canvas = window.canvas
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    before = canvas.extent()
    point_at(canvas, -61.04, 13.85)
    click(canvas, -61.04, 13.85)
    assert shown.results.list.currentIndex().data(RECORD_ROLE) == SMALL
    assert canvas.mapTool() is pan
    assert canvas.extent() == before
    assert Role.SELECTED in shown.footprints.bands


def test_beside_footprints_the_pan_tool_does_what_it_always_does(qtbot, shown, window):
    canvas = window.canvas
    canvas.setMapTool(pan := QgsMapToolPan(canvas))
    before = canvas.center()
    visible = canvas.extent()
    lon, lat = visible.xMinimum() + visible.width() * 0.05, visible.center().y()
    point_at(canvas, lon, lat)
    click(canvas, lon, lat)
    assert canvas.mapTool() is pan
    assert canvas.center() != before


def test_other_tools_keep_their_clicks(qtbot, shown, window):
    canvas = window.canvas
    canvas.setMapTool(identify := QgsMapToolIdentify(canvas))
    click(canvas, -61.04, 13.85)
    assert not shown.results.list.currentIndex().isValid()
    canvas.unsetMapTool(identify)


def test_in_a_record_the_map_is_left_alone(qtbot, shown, window):
    canvas = window.canvas
    canvas.setMapTool(pan := QgsMapToolPan(canvas))
    shown.navigation.open_record(LARGE)
    assert shown.flow.page is Page.RECORD
    click(canvas, -61.04, 13.85)
    assert not shown.results.list.currentIndex().isValid()
    assert canvas.mapTool() is pan


def test_a_point_has_a_size_on_the_screen_at_every_scale(qtbot, shown, window):
    canvas = window.canvas
    canvas.setExtent(QgsRectangle(-70, 5, -50, 20))
    places = shown.footprints.places
    (rectangle,) = places.rectangles(POINT.bbox)
    assert rectangle.width() >= 5.9 * canvas.mapUnitsPerPixel()
    assert places.record_at(QgsPointXY(-60.95, 14.0)) == "point"


def test_an_extent_across_the_antimeridian_is_two_boxes(qtbot, shown, window):
    window.canvas.setExtent(QgsRectangle(-180, -90, 180, 90))
    show(shown, Record("pacific", "Pacific", bbox=BBox(170, -20, -170, 0)))
    rectangles = shown.footprints.places.all_rectangles()
    assert [(r.xMinimum(), r.xMaximum()) for r in rectangles] == [(170, 180), (-180, -170)]
    assert shown.footprints.places.record_at(QgsPointXY(-175, -10)) == "pacific"
    assert shown.footprints.places.record_at(QgsPointXY(0, -10)) == ""


def test_another_crs_of_the_map_moves_the_footprints(qtbot, shown, window):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32620"))
    box = shown.footprints.bands[Role.ALL].asGeometry().boundingBox()
    assert 690_000 < box.xMinimum() < 720_000


def test_one_band_for_each_role_and_none_after_hiding_or_another_project(qtbot, shown, window, project):
    shown.results.list.setCurrentIndex(shown.results.shown.index(0, 0))
    shown.footprints.hover("small")
    assert set(shown.footprints.bands) == {Role.ALL, Role.HOVERED, Role.SELECTED}
    items = len(window.canvas.scene().items())
    shown.footprints.hover("large")
    assert len(window.canvas.scene().items()) == items
    shown.parent().hide()
    assert shown.footprints.bands == {}
    assert len(window.canvas.scene().items()) == items - 3
    shown.parent().show()
    QgsProject.instance().clear()
    assert shown.footprints.bands == {}


def test_a_row_far_down_the_list_lights_its_footprint_although_the_map_has_enough(shown):
    """All of a long list can be pointed at; how many are drawn at once is bounded."""
    many = [Record(f"r{n}", bbox=BBox(-61, 13.7, -60.9, 13.8 + n / 10_000)) for n in range(DRAWN_MAX + 50)]
    show(shown, *many)
    places = shown.footprints.places
    assert len(places.all_rectangles()) == DRAWN_MAX
    shown.footprints.hover(many[-1].id)
    box = shown.footprints.bands[Role.HOVERED].asGeometry().boundingBox()
    assert box.yMaximum() == pytest.approx(many[-1].bbox.north)
