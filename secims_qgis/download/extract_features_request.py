"""Requests for pages of features, and the trouble that passes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Callable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from secims_qgis.download.extract_features_page import Page, read_page
from secims_qgis.download.extract_patience import TooMuchError, patiently
from secims_qgis.download.folder import check_room
from secims_qgis.network import same_origin, translated_errors
from secims_qgis.network.errors import AnswerError, AnswerTooLargeError, HttpError, NetworkError
from secims_qgis.network.fetch import read_body

if TYPE_CHECKING:
    from pathlib import Path

    import requests

    from secims_qgis.network.adapter import UnderWay

HEADERS = {
    "Accept": "application/geo+json, application/json;q=0.9, */*;q=0.1",
    # The pages pass by QGIS's cache: they would push everything else out of it.
    "Cache-Control": "no-store",
}
MAX_PAGE_BYTES = 200_000_000
READ_BYTES = 256 * 1024
_OWN = frozenset({"limit", "offset", "startindex", "bbox", "bbox-crs", "crs", "resulttype"})


@dataclass(frozen=True)
class ItemsAddress:
    """Where the items are, and the parameters of every request for them."""

    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, url: str, parameters: Mapping[str, str]) -> ItemsAddress:
        """Return the address of a link; what else stands in its query, a filter say, is kept."""
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        path = path if path.endswith("/items") else f"{path}/items"
        kept = {name: value for name, value in parse_qsl(parts.query) if name.lower() not in _OWN}
        return cls(parts._replace(path=path, query="", fragment="").geturl(), {**kept, **parameters})

    def also(self, **more: str) -> ItemsAddress:
        """Return the same address with parameters that every request has from now on."""
        return ItemsAddress(self.url, {**self.parameters, **more})

    def with_(self, **more: str) -> str:
        """Return the address with further parameters."""
        return f"{self.url}?{urlencode({**self.parameters, **more}, safe=',:/')}"

    def following(self, href: str, url: str) -> str:
        """Return the address of a link to the next page.

        Raises:
            AnswerError: it is none, or leads to another host, where the data of this one are not.
        """
        own = urlsplit(self.url)
        try:
            target = urljoin(url, href)
            parts = urlsplit(target)
        except ValueError as error:
            raise AnswerError("the link to the next page is no address", url=url) from error
        if parts.hostname == own.hostname:
            # Behind a proxy, services often name the scheme and the port that they have on its other side.
            target = parts._replace(scheme=own.scheme, netloc=own.netloc).geturl()
        if not same_origin(target, self.url):
            raise AnswerError(
                f"the link to the next page leads to {urlsplit(target).netloc.rpartition('@')[2]}", url=url
            )
        return target


@dataclass(frozen=True)
class Ask:
    """A page to ask for: ``count`` features from ``offset`` on, or, by a link, what comes."""

    url: str
    offset: int = 0
    count: int = 0


class PageRequest:
    """A request under way, sent again where that may help; the page ends up in a file."""

    def __init__(self, ask: Ask, session: requests.Session, path: Path, check: Callable[[], None]) -> None:
        """Send it."""
        self.ask, self.path = ask, path
        self._session, self._check = session, check
        self._under_way: UnderWay | None = None
        self._failure: NetworkError | None = None
        try:
            self._begin()
        except NetworkError as error:
            self._failure = error

    def page(self) -> Page:
        """Wait for the page.

        Raises:
            TooMuchError: fewer features at once may work.
            NetworkError, AnswerError: it does not come.
        """
        try:
            return patiently(self._read, self._check)
        except HttpError as error:
            # Some servers refuse a limit that is too large, in place of giving what they may.
            if error.status == HTTPStatus.BAD_REQUEST and self.ask.count:
                raise TooMuchError(error) from error
            raise

    def close(self) -> None:
        """Stop it."""
        if self._under_way is not None:
            self._under_way.close()
            self._under_way = None

    def _read(self) -> Page:
        self._receive()
        return read_page(self.path, self.ask.url)

    def _begin(self) -> None:
        begin = getattr(self._session, "begin", None)
        if begin is not None:
            with translated_errors(self.ask.url, self._session):
                self._under_way = begin(self.ask.url, HEADERS)

    def _receive(self) -> None:
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        url = self.ask.url
        with translated_errors(url, self._session):
            response = self._response()
            try:
                if response.status_code >= 400:
                    read_body(response)  # raises, with the server's words
                self._save(response)
            finally:
                response.close()

    def _response(self) -> requests.Response:
        under_way, self._under_way = self._under_way, None
        if under_way is None:
            return self._session.get(self.ask.url, headers=HEADERS, stream=True)
        response = under_way.response()
        if response.is_redirect:
            under_way.close()
            return self._session.get(self.ask.url, headers=HEADERS, stream=True)
        return response

    def _save(self, response: requests.Response) -> None:
        size = 0
        with self.path.open("wb") as file:
            for chunk in response.iter_content(READ_BYTES):
                if not size:
                    check_room(self.path.parent, READ_BYTES, self.ask.url)
                self._check()
                file.write(chunk)
                size += len(chunk)
                if size > MAX_PAGE_BYTES:
                    raise AnswerTooLargeError(f"a page of more than {MAX_PAGE_BYTES} bytes", url=self.ask.url)


def page_url(address: ItemsAddress, offset: int, count: int) -> str:
    """Return the address of ``count`` features from ``offset`` on."""
    more = {"limit": str(count)}
    if offset:
        more["offset"] = str(offset)
    return address.with_(**more)
