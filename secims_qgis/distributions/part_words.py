"""The words by which links say that they are parts of a dataset: "part 2 of 3"."""

from __future__ import annotations

import re

from secims_qgis.model import Part

MAX_PARTS = 999
MAX_TITLE = 300
_PART = re.compile(
    r"(?:\bparts?|\bpt|[-_]part|[-_]p|\bpartie|\bvolume|\btile)[\s_.-]*(?P<number>\d{1,3})"
    r"\s*[\s_-]?(?:of|/|de|von)[\s_-]?\s*(?P<of>\d{1,3})",
    re.IGNORECASE,
)
_BARE = re.compile(r"[(\[](?P<number>\d{1,3})\s*(?:/|of)\s*(?P<of>\d{1,3})[)\]]", re.IGNORECASE)
_LAST = re.compile(
    r"(?<![A-Za-z0-9])(?P<number>\d{1,3})[\s_-]?of[\s_-]?(?P<of>\d{1,3})"
    r"(?=(?:\.[A-Za-z][A-Za-z0-9]{1,7}){0,2}$)",
    re.IGNORECASE,
)
"""At the end only: "10 of 12 parishes" is no part."""
_NUMBER = re.compile(r"(?:\bpart|[-_]part|[-_]p|\bpt)[\s_.-]*\d{1,3}(?![\d])", re.IGNORECASE)


def part_of(*texts: str) -> Part | None:
    """Return which part of how many the texts of a link speak of, the first text that does wins."""
    for text in texts:
        match = _PART.search(text) or _BARE.search(text) or _LAST.search(text)
        if match:
            number, of = int(match.group("number")), int(match.group("of"))
            if 1 <= number <= of <= MAX_PARTS and of > 1:
                return Part(number, of)
    return None


def dataset_name(text: str) -> str:
    """Return a label without its "part n of m" or "_part1", so that the parts of a dataset read the same."""
    plain = _without_part(text)
    return re.sub(r"[\s_,;:()\[\]-]+", " ", plain).strip().lower()


def title_without_part(text: str) -> str:
    """Return a label without its "part n of m", as a title of the whole; itself where nothing is left."""
    plain = _without_part(text[:MAX_TITLE])
    plain = re.sub(r"\s*[_,;:-]+\s*(?=\.[A-Za-z0-9]+$|$)|\(\s*\)|\[\s*\]", "", plain)
    return " ".join(plain.split()).strip(" ,;:-_") or text


def _without_part(text: str) -> str:
    for words in (_PART, _BARE, _LAST, _NUMBER):
        text = words.sub("", text)
    return text
