"""Paging that survives servers which clip, break on one record, or know no filter.

The server's ``next`` links are not followed: behind proxies they lead elsewhere, after some queries
they lose the filter. The offset is our own, counted by what really came. The number of records that a
server tells is not believed either where it speaks against what comes: some tell that of the page, and
pygeoapi before Elasticsearch ends all lists at some ten thousand, but for its first pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from secims_qgis.model import Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.network import GarbledAnswerError, HttpError

if TYPE_CHECKING:
    from .filter import Keep

SIFTED_AT_FIRST, SIFTED_AT_ONCE = 20, 100
"""Records asked for at once where we filter ourselves: JSON of more stops other threads."""
MAX_REQUESTS = 60
"""Requests for one page, however broken or unfiltered; the next page goes on from there."""
MAX_REPEATS = 3
"""Batches in a row without a new record; a server that is off by one gives one such."""
MAX_NEIGHBOURS = 3
"""Broken records in a row; where more fail, the server is down."""
_FIRST_SERVER_ERROR, _OVERLOADED = 500, 503


def may_be_a_record(error: HttpError | GarbledAnswerError) -> bool:
    """Return whether a server may have broken on what it was asked for; one that is overloaded did not."""
    if isinstance(error, GarbledAnswerError):
        return True
    return (error.status or 0) >= _FIRST_SERVER_ERROR and error.status != _OVERLOADED


@dataclass
class Batch:
    """What one request brought, in the server's order; a problem stands for a record not readable.

    ``has_next``: the server says that there is more, in whatever way.
    """

    records: list[Record | RecordProblem]
    matched: int | None
    has_next: bool = False


FetchBatch = Callable[[int, int], Batch]
"""Offset and limit to what the server has there."""


class Pager:
    """Collects one page of a query from as few batches as it takes."""

    def __init__(self, query: SearchQuery, fetch: FetchBatch, keep: Keep | None = None) -> None:
        """``keep`` decides about each record where the server does not apply the whole query."""
        self._query = query
        self._fetch = fetch
        self._keep = keep
        self._problems: list[RecordProblem] = []
        self._matched = query.route.matched if query.route is not None else None
        self._requests = 0
        self._seen: set[str] = set()
        self._repeats = 0
        self._suspect_until = 0
        """A record before this offset breaks the server."""

    def page(self) -> RecordPage:
        """Return the page.

        Raises:
            NetworkError, AnswerError: as the fetch function, when nothing at all could be read.
        """
        query = self._query
        found: dict[str, Record] = {}
        offset, at_end, at_once = query.offset, False, self._at_first()
        while len(found) < query.limit and not at_end and self._requests < MAX_REQUESTS:
            batch = self._batch(offset, at_once)
            taken = self._take(batch, found)
            self._note_matched(batch, offset)
            offset += taken
            is_end = taken == len(batch.records) and self._is_end(offset, batch)
            at_end = not batch.records or is_end or self._goes_round(batch)
            at_once = self._wanted(query.limit - len(found), at_once)
        matched = self._matched
        if matched is not None and found and offset > matched:
            matched = None
        if self._keep is not None:
            matched = len(found) if at_end and query.offset == 0 else None
        following = None if at_end else self._following(offset)
        return RecordPage(tuple(found.values()), matched, following, problems=tuple(self._problems))

    def _following(self, offset: int) -> SearchQuery:
        route = self._query.route and replace(self._query.route, matched=self._matched)
        return replace(self._query, offset=offset, route=route)

    def _at_first(self) -> int:
        limit = self._query.limit
        return limit if self._keep is None else max(limit, SIFTED_AT_FIRST)

    def _wanted(self, missing: int, before: int) -> int:
        """Return how many to ask for next: more and more where most are dropped here."""
        return missing if self._keep is None else max(missing, min(2 * before, SIFTED_AT_ONCE))

    def _take(self, batch: Batch, found: dict[str, Record]) -> int:
        """Add what fits until the page is full; return how many of the batch were looked at."""
        for number, record in enumerate(batch.records):
            if len(found) >= self._query.limit:
                return number
            if isinstance(record, RecordProblem):
                self._problems.append(record)
            elif self._keep is None or self._keep(record):
                found.setdefault(record.id, record)
        return len(batch.records)

    def _goes_round(self, batch: Batch) -> bool:
        """Return whether the server gives what it gave before, again and again, whatever the offset."""
        ids = {record.id for record in batch.records if isinstance(record, Record)}
        self._repeats = self._repeats + 1 if ids and ids <= self._seen else 0
        self._seen |= ids
        return self._repeats >= MAX_REPEATS

    def _note_matched(self, batch: Batch, offset: int) -> None:
        """Keep the largest number that was told; none where more records came than that."""
        if batch.matched is None:
            self._matched = None
            return
        told = max(batch.matched, self._matched or 0)
        came = offset + len(batch.records) if batch.has_next else len(batch.records)
        self._matched = told if told >= came else None

    def _is_end(self, offset: int, batch: Batch) -> bool:
        if self._matched is None or offset < self._matched:
            return False
        if batch.has_next and self._has_more(offset):
            self._matched = None
            return False
        return True

    def _has_more(self, offset: int) -> bool:
        """Ask for one record more: number and link of the server speak against each other."""
        self._requests += 1
        try:
            return bool(self._fetch(offset, 1).records)
        except (HttpError, GarbledAnswerError):
            return False

    def _batch(self, offset: int, limit: int) -> Batch:
        """Fetch; where the server breaks, halve what is asked for to find the record it breaks on."""
        while True:
            if offset < self._suspect_until:
                limit = min(limit, max(1, (self._suspect_until - offset) // 2))
            self._requests += 1
            try:
                return self._fetch(offset, limit)
            except (HttpError, GarbledAnswerError) as error:
                if not may_be_a_record(error) or self._requests >= MAX_REQUESTS:
                    raise
                if limit == 1:
                    return self._without_broken(offset, error)
                self._suspect_until = offset + limit

    def _without_broken(self, offset: int, error: HttpError | GarbledAnswerError) -> Batch:
        """Skip the record at the offset, and neighbours that are broken too.

        Raises:
            HttpError, GarbledAnswerError: too many fail in a row.
        """
        for skipped in range(1, MAX_NEIGHBOURS + 1):
            self._requests += 1
            try:
                following = self._fetch(offset + skipped, 1)
            except (HttpError, GarbledAnswerError):
                continue
            self._suspect_until = 0
            broken: list[Record | RecordProblem] = [
                RecordProblem("", f"record {number + 1} of the list: {error.cause}")
                for number in range(offset, offset + skipped)
            ]
            return replace(following, records=broken + following.records)
        raise error
