"""What limits a search: words, area, time, and what is ticked among the filters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from secims_qgis.gui.formats import format_name, one_line
from secims_qgis.model import BBox, SearchQuery
from secims_qgis.translation import tr

CHIP_TEXT_MAX = 60


class AreaKind(Enum):
    """Where is searched."""

    ANYWHERE = "anywhere"
    MAP = "map"
    BOX = "box"


@dataclass(frozen=True)
class Area:
    """A place to search in; ``box`` and ``name`` say of ``BOX`` where it is and what it is called."""

    kind: AreaKind = AreaKind.ANYWHERE
    box: BBox | None = None
    name: str = ""


ANYWHERE = Area()
VISIBLE_MAP = Area(AreaKind.MAP)


class FilterField(Enum):
    """The filters, in the order of their chips."""

    TYPE = "type"
    KEYWORD = "keyword"
    ORGANISATION = "organisation"
    FORMAT = "format"
    AREA = "area"
    TIME = "time"


TICKED = (FilterField.TYPE, FilterField.KEYWORD, FilterField.ORGANISATION, FilterField.FORMAT)
"""The groups of the facet tree; their values are the names of facets."""
_NAMES = {
    FilterField.TYPE: "type",
    FilterField.KEYWORD: "keywords",
    FilterField.ORGANISATION: "organisation",
    FilterField.FORMAT: "format",
}


@dataclass(frozen=True)
class FilterPart:
    """One filter in force, as a chip shows it."""

    field: FilterField
    value: str

    @property
    def label(self) -> str:
        """What the chip says: "Keyword: reef", "2018 – 2024"."""
        if self.field in {FilterField.AREA, FilterField.TIME}:
            return self.value
        name = field_name(self.field)
        shown = shown_value(self.field, self.value)
        return tr("{name}: {value}").format(name=name, value=shown[:CHIP_TEXT_MAX])


@dataclass(frozen=True)
class Filters:
    """The filters of the panel; records have one of each group's values, of the keywords all.

    ``start`` and ``end`` are ISO 8601 dates, or only years.
    """

    area: Area = ANYWHERE
    start: str | None = None
    end: str | None = None
    type: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    format: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[FilterPart, ...]:
        """Every filter in force. The visible map is none of them: its toggle is always seen."""
        parts = [FilterPart(name, value) for name in TICKED for value in self.ticked(name)]
        if self.area.kind is AreaKind.BOX:
            parts.append(FilterPart(FilterField.AREA, self.area.name))
        if self.start or self.end:
            parts.append(FilterPart(FilterField.TIME, time_words(self.start, self.end)))
        return tuple(parts)

    def ticked(self, group: FilterField) -> tuple[str, ...]:
        """Return the values that are ticked in a group of the facet tree."""
        values: tuple[str, ...] = getattr(self, _NAMES[group])
        return values

    def with_ticked(self, group: FilterField, values: tuple[str, ...]) -> Filters:
        """Return the filters with these values ticked in a group."""
        changed: dict[str, Any] = {_NAMES[group]: values}
        return replace(self, **changed)

    def without(self, part: FilterPart) -> Filters:
        """Return the filters without one of them."""
        if part.field is FilterField.AREA:
            return replace(self, area=ANYWHERE)
        if part.field is FilterField.TIME:
            return replace(self, start=None, end=None)
        left = tuple(value for value in self.ticked(part.field) if value != part.value)
        return self.with_ticked(part.field, left)

    def untick(self) -> Filters:
        """Return area and time only: what the facets are counted for."""
        return Filters(self.area, self.start, self.end)

    def cleared(self) -> Filters:
        """Return no filters; the visible map stays, it has its own toggle."""
        return Filters(self.area if self.area.kind is AreaKind.MAP else ANYWHERE)


@dataclass(frozen=True)
class Limits:
    """All that limits a search; what is left out of it is found too."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    live: bool = False
    download: bool = False

    @property
    def is_any(self) -> bool:
        """Whether the search is limited at all."""
        return self != Limits()

    @property
    def in_map(self) -> bool:
        """Whether only what lies in the visible map is found."""
        return self.filters.area.kind is AreaKind.MAP

    @property
    def access_filtered(self) -> bool:
        """Whether only datasets with live access or a download are shown."""
        return self.live or self.download

    def query(self, visible: BBox | None, limit: int, sort: str | None = None) -> SearchQuery:
        """Return what to ask the catalogue; ``visible`` is the extent of the map now.

        Live and Download are left to the caller: a list that is there already needs no new search.
        """
        filters = self.filters
        boxes = {AreaKind.MAP: visible, AreaKind.BOX: filters.area.box, AreaKind.ANYWHERE: None}
        return SearchQuery(
            self.text,
            boxes[filters.area.kind],
            start=filters.start,
            end=filters.end,
            type=filters.type,
            keywords=filters.keywords,
            sort=sort,
            limit=limit,
            organisation=filters.organisation,
            format=filters.format,
        )


def field_name(group: FilterField) -> str:
    """Return what a filter is called."""
    names = {
        FilterField.TYPE: tr("Type"),
        FilterField.KEYWORD: tr("Keyword"),
        FilterField.ORGANISATION: tr("Organisation"),
        FilterField.FORMAT: tr("Format"),
        FilterField.AREA: tr("Area"),
        FilterField.TIME: tr("Time"),
    }
    return names[group]


def shown_value(group: FilterField, value: str) -> str:
    """Return a value as people read it; keywords and organisations as the catalogue has them."""
    if group is FilterField.FORMAT:
        return format_name(value)
    if group is FilterField.TYPE:
        return type_name(value)
    return one_line(value)


def type_name(value: str) -> str:
    """Return the name of a record type of ISO 19115 (MD_ScopeCode)."""
    names = {
        "dataset": tr("Dataset"),
        "document": tr("Document"),
        "service": tr("Service"),
        "series": tr("Series"),
        "nongeographicdataset": tr("Table or document"),
        "map": tr("Map"),
        "application": tr("Application"),
        "software": tr("Software"),
    }
    return names.get(value.lower()) or one_line(value)


def time_words(start: str | None, end: str | None) -> str:
    """Return a time: "2018 – 2024", "since 2018", "until 2024"."""
    if start and end:
        return start if start == end else tr("{start} – {end}").format(start=start, end=end)
    if start:
        return tr("Since {start}").format(start=start)
    return tr("Until {end}").format(end=end) if end else tr("Any time")
