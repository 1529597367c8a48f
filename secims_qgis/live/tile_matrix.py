"""Tile matrix sets that are quadtrees (OGC 17-083r4): all that QGIS and GDAL can draw from.

Coordinates are in the CRS of the set, x (east) before y (north), whatever the CRS itself says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from secims_qgis.model import CrsRef
from secims_qgis.network import LiveLayerError

MAX_LEVEL = 30
_METRES_PER_PIXEL = 0.00028
"""Size of a pixel on a screen (OGC 17-083r4, clause 6.1.1.1)."""
_METRES_PER_DEGREE = math.pi * 6_378_137 / 180
_NORTH_FIRST = frozenset({"lat", "latitude", "n", "north", "northing", "y"})
_NUMBERED = re.compile(r"^(?P<prefix>.{0,100}?)(?P<level>\d{1,2})$")
_TOLERANCE = 1e-4


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
    def world(self) -> tuple[float, float, float, float]:
        """All that the set covers: xmin, ymin, xmax, ymax."""
        return self.bounds_of(0, range(self.columns), range(self.rows))


_HALF_EQUATOR = math.pi * 6_378_137
WEB_MERCATOR_QUAD = TileMatrixSet(
    "WebMercatorQuad", "EPSG:3857", -_HALF_EQUATOR, _HALF_EQUATOR, 2 * _HALF_EQUATOR
)
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


def read_matrix_set(
    document: Mapping[str, Any], url: str, *, north_first: bool | None = None
) -> TileMatrixSet:
    """Read the definition of a tile matrix set, of the standard's first edition or the second.

    ``north_first`` says how the CRS orders its axes, for documents without ``orderedAxes``.

    Raises:
        LiveLayerError: it is none, or not a quadtree with its origin at the top left.
    """
    name = str(document.get("id") or document.get("identifier") or document.get("title") or "")[:100]
    try:
        return _read(document, name, _is_north_first(document, default=bool(north_first)))
    except (TypeError, ValueError, KeyError, OverflowError, ZeroDivisionError) as error:
        raise LiveLayerError(
            f"the tile matrix set {name} is none that QGIS can draw: {error}", url=url
        ) from error


def crs_of_matrix_set(document: Mapping[str, Any]) -> str:
    """Return the identifier of the CRS that a definition names, empty where it has none that is known."""
    written = document.get("crs") or document.get("supportedCRS")
    if isinstance(written, Mapping):
        written = written.get("uri")
    reference = CrsRef.from_text(written) if isinstance(written, str) else None
    return (reference.authid or "") if reference is not None else ""


def _read(document: Mapping[str, Any], name: str, north_first: bool) -> TileMatrixSet:  # noqa: FBT001
    authid = crs_of_matrix_set(document)
    if not authid:
        raise ValueError("its CRS has no identifier")
    entries = document.get("tileMatrices") or document.get("tileMatrix")
    if not isinstance(entries, list) or not 0 < len(entries) <= 2 * MAX_LEVEL:
        raise ValueError("it lists no matrices")
    matrices = sorted((_Matrix(entry, authid, north_first) for entry in entries), key=lambda one: one.level)
    first = matrices[0]
    for matrix in matrices:
        matrix.check_against(first)
    side = 2.0**first.level
    return TileMatrixSet(
        name,
        authid,
        *first.origin,
        first.span * side,
        columns=max(1, math.ceil(first.size[0] / side)),
        rows=max(1, math.ceil(first.size[1] / side)),
        last_level=min(matrices[-1].level, MAX_LEVEL),
        prefix=first.prefix,
    )


def _is_north_first(document: Mapping[str, Any], *, default: bool) -> bool:
    axes = document.get("orderedAxes")
    return str(axes[0]).lower() in _NORTH_FIRST if isinstance(axes, list) and axes else default


class _Matrix:
    """One matrix of a definition, checked to be usable by itself."""

    def __init__(self, entry: Mapping[str, Any], authid: str, north_first: bool) -> None:  # noqa: FBT001
        numbered = _NUMBERED.match(str(entry.get("id", entry.get("identifier", ""))))
        if numbered is None:
            raise ValueError("its levels are not numbered")
        if entry.get("variableMatrixWidths") or entry.get("cornerOfOrigin", "topLeft") != "topLeft":
            raise ValueError("its rows differ in width, or start at the bottom")
        self.level, self.prefix = int(numbered["level"]), numbered["prefix"]
        one, two = entry.get("pointOfOrigin") or entry["topLeftCorner"]
        self.origin = (float(two), float(one)) if north_first else (float(one), float(two))
        self.size = (int(entry["matrixWidth"]), int(entry["matrixHeight"]))
        self.span = _cell_size(entry, authid) * int(entry["tileWidth"])
        is_square = entry["tileWidth"] == entry["tileHeight"]
        if not is_square or not all(map(math.isfinite, (*self.origin, self.span))) or self.span <= 0:
            raise ValueError("its tiles are not square")

    def check_against(self, first: _Matrix) -> None:
        """Refuse what does not halve its tiles from level to level, from the same corner."""
        expected = first.span / 2.0 ** (self.level - first.level)
        near = abs(self.span / expected - 1) < _TOLERANCE
        shift = max(abs(mine - its) for mine, its in zip(self.origin, first.origin))
        if not near or shift > expected * _TOLERANCE or self.prefix != first.prefix:
            raise ValueError("its levels are not a quadtree")


def _cell_size(entry: Mapping[str, Any], authid: str) -> float:
    written = entry.get("cellSize")
    if written is not None:
        return float(written)
    metres = float(entry["scaleDenominator"]) * _METRES_PER_PIXEL
    is_degrees = authid.startswith("OGC:") or authid in {"EPSG:4326", "EPSG:4258", "EPSG:4269"}
    return metres / _METRES_PER_DEGREE if is_degrees else metres


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
