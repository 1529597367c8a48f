"""One page of search results."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .query import SearchQuery
from .record import Record


@dataclass(frozen=True)
class FacetValue:
    """A value and the number of records that have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A property of the records with its values, the most frequent first.

    ``name`` is ``"type"``, ``"keyword"``, ``"organisation"`` or ``"format"``, or what a server calls a
    further one. ``of_server`` says that the server counted over all records that match; otherwise the
    counts are those of the records that were at hand.
    """

    name: str
    values: tuple[FacetValue, ...]
    of_server: bool = False


@dataclass(frozen=True)
class RecordProblem:
    """A record that could not be read, and why; ``record_id`` is empty where even that is unknown."""

    record_id: str
    reason: str


class PageNote(str, Enum):
    """How a page came about, where that is not as it was asked for."""

    CSW_ANSWERED = "answered by CSW, as OGC API Records failed"
    NOT_SORTED = "in the order of the server, which cannot sort like this"
    SIFTED_HERE = "filtered here, as the server cannot filter like this"

    def __str__(self) -> str:
        """Return the words, on every Python version."""
        return self.value


@dataclass(frozen=True)
class RecordPage:
    """A page of records.

    ``matched`` is the number of records in the catalogue that fit the query, or None where the
    server does not say, or where its number is not that of the records that fit. ``next`` is the
    query of the following page, or None at the end. ``facets`` is empty unless the query asked for
    them. ``problems`` says what was skipped, ``notes`` what the server did not do as it was asked.
    """

    records: tuple[Record, ...]
    matched: int | None = None
    next: SearchQuery | None = None
    facets: tuple[Facet, ...] = ()
    problems: tuple[RecordProblem, ...] = ()
    notes: tuple[PageNote, ...] = ()
