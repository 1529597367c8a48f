"""A few tiles, fetched past the cache before a layer is made of them.

QGIS draws nothing, without a word, where a server sends web pages, nothing at all, or tiles packed without
saying so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.live.tile_matrix import fitting_level, from_the_middle
from secims_qgis.live.tiles_content import MAX_TILE_BYTES, TileContent, content_of, unpacked
from secims_qgis.live.tiles_extent import HOME, bounds_of, in_matrix_set
from secims_qgis.network import HttpError, LiveLayerError, LoginNeededError, fetch_bytes

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.tile_matrix import TileMatrixSet
    from secims_qgis.live.tiles_source import Bounds, TileSource

MAX_REQUESTS = 60
MAX_NEIGHBOURS = 24
MAX_TRIES = 9
"""Tiles asked for on one level before it counts as empty."""
DEEPEST_LEVEL = 22
"""How far down tiles are looked for where nobody says how deep they go."""
_FRESH = {"Cache-Control": "no-cache", "Accept": "*/*"}
_FIRST_SERVER_ERROR = 500


@dataclass(frozen=True)
class Tile:
    """A tile that is not empty. ``is_packed`` marks gzip that the server did not declare."""

    level: int
    column: int
    row: int
    body: bytes
    content: TileContent
    is_packed: bool = False


@dataclass(frozen=True)
class Probe:
    """A tile, and the levels that have tiles."""

    tile: Tile
    first_level: int
    last_level: int
    reach: Bounds | None = None
    """Where there are tiles, in the CRS of their set; None unless it had to be found out."""


def probe_tiles(session: requests.Session, source: TileSource) -> Probe:
    """Fetch tiles where there should be data, and find out how far down they go.

    Levels that metadata claims are looked for, too: many claim more than there are.

    Raises:
        LiveLayerError: no tile anywhere, or something else than tiles.
        NetworkError: the server does not answer, or with nothing but errors.
    """
    search = _Search(session, source)
    tile = search.somewhere()
    top = search.top(tile)
    return Probe(tile, *search.levels(tile, top[0]), search.reach(*top))


class _Search:
    """The requests of one probe."""

    def __init__(self, session: requests.Session, source: TileSource) -> None:
        self._session, self._source, self._set = session, source, source.matrix_set
        self._requests = 0
        self._error: HttpError | None = None
        told, home = bounds_of(source), in_matrix_set(HOME, source.matrix_set)
        self._bounds = told or home or source.matrix_set.world
        if told is not None and home is not None and _is_half_a_world(told, source.matrix_set):
            self._bounds = home  # such limits say nothing, and in the middle of the world is the sea

    def somewhere(self) -> Tile:
        """Return a tile with data, from a level that shows the whole extent in a few tiles."""
        for level in self._levels_to_try():
            columns, rows = self._set.block(self._bounds, level)
            found = self._first(level, from_the_middle(columns, rows, MAX_TRIES))
            if found is not None:
                return found
        if self._error is not None:
            raise self._error
        raise LiveLayerError(
            f"none of the {self._requests} tiles that were tried has anything in it",
            url=self._source.tile_url(0, 0, 0),
        )

    def _levels_to_try(self) -> Iterable[int]:
        fitting = fitting_level(self._set, self._bounds)
        if self._source.levels is not None:
            first, last = self._source.levels
            start = min(max(fitting, first), last)
            return [start, *range(start + 1, min(last, start + 3) + 1), *range(start - 1, first - 1, -1)][:6]
        offsets = (0, 2, -1, 4, -3, 1)
        return [level for level in (fitting + offset for offset in offsets) if level >= 0]

    def top(self, tile: Tile) -> tuple[int, int, int]:
        """Return the first tile that shows the place of this one: level, column, row.

        Its level is the one that is told, else as far up as the parents of a tile are there.
        """
        level, column, row = tile.level, tile.column, tile.row
        told = self._source.levels
        while level > (told[0] if told is not None else 0):
            if told is None and self._fetch(level - 1, column // 2, row // 2) is None:
                break
            level, column, row = level - 1, column // 2, row // 2
        return level, column, row

    def reach(self, level: int, column: int, row: int) -> Bounds | None:
        """Return what all tiles of the first level cover that lie together with one.

        None where metadata says it, or where there are too many to find out.
        """
        if bounds_of(self._source) is not None or self._source.levels is not None or level == 0:
            return None
        there, asked, waiting = {(column, row)}, {(column, row)}, [(column, row)]
        while waiting:
            column, row = waiting.pop()
            for near in ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)):
                if near in asked:
                    continue
                if len(asked) > MAX_NEIGHBOURS or self._requests >= MAX_REQUESTS:
                    return None
                asked.add(near)
                if self._fetch(level, *near) is not None:
                    there.add(near)
                    waiting.append(near)
        columns, rows = [tile[0] for tile in there], [tile[1] for tile in there]
        return self._set.bounds_of(
            level, range(min(columns), max(columns) + 1), range(min(rows), max(rows) + 1)
        )

    def levels(self, tile: Tile, top: int) -> tuple[int, int]:
        """Return first and last level: where a tile has something, the tiles below it have, too."""
        told = self._source.levels
        deepest = min(told[1] if told is not None else DEEPEST_LEVEL, self._set.last_level)
        places = _places(tile)
        if told is not None and (not places or self._has(tile, deepest, places)):
            return (top, deepest)
        there, not_there = tile.level, deepest + 1
        while not_there - there > 1 and self._requests < MAX_REQUESTS:
            middle = (there + not_there) // 2
            if self._has(tile, middle, places):
                there = middle
            else:
                not_there = middle
        return (top, there)

    def _has(self, tile: Tile, level: int, places: list[tuple[float, float]]) -> bool:
        """Return whether one of the places within a tile is in a tile of a deeper level."""
        parts = 2 ** (level - tile.level)
        tiles = {
            (int((tile.column + right) * parts), int((tile.row + down) * parts)): None
            for right, down in places
        }
        return level <= tile.level or self._first(level, tiles) is not None

    def _first(self, level: int, tiles: Iterable[tuple[int, int]]) -> Tile | None:
        for column, row in tiles:
            found = self._fetch(level, column, row)
            if found is not None:
                return found
        return None

    def _fetch(self, level: int, column: int, row: int) -> Tile | None:
        """Return a tile; None for an empty or a missing one (204, 404, no bytes) and for server errors."""
        if self._requests >= MAX_REQUESTS:
            return None
        self._requests += 1
        url = self._source.tile_url(level, column, row)
        try:
            body = fetch_bytes(self._session, url, headers=_FRESH, max_bytes=MAX_TILE_BYTES)
        except LoginNeededError:
            raise
        except HttpError as error:
            if (error.status or 0) >= _FIRST_SERVER_ERROR:
                self._error = error
            return None
        if not body:
            return None
        plain, is_packed = unpacked(body, url)
        return Tile(level, column, row, plain, content_of(plain, url), is_packed)


def _is_half_a_world(bounds: Bounds, matrix_set: TileMatrixSet) -> bool:
    west, _south, east, _north = matrix_set.world
    return bounds[2] - bounds[0] >= (east - west) / 2


_MIDDLES = ((0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))


def _places(tile: Tile) -> list[tuple[float, float]]:
    """Return places of a tile where something is, from its top left corner, 0 to 1."""
    if tile.content is not TileContent.VECTOR:
        return list(_MIDDLES)
    from secims_qgis.live.vector_tile_layers import places_in_tile

    return places_in_tile(tile.body)
