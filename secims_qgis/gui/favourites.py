"""Records that the user wants to find again, by catalogue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.settings import FAVOURITES

if TYPE_CHECKING:
    from secims_qgis.model import Record

FAVOURITES_MAX = 100


@dataclass(frozen=True)
class Favourite:
    """A record of a catalogue, with its title when it was chosen."""

    catalogue_url: str
    record_id: str
    title: str


class Favourites(QObject):
    """Kept in the settings of QGIS, the latest first."""

    changed = pyqtSignal()

    def of(self, catalogue_url: str) -> tuple[Favourite, ...]:
        """Return the favourites of a catalogue."""
        return tuple(entry for entry in _stored() if entry.catalogue_url == catalogue_url)

    def has(self, catalogue_url: str, record_id: str) -> bool:
        """Return whether a record is one of them."""
        return any(entry.record_id == record_id for entry in self.of(catalogue_url))

    def toggle(self, catalogue_url: str, record: Record) -> None:
        """Make a record a favourite, or none any more."""
        stored = _stored()
        others = [one for one in stored if (one.catalogue_url, one.record_id) != (catalogue_url, record.id)]
        if len(others) == len(stored):
            others.insert(0, Favourite(catalogue_url, record.id, one_line(record.title) or record.id))
        lines = [json.dumps([one.catalogue_url, one.record_id, one.title]) for one in others]
        QgsSettings().setValue(FAVOURITES, lines[:FAVOURITES_MAX])
        self.changed.emit()


def _stored() -> list[Favourite]:
    value = QgsSettings().value(FAVOURITES, [])
    lines = [value] if isinstance(value, str) else (value or [])
    return [entry for entry in (_read(str(line)) for line in lines) if entry is not None]


def _read(line: str) -> Favourite | None:
    """Return an entry, None where somebody else wrote into the settings."""
    try:
        parts = json.loads(line)
    except ValueError:
        return None
    is_entry = isinstance(parts, list) and len(parts) == 3 and all(isinstance(part, str) for part in parts)
    return Favourite(*parts) if is_entry else None
