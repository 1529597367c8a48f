"""Whether a record fits a query, decided here where a server cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from secims_qgis.model.extent import WORLD_WIDTH_DEG

from .responsible import stands_for_data
from .words import folded, occur_in

if TYPE_CHECKING:
    from secims_qgis.model import BBox, Record, SearchQuery

Keep = Callable[["Record"], bool]
"""Whether a record fits a query."""
_YEAR_FIRST = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?")
_LATEST, _EARLIEST = "9999-12-31", "0000-01-01"


def fits(record: Record, query: SearchQuery) -> bool:
    """Return whether the record fits everything in the query but its text.

    A record without extent or time never fits a query for one: nobody knows where it is.
    """
    return (
        _fits_extent(record, query)
        and _fits_time(record, query)
        and (not query.type or _have_one_of(query.type, (record.type,)))
        and _fits_keywords(record, query)
        and (not query.organisation or _have_one_of(query.organisation, organisations_of(record)))
        and (not query.format or _have_one_of(query.format, formats_of(record)))
        and (record.has_live_access or not query.live)
        and (record.has_download or not query.download)
    )


def sifts(query: SearchQuery) -> bool:
    """Return whether the query asks for what no server filters by as it is meant here."""
    return bool(
        query.keywords
        or query.start
        or query.end
        or query.organisation
        or query.format
        or query.live
        or query.download
        or (query.bbox is not None and query.bbox.crosses_antimeridian)
    )


def keeper(query: SearchQuery, words: tuple[str, ...], *, sifting: bool) -> Keep | None:
    """Return what decides about each record, or None where the server has decided everything.

    ``words`` must occur in its texts; ``sifting``: it must fit the other conditions too.
    """
    if not sifting and not words:
        return None
    return lambda record: fits(record, query) and occur_in(words, record)


def formats_of(record: Record) -> tuple[str, ...]:
    """Return the formats of the files of a record, each once, in lower case."""
    formats = (item.format.lower() for item in record.distributions if item.usable and item.format)
    return tuple(dict.fromkeys(formats))


def organisations_of(record: Record) -> tuple[str, ...]:
    """Return the organisation that stands for the data, then the others that have a part in it.

    Who is only there to be asked is left out: often that is one office for the whole catalogue.
    """
    others = (contact.organisation for contact in record.contacts if stands_for_data(contact))
    return tuple(dict.fromkeys(filter(None, (record.organisation, *others))))


def _have_one_of(wanted: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether one of a record's values is wanted, in whatever case and with whatever accents."""
    return not {folded(value) for value in wanted}.isdisjoint(map(folded, own))


def _fits_extent(record: Record, query: SearchQuery) -> bool:
    if query.bbox is None:
        return True
    if record.bbox is None:
        return False
    return record.bbox.intersects(query.bbox) or _may_be_turned_inside_out(record.bbox, query.bbox)


def _may_be_turned_inside_out(own: BBox, wanted: BBox) -> bool:
    """Whether an extent may have been one across the antimeridian: pycsw puts west before east."""
    is_inside_out = wanted.crosses_antimeridian and own.width_deg > WORLD_WIDTH_DEG / 2
    return is_inside_out and own.south <= wanted.north and wanted.south <= own.north


def _fits_time(record: Record, query: SearchQuery) -> bool:
    """Overlap of two closed intervals; open ends reach as far as time does."""
    if query.start is None and query.end is None:
        return True
    first = _day(record.time_start or record.created, _EARLIEST)
    last = _last_day(record.time_end or ("" if record.time_start else record.created))
    if not record.time_start and not record.time_end and not record.created:
        return False
    return first <= _last_day(query.end) and last >= _day(query.start or "", _EARLIEST)


def _day(text: str, otherwise: str) -> str:
    """Return the date part of an ISO 8601 text; such dates compare as text."""
    match = _YEAR_FIRST.match(text)
    return match.group(0) if match else otherwise


def _last_day(text: str | None) -> str:
    """Return a date that sorts after all days of a year or month ("2018" includes 2018-12-31)."""
    return f"{_day(text or '', _LATEST)}~"


def _fits_keywords(record: Record, query: SearchQuery) -> bool:
    own = {folded(keyword) for keyword in (*record.keywords, *record.themes)} if query.keywords else set()
    return all(folded(keyword) in own for keyword in query.keywords)
