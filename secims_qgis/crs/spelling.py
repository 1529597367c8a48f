"""Which CRS a text means that is no plain code: a name, a web address, a sentence with a code in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from secims_qgis.crs.candidates import known_crs

_CODE_INSIDE = re.compile(r"\b(?:EPSG|SRID)[\s:=]{1,3}(\d{4,6})\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^https?://(?:www\.)?(?:epsg\.io/|epsg\.org/crs_|spatialreference\.org/ref/epsg/)(\d{4,6})\b",
    re.IGNORECASE,
)
_NAME_CHARACTERS = 200
_SAME_WORDS = (
    (re.compile(r"\b(?:sainte?|ste|santa)\b"), "st"),
    (re.compile(r"\blucie\b"), "lucia"),
    (re.compile(r"\bbwi\b"), "british west indies"),
    (re.compile(r"\bwgs ?(?:19)?84\b"), "wgs 84"),
    (re.compile(r"\b(?:zone|fuseau|huso|zona)\b"), " "),
    (re.compile(r"\butm *(\d{1,2}) ?n(?:orth|ord|orte)?\b"), r"utm \1n"),
    (re.compile(r"\b(?:gcs|pcs|the|of|des?|del?|las?|les?|los)\b"), " "),
)


def authid_in_text(text: str) -> str | None:
    """Return the code of the CRS that a text names, or None.

    Metadata writes "British West Indies Grid, Saint Lucia 1955" as well as a code. Names are looked up
    in the plugin's own list only; the text itself is never handed to PROJ.
    """
    clean = text.strip()[:_NAME_CHARACTERS]
    address = _ADDRESS.match(clean)
    if address:
        return f"EPSG:{int(address.group(1))}"
    codes = set(_CODE_INSIDE.findall(clean))
    if len(codes) == 1:
        return f"EPSG:{int(codes.pop())}"
    return None if codes else _names().get(_words(clean))


@lru_cache(maxsize=1)
def _names() -> dict[frozenset[str], str]:
    found: dict[frozenset[str], str] = {}
    for crs in known_crs():
        for name in (crs.short_name, *crs.names):
            found.setdefault(_words(name), crs.authid)
    return found


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _words(text: str) -> frozenset[str]:
    """Return the words of a name without what writers leave out or change about."""
    plain = " ".join(re.findall(r"[a-z0-9]+", _without_accents(text.lower())))
    for pattern, word in _SAME_WORDS:
        plain = pattern.sub(word, plain)
    return frozenset(plain.split())
