"""What a user asks of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from .extent import BBox


@dataclass(frozen=True)
class SearchQuery:
    """A search.

    ``text`` is what the user typed: several words must all occur. ``bbox`` selects records whose
    extent intersects. ``start`` and ``end`` (ISO 8601 dates, either may be None) select records whose
    time overlaps. ``sort`` is ``"title"``, ``"-title"``, ``"updated"``, ``"-updated"`` or None for
    the server's own order. ``offset`` counts the records of the server to skip.

    Raises:
        ValueError: limit below 1 or offset below 0.
    """

    text: str = ""
    bbox: BBox | None = None
    start: str | None = None
    end: str | None = None
    type: str | None = None
    keywords: tuple[str, ...] = ()
    sort: str | None = None
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse a page that no catalogue can give."""
        if self.limit < 1:
            raise ValueError(f"limit must be at least 1, not {self.limit}")
        if self.offset < 0:
            raise ValueError(f"offset must be at least 0, not {self.offset}")
        object.__setattr__(self, "keywords", tuple(self.keywords))
