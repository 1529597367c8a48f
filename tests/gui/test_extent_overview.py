"""The small map of a record: land and extent, also at the edges of the world."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage, QPalette
from qgis.PyQt.QtWidgets import QWidget

from secims_qgis.gui.extent_overview import ExtentOverview, frame_of
from secims_qgis.gui.land import LandTask, world_map
from secims_qgis.model import BBox
from tests.gui.test_search import search_for

SECONDS = 1000
ISLAND = BBox(-61.08, 13.70, -60.87, 14.11)
FIJI = BBox(177, -19, -178, -16)


def land_of(box, file=None):
    return LandTask(file or world_map(), frame_of(box)).work()


def test_the_island_lies_where_its_extent_is():
    rings = land_of(ISLAND)
    inside = [ring for ring in rings if all(-61.2 < x < -60.8 and 13.6 < y < 14.2 for x, y in ring)]
    assert inside, "Saint Lucia is on the world map of QGIS"


def test_land_on_both_sides_of_the_antimeridian_is_one_picture():
    west, _south, east, _north = frame_of(FIJI)
    assert west < 180 < east
    longitudes = [x for ring in land_of(FIJI) for x, _y in ring]
    assert any(170 < x < 180 for x in longitudes)
    assert any(180 < x < 190 for x in longitudes)


@pytest.mark.parametrize(
    "box",
    [BBox(-61, 14, -61, 14), BBox(-180, -90, 180, 90), BBox(0, -90, 0, -90), BBox(179, 89, -179, 90), ISLAND],
)
def test_every_extent_is_drawn(qtbot, box):
    overview = ExtentOverview(box)
    qtbot.addWidget(overview)
    overview.resize(300, 130)
    overview.show_land(overview.frame, land_of(box))
    picture = QImage(300, 130, QImage.Format.Format_RGB32)
    overview.render(picture)
    accent = overview.palette().color(QPalette.ColorRole.Highlight)
    pixels = (picture.pixelColor(x, y) for x in range(300) for y in range(130))
    reds = sum(abs(p.red() - accent.red()) + abs(p.blue() - accent.blue()) < 30 for p in pixels)
    assert reds > 10, "the extent is seen"


def test_land_of_another_place_is_not_drawn(qtbot):
    overview = ExtentOverview(ISLAND)
    qtbot.addWidget(overview)
    overview.show_land(frame_of(FIJI), land_of(FIJI))
    assert overview.rings == ()


def test_without_a_world_map_there_is_no_land(tmp_path):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"nothing of the kind")
    assert land_of(ISLAND, Path("/nowhere/world_map.gpkg")) == ()
    assert land_of(ISLAND, broken) == ()


@pytest.mark.demo
def test_the_record_shows_it_when_the_group_is_opened(qtbot, body):
    search_for(qtbot, body, "coral reefs")
    body.navigation.open_record(body.results.model.records[0])
    group = body.record.groups.extent
    assert group.overview is None, "nothing is read before it is wanted"
    group.setCollapsed(False)
    qtbot.waitUntil(lambda: group.overview is not None and bool(group.overview.rings), timeout=20 * SECONDS)
    assert isinstance(group.overview.parent(), QWidget)
