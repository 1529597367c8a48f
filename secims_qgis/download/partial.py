"""The unfinished file beside its target, and what is needed to go on with it later."""

from __future__ import annotations

import contextlib
import hashlib
import json
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
    of the whole file in bytes, None where unknown.
    """

    url: str
    validator: str = ""
    total: int | None = None


class PartFile:
    """``<name>.part`` with its note, held by a lock as long as somebody writes it."""

    def __init__(self, path: Path, lock: QLockFile) -> None:
        """Take over a path whose lock is held."""
        self.path = path
        self._lock = lock

    @property
    def note_path(self) -> Path:
        """The file that says where the bytes come from."""
        return self.path.with_name(self.path.name + ".json")

    def note(self) -> PartNote | None:
        """Return what is known about the bytes, None where it cannot be read."""
        return _read_note(self.note_path)

    def remember(self, note: PartNote) -> None:
        """Write down where the bytes come from."""
        self.note_path.write_text(json.dumps(asdict(note)), encoding="utf-8")

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

    def hash_start(self, size: int, check: Callable[[], None]) -> hashlib._Hash:
        """Return the running SHA-256 of the first ``size`` bytes; ``check`` may raise."""
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

    def remove(self) -> None:
        """Delete bytes and note."""
        for path in (self.path, self.note_path):
            with contextlib.suppress(OSError):  # not there, or the file system is gone altogether
                path.unlink()

    def keep_if_resumable(self) -> None:
        """Leave the bytes for a later attempt, unless that could not use them."""
        if not self.resumable_bytes():
            self.remove()

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
        path = folder / ((name if number == 1 else numbered(name, number)) + ".part")
        lock = QLockFile(f"{path}.lock")
        lock.setStaleLockTime(STALE_LOCK_MS)
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
    return PartNote(url, validator, total if isinstance(total, int) and total >= 0 else None)
