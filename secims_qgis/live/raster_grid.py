"""Where the pixels of a coverage lie: its grid, windows of it, and the tiles it is kept in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

SHRINK = 0.25
"""Of a pixel, on each side: servers take every pixel that a box touches, be it by a rounding error."""


@dataclass(frozen=True)
class Window:
    """A rectangle of pixels: first column and row, counted from the upper left, and size."""

    column: int
    row: int
    columns: int
    rows: int

    @property
    def is_empty(self) -> bool:
        """Whether there is no pixel in it."""
        return self.columns <= 0 or self.rows <= 0

    @property
    def pixels(self) -> int:
        """How many pixels it has."""
        return max(0, self.columns) * max(0, self.rows)

    def shared_with(self, other: Window) -> Window:
        """Return what lies in both; empty where they do not meet."""
        column, row = max(self.column, other.column), max(self.row, other.row)
        right = min(self.column + self.columns, other.column + other.columns)
        bottom = min(self.row + self.rows, other.row + other.rows)
        return Window(column, row, max(0, right - column), max(0, bottom - row))

    def holds(self, other: Window) -> bool:
        """Return whether the other lies inside."""
        return self.shared_with(other) == other

    def within(self, outer: Window) -> tuple[slice, slice]:
        """Return the rows and columns that cut this window out of the array of an outer one."""
        row, column = self.row - outer.row, self.column - outer.column
        return slice(row, row + self.rows), slice(column, column + self.columns)


@dataclass(frozen=True)
class Grid:
    """A north-up grid: upper left corner and pixel size in units of the CRS, x before y.

    Both pixel sizes are positive; row 0 lies in the north.
    """

    left: float
    top: float
    pixel_width: float
    pixel_height: float
    columns: int
    rows: int

    @property
    def whole(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.columns, self.rows)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in units of the CRS."""
        right = self.left + self.columns * self.pixel_width
        return (self.left, self.top - self.rows * self.pixel_height, right, self.top)

    def at_level(self, level: int) -> Grid:
        """Return the grid with pixels 2**level as large; the last ones may stick out."""
        factor = 1 << level
        return Grid(
            self.left,
            self.top,
            self.pixel_width * factor,
            self.pixel_height * factor,
            math.ceil(self.columns / factor),
            math.ceil(self.rows / factor),
        )

    def box(self, window: Window, shrink: float = SHRINK) -> tuple[float, float, float, float]:
        """Return west, south, east, north of a window, each moved inwards by a part of a pixel."""
        inner_x, inner_y = self.pixel_width * shrink, self.pixel_height * shrink
        left = self.left + window.column * self.pixel_width
        top = self.top - window.row * self.pixel_height
        right = left + window.columns * self.pixel_width
        bottom = top - window.rows * self.pixel_height
        return (left + inner_x, bottom + inner_y, right - inner_x, top - inner_y)

    def column_at(self, x: float) -> int:
        """Return the column that x lies in; it may be outside of the grid."""
        return math.floor((x - self.left) / self.pixel_width)

    def row_at(self, y: float) -> int:
        """Return the row that y lies in; it may be outside of the grid."""
        return math.floor((self.top - y) / self.pixel_height)


def tile_of(grid: Grid, column: int, row: int, size: int) -> Window:
    """Return the window of a tile, given by its place among the tiles; cut off at the grid's edge."""
    tile = Window(column * size, row * size, size, size)
    return tile.shared_with(grid.whole)


def tiles_in(window: Window, size: int) -> Iterator[tuple[int, int]]:
    """Yield column and row, among the tiles, of all that a window touches."""
    if window.is_empty:
        return
    for row in range(window.row // size, (window.row + window.rows - 1) // size + 1):
        for column in range(window.column // size, (window.column + window.columns - 1) // size + 1):
            yield column, row


def rectangles(places: set[tuple[int, int]], waste: float = 1.25) -> list[Window]:
    """Return few rectangles that hold all the places (column, row), in units of places.

    One, unless it would hold more than ``waste`` times as many places as asked for: a view that
    moved diagonally lacks an angle piece.
    """
    if not places:
        return []
    columns, rows = [place[0] for place in places], [place[1] for place in places]
    left, top = min(columns), min(rows)
    whole = Window(left, top, max(columns) - left + 1, max(rows) - top + 1)
    if whole.pixels <= waste * len(places):
        return [whole]
    return _strips(places)


def _strips(places: set[tuple[int, int]]) -> list[Window]:
    """Return runs of each row, those of equal width and place merged downwards."""
    done: list[Window] = []
    open_runs: dict[tuple[int, int], Window] = {}
    for row in range(min(place[1] for place in places), max(place[1] for place in places) + 1):
        runs = _runs(sorted(column for column, place_row in places if place_row == row))
        done += [window for run, window in open_runs.items() if run not in runs]
        open_runs = {
            run: Window(run[0], open_runs[run].row, run[1], open_runs[run].rows + 1)
            if run in open_runs
            else Window(run[0], row, run[1], 1)
            for run in runs
        }
    return done + list(open_runs.values())


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for column in columns:
        if found and column == found[-1][0] + found[-1][1]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((column, 1))
    return found
