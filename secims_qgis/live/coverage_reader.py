"""Pixels of a coverage, from the cache as far as they are there, the rest in one request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from secims_qgis.live.coverage_fetch import fetch_window
from secims_qgis.live.raster_cache import TileCache, TileId
from secims_qgis.live.raster_grid import Window, rectangles, tile_of, tiles_in
from secims_qgis.network import (
    CancelledError,
    NetworkError,
    SecimsError,
    TimedOutError,
    UnreachableError,
    open_session,
)

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.coverage_state import SourceState
    from secims_qgis.live.raster_wish import Wish

TILE_SIZE = 64
"""Pixels. A view of 700 x 700 then asks for at most 768 x 768: 20 % more than it shows."""
MAX_REQUEST_BYTES = 64_000_000
"""Uncompressed pixels of one request."""
_POLL_S = 0.05


@dataclass(frozen=True)
class Pixels:
    """An array (bands, rows, columns), and where it is not known: None where all of it is."""

    values: np.ndarray[Any, Any]
    unknown: np.ndarray[Any, Any] | None = None
    error: SecimsError | None = None


class Place(NamedTuple):
    """A window, in pixels of a level."""

    window: Window
    level: int = 0


class CoverageReader:
    """Reads one source; made anew for each read, cheap, on any thread."""

    def __init__(self, source: CoverageSource, cache: TileCache, state: SourceState) -> None:
        self._source, self._cache, self._state = source, cache, state

    def read(self, place: Place, wish: Wish) -> Pixels:
        """Return the pixels of a window that lies within the grid.

        A drawing gets what is there, with the error that kept the rest away; anybody else all or none.

        Raises:
            SecimsError: not all pixels could be had, and the wish is no drawing.
            CancelledError: nobody wants them any more.
        """
        values = np.empty(
            (len(self._source.bands), place.window.rows, place.window.columns), self._source.data_type
        )
        missing = self._from_cache(place, values)
        if not missing:
            return Pixels(values)
        error = None
        if not wish.is_from_cache:
            try:
                missing = self._fetch_missing(place, missing, values, wish)
            except CancelledError:
                raise
            except SecimsError as caught:
                if not wish.is_drawing:
                    raise
                missing, error = self._from_cache(place, values), caught
        return (
            Pixels(values, self._unknown(place, missing), error) if missing else Pixels(values, None, error)
        )

    def _from_cache(self, place: Place, values: np.ndarray[Any, Any]) -> set[tuple[int, int]]:
        """Copy what is there; return the tiles (column, row) that are not."""
        places = list(tiles_in(place.window, TILE_SIZE))
        ids = {spot: TileId(self._source.tile_key, place.level, *spot) for spot in places}
        tiles = self._cache.get(list(ids.values()))
        missing = set()
        for spot, tile_id in ids.items():
            tile = tiles.get(tile_id)
            if tile is None or not self._copy(tile, self._tile_window(place, spot), place, values):
                missing.add(spot)
        return missing

    def _tile_window(self, place: Place, spot: tuple[int, int]) -> Window:
        return tile_of(self._source.grid.at_level(place.level), *spot, TILE_SIZE)

    def _copy(
        self, pixels: np.ndarray[Any, Any], held: Window, place: Place, values: np.ndarray[Any, Any]
    ) -> bool:
        if pixels.shape != (len(self._source.bands), held.rows, held.columns):
            return False  # a damaged file on disk
        shared = held.shared_with(place.window)
        values[(slice(None), *shared.within(place.window))] = pixels[(slice(None), *shared.within(held))]
        return True

    def _fetch_missing(
        self, place: Place, missing: set[tuple[int, int]], values: np.ndarray[Any, Any], wish: Wish
    ) -> set[tuple[int, int]]:
        with fetching(self._state, wish) as had_to_wait:
            if had_to_wait:  # for another thread, which may have fetched them
                missing = self._from_cache(place, values)
            if not missing:
                return missing
            raise_recent(self._state)
            session = session_for(self._source, wish)
            for window in self._windows(place, missing):
                with noted_failures(self._state):
                    pixels = fetch_window(self._source, window, session, place.level)
                self._copy(pixels, window, place, values)
                self._cache.put(self._cut(pixels, window, place))
                wish.show_progress()
        return set()

    def _windows(self, place: Place, missing: set[tuple[int, int]]) -> list[Window]:
        """Return what to ask for, in pixels: few rectangles, none too large for one answer."""
        grid = self._source.grid.at_level(place.level)
        found = []
        for area in rectangles(missing):
            line_bytes = area.columns * TILE_SIZE * TILE_SIZE * self._source.pixel_bytes
            step = max(1, MAX_REQUEST_BYTES // line_bytes)
            for row in range(area.row, area.row + area.rows, step):
                rows = min(step, area.row + area.rows - row)
                scaled = (area.column, row, area.columns, rows)
                found.append(Window(*(number * TILE_SIZE for number in scaled)).shared_with(grid.whole))
        return found

    def _cut(
        self, pixels: np.ndarray[Any, Any], window: Window, place: Place
    ) -> dict[TileId, np.ndarray[Any, Any]]:
        tiles = {}
        for spot in tiles_in(window, TILE_SIZE):
            rows, columns = self._tile_window(place, spot).within(window)
            tile_id = TileId(self._source.tile_key, place.level, *spot)
            tiles[tile_id] = np.ascontiguousarray(pixels[:, rows, columns])
        return tiles

    def _unknown(self, place: Place, missing: set[tuple[int, int]]) -> np.ndarray[Any, Any]:
        unknown = np.zeros((place.window.rows, place.window.columns), bool)
        for spot in missing:
            shared = self._tile_window(place, spot).shared_with(place.window)
            unknown[shared.within(place.window)] = True
        return unknown


def session_for(source: CoverageSource, wish: Wish) -> requests.Session:
    """Return a session of this thread that gives up when the wish does."""
    session = open_session(source.authcfg, wish.timeout_s)
    session.bind_credentials(source.url)
    session.cancel_when(wish.is_cancelled)
    return session


def raise_recent(state: SourceState) -> None:
    """Raise the failure of a moment ago again, instead of waiting for it once more."""
    error = state.recent_failure()
    if isinstance(error, NetworkError):
        raise type(error)(error.cause, url=error.url) from error


@contextmanager
def noted_failures(state: SourceState) -> Iterator[None]:
    """Keep in mind that the server cannot be reached; an error about one window says nothing of others."""
    try:
        yield
    except (UnreachableError, TimedOutError) as error:
        state.note_failure(error)
        raise


class fetching:  # noqa: N801 - used as a context manager
    """Be the only one who fetches pixels of a source, but never keep the GUI thread waiting for that."""

    def __init__(self, state: SourceState, wish: Wish) -> None:
        self._lock, self._wish = state.fetching, wish
        self._is_held = False

    def __enter__(self) -> bool:
        """Return whether somebody else was at it."""
        self._is_held = self._lock.acquire(blocking=False)
        if self._is_held:
            return False
        deadline = time.monotonic() + (0.0 if not self._wish.is_drawing else self._wish.timeout_s)
        while not self._is_held and time.monotonic() <= deadline:
            self._is_held = self._lock.acquire(timeout=_POLL_S)
            if self._wish.is_cancelled():
                self.__exit__()
                raise CancelledError("cancelled")
        return True  # if it is not held by now, two of them fetch

    def __exit__(self, *_: object) -> None:
        if self._is_held:
            self._is_held = False
            self._lock.release()
