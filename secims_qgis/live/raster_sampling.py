"""Which pixel of a grid each pixel of a picture shows: the one that its centre lies in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from secims_qgis.live.raster_grid import Grid, Window

if TYPE_CHECKING:
    from qgis.core import QgsRectangle

_EPSILON = 1e-10
"""Of a pixel, as GDAL has it: a place on the edge of two belongs to the later one."""


@dataclass(frozen=True)
class Sampling:
    """``columns`` and ``rows`` of the grid, for those pixels of the picture that lie on it.

    ``shown`` is where these are in the picture.
    """

    columns: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]
    shown: Window

    @property
    def window(self) -> Window:
        """What must be read."""
        if self.shown.is_empty:
            return Window(0, 0, 0, 0)
        column, row = int(self.columns[0]), int(self.rows[0])
        return Window(column, row, int(self.columns[-1]) - column + 1, int(self.rows[-1]) - row + 1)

    @property
    def pixels_per_pixel(self) -> float:
        """How many pixels of the grid lie side by side in one of the picture, in the finer direction."""
        window = self.window
        return min(window.columns / max(1, len(self.columns)), window.rows / max(1, len(self.rows)))

    def pick(self, values: np.ndarray[Any, Any], window: Window) -> np.ndarray[Any, Any]:
        """Return the picture's pixels out of those of a window, last two axes rows and columns."""
        rows, columns = self.rows - window.row, self.columns - window.column
        if len(rows) == window.rows and len(columns) == window.columns:
            return values
        return values[..., rows[:, None], columns[None, :]]


def sample(grid: Grid, extent: QgsRectangle, width: int, height: int) -> Sampling:
    """Return the sampling of a picture of ``width`` x ``height`` pixels that shows an extent."""
    west, east = ((x - grid.left) / grid.pixel_width for x in (extent.xMinimum(), extent.xMaximum()))
    north, south = ((grid.top - y) / grid.pixel_height for y in (extent.yMaximum(), extent.yMinimum()))
    columns, first_column = _nearest(west, east, width, grid.columns)
    rows, first_row = _nearest(north, south, height, grid.rows)
    return Sampling(columns, rows, Window(first_column, first_row, len(columns), len(rows)))


def _nearest(start: float, end: float, size: int, count: int) -> tuple[np.ndarray[Any, Any], int]:
    """Return which of ``count`` pixels in a row are shown by ``size`` places from start to end.

    Places outside are left out; the second number is how many there are before the first one inside.
    Where there are more pixels than places, the row is first thinned out to about their number, as
    QGIS does with files: a live layer then looks like the file behind it.
    """
    step = (end - start) / size
    places = start + (np.arange(size) + 0.5) * step
    inside = (places >= 0) & (places < count)  # false for what is not a number
    if not inside.any():
        return np.empty(0, np.int64), 0
    shown, before = places[inside], int(np.argmax(inside))
    if step <= 1:
        return np.floor(shown).astype(np.int64), before
    first, last = max(0, math.floor(start)), min(count - 1, math.floor(end))
    length = last - first + 1
    thinned = max(1, math.floor(length / step + 0.5))
    spots = np.floor((shown - first) * (thinned / length)).clip(0, thinned - 1)
    return first + np.floor((spots + 0.5) * (length / thinned) + _EPSILON).astype(np.int64), before
