"""OGC API Records first; the CSW beside it when Records fails.

pycsw 3 answers 500 to whole searches over Records (a facet that is no queryable, a geometry that is
none) which its CSW answers well. Where that CSW is, is found out only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Callable, TypeVar
from urllib.parse import urljoin, urlsplit

from secims_qgis.model import Flavour, PageNote, Record, RecordPage, SearchQuery
from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    SecimsError,
    fetch_json,
    same_origin,
)

from .acquaintance import Acquaintance
from .csw import CswCatalogue
from .csw_endpoint import MAX_DOCUMENT_BYTES, csw_at, looks_like_csw
from .records_api import RecordsCatalogue
from .texts import items, line, mapping

if TYPE_CHECKING:
    import requests

_USUAL_PLACES = ("csw", "../csw", "/csw")
"""Where a CSW is, seen from the landing page of Records."""
_VERSION = "2.0.2"
_FIRST_SERVER_ERROR = 500
_Answer = TypeVar("_Answer")


class RecordsOrCsw:
    """A record collection whose searches are answered by CSW when the server fails at them."""

    def __init__(
        self,
        collection_url: str,
        session: requests.Session,
        title: str = "",
        acquaintance: Acquaintance | None = None,
    ) -> None:
        """``collection_url`` is ``.../collections/{id}``; nothing is requested yet."""
        self._known = acquaintance or Acquaintance()
        self._records = RecordsCatalogue(collection_url, session, title, self._known)
        self.url = self._records.url
        self.title = title
        self.flavour = Flavour.OGC_API_RECORDS
        self._session = session
        self._csw: CswCatalogue | None = None

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page; see ``Catalogue.search``. ``notes`` says when it is CSW that answers."""
        if query.route is not None and query.route.flavour is Flavour.CSW:
            return self._instead(None, lambda csw: csw.search(query))
        try:
            return self._records.search(query)
        except (HttpError, AnswerError) as error:
            # A list that was begun over Records is begun anew: offsets do not fit from one to the other.
            again = query if query.route is None else replace(query, offset=0, route=None)
            page = self._instead(error, lambda csw: csw.search(again))
            return replace(page, notes=(PageNote.CSW_ANSWERED, *page.notes))

    def record(self, record_id: str) -> Record:
        """Return one record; see ``Catalogue.record``."""
        try:
            return self._records.record(record_id)
        except (HttpError, AnswerError) as error:
            return self._instead(error, lambda csw: csw.record(record_id))

    def _instead(
        self, error: HttpError | AnswerError | None, ask: Callable[[CswCatalogue], _Answer]
    ) -> _Answer:
        """Ask the CSW.

        Raises:
            HttpError, AnswerError: the one given, where it is not the server's fault or there is no CSW.
        """
        if isinstance(error, HttpError) and (error.status or 0) < _FIRST_SERVER_ERROR:
            raise error
        self._csw = self._csw or self._known_csw() or self._find_csw()
        if self._csw is not None:
            self._known.csw_url = self._csw.url
            return ask(self._csw)
        raise error or HttpError("there is no CSW beside this catalogue any more", url=self.url)

    def _known_csw(self) -> CswCatalogue | None:
        return CswCatalogue(self._known.csw_url, self._session) if self._known.csw_url else None

    def _find_csw(self) -> CswCatalogue | None:
        found = map(self._csw_at, dict.fromkeys(self._candidates()))
        return next((csw for csw in found if csw is not None), None)

    def _csw_at(self, address: str) -> CswCatalogue | None:
        try:
            return csw_at(address, self._session)
        except CancelledError:
            raise
        except SecimsError:
            return None  # no CSW there; the next place may have it

    def _candidates(self) -> Iterator[str]:
        """Give the address that the landing page tells, on our own host, then the usual places."""
        landing = f"{self.url.rpartition('/collections/')[0]}/"
        for address in self._linked(landing):
            path = urlsplit(address)._replace(scheme="", netloc="").geturl()
            # Behind a proxy, links often name a host that only the server itself can reach.
            yield address if same_origin(address, landing) else urljoin(landing, path)
        for place in _USUAL_PLACES:
            yield urljoin(landing, place)

    def _linked(self, landing: str) -> list[str]:
        try:
            document = mapping(
                fetch_json(self._session, landing, params={"f": "json"}, max_bytes=MAX_DOCUMENT_BYTES)
            )
        except CancelledError:
            raise
        except SecimsError:
            return []
        links = [mapping(link) for link in items(document.get("links"))]
        found = [urljoin(landing, line(link.get("href"))) for link in links if _is_csw(link)]
        return [address for address in found if urlsplit(address).path]


def _is_csw(link: dict[str, object]) -> bool:
    title, href = line(link.get("title")), line(link.get("href"))
    is_named = "csw" in title.lower() and _VERSION in title
    return line(link.get("rel")) == "service" and (is_named or looks_like_csw(href)) and "3.0" not in title
