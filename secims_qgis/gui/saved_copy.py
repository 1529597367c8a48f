"""The records that were seen last, kept on disk by catalogue, so that they can be searched offline."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from secims_qgis.gui.record_store import as_json, from_json
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Connection, Record

SAVED_MAX = 1_000
"""Records of one catalogue; those seen last stay."""
FILE_MAX_BYTES = 30_000_000
WRITE_AFTER_MS = 3_000


@dataclass(frozen=True)
class SavedCopy:
    """What is on this computer of a catalogue; ``saved_at`` is in seconds since 1970."""

    records: tuple[Record, ...] = ()
    saved_at: float = 0.0


class SavedCopies(QObject):
    """Writes some seconds after the last answer, reads when there is no answer; both in tasks."""

    copy_read = pyqtSignal(object)

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._fresh: dict[str, dict[str, Record]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)

    def keep(self, connection: Connection, records: tuple[Record, ...]) -> None:
        """Remember records that a catalogue gave; what is known in detail is not forgotten for less."""
        known = self._fresh.setdefault(connection.url, {})
        for record in records:
            if not (record.id in known and known[record.id].detailed and not record.detailed):
                known[record.id] = record
        if records:
            self._timer.start()

    def write(self) -> None:
        """Write what is new."""
        fresh, self._fresh = self._fresh, {}
        for url, records in fresh.items():
            self._tasks.start(SaveTask(copy_file(url), tuple(records.values())), 5)

    def read(self, connection: Connection) -> None:
        """Read what is there of a catalogue."""
        waiting = tuple(self._fresh.get(connection.url, {}).values())
        task = ReadTask(copy_file(connection.url), waiting)
        task.succeeded.connect(self._succeeded)
        self._tasks.start(task, 60)

    def stop(self) -> None:
        """Write nothing any more."""
        self._timer.stop()

    @pyqtSlot(object)
    def _succeeded(self, copy: SavedCopy) -> None:
        self.copy_read.emit(copy)


class SaveTask(WorkTask):
    """Adds records to the copy of a catalogue; a half-written file never takes the place of a whole."""

    def __init__(self, file: Path, records: tuple[Record, ...]) -> None:
        super().__init__(tr("Copy of a catalogue for offline use"), None)
        self._file, self._records = file, records

    def work(self) -> int:
        entries = {str(entry.get("id")): entry for entry in _entries(self._file)}
        for record in self._records:
            is_poorer = entries.get(record.id, {}).get("detailed") and not record.detailed
            entries[record.id] = entries.pop(record.id) if is_poorer else as_json(record)
        kept = list(entries.values())[-SAVED_MAX:]
        text = json.dumps({"saved_at": time.time(), "records": kept}, ensure_ascii=False)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(text, encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return 0  # without room on the disk there is no copy; nothing else depends on it
        return len(kept)


class ReadTask(WorkTask):
    """Reads the copy of a catalogue; entries that make no record are left out."""

    def __init__(self, file: Path, waiting: tuple[Record, ...]) -> None:
        super().__init__(tr("Copy of a catalogue for offline use"), None)
        self._file, self._waiting = file, waiting

    def work(self) -> SavedCopy:
        records = {record.id: record for record in map(_record, _entries(self._file)) if record is not None}
        records.update((record.id, record) for record in self._waiting)
        try:
            saved_at = self._file.stat().st_mtime
        except OSError:
            saved_at = time.time()
        return SavedCopy(tuple(records.values()), saved_at)


def copy_file(url: str) -> Path:
    """Return where the copy of a catalogue lies: beside the settings of QGIS."""
    name = hashlib.sha256(url.encode("utf-8")).hexdigest()[:24]
    return Path(QgsApplication.qgisSettingsDirPath()) / "secims" / "saved" / f"{name}.json"


def _entries(file: Path) -> list[dict[str, Any]]:
    try:
        if file.stat().st_size > FILE_MAX_BYTES:
            return []
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    entries = document.get("records") if isinstance(document, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _record(entry: dict[str, Any]) -> Record | None:
    try:
        return from_json(entry)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
