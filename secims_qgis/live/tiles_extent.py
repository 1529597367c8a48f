"""Where tiles have data: as documents write it, and in the CRS of the tile matrix set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRectangle,
)

from secims_qgis.model import BBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secims_qgis.live.tile_matrix import TileMatrixSet
    from secims_qgis.live.tiles_source import Bounds, TileSource

HOME = BBox(-61.10, 13.69, -60.85, 14.13)
"""Saint Lucia: where tiles are looked for when nobody says where they are."""


def box_of_document(document: Mapping[str, Any]) -> BBox | None:
    """Return the extent of a TileJSON, a tileset or a collection, None where it has none."""
    spatial = _mapping(_mapping(document.get("extent")).get("spatial")).get("bbox")
    box = _mapping(document.get("boundingBox"))
    corners = [*_numbers(box.get("lowerLeft"))[:2], *_numbers(box.get("upperRight"))[:2]]
    if box and not _is_lon_lat(box.get("crs")):
        corners = []
    first = spatial[0] if isinstance(spatial, list) and spatial else None
    for numbers in (_numbers(document.get("bounds")), corners, _numbers(first)):
        flat = [*numbers[0:2], *numbers[3:5]] if len(numbers) == 6 else numbers
        try:
            if len(flat) == 4:
                return BBox(*flat)
        except ValueError:
            continue
    return None


def limits_of(document: Mapping[str, Any], matrix_set: TileMatrixSet) -> Bounds | None:
    """Return what the limits of the deepest level cover (OGC 17-083r4, clause 8); None without limits."""
    limits = _limits(document, matrix_set)
    if not limits:
        return None
    deepest = max(limits)
    return matrix_set.bounds_of(deepest, *limits[deepest])


def levels_of_limits(document: Mapping[str, Any], matrix_set: TileMatrixSet) -> tuple[int, int] | None:
    """Return the first and the last level that the limits name, also where names are no bare numbers."""
    limits = _limits(document, matrix_set)
    return (min(limits), max(limits)) if limits else None


def _limits(document: Mapping[str, Any], matrix_set: TileMatrixSet) -> dict[int, tuple[range, range]]:
    """Return columns and rows by level."""
    entries = document.get("tileMatrixSetLimits")
    found = {}
    for entry in entries if isinstance(entries, list) else ():
        numbers = [
            _mapping(entry).get(name) for name in ("minTileCol", "maxTileCol", "minTileRow", "maxTileRow")
        ]
        level = str(_mapping(entry).get("tileMatrix")).removeprefix(matrix_set.prefix)
        whole = [number for number in numbers if isinstance(number, int) and 0 <= number < 2**40]
        if len(whole) == 4 and level.isascii() and level.isdigit() and int(level) <= matrix_set.last_level:
            found[int(level)] = (range(whole[0], whole[1] + 1), range(whole[2], whole[3] + 1))
    return found


def bounds_of(source: TileSource) -> Bounds | None:
    """Return where the source has data, in the CRS of its tile matrix set; None where nobody says."""
    bounds = in_matrix_set(source.bbox, source.matrix_set) if source.bbox is not None else None
    return bounds or source.limits


def in_matrix_set(bbox: BBox, matrix_set: TileMatrixSet) -> Bounds | None:
    """Return an extent in the CRS of a tile matrix set, cut to what the set covers; None if outside."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("OGC:CRS84"),
        QgsCoordinateReferenceSystem(matrix_set.authid),
        QgsCoordinateTransformContext(),
    )
    world = QgsRectangle(*matrix_set.world)
    whole = QgsRectangle()
    for part in bbox.parts():
        # Web Mercator does not reach the poles.
        box = QgsRectangle(part.west, max(part.south, -85.0), part.east, min(part.north, 85.0))
        try:
            moved = transform.transformBoundingBox(box if "3857" in matrix_set.authid else _as_is(part))
        except QgsCsException:
            return None
        whole.combineExtentWith(moved.intersect(world)) if moved.intersects(world) else None
    if whole.isNull():
        return None
    return (whole.xMinimum(), whole.yMinimum(), whole.xMaximum(), whole.yMaximum())


def _as_is(part: BBox) -> QgsRectangle:
    return QgsRectangle(*part.as_tuple())


def _is_lon_lat(crs: object) -> bool:
    written = crs.get("uri") if isinstance(crs, dict) else crs
    return not written or (isinstance(written, str) and "CRS84" in written)


def _numbers(value: object) -> list[float]:
    """Return the numbers of a list, or of a text with commas, as pygeoapi writes them."""
    parts = value.split(",") if isinstance(value, str) else value
    try:
        return [float(part) for part in parts] if isinstance(parts, list) and len(parts) <= 6 else []
    except (TypeError, ValueError):
        return []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
