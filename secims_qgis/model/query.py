"""What a user asks of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .connection import Flavour
from .extent import BBox


@dataclass(frozen=True)
class Route:
    """How a catalogue was asked for a list, so that its further pages are of the same list.

    ``left_out`` names the parts of the query that this server could not answer; what they leave in
    too much is filtered on this side, and the offset counts accordingly. ``offset_name`` is what this
    server calls the offset, ``cursor`` its own query of the next page where it cannot count. ``matched``
    is the largest number of records that the server told of the list so far.
    """

    flavour: Flavour
    left_out: frozenset[str] = frozenset()
    offset_name: str = ""
    cursor: str = ""
    matched: int | None = None


@dataclass(frozen=True)
class SearchQuery:
    """A search.

    ``text`` is what the user typed: several words must all occur, ``%`` and ``_`` mean themselves,
    an accent or a typographic apostrophe finds its plain form too. ``bbox`` selects records whose
    extent intersects. ``start`` and ``end`` (ISO 8601 dates, either may be None) select records whose
    time overlaps. ``sort`` is ``"title"``, ``"-title"``, ``"updated"``, ``"-updated"`` or None for
    the server's own order. ``offset`` counts the records of the server to skip.

    ``type``, ``organisation`` (its name) and ``format`` (that of a file: "gpkg", "shp.zip" ..., see
    ``Distribution``) are given as one text or as several, of which a record must have one; they are
    kept as tuples. Of the ``keywords`` it must have all. ``live`` and ``download`` keep the records
    that can be drawn from a service or downloaded. No server filters by organisation, format, live and
    download: all its records come and are sifted here.

    ``facets`` asks for counts by type, keyword, organisation and format on the first page.
    ``route`` is set by catalogues in ``RecordPage.next`` and is left alone by everyone else.

    Raises:
        ValueError: limit below 1 or offset below 0.
    """

    text: str = ""
    bbox: BBox | None = None
    start: str | None = None
    end: str | None = None
    type: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sort: str | None = None
    limit: int = 20
    offset: int = 0
    organisation: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    live: bool = False
    download: bool = False
    facets: bool = False
    route: Route | None = None

    def __post_init__(self) -> None:
        """Refuse a page that no catalogue can give."""
        if self.limit < 1:
            raise ValueError(f"limit must be at least 1, not {self.limit}")
        if self.offset < 0:
            raise ValueError(f"offset must be at least 0, not {self.offset}")
        for name in ("type", "keywords", "organisation", "format"):
            object.__setattr__(self, name, _several(getattr(self, name)))


def _several(values: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return each value once; scripts may give a single one, or None."""
    given = (values,) if isinstance(values, str) else values or ()
    return tuple(dict.fromkeys(filter(None, given)))
