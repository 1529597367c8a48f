"""OGC API Records (OGC 20-004), as pycsw and pygeoapi serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from secims_qgis.model import Flavour, Record, RecordPage, RecordProblem, SearchQuery
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

from .merge import with_iso
from .owslib_session import SessionRecords
from .paging import Batch, Pager
from .record_json import parse_record

if TYPE_CHECKING:
    import requests

_SORTS = frozenset({"title", "-title", "updated", "-updated"})
_SERVER_SORT = {"updated": "date", "-updated": "-date"}
MAX_ISO_BYTES = 5_000_000


class RecordsCatalogue:
    """A record collection of an OGC API."""

    def __init__(self, collection_url: str, session: requests.Session, title: str = "") -> None:
        """``collection_url`` is ``.../collections/{id}``; nothing is requested yet."""
        self.url = collection_url.rstrip("/")
        self.title = title
        self.flavour = Flavour.OGC_API_RECORDS
        landing, _, self._collection_id = self.url.rpartition("/collections/")
        self._session = session
        self._client = SessionRecords(f"{landing}/", session)
        self._bbox_breaks = False
        self._parameters_refused: set[str] = set()

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page; see ``Catalogue.search``."""
        try:
            return self._pager(query).page()
        except HttpError as error:
            if not self._learn(query, error):
                raise
            return self._pager(query).page()

    def _pager(self, query: SearchQuery) -> Pager:
        filters_here = bool(query.keywords or query.start or query.end) or (
            query.bbox is not None and self._bbox_breaks
        )
        parameters = self._parameters(query)

        def fetch(offset: int, limit: int) -> Batch:
            return self._fetch({**parameters, "offset": str(offset), "limit": str(limit)})

        return Pager(query, fetch, filters_here=filters_here)

    def _parameters(self, query: SearchQuery) -> dict[str, Any]:
        """Return the parameters that pycsw and pygeoapi both know; pycsw refuses any other."""
        parameters: dict[str, Any] = {"f": "json"}
        words = _words(query.text, plain_apostrophe="'" not in self._parameters_refused)
        if words:
            parameters["q"] = words
        if query.bbox is not None and not self._bbox_breaks:
            # OWSLib joins the numbers; digits beyond a millimetre would only spoil the server's cache.
            parameters["bbox"] = [round(bound, 8) for bound in query.bbox.as_tuple()]
        if query.type:
            parameters["type"] = query.type
        if query.sort in _SORTS and "sortby" not in self._parameters_refused:
            parameters["sortby"] = query.sort or ""
            if "date" not in self._parameters_refused:
                parameters["sortby"] = _SERVER_SORT.get(query.sort or "", query.sort or "")
        return parameters

    def _learn(self, query: SearchQuery, error: HttpError) -> bool:
        """Note what this server cannot do; return whether another try makes sense."""
        status = error.status or 0
        if status >= 500 and query.bbox is not None and not self._bbox_breaks:
            # pygeoapi's TinyDB answers 500 to any bbox once one record has no geometry.
            self._bbox_breaks = True
            return True
        if status == 400 and "'" in query.text and "'" not in self._parameters_refused:
            self._parameters_refused.add("'")
            return True
        if query.sort and (status in {400, 500}):
            for refused in ("date", "sortby"):
                if refused not in self._parameters_refused:
                    self._parameters_refused.add(refused)
                    return True
        return False

    def _fetch(self, parameters: dict[str, Any]) -> Batch:
        answer = self._client.collection_items(self._collection_id, **parameters)
        features = answer.get("features") if isinstance(answer, dict) else None
        if not isinstance(features, list):
            raise AnswerError("no page of records", url=self.url)
        batch = Batch([], _matched(answer))
        for number, feature in enumerate(features):
            batch.records.append(self._parse(feature, number, batch.problems))
        return batch

    def _parse(self, feature: Any, number: int, problems: list[RecordProblem]) -> Record | None:
        """Parse one record; whatever is wrong with it must not hide the others."""
        record_id = str(feature.get("id", ""))[:200] if isinstance(feature, dict) else ""
        try:
            return parse_record(feature, self._record_url(record_id))
        except Exception as error:  # noqa: BLE001 - written by strangers: anything can be wrong
            problems.append(RecordProblem(record_id, f"record {number + 1} of a page: {error}"))
            return None

    def _record_url(self, record_id: str) -> str:
        return f"{self.url}/items/{quote(record_id, safe='')}"

    def record(self, record_id: str) -> Record:
        """Return one record with its ISO details; see ``Catalogue.record``."""
        url = self._record_url(record_id)
        try:
            path = f"collections/{self._collection_id}/items/{quote(record_id, safe='')}"
            feature = self._client._request(path=path, kwargs={"f": "json"})
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


def _words(text: str, *, plain_apostrophe: bool) -> str:
    """Return the text as ``q``: commas would mean "or" on pycsw, an apostrophe breaks it there.

    Its ``_`` stands for any one character (SQL LIKE), so "l_eau" still finds "l'eau".
    """
    words = text.replace(",", " ").split()
    joined = " ".join(words)
    return joined if plain_apostrophe else joined.replace("'", "_").replace("\u2019", "_")


def _matched(answer: dict[str, Any]) -> int | None:
    matched = answer.get("numberMatched")
    return matched if isinstance(matched, int) and not isinstance(matched, bool) and matched >= 0 else None


def collection_address(url: str) -> str:
    """Return the address of a collection: without ``/items``, query and fragment."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    path = path.removesuffix("/items")
    return parts._replace(path=path, query="", fragment="").geturl()
