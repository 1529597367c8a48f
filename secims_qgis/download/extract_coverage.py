"""OGC API Coverages into a tiled, compressed GeoTIFF, window by window: exact values, constant memory."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsGeometry, QgsRectangle

from secims_qgis.download.extract_area import Area, moved_shape, same_place
from secims_qgis.download.extract_coverage_file import PixelFile, finish_raster
from secims_qgis.download.extract_patience import TooMuchError, patiently
from secims_qgis.download.folder import check_room
from secims_qgis.live.coverage_describe import describe_coverage
from secims_qgis.live.coverage_fetch import fetch_window
from secims_qgis.live.coverage_source import CoverageSource, Scaling, crs_of
from secims_qgis.live.raster_grid import Grid, Window
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    import requests

    from secims_qgis.model import Distribution

BLOCK = 512
REQUEST_BYTES = 8_000_000
"""Uncompressed pixels of one request."""
_LEAST_PIXELS = 64
_EDGE = 1e-6
"""Of a pixel: an extent that ends at the edge of a pixel does not touch the next one."""
_MAX_LEVEL = 20
_ROUND_DEG = 360.0


@dataclass(frozen=True)
class CoverageWish:
    """What is wanted of a coverage; ``resolution`` is the size of a pixel in units of ``crs``, x and y."""

    area: Area
    crs: QgsCoordinateReferenceSystem | None = None
    resolution: tuple[float, float] | None = None
    context: QgsCoordinateTransformContext = field(default_factory=QgsCoordinateTransformContext)


@dataclass(frozen=True)
class CoveragePlan:
    """What will be fetched: windows of a level, side by side, and where the pixels of the first one lie."""

    source: CoverageSource
    level: int
    windows: tuple[Window, ...]
    crs: QgsCoordinateReferenceSystem
    target: QgsCoordinateReferenceSystem
    shape: QgsGeometry | None = None

    @property
    def grid(self) -> Grid:
        """The grid of what is fetched, in the CRS of the coverage."""
        whole, first = self.source.grid.at_level(self.level), self.windows[0]
        return replace(
            whole,
            left=whole.left + first.column * whole.pixel_width,
            top=whole.top - first.row * whole.pixel_height,
            columns=sum(window.columns for window in self.windows),
            rows=first.rows,
        )

    @property
    def bytes(self) -> int:
        """Size of the pixels, uncompressed."""
        return self.grid.whole.pixels * self.source.pixel_bytes


def plan_coverage(url: str, wish: CoverageWish, session: requests.Session) -> CoveragePlan:
    """Find out what has to be fetched; some ten small requests.

    Raises:
        DownloadError: the extent is beside the coverage.
        LiveLayerError, AnswerError, NetworkError: as ``describe_coverage``.
    """
    source = describe_coverage(url, session)
    crs = crs_of(source)
    if not crs.isValid():
        raise DownloadError(f"QGIS does not know the CRS {source.crs}", url=url)
    target = wish.crs or crs
    is_same = same_place(crs, target)
    level = _level(source, wish.resolution) if is_same else 0
    windows = _windows(source, level, wish, crs, url)
    shape = moved_shape(wish.area, crs, wish.context)
    return CoveragePlan(source, level, windows, crs, crs if is_same and wish.crs is None else target, shape)


def extract_coverage(  # noqa: PLR0913, PLR0917 - what to take, where from, where to, and who is told
    distribution: Distribution,
    path: Path,
    wish: CoverageWish,
    session: requests.Session,
    check: Callable[[], None],
    tell: Callable[[float], None],
) -> tuple[int, int]:
    """Write the pixels to a new GeoTIFF at ``path`` and return how many columns and rows it has.

    Raises:
        NetworkError, AnswerError, LiveLayerError: a window does not come, or is none.
        DiskFullError, DownloadError: the file cannot be written.
    """
    plan = plan_coverage(distribution.url, wish, session)
    check_room(path.parent, plan.bytes, distribution.url)
    raw = path.with_name("pixels.tif")
    with PixelFile(raw, plan) as file:
        done = 0
        for window, column, row in _pieces(plan):
            for piece, right, down in _fetched(plan, window, session, check):
                file.write(piece, column + right, row + down)
                done += piece.shape[1] * piece.shape[2]
                tell(0.9 * done / plan.grid.whole.pixels)
    return finish_raster(raw, path, plan, wish, check)


def _level(source: CoverageSource, resolution: tuple[float, float] | None) -> int:
    """Return the coarsest level that the server scales to and that is at least as fine as what is wanted."""
    if resolution is None or source.scaling is Scaling.NONE:
        return 0
    factor = min(resolution[0] / source.grid.pixel_width, resolution[1] / source.grid.pixel_height)
    return min(_MAX_LEVEL, int(math.log2(factor))) if factor >= 2 else 0


def _windows(
    source: CoverageSource, level: int, wish: CoverageWish, crs: QgsCoordinateReferenceSystem, url: str
) -> tuple[Window, ...]:
    grid = source.grid.at_level(level)
    if not wish.area.rectangles:
        return (grid.whole,)
    found = []
    for rectangle in wish.area.rectangles:
        box = moved_shape(Area((rectangle,), wish.area.crs), crs, wish.context, with_polygon=False)
        window = _touched(grid, box.boundingBox() if box is not None else rectangle)
        if not window.is_empty:
            found.append(window)
    if not found:
        raise DownloadError("the extent lies beside the coverage", url=url)
    if len(found) == 2 and not _are_neighbours(grid, found[0], found[1]):
        raise DownloadError("the coverage does not go on across the antimeridian", url=url)
    return tuple(found)


def _touched(grid: Grid, box: QgsRectangle) -> Window:
    left = math.floor((box.xMinimum() - grid.left) / grid.pixel_width + _EDGE)
    right = math.ceil((box.xMaximum() - grid.left) / grid.pixel_width - _EDGE)
    top = math.floor((grid.top - box.yMaximum()) / grid.pixel_height + _EDGE)
    bottom = math.ceil((grid.top - box.yMinimum()) / grid.pixel_height - _EDGE)
    # An extent as small as a point still lies in a pixel.
    window = Window(left, top, max(1, right - left), max(1, bottom - top))
    return window.shared_with(grid.whole)


def _are_neighbours(grid: Grid, west: Window, east: Window) -> bool:
    """Return whether one window goes on where the other ends, once around the earth."""
    width = grid.columns * grid.pixel_width
    is_round = abs(width - _ROUND_DEG) < grid.pixel_width / 4
    meet = west.column + west.columns == grid.columns and east.column == 0
    return is_round and meet and (west.row, west.rows) == (east.row, east.rows)


def _pieces(plan: CoveragePlan) -> Iterator[tuple[Window, int, int]]:
    """Yield the windows to ask for, each with its column and row in the file; whole blocks of that."""
    across = 0
    for window in plan.windows:
        columns, rows = _piece_size(window, plan.source.pixel_bytes)
        for row in range(0, window.rows, rows):
            for column in range(0, window.columns, columns):
                piece = Window(window.column + column, window.row + row, columns, rows)
                yield piece.shared_with(window), across + column, row
        across += window.columns


def _piece_size(window: Window, pixel_bytes: int) -> tuple[int, int]:
    pixels = max(BLOCK * BLOCK, REQUEST_BYTES // pixel_bytes)
    columns = min(window.columns, max(BLOCK, pixels // BLOCK // BLOCK * BLOCK))
    rows = max(BLOCK, pixels // columns // BLOCK * BLOCK)
    return columns, rows


def _fetched(
    plan: CoveragePlan, window: Window, session: requests.Session, check: Callable[[], None]
) -> Iterator[tuple[Any, int, int]]:
    """Yield the pixels of a window, with their place in it: at once, or in parts if that is too much."""
    todo = deque([window])
    while todo:
        check()
        part = todo.popleft()
        try:
            pixels = patiently(partial(fetch_window, plan.source, part, session, plan.level), check)
        except TooMuchError as error:
            if part.pixels <= _LEAST_PIXELS:
                raise error.error from error
            todo.extendleft(reversed(_halves(part)))
            continue
        yield pixels, part.column - window.column, part.row - window.row


def _halves(window: Window) -> tuple[Window, Window]:
    if window.rows >= window.columns:
        upper = window.rows // 2
        lower = replace(window, row=window.row + upper, rows=window.rows - upper)
        return replace(window, rows=upper), lower
    left = window.columns // 2
    return replace(window, columns=left), replace(
        window, column=window.column + left, columns=window.columns - left
    )
