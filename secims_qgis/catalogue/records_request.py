"""What a search asks of an OGC API Records server, and what to leave out when that fails.

Only parameters that the server knows are sent: pycsw answers 400 to any other. ``q``, ``bbox``,
``type``, ``limit``, ``offset`` and ``sortby`` are of the standard (OGC 20-004, clause 7.6, and OGC API
Features, 17-069r4, clause 7.15); all else is looked up in what the server says about itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secims_qgis.model import BBox

from .filter import sifts
from .next_link import OFFSET
from .paging import may_be_a_record
from .records_filter import TIME, TYPES, filter_for, says
from .words import folded, for_anyone, for_patterns, is_one_plain_word, narrowing_words, words_of

if TYPE_CHECKING:
    from secims_qgis.model import Record, RecordPage, SearchQuery
    from secims_qgis.network import HttpError

    from .parameters import ServerParameters

WORDS, BBOX, TYPE, DATE, SORT, FACETS = "words", "bbox", "type", "date", "sort", "facets"
"""Parts of a query that a server may not be able to answer, beside TYPES and TIME (``Route.left_out``).

WORDS: several words, or wild cards; DATE: the property ``date`` to sort by, "updated" being tried then.
"""
PIECES = "pieces"
"""Pieces of words: servers with an index of words (Elasticsearch) know whole ones only."""
FORMAT = "f"
"""The parameter by which most servers are asked for JSON; the others go by the header alone."""
_TOLERANCE_DEG = 0.01
"""Servers keep extents less exactly than we do."""
_SORTS = frozenset({"title", "-title", "updated", "-updated"})
_SERVER_SORT = {"updated": "date", "-updated": "-date"}
_BAD_REQUEST, _FIRST_SERVER_ERROR = 400, 500


@dataclass(frozen=True)
class RecordsRequest:
    """Parameters of the request, and what remains to be done with its answer."""

    parameters: dict[str, Any]
    left_out: frozenset[str]
    checked: tuple[str, ...]
    """Words to be looked for in the records that come."""
    sifts: bool
    """Whether records that come are to be checked against the query."""
    trusts_patterns: bool
    """Whether the answer is only right from a server that joins words by "and" and knows ``_``."""


def request_for(query: SearchQuery, left_out: frozenset[str], server: ServerParameters) -> RecordsRequest:
    """Return what to ask; the server's own words are read only where the query makes that worth it."""
    words = words_of(query.text)
    narrowing = () if WORDS in left_out else narrowing_words(query)
    plain = is_one_plain_word(words) and not narrowing
    is_whole = PIECES in left_out
    sent = for_anyone(words, whole=is_whole) if WORDS in left_out else for_patterns(words, narrowing)
    parameters: dict[str, Any] = {} if FORMAT in left_out else {FORMAT: "json"}
    if sent.text:
        parameters["q"] = sent.text
    if query.bbox is not None and BBOX not in left_out:
        parameters["bbox"] = _bounds(query.bbox)
    if len(query.type) == 1 and TYPE not in left_out:
        parameters["type"] = query.type[0]
    parameters.update(_sortby(query.sort, left_out))
    conditions, unsaid = filter_for(query, left_out, server)
    if conditions:
        parameters["filter"] = conditions
    left_out |= unsaid
    sifted = (
        sifts(query)
        or (query.bbox is not None and BBOX in left_out)
        or bool(query.type and {TYPE if len(query.type) == 1 else TYPES} & left_out)
    )
    if _wants_facets(query, left_out) and not sifted and not sent.checked and server.knows("facets"):
        parameters["facets"] = "true"
    return RecordsRequest(
        parameters, left_out, sent.checked, sifted, bool(sent.text) and not plain and WORDS not in left_out
    )


def _bounds(bbox: BBox) -> list[float]:
    """Return west, south, east, north in degrees; across the antimeridian, the band around the world.

    OWSLib joins the numbers; digits beyond a millimetre would only spoil the server's cache.
    """
    west, south, east, north = bbox.as_tuple()
    if bbox.crosses_antimeridian:  # pycsw and pygeoapi take the smaller longitude for west
        west, east = -180.0, 180.0
    return [round(bound, 8) for bound in (west, south, east, north)]


def _sortby(sort: str | None, left_out: frozenset[str]) -> dict[str, str]:
    if sort not in _SORTS or SORT in left_out:
        return {}
    return {"sortby": sort if DATE in left_out else _SERVER_SORT.get(sort, sort)}


def _wants_facets(query: SearchQuery, left_out: frozenset[str]) -> bool:
    return query.facets and query.offset == 0 and FACETS not in left_out


def blamed(request: RecordsRequest, error: HttpError) -> str | None:
    """Return the part to leave out in another try, or None where that makes no sense."""
    status = error.status or 0
    if status != _BAD_REQUEST and not may_be_a_record(error):
        return None
    sent = request.parameters
    suspects = (
        (FACETS, "facets" in sent),
        (TIME, says(TIME, sent.get("filter", ""))),
        (TYPES, says(TYPES, sent.get("filter", ""))),
        # pygeoapi's TinyDB answers 500 to any bbox once one record has no geometry.
        (BBOX, "bbox" in sent and status >= _FIRST_SERVER_ERROR),
        (DATE, sent.get("sortby") in _SERVER_SORT.values()),
        (SORT, "sortby" in sent),
        (WORDS, request.trusts_patterns),
        # Rarer: servers that know OGC API Features (17-069r4) only, or bbox in another way.
        (TYPE, "type" in sent),
        (BBOX, "bbox" in sent),
        (FORMAT, status == _BAD_REQUEST and FORMAT in sent),
        (OFFSET, status == _BAD_REQUEST and OFFSET not in request.left_out),
    )
    return next((part for part, is_suspect in suspects if is_suspect), None)


def disregarded(query: SearchQuery, request: RecordsRequest, page: RecordPage) -> str | None:
    """Return the part of a query of which a server took no notice, as what it gave tells."""
    sent = request.parameters
    if "type" in sent and any(map(_is_other_type(query), page.records)):
        return TYPE
    if "bbox" in sent and any(map(_is_elsewhere(query), page.records)):
        return BBOX
    words = words_of(query.text)
    is_piece = WORDS in request.left_out and for_anyone(words) != for_anyone(words, whole=True)
    is_in_vain = is_piece and not page.records and page.next is None
    return PIECES if is_in_vain and PIECES not in request.left_out else None


def _is_other_type(query: SearchQuery) -> Callable[[Record], bool]:
    wanted = folded(query.type[0])
    return lambda record: bool(record.type) and wanted not in folded(record.type)


def _is_elsewhere(query: SearchQuery) -> Callable[[Record], bool]:
    """Return whether a record lies clearly outside; of those without extent nobody knows."""
    west, south, east, north = _bounds(query.bbox) if query.bbox is not None else (-180, -90, 180, 90)
    more = _TOLERANCE_DEG
    around = BBox(
        max(west - more, -180), max(south - more, -90), min(east + more, 180), min(north + more, 90)
    )
    return lambda record: record.bbox is not None and not record.bbox.intersects(around)
