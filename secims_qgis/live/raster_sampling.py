"""Which pixel of a grid each pixel of a picture shows: the one that its centre lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from secims_qgis.live.raster_grid import Grid, Window

if TYPE_CHECKING:
    from qgis.core import QgsRectangle


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
    x = extent.xMinimum() + (np.arange(width) + 0.5) * (extent.width() / width)
    y = extent.yMaximum() - (np.arange(height) + 0.5) * (extent.height() / height)
    columns, first_column = _inside((x - grid.left) / grid.pixel_width, grid.columns)
    rows, first_row = _inside((grid.top - y) / grid.pixel_height, grid.rows)
    return Sampling(columns, rows, Window(first_column, first_row, len(columns), len(rows)))


def _inside(places: np.ndarray[Any, Any], count: int) -> tuple[np.ndarray[Any, Any], int]:
    """Return the places on the grid, as whole numbers, and how many lie before the first of them."""
    inside = (places >= 0) & (places < count)  # false for what is not a number
    first = int(np.argmax(inside)) if inside.any() else 0
    return np.floor(places[inside]).astype(np.int64), first
