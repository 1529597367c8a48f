"""Files that are one dataset: its parts, found by what their texts say, by number and by order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from secims_qgis.model import Distribution  # noqa: TC001 - for typing.get_type_hints

from .formats import DOCUMENT_FORMATS
from .part_words import dataset_name, title_without_part

MAX_NUMBER = 999
_PART_WORD = re.compile(
    r"(?<![A-Za-z])(?:part|pt|partie|p|chunk|split|piece)[\s_.-]*(?P<number>\d{1,3})(?!\d)", re.IGNORECASE
)
_LAST_NUMBER = re.compile(r"(?P<name>.*?)(?P<gap>[\s_.-]*)(?P<number>\d{1,3})$", re.DOTALL)
_BARE_NUMBER = re.compile(r"[\s_.-]*\d{1,3}(?=(?:\.[A-Za-z]\w{1,7})*$)")
_NOT_A_PART = re.compile(
    r"(?:^|[\s_.-])(?:v|ver|version|rev|revision|ed|edition|level|lvl|lod|zoom|phase|scenario|band|month|week"
    r"|day|q|quarter|year|epsg|utm|zone|scale|depth|return|rp|class|annex|appendix|chapter)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DistributionGroup:
    """The parts of one dataset in order, or a distribution that is whole by itself.

    ``size_bytes`` is that of all parts together, None where one is unknown. ``missing`` numbers the
    parts that the record has no link to; ``of`` is how many there are, as far as the texts tell.
    """

    parts: tuple[Distribution, ...]
    title: str
    size_bytes: int | None
    of: int = 1
    missing: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no part is missing, as far as the texts tell."""
        return not self.missing

    @property
    def is_split(self) -> bool:
        """Whether this is more than a single file, or a part of what is."""
        return self.of > 1

    @property
    def problem(self) -> str:
        """What is missing, in words ("part 2 of 3 is missing"); empty where nothing is."""
        if not self.missing:
            return ""
        numbers = [str(number) for number in self.missing[:10]]
        if len(numbers) == 1:
            return f"part {numbers[0]} of {self.of} is missing"
        listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
        return f"parts {listed} of {self.of} are missing"


@dataclass(frozen=True)
class _Piece:
    """A distribution that may be a part: its number, of how many (0: unknown), and what it is called."""

    item: Distribution
    place: int
    number: int
    of: int
    key: tuple[str, ...]


def grouped(distributions: Iterable[Distribution]) -> tuple[DistributionGroup, ...]:
    """Return the distributions, the parts of a dataset as one, in the order of their first members.

    Parts say so ("part 2 of 3", "_p2of3"), in name or description, or their names differ by a number
    only ("dem_1.tif", "dem_2.tif"). Parts with different names belong together where they follow each
    other and together are just the number they speak of.
    """
    items = list(distributions)
    sets = _sets(items)
    taken = {piece.place for pieces in sets for piece in pieces}
    groups = {pieces[0].place: _group_of(pieces) for pieces in (_by_place(one) for one in sets)}
    for place, item in enumerate(items):
        if place not in taken:
            groups[place] = DistributionGroup((item,), item.title, item.size_bytes)
    return tuple(groups[place] for place in sorted(groups))


def group_of(distribution: Distribution, distributions: Iterable[Distribution]) -> DistributionGroup:
    """Return the group that a distribution of a record is in; one of its own where it is in none."""
    for group in grouped(distributions):
        if distribution in group.parts:
            return group
    return grouped((distribution,))[0]


def _sets(items: Sequence[Distribution]) -> list[list[_Piece]]:
    """Return the sets of parts, each with every number once."""
    pieces = [piece for place, item in enumerate(items) if (piece := _said_part(item, place)) is not None]
    sets = _joined_by_order(_by_name(pieces))
    said = {piece.place for piece in pieces}
    rest = [(place, item) for place, item in enumerate(items) if place not in said]
    for read in (_worded, _numbered):
        found = [piece for place, item in rest if (piece := read(item, place)) is not None]
        good = [pieces for pieces in _by_name(found) if _is_series(pieces)]
        taken = {piece.place for pieces in good for piece in pieces}
        rest = [(place, item) for place, item in rest if place not in taken]
        sets += good
    return sets


def _said_part(item: Distribution, place: int) -> _Piece | None:
    """Read "part 2 of 3"."""
    if item.part is None or not item.usable or not item.is_file:
        return None
    key = (*_kind_key(item), str(item.part.of), dataset_name(item.title or _file_name(item)))
    return _Piece(item, place, item.part.number, item.part.of, key)


def _worded(item: Distribution, place: int) -> _Piece | None:
    """Read "buildings_part2.gpkg", which does not say of how many."""
    if not _may_be_numbered(item):
        return None
    for text in (_file_name(item), item.title, item.description):
        match = _PART_WORD.search(text)
        if match:
            name = dataset_name(text[: match.start()] + text[match.end() :])
            return _Piece(item, place, int(match.group("number")), 0, (*_kind_key(item), "word", name))
    return None


def _numbered(item: Distribution, place: int) -> _Piece | None:
    """Read "dem_2.tif"; versions, levels, years and the like are other things, not parts."""
    if not _may_be_numbered(item):
        return None
    match = _LAST_NUMBER.fullmatch(_stem(_file_name(item)))
    if match is None or not match.group("name") or match.group("name")[-1].isdigit():
        return None
    if _NOT_A_PART.search(match.group("name")):
        return None
    key = (*_kind_key(item), "number", match.group("name").lower(), match.group("gap"), _folder(item))
    return _Piece(item, place, int(match.group("number")), 0, key)


def _may_be_numbered(item: Distribution) -> bool:
    return item.usable and item.is_file and item.format not in DOCUMENT_FORMATS


def _kind_key(item: Distribution) -> tuple[str, str]:
    return (item.kind.value, item.format or "")


def _by_name(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Return pieces of the same name together; a number that comes again begins another set."""
    sets: dict[tuple[str, ...], list[list[_Piece]]] = {}
    for piece in pieces:
        alike = sets.setdefault(piece.key, [])
        fitting = next((one for one in alike if all(other.number != piece.number for other in one)), None)
        if fitting is None:
            alike.append([piece])
        else:
            fitting.append(piece)
    return [one for alike in sets.values() for one in alike]


def _joined_by_order(sets: list[list[_Piece]]) -> list[list[_Piece]]:
    """Join parts of different names that follow each other and are complete together."""
    done: list[list[_Piece]] = []
    loose = sorted((one for one in sets if len(one) < one[0].of), key=lambda one: one[0].place)
    while loose:
        first, others = loose[0], loose[1:]
        alike = [one for one in others if _kind_and_count(one) == _kind_and_count(first)]
        joined = [first]
        for one in alike:
            if sum(map(len, joined)) < first[0].of:
                joined.append(one)
        pieces = [piece for one in joined for piece in one]
        if sorted(piece.number for piece in pieces) == list(range(1, first[0].of + 1)):
            done.append(pieces)
            loose = [one for one in loose if one not in joined]
        else:
            done.append(first)
            loose = others
    whole = [one for one in sets if len(one) >= one[0].of]
    return whole + done


def _kind_and_count(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    return pieces[0].key[:3]


def _is_series(pieces: Sequence[_Piece]) -> bool:
    """Return whether numbers without a total count parts: from 0 or 1 on, with few gaps."""
    numbers = sorted(piece.number for piece in pieces)
    span = numbers[-1] - numbers[0] + 1
    return len(numbers) > 1 and numbers[0] in {0, 1} and numbers[-1] <= MAX_NUMBER and 2 * len(numbers) > span


def _by_place(pieces: Sequence[_Piece]) -> list[_Piece]:
    return sorted(pieces, key=lambda piece: piece.place)


def _group_of(pieces: Sequence[_Piece]) -> DistributionGroup:
    ordered = sorted(pieces, key=lambda piece: piece.number)
    numbers = {piece.number for piece in ordered}
    first = 0 if 0 in numbers else 1
    of = ordered[0].of or ordered[-1].number + 1 - first
    expected = range(first, first + of)
    parts = tuple(piece.item for piece in ordered)
    return DistributionGroup(
        parts,
        _title(parts[0]),
        _total_size(parts),
        of,
        tuple(number for number in expected if number not in numbers),
    )


def _title(part: Distribution) -> str:
    written = part.title or _file_name(part)
    title = title_without_part(written)
    return title if title != written else _BARE_NUMBER.sub("", written) or written


def _total_size(parts: Sequence[Distribution]) -> int | None:
    sizes = [part.size_bytes for part in parts]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes):
        return None
    totals = [part.size_is_total for part in parts]
    if all(totals) and len(set(known)) == 1:
        return known[0]  # each link bears the size of all
    return None if any(totals) else sum(known)


def _file_name(item: Distribution) -> str:
    return unquote(urlsplit(item.url).path.rstrip("/").rpartition("/")[2])


def _folder(item: Distribution) -> str:
    parts = urlsplit(item.url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}"


def _stem(name: str) -> str:
    return re.sub(r"(?:\.[A-Za-z][A-Za-z0-9]{1,7}){1,2}$", "", name)
