"""One page of search results."""

from __future__ import annotations

from dataclasses import dataclass

from .query import SearchQuery
from .record import Record


@dataclass(frozen=True)
class FacetValue:
    """A value and the number of records that have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A property of the records (type, keyword ...) with its most frequent values."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class RecordProblem:
    """A record that could not be read, and why; ``record_id`` is empty where even that is unknown."""

    record_id: str
    reason: str


@dataclass(frozen=True)
class RecordPage:
    """A page of records.

    ``matched`` is the number of records in the catalogue that fit the query, or None where the
    server does not say. ``next`` is the query of the following page, or None at the end.
    ``problems`` says what was skipped.
    """

    records: tuple[Record, ...]
    matched: int | None = None
    next: SearchQuery | None = None
    facets: tuple[Facet, ...] = ()
    problems: tuple[RecordProblem, ...] = ()
