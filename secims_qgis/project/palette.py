"""Colours by subject, from the words of a layer and its record."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secims_qgis.model import Record

_SUBJECTS = (
    ("hazard flood landslide erosion risk hurricane storm fire drought", "#d1603d"),
    (
        "forest vegetation habitat mangrove agricultur crop park protected biodiversity tree land.?cover",
        "#5d9c59",
    ),
    (
        "water river stream lake spring drainage sea marine ocean coast reef coral beach bathymetr fish",
        "#3f88c5",
    ),
    ("building house parcel settlement urban school church", "#a0785a"),
    ("road street track transport highway bridge trail footpath", "#c4882f"),
    ("population census household district quarter boundar administrat", "#8069a8"),
    ("contour elevation height terrain soil geolog slope", "#8a7f5c"),
)
_OTHERS = ("#4c9a9a", "#b3688a", "#6b83b5", "#9a8f45")
"""For everything else: apart from each other and from the subjects, at equal strength."""
_PATTERNS = tuple(
    (re.compile(rf"\b(?:{'|'.join(words.split())})", re.IGNORECASE), colour) for words, colour in _SUBJECTS
)


def colour_for(layer_name: str, record: Record) -> str:
    """Return the colour of a subject, ``#rrggbb``; the same record always gets the same one.

    The layer's name counts more than the record's title, and that more than the keywords.
    """
    words = " ".join((*record.keywords, *record.themes))
    for text in (layer_name.replace("_", " "), record.title, words):
        for pattern, colour in _PATTERNS:
            if pattern.search(text):
                return colour
    return _OTHERS[zlib.crc32(record.id.encode("utf-8", "replace")) % len(_OTHERS)]
