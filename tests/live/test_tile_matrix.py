"""Tile matrix sets: those of the standard, and any quadtree that a server defines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secims_qgis.live.tile_matrix import (
    WEB_MERCATOR_QUAD,
    WORLD_CRS84_QUAD,
    fitting_level,
    from_the_middle,
    known_matrix_set,
)
from secims_qgis.live.tile_matrix_definition import read_matrix_set
from secims_qgis.network import LiveLayerError

METRES_PER_DEGREE = 111_319.4907932736


def _definition(**changes):
    """The BWI grid of Saint Lucia as a quadtree, metres."""
    matrices = [
        {
            "id": str(level),
            "scaleDenominator": 256 / 2**level / 0.00028,
            "cellSize": 256 / 2**level,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [480000, 1580000],
            "matrixWidth": 2**level,
            "matrixHeight": 2 ** (level + 1),
            "tileWidth": 256,
            "tileHeight": 256,
        }
        for level in range(5)
    ]
    document = {
        "id": "bwi",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/2006",
        "orderedAxes": ["E", "N"],
        "tileMatrices": matrices,
    }
    return {**document, **changes}


@pytest.mark.parametrize(
    ("x", "y", "level", "tile"),
    [
        (-180.0, 90.0, 0, (0, 0)),
        (10.0, 0.0, 0, (1, 0)),
        (-61.0, 13.9, 9, (338, 216)),
        (180.0, -90.0, 1, (3, 1)),
    ],
)
def test_a_place_is_in_one_tile_also_at_the_far_edge(x, y, level, tile):
    assert WORLD_CRS84_QUAD.tile_at(x, y, level) == tile


def test_a_place_in_web_mercator():
    assert WEB_MERCATOR_QUAD.tile_at(-6_790_000.0, 1_560_000.0, 12) == (1354, 1888)


def test_a_block_covers_its_bounds():
    columns, rows = WORLD_CRS84_QUAD.block((-61.1, 13.7, -60.8, 14.2), 10)
    left, bottom, right, top = WORLD_CRS84_QUAD.bounds_of(10, columns, rows)
    assert left <= -61.1
    assert bottom <= 13.7
    assert right >= -60.8
    assert top >= 14.2


@pytest.mark.parametrize("name", ["WebMercatorQuad", "webmercatorquad", "GoogleMapsCompatible"])
def test_web_mercator_has_several_names(name):
    assert known_matrix_set(name) is WEB_MERCATOR_QUAD


def test_the_level_that_shows_an_extent_in_four_tiles():
    level = fitting_level(WORLD_CRS84_QUAD, (-61.1, 13.7, -60.8, 14.2))
    columns, rows = WORLD_CRS84_QUAD.block((-61.1, 13.7, -60.8, 14.2), level)
    assert len(columns) <= 2
    assert len(rows) <= 2
    deeper = WORLD_CRS84_QUAD.block((-61.1, 13.7, -60.8, 14.2), level + 1)
    assert max(map(len, deeper)) > 2


def test_the_middle_comes_first_and_there_is_an_end():
    tiles = list(from_the_middle(range(10**9), range(10**9), 9))
    assert len(tiles) == 9
    assert abs(tiles[0][0] - 5 * 10**8) <= 1


def test_a_grid_of_ones_own():
    found = read_matrix_set(_definition(), "https://x.example/")
    assert (found.authid, found.left, found.top, found.span) == ("EPSG:2006", 480000.0, 1580000.0, 65536.0)
    assert (found.columns, found.rows, found.last_level) == (1, 2, 4)


@pytest.mark.parametrize(
    ("changes", "is_that"),
    [({}, True), ({"top": 20037508.0}, True), ({"columns": 2}, False), ({"span": 65536.0}, False),
     ({"left": 0.0}, False), ({"authid": "EPSG:3395"}, False)],
)  # fmt: skip
def test_web_mercator_under_another_name(changes, is_that):
    """What QGIS draws by itself goes through QGIS's networking: logins, cache."""
    assert replace(WEB_MERCATOR_QUAD, name="x", prefix="x:", **changes).is_web_mercator_quad is is_that


def test_axes_in_the_order_of_latitude_first():
    matrices = [
        {
            "id": str(n),
            "cellSize": 0.703125 / 2**n,
            "pointOfOrigin": [90, -180],
            "matrixWidth": 2 ** (n + 1),
            "matrixHeight": 2**n,
            "tileWidth": 256,
            "tileHeight": 256,
        }
        for n in range(3)
    ]
    document = {"id": "latlon", "crs": "EPSG:4326", "tileMatrices": matrices}
    found = read_matrix_set(document, "", north_first=True)
    assert (found.left, found.top) == (-180.0, 90.0)
    assert read_matrix_set({**document, "orderedAxes": ["Lat", "Lon"]}, "").left == -180.0


def test_the_first_edition_of_the_standard_with_prefixed_names():
    matrices = [
        {
            "identifier": f"EPSG:4326:{n}",
            "scaleDenominator": 279541132.0143589 / 2**n,
            "topLeftCorner": [-180, 90],
            "matrixWidth": 2 ** (n + 1),
            "matrixHeight": 2**n,
            "tileWidth": 256,
            "tileHeight": 256,
        }
        for n in range(3)
    ]
    document = {
        "identifier": "EPSG:4326",
        "supportedCRS": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "tileMatrix": matrices,
    }
    found = read_matrix_set(document, "", metres_per_unit=METRES_PER_DEGREE)
    assert found.prefix == "EPSG:4326:"
    assert found.span == pytest.approx(180.0, rel=1e-6)


@pytest.mark.parametrize(
    ("crs", "origin", "axes"),
    [
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", [90, -180], None),
        ("EPSG:4326", [-180, 90], None),
        ("EPSG:4326", [90, -180], ["Lon", "Lat"]),
    ],
)
def test_longitude_is_what_goes_beyond_90(crs, origin, axes):
    """GeoServer calls the first one CRS84."""
    matrix = {
        "id": "0",
        "scaleDenominator": 279541132.0143589,
        "pointOfOrigin": origin,
        "matrixWidth": 2,
        "matrixHeight": 1,
        "tileWidth": 256,
        "tileHeight": 256,
    }
    document = {
        "id": "world",
        "crs": crs,
        "tileMatrices": [matrix],
        **({"orderedAxes": axes} if axes else {}),
    }
    found = read_matrix_set(document, "", north_first="4326" in crs, metres_per_unit=METRES_PER_DEGREE)
    assert (found.left, found.top) == (-180.0, 90.0)


_MATRIX = _definition()["tileMatrices"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"crs": "http://crs.example/local"}, "CRS"),
        ({"tileMatrices": []}, "no matrices"),
        ({"tileMatrices": [{**_MATRIX[0], "id": "overview"}]}, "not numbered"),
        ({"tileMatrices": [{**_MATRIX[0], "id": "00"}]}, "not numbered"),
        ({"tileMatrices": [{**_MATRIX[0], "id": "level07"}]}, "not numbered"),
        ({"tileMatrices": [{**_MATRIX[0], "variableMatrixWidths": [{"coalesce": 2}]}]}, "differ in width"),
        ({"tileMatrices": [{**_MATRIX[0], "cornerOfOrigin": "bottomLeft"}]}, "bottom"),
        ({"tileMatrices": [{**_MATRIX[0], "tileHeight": 128}]}, "square"),
        ({"tileMatrices": [_MATRIX[0], {**_MATRIX[1], "cellSize": 100.0}]}, "quadtree"),
        ({"tileMatrices": [_MATRIX[0], {**_MATRIX[1], "pointOfOrigin": [0, 0]}]}, "quadtree"),
        ({"tileMatrices": [{**_MATRIX[0], "matrixWidth": "many"}]}, "many"),
        ({"tileMatrices": [{**_MATRIX[0], "cellSize": float("nan")}]}, "square"),
        ({"tileMatrices": [{}]}, "not numbered"),
        ({"tileMatrices": [5]}, "none that QGIS can draw"),
        ({"tileMatrices": "all"}, "no matrices"),
    ],
)
def test_what_qgis_cannot_draw_is_said(changes, why):
    with pytest.raises(LiveLayerError, match=why):
        read_matrix_set(_definition(**changes), "https://x.example/tms")
