"""One page of OGC API Records, from a server that counts or from one that gives tokens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from secims_qgis.model import Facet, Flavour, RecordPage, Route, SearchQuery

from .cursor_paging import CursorPager
from .facets import facets_of_server
from .next_link import OFFSET, paging_of
from .paging import Batch, Pager

if TYPE_CHECKING:
    from .acquaintance import Acquaintance
    from .filter import Keep
    from .records_request import RecordsRequest

Ask = Callable[["dict[str, Any]"], "dict[str, Any]"]
"""From parameters to the server's answer."""
Read = Callable[["dict[str, Any]"], Batch]
"""From an answer to its records."""
_PYCSW_MEMBER = "federatedSearchResults"
"""A member that pycsw has in every page: of it we know how it reads several words."""


class OtherDialectError(Exception):
    """The answer is of a server that may have read the words in another way."""


class _NotCountedError(Exception):
    """The server gives a token to the next page; its first answer is there already."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self.answer = answer


class PageReader:
    """Asks for what a page takes; ``facets`` are those of the first answer."""

    def __init__(
        self, server: tuple[Ask, Read], items_url: str, request: RecordsRequest, known: Acquaintance
    ) -> None:
        """Ask nothing yet."""
        self._ask_server, self._read = server
        self._items_url, self._request, self._known = items_url, request, known
        self._offset_name = known.offset_name
        self.facets: tuple[Facet, ...] = ()

    def page(self, query: SearchQuery, keep: Keep | None) -> RecordPage:
        """Return the page, with the way to the next one.

        Raises:
            OtherDialectError: the request was for another kind of server.
            NetworkError, AnswerError: nothing could be read.
        """
        route = query.route or Route(Flavour.OGC_API_RECORDS)
        query = replace(query, route=route)
        self._offset_name = route.offset_name or self._known.offset_name
        try:
            if route.cursor:
                page = CursorPager(query, self.follow, keep).page(self.follow(route.cursor))
            else:
                page = Pager(query, self.count, keep).page()
        except _NotCountedError as first:
            page = CursorPager(query, self.follow, keep).page(self._with_next(first.answer, ""))
        if page.next is None:
            return page
        onwards = replace(
            page.next.route or route, left_out=self._request.left_out, offset_name=self._offset_name
        )
        return replace(page, next=replace(page.next, route=onwards))

    def try_one(self, query: SearchQuery) -> None:
        """Ask for one record, to see whether the server answers this request at all.

        Raises:
            OtherDialectError, NetworkError, AnswerError: as ``page``.
        """
        with contextlib.suppress(_NotCountedError):
            self.count(query.offset, 1)

    def count(self, offset: int, limit: int) -> Batch:
        """Return what the server has at an offset."""
        sent = {**self._request.parameters, "limit": str(limit)}
        cannot_skip = OFFSET in self._request.left_out and self._offset_name == OFFSET
        if cannot_skip and offset:
            return Batch([], None)  # no link has told how to go on: that was all
        if not cannot_skip:
            sent[self._offset_name] = str(offset)
        answer = self._ask(sent)
        paging = paging_of(answer, self._items_url, sent)
        if paging.cursor and not offset:
            raise _NotCountedError(answer)
        if paging.offset_name:
            self._offset_name = self._known.offset_name = paging.offset_name
        return self._read(answer)

    def follow(self, cursor: str) -> tuple[Batch, str]:
        """Return the page behind a token, and the token of the page after it."""
        return self._with_next(self._ask(dict(parse_qsl(cursor))), cursor)

    def _with_next(self, answer: dict[str, Any], cursor: str) -> tuple[Batch, str]:
        following = paging_of(answer, self._items_url, ()).cursor
        return self._read(answer), "" if following == cursor else following

    def _ask(self, parameters: dict[str, Any]) -> dict[str, Any]:
        answer = self._ask_server(parameters)
        if self._request.trusts_patterns and _PYCSW_MEMBER not in answer:
            raise OtherDialectError
        if not self.facets:
            self.facets = facets_of_server(answer.get("facets"))
        return answer
