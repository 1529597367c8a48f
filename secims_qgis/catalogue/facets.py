"""Facets: how many records there are of each type, keyword, organisation and format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secims_qgis.model import Facet, FacetValue

from .filter import formats_of, organisations_of
from .texts import items, line, mapping
from .words import folded

if TYPE_CHECKING:
    from secims_qgis.model import Record, RecordPage, SearchQuery

MAX_VALUES = 100
_VALUES: dict[str, Callable[[Record], Iterable[str]]] = {
    "type": lambda record: (record.type,),
    "keyword": lambda record: record.keywords,
    "organisation": organisations_of,
    "format": formats_of,
}
_NAMES = {"type": "type", "organization": "organisation", "format": "format"}
"""Properties that servers count by. Their counts by ``keywords`` are of whole lists: of no use."""
_USELESS = frozenset({"keywords", "title", "identifier"})


def count_facets(records: Iterable[Record]) -> tuple[Facet, ...]:
    """Return counts over the given records; values that differ only in case and accents are one."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _VALUES}
    spellings: dict[str, str] = {}
    for record in records:
        for name, values_of in _VALUES.items():
            keys = {folded(value): value for value in values_of(record) if value}
            for key, value in keys.items():
                spellings.setdefault(key, value)
            counts[name].update(list(keys))
    return tuple(
        Facet(name, tuple(FacetValue(spellings[key], count) for key, count in _ranked(counter)))
        for name, counter in counts.items()
        if counter
    )


def _ranked(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:MAX_VALUES]


def facets_of_server(answer: object) -> tuple[Facet, ...]:
    """Return the facets of a page of pycsw (OGC 20-004, requirements of "facets" are a draft)."""
    found = []
    for name, entry in mapping(answer).items():
        facet = mapping(entry)
        given = line(facet.get("property")) or line(name)
        values = tuple(_values(items(facet.get("buckets"))))
        if values and given not in _USELESS:
            found.append(Facet(_NAMES.get(given, given), values, of_server=True))
    return tuple(found)


def _values(buckets: list[Any]) -> Iterable[FacetValue]:
    for bucket in map(mapping, buckets[:MAX_VALUES]):
        value, count = line(bucket.get("value")), bucket.get("count")
        if value and isinstance(count, int) and not isinstance(count, bool) and count > 0:
            yield FacetValue(value, count)


def with_facets(page: RecordPage, query: SearchQuery, of_server: tuple[Facet, ...] = ()) -> RecordPage:
    """Return the first page with facets, if they were asked for: the server's, else counted over it."""
    if not query.facets or query.offset:
        return page
    known = {facet.name for facet in of_server}
    counted = (facet for facet in count_facets(page.records) if facet.name not in known)
    return replace(page, facets=(*of_server, *counted))
