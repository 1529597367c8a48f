"""Definitions of tile matrix sets (OGC 17-083r4, and its first edition 17-083r2), read and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from secims_qgis.live.tile_matrix import MAX_LEVEL, WEB_MERCATOR_QUAD, TileMatrixSet
from secims_qgis.model import CrsRef
from secims_qgis.network import LiveLayerError

_METRES_PER_PIXEL = 0.00028
"""Size of a pixel on a screen (OGC 17-083r4, clause 6.1.1.1)."""
_LONG_UNIT = 1000
"""Metres: longer units are angles."""
_NORTH_FIRST = frozenset({"lat", "latitude", "n", "north", "northing", "y"})
_NUMBERED = re.compile(r"^(?P<prefix>.{0,100}?)(?<!0)(?P<level>0|[1-9]\d?)$")
_TOLERANCE = 1e-4
_AS_MERCATOR = frozenset({"EPSG:900913", "EPSG:102100", "EPSG:102113", "EPSG:3785"})
"""Web Mercator before it got its number."""


def read_matrix_set(
    document: Mapping[str, Any], url: str, *, north_first: bool = False, metres_per_unit: float = 1.0
) -> TileMatrixSet:
    """Read the definition of a tile matrix set, of the standard's first edition or the second.

    ``north_first`` says how the CRS orders its axes, for documents without ``orderedAxes``, and
    ``metres_per_unit`` how long its units are, for matrices with a scale but no size of cells.

    Raises:
        LiveLayerError: it is none, or not a quadtree with its origin at the top left.
    """
    name = str(document.get("id") or document.get("identifier") or document.get("title") or "")[:100]
    try:
        return _read(document, name, north_first=north_first, metres_per_unit=metres_per_unit)
    except (AttributeError, TypeError, ValueError, KeyError, OverflowError, ZeroDivisionError) as error:
        raise LiveLayerError(
            f"the tile matrix set {name} is none that QGIS can draw: {error}", url=url
        ) from error


def crs_of_matrix_set(document: Mapping[str, Any]) -> str:
    """Return the identifier of the CRS that a definition names, empty where it has none that is known."""
    written = document.get("crs") or document.get("supportedCRS")
    if isinstance(written, Mapping):
        written = written.get("uri")
    return authid_of_tiles(written) if isinstance(written, str) else ""


def authid_of_tiles(written: str) -> str:
    """Return the identifier of a CRS, empty where it has none that is known."""
    reference = CrsRef.from_text(written)
    authid = (reference.authid or "") if reference is not None else ""
    return WEB_MERCATOR_QUAD.authid if authid in _AS_MERCATOR else authid


def _read(
    document: Mapping[str, Any], name: str, *, north_first: bool, metres_per_unit: float
) -> TileMatrixSet:
    authid = crs_of_matrix_set(document)
    if not authid:
        raise ValueError("its CRS has no identifier")
    entries = document.get("tileMatrices") or document.get("tileMatrix")
    if not isinstance(entries, list) or not 0 < len(entries) <= 2 * MAX_LEVEL:
        raise ValueError("it lists no matrices")
    axes = document.get("orderedAxes")
    if isinstance(axes, list) and axes:
        north_first = str(axes[0]).lower() in _NORTH_FIRST
    if metres_per_unit > _LONG_UNIT:
        north_first = _degrees_are_north_first(entries[0], default=north_first)
    matrices = sorted(
        (_Matrix(entry, metres_per_unit, north_first=north_first) for entry in entries),
        key=lambda one: one.level,
    )
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


def _degrees_are_north_first(entry: Mapping[str, Any], *, default: bool) -> bool:
    """Return whether an origin in degrees has the latitude first: beyond 90 is only longitude.

    GeoServer writes 90, -180 for what it calls CRS84.
    """
    is_longitude = [abs(float(number)) > 90 for number in _origin(entry)]
    return is_longitude[1] if is_longitude.count(True) == 1 else default


def _origin(entry: Mapping[str, Any]) -> tuple[Any, Any]:
    one, two = entry.get("pointOfOrigin") or entry["topLeftCorner"]
    return one, two


class _Matrix:
    """One matrix of a definition, checked to be usable by itself."""

    def __init__(self, entry: Mapping[str, Any], metres_per_unit: float, *, north_first: bool) -> None:
        numbered = _NUMBERED.match(str(entry.get("id", entry.get("identifier", ""))))
        if numbered is None:
            raise ValueError("its levels are not numbered 0, 1, 2 ...")
        if entry.get("variableMatrixWidths") or entry.get("cornerOfOrigin", "topLeft") != "topLeft":
            raise ValueError("its rows differ in width, or start at the bottom")
        self.level, self.prefix = int(numbered["level"]), numbered["prefix"]
        one, two = _origin(entry)
        self.origin = (float(two), float(one)) if north_first else (float(one), float(two))
        self.size = (int(entry["matrixWidth"]), int(entry["matrixHeight"]))
        self.span = _cell_size(entry, metres_per_unit) * int(entry["tileWidth"])
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


def _cell_size(entry: Mapping[str, Any], metres_per_unit: float) -> float:
    written = entry.get("cellSize")
    if written is not None:
        return float(written)
    return float(entry["scaleDenominator"]) * _METRES_PER_PIXEL / metres_per_unit
