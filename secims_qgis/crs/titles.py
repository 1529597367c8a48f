"""Titles of remedies: kept in English, as projects store them, and said in the user's language."""

from __future__ import annotations

from secims_qgis.translation import mark, tr

SET_LAYER_CRS = mark("Set layer CRS to {crs}")
SET_PROJECT_CRS = mark("Set project CRS to {crs}")
USE_SHIFT = mark("Use {shift}")
SWAP_AND_SET = mark("Swap X and Y, and set {crs}")
SWAP = mark("Swap X and Y")
MAKE_COPY = mark("Make a corrected copy")
WRITE_CRS = mark("Write the CRS into the file")
LEAVE = mark("Leave as it is")

_WITH_VALUE = (SET_LAYER_CRS, SET_PROJECT_CRS, USE_SHIFT, SWAP_AND_SET)
"""Their value stands at the end."""


def title_in_words(title: str) -> str:
    """Return the title of a remedy or of a note in the user's language."""
    for text in _WITH_VALUE:
        start, _brace, name = text.rstrip("}").partition("{")
        if title.startswith(start):
            return tr(text).format(**{name: title[len(start) :]})
    return tr(title)
