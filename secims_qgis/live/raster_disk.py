"""Tiles on disk, in one SQLite file below the cache folder of the QGIS profile."""

from __future__ import annotations

import _thread
import contextlib
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import Qgis, QgsApplication, QgsMessageLog

from secims_qgis.live.raster_cache import TileId

MAX_BYTES = 300_000_000
MAX_AGE_S = 7 * 24 * 3600.0
"""Older tiles are fetched anew: nobody tells when a coverage changes."""
_FOLDER = "secims"
_FILE = "coverage_tiles.sqlite"
_CHECK_EVERY_BYTES = 20_000_000
_BUSY_S = 2.0
_FLUSH_S = 10.0
_CLOCK_S = 60
"""Tiles from further in the future were written by a clock that was wrong."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS tile (source TEXT, level INT, col INT, row INT, fetched REAL, shape TEXT,"
    " type TEXT, pixels BLOB, PRIMARY KEY (source, level, col, row)) WITHOUT ROWID"
)
_GET = (
    "SELECT col, row, shape, type, pixels FROM tile WHERE source = ? AND level = ?"
    " AND col = ? AND row BETWEEN ? AND ? AND fetched BETWEEN ? AND ?"
)

# As a script, because execute() would carry out one step of it: a single page.
_GIVE_BACK = "PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);"
_KEPT = (
    "SELECT total(length(pixels)), min(fetched) FROM tile"
    " WHERE (source = ? OR (source >= ? AND source < ?)) AND fetched >= ?"
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
        self._to_write: deque[dict[TileId, np.ndarray[Any, Any]]] = deque()
        self._is_writing = False
        self._pending = threading.Condition(threading.Lock())

    def get(self, ids: list[TileId]) -> dict[TileId, np.ndarray[Any, Any]]:
        """Return those that are there and not too old."""
        # In this order: what is written in between is found twice, never missed.
        found = self._not_yet_written(ids)
        ids = [tile_id for tile_id in ids if tile_id not in found]
        if not ids:
            return found
        now = time.time()
        with self._used() as connection:
            if connection is None:
                return found
            wanted = set(ids)
            for source, level, column, first, last in _runs(ids):
                place = (source, level, column, first, last)
                for row in connection.execute(_GET, (*place, now - self._max_age_s, now + _CLOCK_S)):
                    tile_id, tile = TileId(source, level, row[0], row[1]), _tile(*row[2:])
                    if tile is not None and tile_id in wanted:
                        found[tile_id] = tile
        return found

    def put(self, tiles: dict[TileId, np.ndarray[Any, Any]]) -> None:
        """Keep tiles, soon: they are written on a thread that ends when there are no more."""
        with self._pending:
            self._to_write.append(tiles)
            if self._is_writing:
                return
            self._is_writing = True
        # threading.Thread would take down the thread of the caller, Qt's, as one of Python's for good.
        _thread.start_new_thread(self._write_pending, ())

    def _not_yet_written(self, ids: list[TileId]) -> dict[TileId, np.ndarray[Any, Any]]:
        with self._pending:
            waiting = list(self._to_write)
        return {tile_id: tiles[tile_id] for tiles in waiting for tile_id in ids if tile_id in tiles}

    def _write_pending(self) -> None:
        while True:
            with self._pending:
                if not self._to_write:
                    self._is_writing = False
                    self._pending.notify_all()
                    return
                tiles = self._to_write[0]  # and stays there, for get(), until it is in the file
            try:
                self._write(tiles)
            except Exception as error:  # noqa: BLE001 - the thread has nobody who would see it
                self._give_up(error)
            with self._pending:
                self._to_write.popleft()

    def _write(self, tiles: dict[TileId, np.ndarray[Any, Any]]) -> None:
        """Write tiles, and drop the oldest where there are too many."""
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

    def flush(self) -> None:
        """Wait until everything is written."""
        with self._pending:
            self._pending.wait_for(lambda: not self._is_writing, _FLUSH_S)

    def forget(self, source_key: str) -> None:
        """Drop the tiles of a source."""
        self.flush()
        with self._used() as connection:
            if connection is not None:
                # With all its times: @ is followed by A in the order of characters.
                times = (source_key, f"{source_key}@", f"{source_key}A")
                connection.execute("DELETE FROM tile WHERE source = ? OR (source >= ? AND source < ?)", times)

    def kept(self, source_key: str) -> tuple[int, float | None]:
        """Return how many bytes of pixels of a source are kept, of all times, and when the oldest came.

        That is in seconds since 1970; None where nothing is kept.
        """
        self.flush()
        row: tuple[float, float | None] = (0, None)
        with self._used() as connection:
            if connection is not None:
                keys = (source_key, f"{source_key}@", f"{source_key}A", time.time() - self._max_age_s)
                row = connection.execute(_KEPT, keys).fetchone()
        return int(row[0]), row[1]

    def size_bytes(self) -> int:
        """Return what the file takes on disk."""
        parts = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.is_file())

    def empty(self) -> None:
        """Drop everything, and give the room back to the disk."""
        self.flush()
        with self._used() as connection:
            if connection is not None:
                connection.execute("DELETE FROM tile")
                connection.commit()
                connection.executescript(_GIVE_BACK)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        self.flush()
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
        connection.executescript(_GIVE_BACK)


def _runs(ids: list[TileId]) -> list[tuple[str, int, int, int, int]]:
    """Return source, level, column, first and last row: few questions for the tiles of a view."""
    rows: dict[tuple[str, int, int], list[int]] = {}
    for tile_id in ids:
        rows.setdefault(tile_id[:3], []).append(tile_id.row)
    runs = []
    for (source, level, column), of_column in rows.items():
        if max(of_column) - min(of_column) <= 2 * len(of_column):
            runs.append((source, level, column, min(of_column), max(of_column)))
        else:
            runs += [(source, level, column, row, row) for row in of_column]
    return runs


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
