"""Which file to take for analysis: whole, in the right format, newer, smaller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secims_qgis.model import Distribution, DistributionKind

from .age import is_withdrawn, stem_of, year_of

if TYPE_CHECKING:
    from secims_qgis.model import Record

    from .group import DistributionGroup

_KINDS = DistributionKind
FILE_ORDER = (
    "gpkg",
    "tif",
    "shp.zip",
    "geojson",
    "fgb",
    "gml",
    "kml",
    "csv",
    "nc",
    "parquet",
    "gdb",
    "kmz",
    "gpx",
    "jp2",
    "asc",
    "dxf",
    "mbtiles",
    "shp",
    "json",
    "zip",
)
"""Formats of data, best first: what keeps all attributes and the CRS, in one file, comes first."""
_VECTOR = (
    "gpkg",
    "shp.zip",
    "geojson",
    "fgb",
    "gml",
    "kml",
    "kmz",
    "gdb",
    "shp",
    "dxf",
    "parquet",
    "json",
    "gpx",
)
_SORTS = {**dict.fromkeys(_VECTOR, "vector"), **dict.fromkeys(("tif", "nc", "jp2", "asc"), "raster")}
MAX_FILES = 1_000
_UNKNOWN_SIZE = float("inf")


def is_data_file(item: Distribution) -> bool:
    """Return whether a distribution is a file of data in a format that QGIS reads."""
    return item.usable and (
        item.kind is _KINDS.COG or (item.kind is _KINDS.FILE and item.format in FILE_ORDER)
    )


def ranked(groups: Sequence[DistributionGroup], record: Record) -> list[DistributionGroup]:
    """Return the files, the best first; parts of one dataset stand together for it.

    An edition of an earlier year comes after all others, whatever its format.
    """
    files = [group for group in groups if is_data_file(group.parts[0])][:MAX_FILES]
    editions = _Editions([group.parts[0] for group in files], record)
    return sorted(files, key=lambda group: _rank(group, editions))


def is_second_choice(group: DistributionGroup) -> bool:
    """Return whether a live service is the better choice: parts are missing, or it is withdrawn."""
    return not group.complete or is_withdrawn(group.parts[0])


def _rank(group: DistributionGroup, editions: _Editions) -> tuple[bool, bool, bool, int, int, bool, float]:
    first = group.parts[0]
    size = group.size_bytes if group.size_bytes is not None else _UNKNOWN_SIZE
    return (
        is_withdrawn(first),
        not group.complete,
        editions.has_later(first),
        FILE_ORDER.index(first.format or "zip"),
        -(year_of(first) or 0),
        group.is_split,
        size,
    )


class _Editions:
    """The years of the files of a record."""

    def __init__(self, files: Sequence[Distribution], record: Record) -> None:
        self._newest: dict[str, int] = {}
        self._undated: set[tuple[str, str]] = set()
        self._year_of_record = _year_of_record(record)
        for item in files:
            if is_withdrawn(item):
                continue
            sort, year = _sort_of(item), year_of(item)
            if year is None:
                self._undated.add((sort, stem_of(item)))
            else:
                self._newest[sort] = max(year, self._newest.get(sort, year))

    def has_later(self, item: Distribution) -> bool:
        """Return whether another file of the same sort of data is a later edition of this one.

        A file without a year is as new as the record, where both have the same name otherwise.
        """
        year, sort = year_of(item), _sort_of(item)
        if year is None:
            return False
        if self._newest.get(sort, year) > year:
            return True
        has_undated = (sort, stem_of(item)) in self._undated
        return has_undated and (self._year_of_record or year) > year


def _sort_of(item: Distribution) -> str:
    """Return what sort of data a format holds; only within one does a later year replace an earlier."""
    return _SORTS.get(item.format or "", item.format or "")


def _year_of_record(record: Record) -> int | None:
    for date in (record.time_end, record.updated, record.created):
        if date[:4].isascii() and date[:4].isdigit():
            return int(date[:4])
    return None
