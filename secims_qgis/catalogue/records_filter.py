"""The filter of an OGC API Records search (CQL2 text, OGC 21-065): several types, and time as overlap."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secims_qgis.model import SearchQuery

    from .parameters import ServerParameters

TYPES, TIME = "types", "time"
"""Parts of a query that only a filter can stand for."""
_BEGIN, _END = "time_begin", "time_end"
_QUERYABLES = {TYPES: ("type",), TIME: (_BEGIN, _END)}
_PLAIN_TYPE = re.compile(r"[A-Za-z][\w.-]{0,60}", re.ASCII)
"""Anything else could break out of a quoted text; pycsw does not read two apostrophes as one."""


def filter_for(
    query: SearchQuery, left_out: frozenset[str], server: ServerParameters
) -> tuple[str, frozenset[str]]:
    """Return the filter, empty where none is needed, and the parts of the query that it cannot say.

    The server is asked what it knows for the first page only.
    """
    wanted = [part for part, is_wanted in _WANTED.items() if is_wanted(query)]
    able = [part for part in wanted if part not in left_out and _can_say(part, query, server)]
    # Each condition is in brackets: pycsw gives AND and OR the same rank.
    conditions = filter(None, (_CONDITIONS[part](query) for part in able))
    return " AND ".join(conditions), frozenset(wanted).difference(able)


def says(part: str, text: str) -> bool:
    """Return whether a filter that was sent has a condition for this part."""
    return any(f"{name} " in text for name in _QUERYABLES[part])


def _can_say(part: str, query: SearchQuery, server: ServerParameters) -> bool:
    if part == TYPES and not all(map(_PLAIN_TYPE.fullmatch, query.type)):
        return False
    if query.route is not None:
        return True
    return server.knows("filter") and server.has_queryables(*_QUERYABLES[part])


def _one_of_types(query: SearchQuery) -> str:
    alternatives = " OR ".join(f"type = '{name}'" for name in query.type)
    return f"({alternatives})"


def _overlap(query: SearchQuery) -> str:
    """Return a condition that keeps all records whose time may overlap.

    pycsw's ``datetime`` means "within". Whole years: catalogues have texts of any precision there.
    """
    conditions = []
    if query.end and query.end[:4].isdigit():
        conditions.append(f"({_BEGIN} IS NULL OR {_BEGIN} < '{int(query.end[:4]) + 1:04d}')")
    if query.start and query.start[:4].isdigit():
        conditions.append(f"({_END} IS NULL OR {_END} >= '{int(query.start[:4]):04d}')")
    return " AND ".join(conditions)


_WANTED: dict[str, Callable[[SearchQuery], bool]] = {
    TYPES: lambda query: len(query.type) > 1,
    TIME: lambda query: bool(query.start or query.end),
}
_CONDITIONS: dict[str, Callable[[SearchQuery], str]] = {TYPES: _one_of_types, TIME: _overlap}
