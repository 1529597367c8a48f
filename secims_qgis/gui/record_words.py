"""The quiet lines of a record, and the keys of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt

from secims_qgis.gui.formats import date_text, one_line
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QKeyEvent

    from secims_qgis.model import Record

ALT = Qt.KeyboardModifier.AltModifier


def page_key(event: QKeyEvent) -> int | None:
    """Return 0 for back, -1 and 1 for the neighbours, None for any other key."""
    keys = {
        (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape): 0,
        (ALT, Qt.Key.Key_Left): 0,
        (ALT, Qt.Key.Key_Up): -1,
        (ALT, Qt.Key.Key_Down): 1,
    }
    return keys.get((event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()))


def meta_text(record: Record) -> str:
    """Return "Updated 18 Mar 2024 · 2022 to 2024 · CC BY 4.0"."""
    parts = []
    if record.updated or record.created:
        word = tr("Updated {date}") if record.updated else tr("Created {date}")
        parts.append(word.format(date=date_text(record.updated or record.created)))
    start, end = _year_or_text(record.time_start), _year_or_text(record.time_end)
    if start and end and start != end:
        parts.append(tr("{start} to {end}").format(start=start, end=end))
    elif start or end:
        parts.append(start or end)
    parts.append(one_line(record.license)[:60])
    return " · ".join(part for part in parts if part)


def _year_or_text(text: str) -> str:
    """Return the year of an ISO date, anything else as it is written ("circa 1998")."""
    return text[:4] if text[:4].isdigit() else one_line(text)[:24]
