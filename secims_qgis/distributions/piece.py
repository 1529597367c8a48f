"""A file that may be one of several: what its name, its description and its number tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .formats import DOCUMENT_FORMATS
from .part_words import dataset_name

if TYPE_CHECKING:
    from secims_qgis.model import Distribution

MAX_STEM = 150
"""Characters of a name that are looked at; the patterns are not meant for more."""
_PART_WORD = re.compile(
    r"(?<![A-Za-z])(?:part|pt|partie|p|chunk|split|piece)[\s_.-]*(?P<number>\d{1,3})(?!\d)", re.IGNORECASE
)
_SIZE = re.compile(r"\d+(?:[.,]\d+)?\s*[kmg]i?b\b", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(?P<name>.*?)(?P<gap>[\s_.-]*)(?P<number>\d{1,3})$", re.DOTALL)
_NOT_A_PART = re.compile(
    r"(?:^|[\s_.-])(?:v|ver|version|rev|revision|ed|edition|level|lvl|lod|zoom|phase|scenario|band|month|week"
    r"|day|q|quarter|year|epsg|utm|zone|scale|depth|return|rp|class|annex|appendix|chapter)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A distribution that may be a part: its number, of how many (0: unknown), and what it is called."""

    item: Distribution
    place: int
    number: int
    of: int
    key: tuple[str, ...]


def may_be_part(item: Distribution) -> bool:
    """Return whether any text of a file speaks of parts or ends in a number."""
    return any(read(item, 0) is not None for read in (said_part, worded, numbered))


def said_part(item: Distribution, place: int) -> Piece | None:
    """Read "part 2 of 3"."""
    if item.part is None or not item.usable or not item.is_file:
        return None
    key = (*_kind_key(item), str(item.part.of), dataset_name(item.title or file_name(item)))
    return Piece(item, place, item.part.number, item.part.of, key)


def worded(item: Distribution, place: int) -> Piece | None:
    """Read "buildings_part2.gpkg", which does not say of how many."""
    if not _may_be_numbered(item):
        return None
    for text in (file_name(item)[-MAX_STEM:], item.title[:MAX_STEM], item.description[:MAX_STEM]):
        match = _PART_WORD.search(text)
        if match:
            name = dataset_name(text[: match.start()] + text[match.end() :])
            return Piece(item, place, int(match.group("number")), 0, (*_kind_key(item), "word", name))
    return None


def numbered(item: Distribution, place: int) -> Piece | None:
    """Read "dem_2.tif"; versions, levels, years and the like are other things, not parts."""
    if not _may_be_numbered(item):
        return None
    match = _LAST_NUMBER.fullmatch(_stem(file_name(item))[-MAX_STEM:])
    if match is None or not match.group("name") or match.group("name")[-1].isdigit():
        return None
    if _NOT_A_PART.search(match.group("name")):
        return None
    number = int(match.group("number"))
    name, gap, title = match.group("name").lower(), match.group("gap"), _title_without(number, item.title)
    return Piece(item, place, number, 0, (*_kind_key(item), "number", name, gap, _folder(item), title))


def _title_without(number: int, title: str) -> str:
    """Return a title without its size and the number of the part: what differs else is another dataset."""
    plain = _SIZE.sub("", title[:MAX_STEM].lower())
    found = list(re.finditer(rf"(?<!\d)0*{number}(?!\d)", plain))
    return plain if not found else plain[: found[-1].start()] + plain[found[-1].end() :]


def _may_be_numbered(item: Distribution) -> bool:
    return item.usable and item.is_file and item.format not in DOCUMENT_FORMATS


def _kind_key(item: Distribution) -> tuple[str, str]:
    return (item.kind.value, item.format or "")


def file_name(item: Distribution) -> str:
    """Return the last segment of the address."""
    return unquote(urlsplit(item.url).path.rstrip("/").rpartition("/")[2])


def _folder(item: Distribution) -> str:
    parts = urlsplit(item.url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}"


def _stem(name: str) -> str:
    return re.sub(r"(?:\.[A-Za-z][A-Za-z0-9]{1,7}){1,2}$", "", name)
