"""Tiles on disk, in one SQLite file below the cache folder of the QGIS profile."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import Qgis, QgsApplication, QgsMessageLog

if TYPE_CHECKING:
    from secims_qgis.live.raster_cache import TileId

MAX_BYTES = 300_000_000
MAX_AGE_S = 7 * 24 * 3600.0
"""Older tiles are fetched anew: nobody tells when a coverage changes."""
_FOLDER = "secims"
_FILE = "coverage_tiles.sqlite"
_CHECK_EVERY_BYTES = 20_000_000
_BUSY_S = 2.0
_TABLE = (
    "CREATE TABLE IF NOT EXISTS tile (source TEXT, level INT, col INT, row INT, fetched REAL, shape TEXT,"
    " type TEXT, pixels BLOB, PRIMARY KEY (source, level, col, row)) WITHOUT ROWID"
)
_GET = (
    "SELECT shape, type, pixels FROM tile WHERE source = ? AND level = ? AND col = ? AND row = ?"
    " AND fetched BETWEEN ? AND ?"
)


def default_path() -> Path:
    """Return where the tiles of this profile are: beside the network cache of QGIS."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "cache" / _FOLDER / _FILE


class TileFile:
    """Tiles in a file; callable from any thread.

    A file that cannot be used is no reason to show nothing: it is said in the log once, and then
    everything comes from the network.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES, max_age_s: float = MAX_AGE_S) -> None:
        self._path, self._max_bytes, self._max_age_s = path, max_bytes, max_age_s
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_broken = False
        self._unchecked = _CHECK_EVERY_BYTES

    def get(self, ids: list[TileId]) -> dict[TileId, np.ndarray[Any, Any]]:
        """Return those that are there and not too old."""
        found: dict[TileId, np.ndarray[Any, Any]] = {}
        now = time.time()
        with self._used() as connection:
            if connection is None:
                return found
            for tile_id in ids:
                row = connection.execute(_GET, (*tile_id, now - self._max_age_s, now + 60)).fetchone()
                tile = _tile(*row) if row else None
                if tile is not None:
                    found[tile_id] = tile
        return found

    def put(self, tiles: dict[TileId, np.ndarray[Any, Any]]) -> None:
        """Keep tiles, and drop the oldest where there are too many."""
        now = time.time()
        rows = [
            (*tile_id, now, "x".join(map(str, tile.shape)), str(tile.dtype), tile.tobytes())
            for tile_id, tile in tiles.items()
        ]
        with self._used() as connection:
            if connection is None:
                return
            connection.executemany("INSERT OR REPLACE INTO tile VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._unchecked += sum(tile.nbytes for tile in tiles.values())
            if self._unchecked >= _CHECK_EVERY_BYTES:
                self._unchecked = 0
                self._drop_old(connection, now)

    def forget(self, source_key: str) -> None:
        """Drop the tiles of a source."""
        with self._used() as connection:
            if connection is not None:
                connection.execute("DELETE FROM tile WHERE source = ?", (source_key,))

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _used(self) -> Iterator[sqlite3.Connection | None]:
        with self._lock:
            connection = self._opened()
            try:
                yield connection
                if connection is not None:
                    connection.commit()
            except sqlite3.Error as error:
                self._give_up(error)

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._is_broken:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = _connect(self._path)
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
        return None if self._is_broken else self._connection

    def _give_up(self, error: Exception) -> None:
        self._is_broken = True
        message = f"The cache of coverages on disk cannot be used: {error} ({self._path})"
        QgsMessageLog.logMessage(message, "SEC-IMS", Qgis.MessageLevel.Warning, False)

    def _drop_old(self, connection: sqlite3.Connection, now: float) -> None:
        connection.execute("DELETE FROM tile WHERE fetched < ?", (now - self._max_age_s,))
        size = connection.execute("SELECT total(length(pixels)) FROM tile").fetchone()[0]
        if size > self._max_bytes:
            oldest_first = "SELECT fetched, sum(length(pixels)) FROM tile GROUP BY fetched ORDER BY fetched"
            limit = now
            for fetched, freed in connection.execute(oldest_first):
                size, limit = size - freed, fetched
                if size <= 0.8 * self._max_bytes:
                    break
            connection.execute("DELETE FROM tile WHERE fetched <= ?", (limit,))
        connection.commit()
        connection.execute("PRAGMA incremental_vacuum")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S, check_same_thread=False)
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    # Losing the last tiles in a power cut costs nothing; waiting for the disk would.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(_TABLE)
    return connection


def _tile(shape: str, data_type: str, pixels: bytes) -> np.ndarray[Any, Any] | None:
    """Return the tile, or None where the row is not what was written."""
    try:
        sizes = [int(size) for size in shape.split("x")]
        return np.frombuffer(pixels, data_type).reshape(sizes)
    except (ValueError, TypeError):
        return None
