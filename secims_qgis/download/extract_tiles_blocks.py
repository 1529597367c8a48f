"""Which tiles belong to an extent and some zoom levels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRectangle,
)

from secims_qgis.live.tile_matrix import WEB_MERCATOR_QUAD
from secims_qgis.live.tiles_extent import in_matrix_set
from secims_qgis.model import BBox, CrsRef
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    from secims_qgis.live.tiles_source import Bounds

LON_LAT = "OGC:CRS84"


@dataclass(frozen=True)
class TileBlocks:
    """Blocks of tiles of WebMercatorQuad, one for each zoom level.

    ``bounds`` are metres of EPSG:3857, x before y; ``levels`` the first and the last zoom level.
    """

    bounds: Bounds
    levels: tuple[int, int]

    def block(self, level: int) -> tuple[range, range]:
        """Return columns and rows of a level."""
        return WEB_MERCATOR_QUAD.block(self.bounds, level)

    def count(self) -> int:
        """Return how many tiles there are in all blocks."""
        return sum(self.count_of(level) for level in self.each_level())

    def count_of(self, level: int) -> int:
        """Return how many tiles there are on a level."""
        columns, rows = self.block(level)
        return len(columns) * len(rows)

    def each_level(self) -> range:
        """Return all levels."""
        return range(self.levels[0], self.levels[1] + 1)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield level, column and row of each tile."""
        for level in self.each_level():
            columns, rows = self.block(level)
            for column in columns:
                for row in rows:
                    yield level, column, row

    def check_count(self, most: int, url: str) -> None:
        """See that there are not too many.

        Raises:
            DownloadError: there are; the cause says how many, and up to which level there would not be.
        """
        count = self.count()
        if count <= most:
            return
        first, last = self.levels
        fitting = [n for n in self.each_level() if TileBlocks(self.bounds, (first, n)).count() <= most]
        advice = f"zoom levels {first} to {fitting[-1]} are fewer" if fitting else "choose a smaller extent"
        raise DownloadError(
            f"zoom levels {first} to {last} are {count:,} tiles here, more than {most:,}; {advice}", url=url
        )

    def fingerprint(self, *about: str) -> str:
        """Return a text that is another one for other tiles: of another source, version, extent or levels."""
        said = json.dumps([about, self.bounds, self.levels])
        return hashlib.sha256(said.encode()).hexdigest()


def blocks_of(
    extent: object, extent_crs: object, levels: tuple[int, int], reach: Bounds | None, url: str
) -> TileBlocks:
    """Return the blocks that cover an extent, cut to where there are tiles.

    Args:
        extent: QgsRectangle, BBox or four numbers, x before y; None for all there is.
        extent_crs: of the extent: CRS, code or CrsRef; None for longitude and latitude.
        levels: first and last zoom level.
        reach: where there are tiles, in EPSG:3857; None where nobody says.
        url: for errors.

    Raises:
        DownloadError: the extent is none, or has nothing to do with the tiles.
    """
    wanted = _in_mercator(extent, extent_crs, url) if extent is not None else None
    box = QgsRectangle(*(reach or WEB_MERCATOR_QUAD.world))
    if wanted is not None:
        if not wanted.intersects(box):
            raise DownloadError("there are no tiles in this extent", url=url)
        box = wanted.intersect(box)
    return TileBlocks((box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()), levels)


def levels_of(zooms: Iterable[int] | None, first: int, last: int, url: str) -> tuple[int, int]:
    """Return first and last of the wanted zoom levels that there are.

    Raises:
        DownloadError: none of them.
    """
    if zooms is None:
        return (first, last)
    wanted = [int(zoom) for zoom in zooms]
    low, high = (max(min(wanted), first), min(max(wanted), last)) if wanted else (1, 0)
    if low > high:
        raise DownloadError(f"there are tiles of the zoom levels {first} to {last} only", url=url)
    return (low, high)


def lon_lat(bounds: Bounds) -> tuple[float, float, float, float]:
    """Return west, south, east, north of metres in EPSG:3857."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:3857"),
        QgsCoordinateReferenceSystem(LON_LAT),
        QgsCoordinateTransformContext(),
    )
    box = transform.transformBoundingBox(QgsRectangle(*bounds))
    return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())


def _in_mercator(extent: object, extent_crs: object, url: str) -> QgsRectangle:
    to_degrees = QgsCoordinateTransform(
        _crs(extent_crs), QgsCoordinateReferenceSystem(LON_LAT), QgsCoordinateTransformContext()
    )
    try:
        box = _rectangle(extent)
    except (TypeError, ValueError) as error:
        raise DownloadError(f"the extent cannot be used: {error}", url=url) from error
    if not to_degrees.isValid() or box.isEmpty() or not box.isFinite():
        raise DownloadError("the extent is empty, or its CRS is not known", url=url)
    try:
        degrees = to_degrees.transformBoundingBox(box)
        west, east = max(degrees.xMinimum(), -180.0), min(degrees.xMaximum(), 180.0)
        south, north = max(degrees.yMinimum(), -90.0), min(degrees.yMaximum(), 90.0)
        wanted = BBox(west, south, east, north)
    except (ValueError, QgsCsException) as error:
        raise DownloadError(f"the extent cannot be used: {error}", url=url) from error
    bounds = in_matrix_set(wanted, WEB_MERCATOR_QUAD)
    if bounds is None:
        raise DownloadError("the extent lies where there are no tiles", url=url)
    return QgsRectangle(*bounds)


def _rectangle(extent: object) -> QgsRectangle:
    if isinstance(extent, QgsRectangle):
        return extent
    if isinstance(extent, BBox):
        return QgsRectangle(*extent.as_tuple())
    west, south, east, north = map(float, extent)  # type: ignore[call-overload]
    return QgsRectangle(west, south, east, north)


def _crs(said: object) -> QgsCoordinateReferenceSystem:
    if isinstance(said, QgsCoordinateReferenceSystem):
        return said
    code = said.authid if isinstance(said, CrsRef) else said
    return QgsCoordinateReferenceSystem(str(code) if code else LON_LAT)
