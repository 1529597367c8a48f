"""CSW 2.0.2 (OGC 07-006r1 and the ISO profile 07-045), requests built by OWSLib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from owslib import fes
from owslib.catalogue.csw2 import namespaces

from secims_qgis.model import BBox, Flavour, Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.network import RecordNotFoundError

from .iso import parse_iso_record
from .owslib_session import SessionCsw
from .paging import Batch, Pager

if TYPE_CHECKING:
    import requests
    from lxml.etree import _Element

_SORT_PROPERTIES = {"title": "dc:title", "updated": "dct:modified"}
_WILD_CARD, _SINGLE_CHARACTER, _ESCAPE = "%", "_", "\\"


class CswCatalogue:
    """A CSW endpoint. Records are asked for as ISO 19139: Dublin Core loses links and sizes."""

    def __init__(self, url: str, session: requests.Session, title: str = "") -> None:
        """``url`` is the endpoint without its query; nothing is requested yet."""
        self.url = url
        self.title = title
        self.flavour = Flavour.CSW
        self._client = SessionCsw(url, session)

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page; see ``Catalogue.search``."""
        filters_here = bool(query.keywords or query.start or query.end)
        constraints = _constraints(query)

        def fetch(offset: int, limit: int) -> Batch:
            self._client.getrecords2(
                # A list within the list means "all of"; OWSLib wants at least two there.
                constraints=[constraints] if len(constraints) > 1 else constraints,
                sortby=_sort(query.sort),
                typenames="csw:Record",
                esn="full",
                outputschema=namespaces["gmd"],
                startposition=offset + 1,
                maxrecords=limit,
            )
            matched = int(self._client.results["matches"])
            # Past the end, pycsw starts again at the first record.
            elements = self._client.metadata_elements if offset < matched else []
            batch = Batch([], matched)
            for element in elements:
                batch.records.append(self._parse(element, batch.problems))
            return batch

        return Pager(query, fetch, filters_here=filters_here).page()

    def record(self, record_id: str) -> Record:
        """Return one record; see ``Catalogue.record``."""
        self._client.getrecordbyid([record_id], outputschema=namespaces["gmd"])
        problems: list[RecordProblem] = []
        for element in self._client.metadata_elements:
            record = self._parse(element, problems)
            if record is not None:
                return record
        why = problems[0].reason if problems else f"there is no record {record_id}"
        raise RecordNotFoundError(why, url=self._record_url(record_id))

    def _parse(self, element: _Element, problems: list[RecordProblem]) -> Record | None:
        """Parse one record; whatever is wrong with it must not hide the others."""
        identifier = element.findtext("{*}fileIdentifier/{*}CharacterString") or ""
        try:
            return parse_iso_record(element, self._record_url(identifier))
        except Exception as error:  # noqa: BLE001 - written by strangers: anything can be wrong
            problems.append(RecordProblem(identifier, str(error)))
            return None

    def _record_url(self, record_id: str) -> str:
        parameters = {
            "service": "CSW",
            "version": "2.0.2",
            "request": "GetRecordById",
            "elementsetname": "full",
            "outputschema": namespaces["gmd"],
            "id": record_id,
        }
        return f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(parameters)}"


def _constraints(query: SearchQuery) -> list[Any]:
    """Return the conditions, all of which must hold (OGC 04-095)."""
    conditions: list[Any] = [
        fes.PropertyIsLike(
            "csw:AnyText",
            f"{_WILD_CARD}{_literal(word)}{_WILD_CARD}",
            escapeChar=_ESCAPE,
            singleChar=_SINGLE_CHARACTER,
            wildCard=_WILD_CARD,
        )
        for word in query.text.split()
    ]
    if query.type:
        conditions.append(fes.PropertyIsEqualTo("dc:type", query.type))
    if query.bbox is not None:
        conditions.append(_any_of([_box(part) for part in query.bbox.parts()]))
    return conditions


def _any_of(boxes: list[Any]) -> Any:
    return boxes[0] if len(boxes) == 1 else fes.Or(operations=boxes)


def _box(extent: BBox) -> Any:
    """Return the extent in latitude, longitude: what a BBOX without CRS means to servers."""
    return fes.BBox([extent.south, extent.west, extent.north, extent.east])


def _literal(word: str) -> str:
    """Take the special meaning from the pattern's characters."""
    for character in (_ESCAPE, _WILD_CARD, _SINGLE_CHARACTER):
        word = word.replace(character, _ESCAPE + character)
    return word


def _sort(sort: str | None) -> Any:
    name = (sort or "").lstrip("-")
    if name not in _SORT_PROPERTIES:
        return None
    order = "DESC" if (sort or "").startswith("-") else "ASC"
    return fes.SortBy([fes.SortProperty(_SORT_PROPERTIES[name], order)])
