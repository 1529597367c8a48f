"""The download queue on disk: survives the end of QGIS, however it came, and other QGIS beside it.

Every running QGIS has a file of its own, and a lock on it. A file whose lock is free belongs to one
that has ended: the next one takes its jobs over. So no two ever write the same file.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLockFile

from secims_qgis.download.queue_state import JOBS_MAX, KeptJob

FILE_MAX_BYTES = 20_000_000
_SUFFIX, _LOCK = ".json", ".lock"


def queue_folder() -> Path:
    """Return where the queue is kept: in the profile of QGIS, beside its settings."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "secims" / "downloads"


class QueueStore:
    """The file of this QGIS; nothing is written before there is something to keep."""

    def __init__(self, folder: Path | None = None) -> None:
        """Name the file; ``folder`` is made when it is first written to."""
        self._folder = folder if folder is not None else queue_folder()
        self._path = self._folder / f"{uuid.uuid4().hex}{_SUFFIX}"
        self._lock: QLockFile | None = None

    def take_over(self) -> list[KeptJob]:
        """Return the jobs of every QGIS that has ended; they are kept in this one's file from now on.

        Ended by itself or by force: a lock of a dead process counts for nothing. Files that cannot be
        read are left where they are.
        """
        jobs: dict[str, KeptJob] = {}
        taken: list[tuple[Path, QLockFile]] = []
        for path in self._others():
            lock = _locked(path)
            if lock is None:
                continue
            found = _read(path)
            if found is None:
                lock.unlock()
                continue
            jobs.update((job.id, job.found_again()) for job in found)
            taken.append((path, lock))
        kept = list(jobs.values())[-JOBS_MAX:]
        is_safe = not kept or self.save(kept)
        for path, lock in taken:
            if is_safe:
                with contextlib.suppress(OSError):
                    path.unlink()
            lock.unlock()
        return kept

    def save(self, jobs: Iterable[KeptJob]) -> bool:
        """Write the jobs in place of what was kept before; return whether that was possible.

        The old file stays until the new one is there, so that a QGIS that is killed leaves one of them.
        """
        entries = [job.as_json() for job in jobs]
        try:
            if not entries:
                self._path.unlink(missing_ok=True)
                return True
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = _locked(self._path)
            new = self._path.with_suffix(".new")
            new.write_text(json.dumps({"jobs": entries}, ensure_ascii=False), encoding="utf-8")
            new.replace(self._path)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Leave the file to the next QGIS."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _others(self) -> list[Path]:
        try:
            found = [path for path in self._folder.iterdir() if path.suffix == _SUFFIX]
        except OSError:
            return []
        return sorted((path for path in found if path != self._path), key=_age)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _locked(path: Path) -> QLockFile | None:
    """Return the lock of a file, None where a running QGIS has it."""
    lock = QLockFile(f"{path}{_LOCK}")
    # Never by its age: QGIS may be open for weeks. That its process is dead counts all the same.
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def _read(path: Path) -> list[KeptJob] | None:
    try:
        if path.stat().st_size > FILE_MAX_BYTES:
            return None
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        entries = list(document["jobs"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    jobs = []
    for entry in entries:
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            jobs.append(KeptJob.from_json(entry))
    return jobs
