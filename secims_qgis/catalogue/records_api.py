"""OGC API Records (OGC 20-004), as pycsw and pygeoapi serve it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from secims_qgis.model import Flavour, PageNote, Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    RecordNotFoundError,
    SecimsError,
    TimedOutError,
    fetch_xml,
    may_ask_unbidden,
)

from .acquaintance import Acquaintance
from .facets import with_facets
from .filter import keeper
from .merge import with_iso
from .next_link import has_next
from .owslib_session import SessionRecords
from .paging import Batch
from .parameters import ServerParameters
from .record_json import parse_record
from .records_page import OtherDialectError, PageReader
from .records_request import FORMAT, PIECES, WORDS, RecordsRequest, blamed, disregarded, request_for
from .texts import MAX_COUNT

if TYPE_CHECKING:
    import requests

MAX_ISO_BYTES = 5_000_000
_FIRST_SERVER_ERROR = 500
_COLLECTION_PATH = re.compile(r".*/collections/[^/]+")


class RecordsCatalogue:
    """A record collection of an OGC API."""

    def __init__(
        self,
        collection_url: str,
        session: requests.Session,
        title: str = "",
        acquaintance: Acquaintance | None = None,
    ) -> None:
        """``collection_url`` is ``.../collections/{id}``; nothing is requested yet."""
        self.url = collection_url.rstrip("/")
        self.title = title
        self.flavour = Flavour.OGC_API_RECORDS
        landing, _, self._collection_id = self.url.rpartition("/collections/")
        self._session = session
        self._client = SessionRecords(f"{landing}/", session)
        self._known = acquaintance or Acquaintance()
        self._server = ServerParameters(self.url, session, self._known)

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page; see ``Catalogue.search``.

        Where the server fails, what it may have failed at is left out and decided here instead.
        """
        left_out = set(self._known.left_out if query.route is None else query.route.left_out)
        learned: set[str] = set()
        is_retry = False
        while True:
            request = request_for(query, frozenset(left_out | learned), self._server)
            try:
                page = self._page(query, request, is_retry=is_retry)
            except OtherDialectError:
                learned.add(WORDS)
            except HttpError as error:
                part = blamed(request, error)
                if part is None:
                    raise
                learned.add(part)
                is_retry = (error.status or 0) >= _FIRST_SERVER_ERROR
            else:
                part = disregarded(query, request, page)
                if part is None:
                    self._known.left_out |= learned if page.records else learned - {PIECES}
                    return page
                learned.add(part)
            if query.route is not None:  # the offset counted in another list: begin again
                query = replace(query, offset=0, route=None)

    def _page(self, query: SearchQuery, request: RecordsRequest, *, is_retry: bool) -> RecordPage:
        reader = PageReader((self._answer, self._batch), f"{self.url}/items", request, self._known)
        keep = keeper(query, request.checked, sifting=request.sifts)
        if is_retry:  # one request tells whether it was that; narrowing took some already
            reader.try_one(query)
        page = reader.page(query, keep)
        return with_facets(_with_notes(page, query, request), query, reader.facets)

    def _answer(self, parameters: dict[str, Any]) -> dict[str, Any]:
        answer = self._client.collection_items(self._collection_id, **parameters)
        if not isinstance(answer, dict) or not isinstance(answer.get("features"), list):
            raise AnswerError("no page of records", url=self.url)
        return answer

    def _batch(self, answer: dict[str, Any]) -> Batch:
        features = enumerate(answer["features"])
        records = [self._parse(feature, number) for number, feature in features]
        return Batch(records, _matched(answer), has_next=has_next(answer))

    def _parse(self, feature: Any, number: int) -> Record | RecordProblem:
        """Parse one record; whatever is wrong with it must not hide the others."""
        record_id = str(feature.get("id", ""))[:200] if isinstance(feature, dict) else ""
        try:
            return parse_record(feature, self._record_url(record_id))
        except Exception as error:  # noqa: BLE001 - written by strangers: anything can be wrong
            return RecordProblem(record_id, f"record {number + 1} of a page: {error}")

    def _record_url(self, record_id: str) -> str:
        return f"{self.url}/items/{quote(record_id, safe='')}"

    def record(self, record_id: str) -> Record:
        """Return one record with its ISO details; see ``Catalogue.record``."""
        url = self._record_url(record_id)
        try:
            path = f"collections/{self._collection_id}/items/{quote(record_id, safe='')}"
            feature = self._feature(path)
        except HttpError as error:
            if error.status == 404:
                raise RecordNotFoundError(
                    f"there is no record {record_id}", url=url, status=404, server_words=error.server_words
                ) from error
            raise
        try:
            record = parse_record(feature, url)
        except (ValueError, AttributeError) as error:
            raise AnswerError("no record", url=url, server_words=str(error)) from error
        return self._with_details(record)

    def _feature(self, path: str) -> Any:
        if FORMAT not in self._known.left_out:
            try:
                return self._client._request(path=path, kwargs={FORMAT: "json"})
            except HttpError as error:
                if error.status != 400:
                    raise
        return self._client._request(path=path, kwargs={})

    def _with_details(self, record: Record) -> Record:
        """Add what only the ISO document says; without one the record stays as it is."""
        iso = next(filter(None, map(self._iso_record, self._iso_addresses(record))), None)
        return record if iso is None else with_iso(record, iso)

    def _iso_record(self, iso_url: str) -> Record | None:
        """Return what the ISO document says, or None: the record is of use without it."""
        from .iso import metadata_element, parse_iso_record

        try:
            element = metadata_element(fetch_xml(self._session, iso_url, max_bytes=MAX_ISO_BYTES))
            return None if element is None else parse_iso_record(element, iso_url)
        except (CancelledError, TimedOutError):
            raise
        except (SecimsError, ValueError, AttributeError, TypeError):
            return None

    def _iso_addresses(self, record: Record) -> list[str]:
        """Return where the ISO document may be: the record's own link, then pycsw's ``f=xml``."""
        addresses = [record.iso_url] if record.iso_url else [f"{record.url}?f=xml"]
        return [address for address in addresses if may_ask_unbidden(address, self.url)]


def _with_notes(page: RecordPage, query: SearchQuery, request: RecordsRequest) -> RecordPage:
    is_unsorted = query.sort is not None and "sortby" not in request.parameters
    notes = ((PageNote.NOT_SORTED, is_unsorted), (PageNote.SIFTED_HERE, request.sifts))
    return replace(page, notes=tuple(note for note, holds in notes if holds))


def _matched(answer: dict[str, Any]) -> int | None:
    matched = answer.get("numberMatched")
    is_count = isinstance(matched, int) and not isinstance(matched, bool) and 0 <= matched <= MAX_COUNT
    return matched if is_count else None


def collection_address(url: str) -> str:
    """Return the address of a collection: without what is below it, query and fragment."""
    parts = urlsplit(url)
    inside = _COLLECTION_PATH.match(parts.path)
    path = inside.group() if inside is not None else parts.path.rstrip("/")
    return parts._replace(path=path, query="", fragment="").geturl()
