"""Extents that are nowhere, everywhere, or no extents."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.gui.commands import Command
from secims_qgis.gui.map_extent import map_rectangle
from secims_qgis.model import BBox
from tests.hostile.cases import payload
from tests.hostile.world import ITEMS, feature, page


def polygon(*positions):
    return {"type": "Polygon", "coordinates": [[list(position) for position in positions]]}


def box(west, south, east, north):
    return polygon((west, south), (east, south), (east, north), (west, north), (west, south))


def shown(world, geometry, expected, *, bbox=None):
    """The record is listed; its extent is the expected one; zoom and footprints do not fail."""
    record = feature(geometry=geometry)
    if bbox is not None:
        record["bbox"] = bbox
    # NaN and Infinity, too: Python writes and reads them.
    world.say(ITEMS, page(record, feature("b", "Other")))
    body = world.search()
    found = body.results.model.records
    assert [item.id for item in found] == ["a", "b"]
    assert found[0].bbox == expected
    body.navigation.open_record(found[0])
    assert body.record.zoom.isEnabled() is (expected is not None)
    before = body._workspace.canvas.extent()
    body.commands.give(Command.ZOOM, found[0])
    if expected is None:
        assert body._workspace.canvas.extent() == before
        assert len(body.footprints.bands) == 0
    else:
        assert body._workspace.canvas.extent().isFinite()
        assert not body._workspace.canvas.extent().isEmpty()
    return body


def no_extent_of_nan(world, text):
    shown(world, {"type": "Polygon", "coordinates": json.loads(text)}, None)
    shown(world, box(float("nan"), 13, -60, 14), None)


def no_extent_of_infinity(world, text):
    number = json.loads(text)
    shown(world, box(-61, 13, number, 14), None)
    shown(world, None, None, bbox=[-61, 13, number, 14])
    shown(world, None, None, bbox=["-61", "13", text, "14"])


def swapped_is_put_right(world, _payload):
    shown(world, box(-60, 14, -61, 13), BBox(-61, 13, -60, 14))
    shown(world, None, BBox(-61, 13, -60, 14), bbox=[-60, 14, -61, 13])


def crossing_is_not_the_world(world, text):
    crossing = BBox(170, -20, -170, -10)
    body = shown(world, None, crossing, bbox=json.loads(text))
    parts = {"type": "MultiPolygon", "coordinates": [box(170, -20, 180, -10)["coordinates"],
                                                    box(-180, -20, -170, -10)["coordinates"]]}  # fmt: skip
    body = shown(world, parts, crossing)
    canvas, project = body._workspace.canvas, body._workspace.project
    for authid, world_width in (("EPSG:4326", 360), ("EPSG:3857", 40_075_016)):
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem(authid))
        rectangle = map_rectangle(crossing, canvas, project)
        assert rectangle is not None
        assert rectangle.width() < world_width / 4


def metres_are_no_degrees(world, text):
    shown(world, None, None, bbox=json.loads(text.partition(" (")[0]))
    shown(world, box(500000, 1500000, 520000, 1560000), None)


def nothing_is_listed(world, text):
    shown(world, json.loads(text), None)


def a_point_has_a_least_size(world, _payload):
    body = shown(world, polygon(*[(-61, 14)] * 5), BBox(-61, 14, -61, 14))
    extent = body._workspace.canvas.extent()
    assert extent.width() > 0
    assert extent.height() > 0
    assert extent.contains(extent.center())
    shown(world, {"type": "Point", "coordinates": [-61, 14, 5]}, BBox(-61, 14, -61, 14))


CHECKS = {
    "nan_bbox_json": no_extent_of_nan,
    "inf_bbox": no_extent_of_infinity,
    "swapped_bbox": swapped_is_put_right,
    "antimeridian": crossing_is_not_the_world,
    "projected_bbox": metres_are_no_degrees,
    "null_geometry": nothing_is_listed,
    "zero_area": a_point_has_a_least_size,
}


@pytest.mark.parametrize("name", CHECKS)
def test_geometry(world, name):
    CHECKS[name](world, payload(name))


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        [],
        "POINT (0 0)",
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[[[[1, 2]]]]]]},
        {"type": "Polygon", "coordinates": [[None, [1], ["a", "b"]]]},
        {"type": "Point", "coordinates": [10**400, 1]},
        {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]},
        {"type": "Point", "coordinates": [True, False]},
    ],
)
def test_a_geometry_that_is_none(world, geometry):
    assert world.record(geometry=geometry).bbox is None
