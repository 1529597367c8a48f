"""Whether a record fits a query, decided here where a server cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secims_qgis.model import Record, SearchQuery

_YEAR_FIRST = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?")
_LATEST, _EARLIEST = "9999-12-31", "0000-01-01"


def fits(record: Record, query: SearchQuery) -> bool:
    """Return whether the record fits extent, time, type and keywords of the query.

    A record without extent or time never fits a query for one: nobody knows where it is.
    """
    return (
        _fits_extent(record, query)
        and _fits_time(record, query)
        and (query.type is None or record.type.lower() == query.type.lower())
        and _fits_keywords(record, query)
    )


def _fits_extent(record: Record, query: SearchQuery) -> bool:
    if query.bbox is None:
        return True
    return record.bbox is not None and record.bbox.intersects(query.bbox)


def _fits_time(record: Record, query: SearchQuery) -> bool:
    """Overlap of two closed intervals; open ends reach as far as time does."""
    if query.start is None and query.end is None:
        return True
    first = _day(record.time_start or record.created, _EARLIEST)
    last = _day(record.time_end, _LATEST) if record.time_start else _day(record.created, _LATEST)
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
    own = {keyword.lower() for keyword in (*record.keywords, *record.themes)}
    return all(keyword.lower() in own for keyword in query.keywords)
