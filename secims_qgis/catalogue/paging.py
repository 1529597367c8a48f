"""Paging that survives servers which clip, break on one record, or know no filter.

The server's ``next`` links are not followed: behind proxies they lead elsewhere, after some queries
they lose the filter. The offset is our own, counted by what really came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from secims_qgis.model import Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.network import HttpError

from .filter import fits

FILTERED_PAGE = 100
"""Records asked for at once where we filter ourselves: most of them will not be shown."""
MAX_REQUESTS = 60
"""Requests for one page, however broken or unfiltered; the next page goes on from there."""
_FIRST_SERVER_ERROR = 500


@dataclass
class Batch:
    """What one request brought: parsed records (None for each that could not be read)."""

    records: list[Record | None]
    matched: int | None
    problems: list[RecordProblem] = field(default_factory=list)


FetchBatch = Callable[[int, int], Batch]
"""Offset and limit to what the server has there."""


class Pager:
    """Collects one page of a query from as few batches as it takes."""

    def __init__(self, query: SearchQuery, fetch: FetchBatch, *, filters_here: bool) -> None:
        """``filters_here``: the server does not apply the whole query, so we drop what does not fit."""
        self._query = query
        self._fetch = fetch
        self._filters_here = filters_here
        self._problems: list[RecordProblem] = []
        self._matched: int | None = None
        self._dropped = 0
        self._requests = 0

    def page(self) -> RecordPage:
        """Return the page.

        Raises:
            NetworkError, AnswerError: as the fetch function, when nothing at all could be read.
        """
        query = self._query
        found: dict[str, Record] = {}
        offset, at_end = query.offset, False
        while len(found) < query.limit and not at_end and self._requests < MAX_REQUESTS:
            wanted = query.limit - len(found)
            batch = self._batch(offset, FILTERED_PAGE if self._filters_here else wanted)
            self._matched = batch.matched
            taken = self._take(batch, found)
            offset += taken
            at_end = not batch.records or (taken == len(batch.records) and self._is_end(offset, batch))
        matched = self._matched
        if self._filters_here:
            matched = len(found) if at_end and query.offset == 0 else None
        following = None if at_end else replace(query, offset=offset)
        return RecordPage(tuple(found.values()), matched, following, problems=tuple(self._problems))

    def _take(self, batch: Batch, found: dict[str, Record]) -> int:
        """Add what fits until the page is full; return how many of the batch were looked at."""
        self._problems += batch.problems
        for number, record in enumerate(batch.records):
            if len(found) >= self._query.limit:
                return number
            if record is not None and (not self._filters_here or fits(record, self._query)):
                found.setdefault(record.id, record)
        return len(batch.records)

    @staticmethod
    def _is_end(offset: int, batch: Batch) -> bool:
        return batch.matched is not None and offset >= batch.matched

    def _batch(self, offset: int, limit: int) -> Batch:
        """Fetch; where the server breaks, ask for smaller batches to find the record it breaks on."""
        self._requests += 1
        try:
            return self._fetch(offset, limit)
        except HttpError as error:
            if (error.status or 0) < _FIRST_SERVER_ERROR or self._requests >= MAX_REQUESTS:
                raise
            if limit == 1:
                return self._broken_record(offset, error)
        half = max(1, limit // 2)
        return self._batch(offset, half)

    def _broken_record(self, offset: int, error: HttpError) -> Batch:
        """Skip one record, unless the server fails for the next one as well: then it is down."""
        following = self._fetch(offset + 1, 1)
        problem = RecordProblem("", f"record {offset + 1} of the list: {error.cause}")
        return Batch([None], following.matched, [problem])
