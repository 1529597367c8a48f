"""Files that are one dataset: its parts, found by what their texts say, by number and by order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.translation import tr

from .part_words import title_without_part
from .piece import Piece, file_name, may_be_part, numbered, said_part, worded

MAX_NUMBER = 999
MAX_LOOSE = 100
"""Parts of different names that are tried to be joined; who writes more means something else."""
_BARE_NUMBER = re.compile(r"[\s_.-]*\d{1,3}(?=(?:\.[A-Za-z]\w{1,7})*$)")


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
    def is_fetched(self) -> bool:
        """Whether it is added as files fetched whole; one picture that is read by parts is not."""
        kind = self.parts[0].kind
        return kind is DistributionKind.FILE or (kind is DistributionKind.COG and len(self.parts) > 1)

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
            return tr("part {number} of {count} is missing").format(number=numbers[0], count=self.of)
        listed = tr("{names} and {last}").format(names=", ".join(numbers[:-1]), last=numbers[-1])
        return tr("parts {numbers} of {count} are missing").format(numbers=listed, count=self.of)


def grouped(distributions: Iterable[Distribution]) -> tuple[DistributionGroup, ...]:
    """Return the distributions, the parts of a dataset as one, in the order of their first members.

    Parts say so ("part 2 of 3", "_p2of3"), in name or description, or their names differ by a number
    only ("dem_1.tif", "dem_2.tif"). Parts with different names belong together where they follow each
    other and together are just the number they speak of.
    """
    return _grouped(tuple(distributions))


@lru_cache(maxsize=4)
def _grouped(items: tuple[Distribution, ...]) -> tuple[DistributionGroup, ...]:
    """Group; remembered, as a list of rows asks for the group of each row."""
    sets = _sets(items)
    taken = {piece.place for pieces in sets for piece in pieces}
    groups = {pieces[0].place: _group_of(pieces) for pieces in (_by_place(one) for one in sets)}
    for place, item in enumerate(items):
        if place not in taken:
            groups[place] = DistributionGroup((item,), item.title, item.size_bytes)
    return tuple(groups[place] for place in sorted(groups))


def group_of(distribution: Distribution, distributions: Iterable[Distribution]) -> DistributionGroup:
    """Return the group that a distribution of a record is in; one of its own where it is in none."""
    if may_be_part(distribution):
        for group in grouped(distributions):
            if distribution in group.parts:
                return group
    return DistributionGroup((distribution,), distribution.title, distribution.size_bytes)


def _sets(items: Sequence[Distribution]) -> list[list[Piece]]:
    """Return the sets of parts, each with every number once."""
    pieces = [piece for place, item in enumerate(items) if (piece := said_part(item, place)) is not None]
    sets = _joined_by_order(_by_name(pieces))
    said = {piece.place for piece in pieces}
    rest = [(place, item) for place, item in enumerate(items) if place not in said]
    for read in (worded, numbered):
        found = [piece for place, item in rest if (piece := read(item, place)) is not None]
        good = [pieces for pieces in _by_name(found) if _is_series(pieces)]
        taken = {piece.place for pieces in good for piece in pieces}
        rest = [(place, item) for place, item in rest if place not in taken]
        sets += good
    return sets


def _by_name(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces of the same name together; a number that comes again goes to another set."""
    sets: dict[tuple[str, ...], list[list[Piece]]] = {}
    times: Counter[tuple[tuple[str, ...], int]] = Counter()
    for piece in pieces:
        alike = sets.setdefault(piece.key, [])
        time = times[piece.key, piece.number]
        times[piece.key, piece.number] += 1
        if time == len(alike):
            alike.append([])
        alike[time].append(piece)
    return [one for alike in sets.values() for one in alike]


def _joined_by_order(sets: list[list[Piece]]) -> list[list[Piece]]:
    """Join parts of different names that follow each other and are complete together."""
    done = [one for one in sets if len(one) >= one[0].of]
    loose: dict[tuple[str, ...], list[list[Piece]]] = {}
    for one in sorted(sets, key=lambda one: one[0].place):
        if len(one) < one[0].of:
            loose.setdefault(_kind_and_count(one), []).append(one)
    for alike in loose.values():
        done += _completed(alike) if len(alike) <= MAX_LOOSE else alike
    return done


def _completed(loose: list[list[Piece]]) -> list[list[Piece]]:
    """Return the sets, those joined that give each number once."""
    done: list[list[Piece]] = []
    while loose:
        of = loose[0][0].of
        joined: list[Piece] = []
        used = 0
        while used < len(loose) and len(joined) < of:
            joined += loose[used]
            used += 1
        if sorted(piece.number for piece in joined) != list(range(1, of + 1)):
            joined, used = loose[0], 1
        done.append(joined)
        loose = loose[used:]
    return done


def _kind_and_count(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return pieces[0].key[:3]


def _is_series(pieces: Sequence[Piece]) -> bool:
    """Return whether numbers without a total count parts: from 0 or 1 on, with few gaps."""
    numbers = sorted(piece.number for piece in pieces)
    span = numbers[-1] - numbers[0] + 1
    return len(numbers) > 1 and numbers[0] in {0, 1} and numbers[-1] <= MAX_NUMBER and 2 * len(numbers) > span


def _by_place(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.place)


def _group_of(pieces: Sequence[Piece]) -> DistributionGroup:
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
    written = part.title or file_name(part)
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
