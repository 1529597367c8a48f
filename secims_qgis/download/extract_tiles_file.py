"""The MBTiles file that an extract writes: a database that knows what it has, so that it can be continued."""

from __future__ import annotations

import contextlib
import gzip
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QLockFile

from secims_qgis.network.errors import DiskFullError, DownloadError, FolderError

if TYPE_CHECKING:
    from pathlib import Path

COMMIT_EVERY = 200
_GZIP = b"\x1f\x8b"
_TABLES = (
    "CREATE TABLE metadata (name TEXT, value TEXT)",
    "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)",
    "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)",
    "CREATE TABLE secims_plan (fingerprint TEXT)",
    "CREATE TABLE secims_empty (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER)",
)
_DONE = (
    "SELECT zoom_level, tile_column, tile_row FROM tiles",
    "SELECT zoom_level, tile_column, tile_row FROM secims_empty",
)
Place = tuple[int, int, int]
"""Level, column from the west, row from the north."""


class TilesFile:
    """``<target>.part``, locked as long as it is written (MBTiles 1.3)."""

    def __init__(self, target: Path, fingerprint: str) -> None:
        """Go on with what an earlier attempt at the same tiles has left, else begin.

        Raises:
            DownloadError: somebody else is writing it.
            FolderError, DiskFullError: it cannot be written.
        """
        self.path = target.with_name(target.name + ".part")
        self._lock = QLockFile(f"{self.path}.lock")
        if not self._lock.tryLock(0):
            if self._lock.error() == QLockFile.LockError.LockFailedError:
                raise DownloadError(f"{target.name} is being written at the moment")
            raise FolderError(f"{target.parent} cannot be written")
        self.done: set[Place] = set()
        self._waiting = 0
        try:
            with self._told():
                self._file = self._opened(fingerprint)
        except BaseException:
            self._lock.unlock()
            raise
        self.resumed_bytes = self.path.stat().st_size if self.done else 0

    def put(self, place: Place, tile: bytes | None) -> None:
        """Write a tile, or that there is none."""
        level, column, row = place
        key = (level, column, 2**level - 1 - row)
        with self._told():
            if tile is None:
                self._file.execute("INSERT INTO secims_empty VALUES (?, ?, ?)", key)
            else:
                self._file.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)", (*key, tile))
            self._waiting += 1
            if self._waiting >= COMMIT_EVERY:
                self._file.commit()
                self._waiting = 0

    def count(self) -> int:
        """Return how many tiles are written."""
        with self._told():
            return int(self._file.execute("SELECT count(*) FROM tiles").fetchone()[0])

    def some(self, most: int) -> list[bytes]:
        """Return a few tiles, of all levels."""
        with self._told():
            rows = self._file.execute(
                "SELECT tile_data FROM tiles GROUP BY zoom_level, tile_column % 3 LIMIT ?", (most,)
            )
            return [bytes(row[0]) for row in rows]

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write the metadata, take out what is of us only, and see that the file is sound.

        Raises:
            DamagedFileError: the database is not; DiskFullError, FolderError.
        """
        texts = [
            (name, value if isinstance(value, str) else json.dumps(value)) for name, value in facts.items()
        ]
        with self._told():
            self._file.executemany("INSERT INTO metadata VALUES (?, ?)", texts)
            self._file.execute("DROP TABLE secims_plan")
            self._file.execute("DROP TABLE secims_empty")
            self._file.commit()
            sound = self._file.execute("PRAGMA quick_check").fetchone()[0]
            self._file.close()
        if sound != "ok":
            raise FolderError(f"{self.path} was not written as it should be: {sound}")

    def close(self, *, keep: bool) -> None:
        """Let others have it; what is not kept is deleted."""
        with contextlib.suppress(sqlite3.Error):
            if keep:
                self._file.commit()
            self._file.close()
        if not keep:
            self._remove()
        self._lock.unlock()

    def _opened(self, fingerprint: str) -> sqlite3.Connection:
        if self.path.exists():
            found = self._continued(fingerprint)
            if found is not None:
                return found
            self._remove()
        file = sqlite3.connect(self.path)
        for table in _TABLES:
            file.execute(table)
        file.execute("INSERT INTO secims_plan VALUES (?)", (fingerprint,))
        file.execute("PRAGMA application_id = 1297105496")  # "MPBX", as MBTiles 1.3 has it
        file.commit()
        return file

    def _continued(self, fingerprint: str) -> sqlite3.Connection | None:
        """Return what an earlier attempt has left; None for other tiles, or what is no sound database."""
        file = sqlite3.connect(self.path)
        try:
            plans = file.execute("SELECT fingerprint FROM secims_plan").fetchall()
            if plans == [(fingerprint,)] and file.execute("PRAGMA quick_check").fetchone()[0] == "ok":
                for question in _DONE:
                    self.done.update((z, x, 2**z - 1 - y) for z, x, y in file.execute(question))
                return file
        except sqlite3.Error:
            self.done.clear()
        file.close()
        return None

    def _remove(self) -> None:
        for ending in ("", "-journal"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            kind = DiskFullError if "full" in str(error) else FolderError
            raise kind(f"{self.path} cannot be written: {error}") from error


def packed(tile: bytes) -> bytes:
    """Return a vector tile as MBTiles have it, in gzip; the same bytes each time."""
    return tile if tile.startswith(_GZIP) else gzip.compress(tile, 6, mtime=0)
