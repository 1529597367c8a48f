"""Tiles that were fetched: those of the moment in memory, those of the last days on disk."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    from secims_qgis.live.raster_disk import TileFile

MEMORY_BYTES = 128_000_000
_ENTRY_BYTES = 300
"""What a tile costs besides its pixels."""


class TileId(NamedTuple):
    """``source`` is the key of a source, with its time: ``key@2024-02-15T00:00:00``.

    ``level`` -1 are single rows of a preview.
    """

    source: str
    level: int
    column: int
    row: int


def key_of(tile_key: str) -> str:
    """Return the key of a source without its time."""
    return tile_key.partition("@")[0]


class TileCache:
    """Shared by all layers and threads, bounded in bytes; the least recently used go first.

    What leaves the memory, or QGIS, is found again in the file, if there is one.
    """

    def __init__(self, max_bytes: int = MEMORY_BYTES, file: TileFile | None = None) -> None:
        self.max_bytes = max_bytes
        self.file = file
        self._tiles: OrderedDict[TileId, np.ndarray[Any, Any]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def used_bytes(self) -> int:
        """What the tiles in memory take."""
        return self._bytes

    def get(self, ids: list[TileId]) -> dict[TileId, np.ndarray[Any, Any]]:
        """Return those that are there."""
        found: dict[TileId, np.ndarray[Any, Any]] = {}
        with self._lock:
            for tile_id in ids:
                tile = self._tiles.get(tile_id)
                if tile is not None:
                    self._tiles.move_to_end(tile_id)
                    found[tile_id] = tile
        missing = [tile_id for tile_id in ids if tile_id not in found]
        if missing and self.file is not None:
            from_file = self.file.get(missing)
            self._keep(from_file)
            found.update(from_file)
        return found

    def put(self, tiles: dict[TileId, np.ndarray[Any, Any]]) -> None:
        """Keep tiles; they must not be changed afterwards."""
        self._keep(tiles)
        if self.file is not None:
            self.file.put(tiles)

    def forget(self, source_key: str) -> None:
        """Drop all tiles of a source, also those on disk, so that they are fetched anew."""
        with self._lock:
            for tile_id in [tile_id for tile_id in self._tiles if key_of(tile_id.source) == source_key]:
                self._bytes -= _size(self._tiles.pop(tile_id))
        if self.file is not None:
            self.file.forget(source_key)

    def clear(self) -> None:
        """Empty the memory and close the file; both fill again when they are used."""
        with self._lock:
            self._tiles.clear()
            self._bytes = 0
        if self.file is not None:
            self.file.close()

    def empty(self) -> None:
        """Drop all tiles, in memory and on disk."""
        with self._lock:
            self._tiles.clear()
            self._bytes = 0
        if self.file is not None:
            self.file.empty()

    def _keep(self, tiles: dict[TileId, np.ndarray[Any, Any]]) -> None:
        with self._lock:
            for tile_id, tile in tiles.items():
                old = self._tiles.pop(tile_id, None)
                self._bytes += _size(tile) - (_size(old) if old is not None else 0)
                self._tiles[tile_id] = tile
            while self._bytes > self.max_bytes and self._tiles:
                self._bytes -= _size(self._tiles.popitem(last=False)[1])


def _size(tile: np.ndarray[Any, Any]) -> int:
    return int(tile.nbytes) + _ENTRY_BYTES
