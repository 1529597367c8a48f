"""Tile matrix sets that are quadtrees (OGC 17-083r4): all that QGIS and GDAL can draw from.

Coordinates are in the CRS of the set, x (east) before y (north), whatever the CRS itself says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LEVEL = 30
_HALF_EQUATOR = math.pi * 6_378_137
_MERCATOR = "EPSG:3857"
_WEB_MERCATOR = (-_HALF_EQUATOR, _HALF_EQUATOR, 2 * _HALF_EQUATOR)
_NEAR_M = 1.0
"""GeoServer's has its top half a metre lower."""


@dataclass(frozen=True)
class TileMatrixSet:
    """A quadtree of tiles.

    ``left``, ``top`` is the corner at which all matrices start, ``span`` the width of a tile at level 0
    in units of the CRS, ``columns`` and ``rows`` the tiles at level 0. ``prefix`` is what servers write
    before the level in the name of a matrix ("EPSG:4326:5").
    """

    name: str
    authid: str
    left: float
    top: float
    span: float
    columns: int = 1
    rows: int = 1
    last_level: int = MAX_LEVEL
    prefix: str = ""

    def tile_span(self, level: int) -> float:
        """Return the width of a tile of a level, in units of the CRS."""
        return self.span / 2.0**level

    def tile_at(self, x: float, y: float, level: int) -> tuple[int, int]:
        """Return column and row of the tile that holds a place, the nearest one for a place outside."""
        span = self.tile_span(level)
        column, row = math.floor((x - self.left) / span), math.floor((self.top - y) / span)
        last_column, last_row = self.columns * 2**level - 1, self.rows * 2**level - 1
        return (min(max(column, 0), last_column), min(max(row, 0), last_row))

    def bounds_of(self, level: int, columns: range, rows: range) -> tuple[float, float, float, float]:
        """Return xmin, ymin, xmax, ymax of a block of tiles."""
        span = self.tile_span(level)
        return (
            self.left + columns.start * span,
            self.top - rows.stop * span,
            self.left + columns.stop * span,
            self.top - rows.start * span,
        )

    def block(self, bounds: tuple[float, float, float, float], level: int) -> tuple[range, range]:
        """Return the columns and rows of the tiles of a level that cover xmin, ymin, xmax, ymax."""
        first_column, first_row = self.tile_at(bounds[0], bounds[3], level)
        last_column, last_row = self.tile_at(bounds[2], bounds[1], level)
        return range(first_column, last_column + 1), range(first_row, last_row + 1)

    @property
    def is_web_mercator_quad(self) -> bool:
        """Whether it is the standard's WebMercatorQuad, which QGIS draws by itself, under whatever name."""
        mine, its = (self.left, self.top, self.span), _WEB_MERCATOR
        is_there = max(abs(one - other) for one, other in zip(mine, its)) < _NEAR_M
        return self.authid == _MERCATOR and (self.columns, self.rows) == (1, 1) and is_there

    @property
    def world(self) -> tuple[float, float, float, float]:
        """All that the set covers: xmin, ymin, xmax, ymax."""
        return self.bounds_of(0, range(self.columns), range(self.rows))


WEB_MERCATOR_QUAD = TileMatrixSet("WebMercatorQuad", _MERCATOR, *_WEB_MERCATOR)
WORLD_CRS84_QUAD = TileMatrixSet("WorldCRS84Quad", "OGC:CRS84", -180.0, 90.0, 180.0, columns=2)
WORLD_MERCATOR_QUAD = TileMatrixSet(
    "WorldMercatorWGS84Quad", "EPSG:3395", -_HALF_EQUATOR, _HALF_EQUATOR, 2 * _HALF_EQUATOR
)
_KNOWN = {
    "webmercatorquad": WEB_MERCATOR_QUAD,
    "googlemapscompatible": WEB_MERCATOR_QUAD,
    "worldcrs84quad": WORLD_CRS84_QUAD,
    "inspirecrs84quad": WORLD_CRS84_QUAD,
    "worldmercatorwgs84quad": WORLD_MERCATOR_QUAD,
}


def known_matrix_set(name: str) -> TileMatrixSet | None:
    """Return one of the sets that the standard defines (OGC 17-083r4, annex D), by its short name."""
    return _KNOWN.get(name.lower())


def fitting_level(matrix_set: TileMatrixSet, bounds: tuple[float, float, float, float]) -> int:
    """Return the deepest level at which at most four tiles, two by two, cover the bounds."""
    fitting = 0
    for level in range(matrix_set.last_level + 1):
        columns, rows = matrix_set.block(bounds, level)
        if len(columns) > 2 or len(rows) > 2:
            break
        fitting = level
    return fitting


def from_the_middle(columns: range, rows: range, most: int) -> Iterator[tuple[int, int]]:
    """Yield columns and rows of a block, those in its middle first, at most so many."""
    middle = ((columns.start + columns.stop - 1) / 2, (rows.start + rows.stop - 1) / 2)
    near = [_around(numbers, centre, most) for numbers, centre in zip((columns, rows), middle)]
    tiles = [(column, row) for column in near[0] for row in near[1]]
    tiles.sort(key=lambda tile: math.hypot(tile[0] - middle[0], tile[1] - middle[1]))
    yield from tiles[:most]


def _around(numbers: range, centre: float, most: int) -> range:
    first = max(numbers.start, math.floor(centre) - most)
    return range(first, min(numbers.stop, math.ceil(centre) + most + 1))
