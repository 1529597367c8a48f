"""A window of a coverage, fetched, and held against what was asked for."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from secims_qgis.live.coverage_netcdf import as_raster, decode_cube
from secims_qgis.live.coverage_request import window_url
from secims_qgis.live.raster_answer import RasterAnswer, decode
from secims_qgis.live.raster_grid import Window
from secims_qgis.network import AnswerError, fetch_bytes

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.raster_grid import Grid

HEADERS = {
    "Accept": "image/tiff;application=geotiff, image/tiff;q=0.9, application/netcdf;q=0.5, */*;q=0.1",
    "Cache-Control": "no-store",
}
"""The windows are kept in our own cache; in that of QGIS they would push out everything else."""
MAX_SHIFT = 0.1
"""Pixels that an answer may lie beside the grid, by rounding."""
_OVERHEAD_BYTES = 1_000_000
_BLOCK = 512
"""Pixels: servers that write files in blocks fill up the last ones."""


def fetch_window(
    source: CoverageSource, window: Window, session: requests.Session, level: int = 0
) -> np.ndarray[Any, Any]:
    """Return the pixels of a window, (bands, rows, columns), exactly those that were asked for.

    ``window`` counts in pixels of the level and must lie within the grid.

    Raises:
        AnswerError: something else came, or another window, or other bands.
        NetworkError: nothing, or not everything, arrived; HttpError with the server's words.
    """
    if source.cube is not None and source.cube.native_left is not None:
        return _fetch_turned(source, window, session)
    url = window_url(source, window, level)
    padded = 2 * (window.columns + _BLOCK) * (window.rows + _BLOCK)
    limit = padded * source.pixel_bytes + _OVERHEAD_BYTES
    body = fetch_bytes(session, url, headers=HEADERS, max_bytes=limit)
    # Servers take one pixel more on each side; anything beyond that was not asked for.
    answer = _decoded(body, url, source, (window.columns + 4) * (window.rows + 4))
    _check_kind(answer, source, url)
    if level:
        return _resampled(answer, source, window, level, url)
    return _cut_out(answer, source.grid, window, url)


def _decoded(body: bytes, url: str, source: CoverageSource, max_pixels: int) -> RasterAnswer:
    if source.cube is None:
        return decode(body, url, max_pixels)
    pixel = (source.grid.pixel_width, source.grid.pixel_height)
    cube = decode_cube(body, url, source.cube.variable, max_pixels * len(source.bands))
    return as_raster(cube, source.cube.seconds, pixel, url)


def _fetch_turned(source: CoverageSource, window: Window, session: requests.Session) -> np.ndarray[Any, Any]:
    """Return a window of a grid whose own columns begin elsewhere; one across that place in two pieces."""
    cube, grid = source.cube, source.grid
    if cube is None or cube.native_left is None:
        raise ValueError("not turned")
    own = replace(source, cube=replace(cube, native_left=None), grid=replace(grid, left=cube.native_left))
    pieces, column = [], window.column
    while column < window.column + window.columns:
        first = (column + cube.turn) % grid.columns
        count = min(window.column + window.columns - column, grid.columns - first)
        pieces.append(fetch_window(own, Window(first, window.row, count, window.rows), session))
        column += count
    return np.concatenate(pieces, axis=2)


def place_in(grid: Grid, answer: Grid) -> Window | None:
    """Return which window of a grid an answer is; None where its pixels are not those of the grid."""
    column = (answer.left - grid.left) / grid.pixel_width
    row = (grid.top - answer.top) / grid.pixel_height
    drift = max(
        abs(answer.pixel_width / grid.pixel_width - 1) * answer.columns,
        abs(answer.pixel_height / grid.pixel_height - 1) * answer.rows,
    )
    if not (math.isfinite(column) and math.isfinite(row)):
        return None
    if max(abs(column - round(column)), abs(row - round(row)), drift) > MAX_SHIFT:
        return None
    return Window(round(column), round(row), answer.columns, answer.rows)


def _check_kind(answer: RasterAnswer, source: CoverageSource, url: str) -> None:
    found = (len(answer.pixels), str(answer.pixels.dtype))
    if found != (len(source.bands), source.data_type):
        wanted = f"{len(source.bands)} bands of {source.data_type}"
        raise AnswerError(f"{found[0]} bands of {found[1]} instead of {wanted}; add the layer anew", url=url)


def _cut_out(answer: RasterAnswer, grid: Grid, window: Window, url: str) -> np.ndarray[Any, Any]:
    place = place_in(grid, answer.grid)
    if place is None or not place.holds(window):
        raise AnswerError(f"another window than asked for: {_told(place, answer.grid)}", url=url)
    rows, columns = window.within(place)
    return answer.pixels[:, rows, columns]


def _told(place: Window | None, grid: Grid) -> str:
    if place is None:
        return f"{grid.columns} x {grid.rows} pixels beside the grid"
    return f"{place.columns} x {place.rows} pixels from column {place.column}, row {place.row}"


def _resampled(
    answer: RasterAnswer, source: CoverageSource, window: Window, level: int, url: str
) -> np.ndarray[Any, Any]:
    """Return a scaled answer on the pixels of the level: servers round sizes and edges as they like."""
    grid, given = source.grid.at_level(level), answer.grid
    half = grid.pixel_width / 2, grid.pixel_height / 2
    x = grid.left + (window.column + np.arange(window.columns)) * grid.pixel_width + half[0]
    y = grid.top - (window.row + np.arange(window.rows)) * grid.pixel_height - half[1]
    columns = np.floor((x - given.left) / given.pixel_width).astype(int)
    rows = np.floor((given.top - y) / given.pixel_height).astype(int)
    beside = max(-columns.min(), columns.max() - given.columns + 1, -rows.min(), rows.max() - given.rows + 1)
    coarse = max(given.pixel_width / grid.pixel_width, given.pixel_height / grid.pixel_height)
    if beside > 1 or coarse > 2:
        raise AnswerError(f"another window than asked for: {given.columns} x {given.rows} pixels", url=url)
    inside_rows, inside_columns = rows.clip(0, given.rows - 1), columns.clip(0, given.columns - 1)
    return answer.pixels[:, inside_rows[:, None], inside_columns[None, :]]
