"""CSW 2.0.2 (OGC 07-006r1 and the ISO profile 07-045), requests built by OWSLib."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote_plus, urlencode

from owslib import fes
from owslib.catalogue.csw2 import namespaces

from secims_qgis.model import BBox, Flavour, PageNote, Record, RecordPage, RecordProblem, Route, SearchQuery
from secims_qgis.network import AnswerError, RecordNotFoundError

from .dublin_core import CSW, RECORD_TAGS, parse_dublin_core
from .facets import with_facets
from .filter import keeper, sifts
from .iso import identifier_of, metadata_element, parse_iso_record
from .owslib_session import SessionCsw
from .paging import Batch, Pager
from .words import ANY_CHARACTER, for_patterns, narrowing_words, words_of

if TYPE_CHECKING:
    import requests
    from lxml.etree import _Element

_Answer = TypeVar("_Answer")
_SORT_PROPERTIES = {"title": "dc:title", "updated": "dct:modified"}
_WILD_CARD, _SINGLE, _ESCAPE = "*", "?", "\\"
_WILD_CARDS = str.maketrans({"%": _WILD_CARD, ANY_CHARACTER: _SINGLE})
_LON_LAT = "urn:ogc:def:crs:OGC:1.3:CRS84"


class CswCatalogue:
    """A CSW endpoint.

    Records are asked for as ISO 19139, as Dublin Core loses names, sizes and CRS of links; as Dublin Core
    from servers that have nothing else.
    """

    def __init__(self, url: str, session: requests.Session, title: str = "") -> None:
        """``url`` is the endpoint without its query; nothing is requested yet."""
        self.url = url
        self.title = title
        self.flavour = Flavour.CSW
        self._client = SessionCsw(url, session)
        self._schema = namespaces["gmd"]

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page; see ``Catalogue.search``.

        No property is there to be sorted by on all servers; one that refuses gives its own order.
        """
        try:
            return self._search(query)
        except AnswerError:
            if query.sort is None or query.offset:
                raise
            page = self._search(replace(query, sort=None))
            return replace(page, notes=(PageNote.NOT_SORTED, *page.notes))

    def _search(self, query: SearchQuery) -> RecordPage:
        sent = for_patterns(words_of(query.text), narrowing_words(query))
        constraints = _constraints(query, sent.text.split())

        def fetch(offset: int, limit: int) -> Batch:
            self._in_known_schema(lambda: self._ask(constraints, query.sort, offset, limit))
            matched, following = self._client.told_counts()
            # Past the end, pycsw starts again at the first record, and says that the second comes next.
            is_past_end = matched is not None and offset >= matched and 0 < following <= offset
            elements = [] if is_past_end else self._client.taken_elements()
            records = [self._parse(element) for element in elements]
            return Batch(records, matched, has_next=following > offset + 1)

        sifting = sifts(query)
        keep = keeper(query, sent.checked, sifting=sifting)
        route = query.route or Route(self.flavour)
        page = Pager(replace(query, route=route), fetch, keep).page()
        return with_facets(replace(page, notes=(PageNote.SIFTED_HERE,) if sifting else ()), query)

    def _in_known_schema(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask as ISO 19139, and of a server that says that it has no such schema as Dublin Core."""
        try:
            return ask()
        except AnswerError as error:
            if self._schema == CSW or "schema" not in error.server_words.lower():
                raise
            self._schema = CSW
            return ask()

    def _ask(self, constraints: list[Any], sort: str | None, offset: int, limit: int) -> None:
        """Have the client fetch a page."""
        try:
            self._client.getrecords2(
                # A list within the list means "all of"; OWSLib wants at least two there.
                constraints=[constraints] if len(constraints) > 1 else constraints,
                sortby=_sort(sort),
                typenames="csw:Record",
                esn="full",
                outputschema=self._schema,
                startposition=offset + 1,
                maxrecords=limit,
            )
        except (AttributeError, TypeError, ValueError) as error:
            # OWSLib takes it for granted that the answer has its parts.
            raise AnswerError("no page of records", url=self.url, server_words=str(error)) from error

    def record(self, record_id: str) -> Record:
        """Return one record; see ``Catalogue.record``."""
        self._in_known_schema(lambda: self._client.getrecordbyid([record_id], outputschema=self._schema))
        why = f"there is no record {record_id}"
        for element in self._client.taken_elements():
            record = self._parse(element)
            if isinstance(record, Record):
                return record
            why = record.reason
        raise RecordNotFoundError(why, url=self._record_url(record_id))

    def _parse(self, element: _Element) -> Record | RecordProblem:
        """Parse one record; whatever is wrong with it must not hide the others."""
        identifier = identifier_of(element)
        try:
            return _read_record(element, self._record_url(identifier))
        except Exception as error:  # noqa: BLE001 - written by strangers: anything can be wrong
            return RecordProblem(identifier, str(error))

    def _record_url(self, record_id: str) -> str:
        return f"{_record_address(self.url, self._schema)}{quote_plus(record_id)}"


def _read_record(element: _Element, url: str) -> Record:
    if element.tag in RECORD_TAGS:
        return parse_dublin_core(element, url)
    if metadata_element(element) is None:
        name = str(element.tag).rpartition("}")[2]
        raise ValueError(f"the record is in a form that cannot be read: {name}")
    return parse_iso_record(element, url)


@lru_cache(maxsize=20)
def _record_address(endpoint: str, schema: str) -> str:
    """Return the address of a record, but for its id at the end."""
    parameters = {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecordById",
        "elementsetname": "full",
        "outputschema": schema,
        "id": "",
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"


def _constraints(query: SearchQuery, patterns: list[str]) -> list[Any]:
    """Return the conditions, all of which must hold (OGC 04-095).

    No character is escaped: pycsw 2.6 does not know escapes. Texts with wild cards in them are looked
    at again on this side. GeoNetwork takes the wild cards of other characters for letters; to it and to
    GeoServer, letters differ from capital letters unless told otherwise.
    """
    conditions: list[Any] = [
        fes.PropertyIsLike(
            "csw:AnyText",
            f"{_WILD_CARD}{pattern.translate(_WILD_CARDS)}{_WILD_CARD}",
            escapeChar=_ESCAPE,
            singleChar=_SINGLE,
            wildCard=_WILD_CARD,
            matchCase=False,
        )
        for pattern in patterns
    ]
    types = [fes.PropertyIsEqualTo("dc:type", name) for name in query.type]
    if types:
        conditions.append(fes.Or(types) if len(types) > 1 else types[0])
    if query.bbox is not None:
        conditions.append(_box(query.bbox))
    return conditions


def _box(extent: BBox) -> Any:
    """Return the extent with its CRS: without one, pycsw and GeoNetwork differ about the order of axes.

    Across the antimeridian it is the band around the world: pycsw stores such extents inside out.
    """
    west, south, east, north = extent.as_tuple()
    if extent.crosses_antimeridian:
        west, east = -180.0, 180.0
    return fes.BBox([west, south, east, north], crs=_LON_LAT)


def _sort(sort: str | None) -> Any:
    name = (sort or "").lstrip("-")
    if name not in _SORT_PROPERTIES:
        return None
    order = "DESC" if (sort or "").startswith("-") else "ASC"
    return fes.SortBy([fes.SortProperty(_SORT_PROPERTIES[name], order)])
