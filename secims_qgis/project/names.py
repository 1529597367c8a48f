"""Names in the project, taken from what catalogues say."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secims_qgis.model import Record

MAX_NAME = 200
MAX_FOLDER_NAME = 40
"""Characters of a record's title in a path; Windows allows 260 for the whole."""
_HASH_DIGITS = 8
_LINE_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_NEVER_SHOWN = frozenset({"Cf", "Cs", "Co", "Cn"})


def plain(text: str) -> str:
    """Return a text that stays text where QGIS shows it as HTML.

    QGIS puts names and layer metadata into its information pages unescaped, and an ``<img>`` there
    would be fetched. Escaped, the text would be wrong wherever QGIS shows it as it is, so only the
    bracket is exchanged for one that looks alike.
    """
    return text.replace("<", "‹").replace(">", "›")


def one_line(text: str, limit: int = MAX_NAME) -> str:
    """Return a text for a name: no control or direction characters, one line, bounded length."""
    kept = "".join(_shown(char) for char in text[: 10 * limit])
    words = plain(" ".join(kept.split()))
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def first_name(*texts: str) -> str:
    """Return the first text of which something is left as a name."""
    return next((name for name in map(one_line, texts) if name), "")


def folder_name(record: Record) -> str:
    """Return a folder name for a record: readable, safe on every file system, its own.

    The digits at the end come from the record's id: two records of the same title do not share a
    folder, and one record finds its folder again.
    """
    text = unicodedata.normalize("NFKD", record.title or record.id)
    ascii_text = text.encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:MAX_FOLDER_NAME].rstrip("-")
    digits = hashlib.sha256(record.id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    return f"{words or 'record'}-{digits}"


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in _LINE_BREAKS:
        return " "
    return "" if category in _NEVER_SHOWN else char
