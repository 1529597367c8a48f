"""A coarse look at a coverage whose server cannot scale: single rows, a few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from secims_qgis.live.coverage_fetch import fetch_window
from secims_qgis.live.coverage_reader import Pixels, fetching, noted_failures, raise_recent, session_for
from secims_qgis.live.raster_cache import TileCache, TileId
from secims_qgis.live.raster_grid import Window
from secims_qgis.network import CancelledError, SecimsError

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.coverage_state import SourceState
    from secims_qgis.live.raster_sampling import Sampling
    from secims_qgis.live.raster_wish import Wish

MAX_ROWS = 128
"""Requests of one preview, at most."""
ROW_LEVEL = -1
CHUNK_COLUMNS = 4096
"""Rows are kept in pieces of this length, so that a view of a part asks for a part."""


class CoveragePreview:
    """Reads rows of one source; made anew for each drawing."""

    def __init__(self, source: CoverageSource, cache: TileCache, state: SourceState) -> None:
        self._source, self._cache, self._state = source, cache, state

    def draw(self, sampling: Sampling, wish: Wish) -> Pixels:
        """Return the picture's pixels, each row from the nearest of the rows that are there.

        Raises:
            CancelledError: nobody wants it any more.
        """
        span = self._span(sampling.window)
        wanted = rows_to_read(sampling.rows, self._most_rows(span))
        there = self._from_cache(wanted, span)
        missing = [row for row in wanted if row not in there]
        error = None
        if missing and not wish.is_from_cache:
            try:
                self._fetch(missing, span, there, wish)
            except CancelledError:
                raise
            except SecimsError as caught:
                error = caught
        return self._picture(sampling, span, there, error)

    def _span(self, window: Window) -> Window:
        """Return the columns to read, whole pieces, as a window of one row."""
        first = window.column // CHUNK_COLUMNS * CHUNK_COLUMNS
        last = -(-(window.column + window.columns) // CHUNK_COLUMNS) * CHUNK_COLUMNS
        return Window(first, 0, min(last, self._source.grid.columns) - first, 1)

    def _most_rows(self, span: Window) -> int:
        return max(1, min(MAX_ROWS, self._source.budget_bytes // (span.columns * self._source.pixel_bytes)))

    def _ids(self, row: int, span: Window) -> list[TileId]:
        pieces = range(span.column // CHUNK_COLUMNS, -(-(span.column + span.columns) // CHUNK_COLUMNS))
        return [TileId(self._source.tile_key, ROW_LEVEL, piece, row) for piece in pieces]

    def _from_cache(self, wanted: list[int], span: Window) -> dict[int, np.ndarray[Any, Any]]:
        ids = {row: self._ids(row, span) for row in wanted}
        tiles = self._cache.get([tile_id for of_row in ids.values() for tile_id in of_row])
        found = {}
        for row, of_row in ids.items():
            pieces = [tiles[tile_id] for tile_id in of_row if tile_id in tiles]
            if len(pieces) == len(of_row):
                line = np.concatenate(
                    [piece.reshape(len(self._source.bands), -1) for piece in pieces], axis=1
                )
                if line.shape[1] == span.columns:
                    found[row] = line
        return found

    def _fetch(
        self, missing: list[int], span: Window, there: dict[int, np.ndarray[Any, Any]], wish: Wish
    ) -> None:
        with fetching(self._state, wish):
            there.update(self._from_cache(missing, span))
            raise_recent(self._state)
            session = session_for(self._source, wish)
            for row in coarse_first([row for row in missing if row not in there]):
                there[row] = self._fetch_row(row, span, session)
                wish.show_progress()

    def _fetch_row(self, row: int, span: Window, session: requests.Session) -> np.ndarray[Any, Any]:
        window = Window(span.column, row, span.columns, 1)
        with noted_failures(self._state):
            pixels = fetch_window(self._source, window, session)
        pieces = np.split(pixels, range(CHUNK_COLUMNS, span.columns, CHUNK_COLUMNS), axis=2)
        ids = self._ids(row, span)
        self._cache.put({tile_id: np.ascontiguousarray(piece) for tile_id, piece in zip(ids, pieces)})
        return pixels[:, 0, :]

    def _picture(
        self,
        sampling: Sampling,
        span: Window,
        there: dict[int, np.ndarray[Any, Any]],
        error: SecimsError | None,
    ) -> Pixels:
        shape = (len(self._source.bands), len(sampling.rows), len(sampling.columns))
        if not there:
            return Pixels(np.zeros(shape, self._source.data_type), np.ones(shape[1:], bool), error)
        rows = np.array(sorted(there))
        lines = np.stack([there[row] for row in rows.tolist()], axis=1)
        nearest = np.abs(sampling.rows[:, None] - rows[None, :]).argmin(axis=1)
        columns = sampling.columns - span.column
        return Pixels(lines[:, nearest[:, None], columns[None, :]], None, error)


def rows_to_read(rows: np.ndarray[Any, Any], most: int) -> list[int]:
    """Return at most ``most`` rows that stand for these, the same ones at every place of the view."""
    step = 1
    while True:
        wanted = np.unique(rows // step * step + step // 2)
        if len(wanted) <= most:
            return [int(row) for row in np.unique(wanted.clip(rows.min(), rows.max()))]
        step *= 2


def coarse_first(rows: list[int]) -> list[int]:
    """Return the rows in an order in which each part of the way covers the whole."""
    ordered, step = [], 1
    while step < len(rows):
        step *= 2
    seen: set[int] = set()
    while step >= 1:
        for index in range(0, len(rows), step):
            if index not in seen:
                seen.add(index)
                ordered.append(rows[index])
        step //= 2
    return ordered
