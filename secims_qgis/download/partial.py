"""The unfinished file beside its target, and what is needed to go on with it later."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtCore import QLockFile

from secims_qgis.download.folder import CHUNK_BYTES, folder_error
from secims_qgis.download.names import numbered
from secims_qgis.network.errors import DownloadError, FolderError

if TYPE_CHECKING:
    from pathlib import Path

STALE_LOCK_MS = 24 * 60 * 60 * 1000
"""A lock of a dead process on this machine is broken at once, any other one after a day."""
_MAX_NUMBER = 1000


@dataclass(frozen=True)
class PartNote:
    """What ``.part.json`` says about the bytes in ``.part``.

    ``validator`` is a strong ETag or a Last-Modified date, for If-Range (RFC 9110, section 13.1.5);
    empty where the server gave none, and then the bytes cannot be continued. ``total`` is the size
    of the whole file in bytes, None where unknown; ``checksum`` what the server gave for it, such as
    ``sha256:<hex>``.
    """

    url: str
    validator: str = ""
    total: int | None = None
    checksum: str = ""


class PartFile:
    """``<name>.part`` with its note, held by a lock as long as somebody writes it."""

    def __init__(self, path: Path, lock: QLockFile) -> None:
        """Take over a path whose lock is held."""
        self.path = path
        self._lock = lock
        self._reused: int | None = None
        self._began_at: int | None = None
        self._running: tuple[int, hashlib._Hash] | None = None

    @property
    def note_path(self) -> Path:
        """The file that says where the bytes come from."""
        return self.path.with_name(self.path.name + ".json")

    @property
    def reused_bytes(self) -> int:
        """How many bytes of an earlier download are part of the file that has arrived."""
        return self.size_bytes() if self._reused is None else self._reused

    @property
    def is_joined(self) -> bool:
        """Whether the file was put together from several answers."""
        return self._began_at != 0

    def begin_at(self, start: int) -> None:
        """Note that the bytes from here on are fetched now, and those before are reused."""
        self._began_at = start
        self._reused = start if self._reused is None else min(self._reused, start)

    def size_bytes(self) -> int:
        """Return how many bytes are there."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def note(self) -> PartNote | None:
        """Return what is known about the bytes, None where it cannot be read."""
        return _read_note(self.note_path)

    def remember(self, note: PartNote) -> None:
        """Write down where the bytes come from; a program that is killed meanwhile leaves the old note."""
        new = self.note_path.with_name(self.note_path.name + ".new")
        try:
            new.write_text(json.dumps(asdict(note)), encoding="utf-8")
            new.replace(self.note_path)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink()
            raise

    def resumable_bytes(self) -> int:
        """Return how many bytes can be continued; 0 where there is nothing to go on with."""
        note = self.note()
        if note is None or not note.validator or not self.path.is_file():
            return 0
        size = self.path.stat().st_size
        if note.total is None or size < note.total:
            return size
        # Everything was there but never verified: ask for the last byte again, which also tells
        # whether the file on the server is still the same.
        return size - 1 if size == note.total else 0

    def keep_digest(self, size: int, digest: hashlib._Hash) -> None:
        """Remember the running SHA-256 of the first ``size`` bytes, so that they need not be read again."""
        self._running = (size, digest)

    def hash_start(self, size: int, check: Callable[[], None]) -> hashlib._Hash:
        """Return the running SHA-256 of the first ``size`` bytes; ``check`` may raise."""
        if self._running is not None and self._running[0] == size:
            return self._running[1].copy()
        digest = hashlib.sha256()
        if not size:
            return digest
        with self.path.open("rb") as file:
            while size > 0:
                chunk = file.read(min(CHUNK_BYTES, size))
                if not chunk:
                    break
                digest.update(chunk)
                size -= len(chunk)
                check()
        return digest

    def start_over(self) -> None:
        """Delete the bytes, but stay the part of this address."""
        note = self.note()
        self.remove()
        self._reused, self._began_at, self._running = None, None, None
        self.remember(PartNote(note.url if note else ""))

    def remove(self) -> None:
        """Delete bytes and note."""
        for path in (self.path, self.note_path, self.note_path.with_name(self.note_path.name + ".new")):
            with contextlib.suppress(OSError):  # not there, or the file system is gone altogether
                path.unlink()

    def keep_if_resumable(self) -> int:
        """Leave the bytes for a later attempt, unless that could not use them; return how many stay."""
        kept = self.resumable_bytes()
        if not kept:
            self.remove()
        return kept

    def release(self) -> None:
        """Let others have it."""
        self._lock.unlock()


def claim_part(folder: Path, name: str, url: str) -> PartFile:
    """Return the part file of an address in a folder: the one left by an earlier attempt, or new.

    Raises:
        DownloadError: this address is being downloaded into this folder at the moment.
        FolderError: the lock cannot be made.
    """
    for number in range(1, _MAX_NUMBER):
        path = _part_path(folder, name, number)
        lock = _lock_of(path)
        note_path = path.with_name(path.name + ".json")
        if lock.tryLock(0):
            note = _read_note(note_path)
            if note.url == url if note else not _is_foreign(path, note_path):
                return _started(PartFile(path, lock), note, url)
            lock.unlock()
        elif lock.error() != QLockFile.LockError.LockFailedError:
            raise FolderError(f"{folder} cannot be written", url=url)
        else:
            note = _read_note(note_path)
            if note is not None and note.url == url:
                raise DownloadError("this file is already being downloaded into this folder", url=url)
    raise FolderError(f"{folder} has {_MAX_NUMBER} unfinished files called {name}", url=url)


def _is_foreign(path: Path, note_path: Path) -> bool:
    """Return whether some other program left a file of this name: browsers use ``.part`` too."""
    return path.exists() and not note_path.exists()


def _started(part: PartFile, note: PartNote | None, url: str) -> PartFile:
    """Leave a note at once, so that others see whose part this is."""
    if note is None:
        try:
            part.remember(PartNote(url))
        except OSError as error:
            part.remove()
            part.release()
            raise folder_error(error, part.path.parent, url) from error
    return part


def _read_note(path: Path) -> PartNote | None:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        url, validator, total = stored["url"], stored["validator"], stored["total"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(url, str) or not isinstance(validator, str):
        return None
    checksum = stored.get("checksum", "")
    known_total = total if isinstance(total, int) and total >= 0 else None
    return PartNote(url, validator, known_total, checksum if isinstance(checksum, str) else "")


def forget_part(folder: Path, name: str, url: str) -> None:
    """Delete what an earlier download of an address left in a folder, unless it is written just now."""
    for path in _parts_of(folder, name, url):
        lock = _lock_of(path)
        if lock.tryLock(0):
            part = PartFile(path, lock)
            part.remove()
            part.release()


def part_bytes(folder: Path, name: str, url: str) -> int:
    """Return how many bytes an earlier download of an address left in a folder."""
    return sum(path.stat().st_size for path in _parts_of(folder, name, url) if path.is_file())


def _parts_of(folder: Path, name: str, url: str) -> Iterator[Path]:
    for number in range(1, _MAX_NUMBER):
        path = _part_path(folder, name, number)
        note_path = path.with_name(path.name + ".json")
        if not path.exists() and not note_path.exists():
            return
        note = _read_note(note_path)
        if note is not None and note.url == url:
            yield path


def _part_path(folder: Path, name: str, number: int) -> Path:
    return folder / ((name if number == 1 else numbered(name, number)) + ".part")


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(STALE_LOCK_MS)
    return lock
