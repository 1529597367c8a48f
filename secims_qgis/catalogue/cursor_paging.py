"""Paging for servers that give a token to the next page instead of counting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.model import Flavour, Record, RecordPage, RecordProblem, Route, SearchQuery

from .paging import MAX_REQUESTS

if TYPE_CHECKING:
    from .filter import Keep
    from .paging import Batch

Follow = Callable[[str], "tuple[Batch, str]"]
"""From the query of a page to its records and the query of the page after it, empty at the end."""


class CursorPager:
    """Collects one page of a query from as many pages of the server as it takes.

    A page of the server is never cut, as nobody could come back to its middle: the result may be longer
    than was asked for.
    """

    def __init__(self, query: SearchQuery, follow: Follow, keep: Keep | None) -> None:
        """``keep`` decides about each record where the server does not apply the whole query."""
        self._query, self._follow, self._keep = query, follow, keep

    def page(self, first: tuple[Batch, str]) -> RecordPage:
        """Return the page that begins with this page of the server."""
        found: dict[str, Record] = {}
        problems: list[RecordProblem] = []
        batch, cursor = first
        count, cursors = 0, {cursor}
        for _request in range(MAX_REQUESTS):
            count += len(batch.records)
            for record in batch.records:
                if isinstance(record, RecordProblem):
                    problems.append(record)
                elif self._keep is None or self._keep(record):
                    found.setdefault(record.id, record)
            if not cursor or not batch.records or len(found) >= self._query.limit:
                break
            batch, cursor = self._follow(cursor)
            cursor = "" if cursor in cursors else cursor
            cursors.add(cursor)
        goes_on = bool(cursor and batch.records)
        following = replace(
            self._query,
            offset=self._query.offset + count,
            route=Route(Flavour.OGC_API_RECORDS, cursor=cursor),
        )
        is_true = batch.matched is not None and batch.matched >= self._query.offset + count
        matched = batch.matched if self._keep is None and is_true else None
        if matched is None and not goes_on and not self._query.offset:
            matched = len(found)
        return RecordPage(
            tuple(found.values()), matched, following if goes_on else None, problems=tuple(problems)
        )
