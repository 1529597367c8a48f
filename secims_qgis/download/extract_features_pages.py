"""All features of a collection, page by page, two requests under way: each page once, and none left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Callable
from urllib.parse import parse_qs, urlsplit

from secims_qgis.download.extract_features_load import LoadedPage, load_page
from secims_qgis.download.extract_features_ranges import MIN_COUNT, RangePlan
from secims_qgis.download.extract_features_request import (
    Ask,
    ItemsAddress,
    PageRequest,
    page_url,
)
from secims_qgis.download.extract_patience import TooMuchError
from secims_qgis.network.errors import AnswerError, CancelledError, DamagedFileError, HttpError, SecimsError

if TYPE_CHECKING:
    from pathlib import Path

    import requests

    from secims_qgis.download.extract_features_page import Page

FIRST_COUNT = 2_000
MAX_COUNT = 10_000
PAGE_BYTES = 8_000_000
"""Of a page that is aimed at; the whole of one is in memory while it is copied."""
AT_ONCE = 2
MAX_EMPTY = 20
"""Pages without features in a row that are taken for honest: a filter behind the paging."""
_MAX_LINKS = 1_000_000


class FeaturePages:
    """Iterate over it once; then ``matched`` and ``received`` say whether it was all."""

    def __init__(
        self, address: ItemsAddress, session: requests.Session, folder: Path, check: Callable[[], None]
    ) -> None:
        """Nothing is asked for yet; the pages are left in the folder."""
        self.matched: int | None = None
        self.received = 0
        self._address, self._session, self._folder, self._check = address, session, folder, check
        self._under_way: deque[PageRequest] = deque()
        self._digests: set[bytes] = set()
        self._number = 0

    def __iter__(self) -> Iterator[LoadedPage]:
        """Yield the pages that have features.

        Raises:
            NetworkError: a page does not come, also after several tries.
            AnswerError, DamagedFileError: what comes is not, or not all, that was asked for.
        """
        try:
            yield from self._pages()
        finally:
            self._drop()
        self._compare()

    def _pages(self) -> Iterator[LoadedPage]:
        first = self._first()
        if first.count:
            yield self._counted(first)
        following = first.page.next_href
        is_counted = self.matched is not None and 0 < first.count < self.matched
        if is_counted and (not following or _offset_of(following) == first.count):
            yield from self._ranges(first)
            return
        if following:
            yield from self._links(first)
        elif self.matched is None and first.count:
            yield from self._probed(first)

    def _first(self) -> LoadedPage:
        """Ask for the first page, and for the number of all, as the page may not tell it."""
        count = FIRST_COUNT
        hits = self._begin(Ask(self._address.with_(limit="1", resulttype="hits")))
        while True:
            request = self._begin(Ask(page_url(self._address, 0, count), 0, count))
            self._asked_first = count
            try:
                loaded = self._load(request.page())
                break
            except TooMuchError as error:
                if count <= MIN_COUNT:
                    raise error.error from error
                count = max(MIN_COUNT, count // 10)
            except AnswerError:
                if "f" in self._address.parameters:
                    raise
                # A server that does not look at Accept, and sends its page for browsers.
                self._address = self._address.also(f="json")
            finally:
                self._under_way.remove(request)
        self.matched = loaded.page.matched
        if self.matched is None and loaded.count:
            self.matched = self._hits(hits)
        self._drop()
        return loaded

    def _hits(self, request: PageRequest) -> int | None:
        """Return the number of all (an extension that many servers have), None where there is no answer."""
        try:
            return request.page().matched
        except CancelledError:
            raise
        except (SecimsError, TooMuchError):
            return None

    def _ranges(self, first: LoadedPage) -> Iterator[LoadedPage]:
        """Ask for ranges, two at a time."""
        plan = RangePlan(self._address, self.matched or 0, _fitting(first))
        plan.begin_at(first.count, self._asked_first)
        last = first.page
        while not plan.is_complete:
            self._fill(plan)
            request = self._under_way[0]
            try:
                page = request.page()
            except TooMuchError as error:
                if not plan.was_too_much(request.ask.count):
                    raise error.error from error
                self._drop()
                continue
            self._under_way.popleft()
            self._fill(plan)  # the network goes on while this page is looked at
            loaded = self._load(page)
            if not plan.came(loaded.count, request.ask.count):
                self._drop()
            if not loaded.count:
                return
            last = page
            yield self._counted(loaded)
        self._see_end(last)

    def _see_end(self, last: Page) -> None:
        """Count one more where the last page links to more and more there is; one just full links, too."""
        if not last.next_href:
            return
        try:
            page = self._begin(Ask(page_url(self._address, self.received, 1))).page()
        except (HttpError, TooMuchError):
            return  # not every server lets one look behind the end
        self.received += page.ids is not None

    def _fill(self, plan: RangePlan) -> None:
        while len(self._under_way) < AT_ONCE:
            ask = plan.next()
            if ask is None:
                return
            self._begin(ask)

    def _links(self, first: LoadedPage) -> Iterator[LoadedPage]:
        """Follow the links, one after the other; the next page is on its way while one is looked at."""
        seen: set[int] = set()
        url = self._address.following(first.page.next_href, first.page.url)
        self._begin(Ask(url))
        empty = 0
        while self._under_way:
            request = self._under_way.popleft()
            seen.add(hash(request.ask.url))
            try:
                page = request.page()
            except TooMuchError as error:
                raise error.error from error
            if page.next_href:
                url = self._address.following(page.next_href, page.url)
                if hash(url) in seen or len(seen) > _MAX_LINKS:
                    raise AnswerError("the links to the next page go round in a circle", url=url)
                self._begin(Ask(url))
            loaded = self._load(page)
            empty = 0 if loaded.count else empty + 1
            if empty > MAX_EMPTY:
                raise AnswerError(f"{empty} pages without features, one after the other", url=url)
            if loaded.count:
                yield self._counted(loaded)

    def _probed(self, first: LoadedPage) -> Iterator[LoadedPage]:
        """Go on where neither a number nor a link tells whether there is more."""
        place = first.count
        while True:
            request = self._begin(Ask(page_url(self._address, place, first.count), place, first.count))
            try:
                page = request.page()
            except TooMuchError as error:
                raise error.error from error
            self._under_way.remove(request)
            if page.digest in self._digests:
                if first.count == self._asked_first:
                    raise AnswerError(
                        "the server does not tell whether there are more features", url=page.url
                    )
                return  # it does not know the parameter offset; less came than was asked for, so it was all
            loaded = self._load(page)
            if not loaded.count:
                return
            place += loaded.count
            yield self._counted(loaded)

    def _begin(self, ask: Ask) -> PageRequest:
        self._check()
        self._number += 1
        path = self._folder / f"{self._number:06}.json"
        request = PageRequest(ask, self._session, path, self._check)
        self._under_way.append(request)
        return request

    def _drop(self) -> None:
        while self._under_way:
            request = self._under_way.popleft()
            request.close()
            request.path.unlink(missing_ok=True)

    def _load(self, page: Page) -> LoadedPage:
        if page.ids is None:
            return LoadedPage(page, None, None, 0)
        if page.digest in self._digests:
            raise AnswerError("the server sends a page that it has already sent", url=page.url)
        loaded = load_page(page)
        self._digests.add(page.digest)
        return loaded

    def _counted(self, loaded: LoadedPage) -> LoadedPage:
        self.received += loaded.count
        if self.matched is not None and self.received > self.matched:
            self._compare()
        return loaded

    def _compare(self) -> None:
        if self.matched is not None and self.received != self.matched:
            raise DamagedFileError(
                f"{self.received} features arrived, but the server says that there are {self.matched}",
                url=self._address.url,
            )


def _offset_of(href: str) -> int | None:
    values = parse_qs(urlsplit(href).query).get("offset", [])
    return int(values[0]) if values and values[0].isdecimal() else None


def _fitting(loaded: LoadedPage) -> int:
    """Return how many features make a page of the size that is aimed at."""
    each = max(1, loaded.page.size_bytes // max(1, loaded.count))
    return max(MIN_COUNT, min(MAX_COUNT, PAGE_BYTES // each))
