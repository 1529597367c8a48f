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
_SORTS = (
    frozenset(
        {"gpkg", "shp.zip", "geojson", "fgb", "gml", "kml", "kmz", "gdb", "shp", "dxf", "parquet", "json"}
    ),
    frozenset({"tif", "nc", "jp2", "asc"}),
    frozenset({"csv", "xlsx"}),
)
"""Formats that hold the same sort of data; only within one does a later year replace an earlier."""
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
    files = [group for group in groups if is_data_file(group.parts[0])]
    return sorted(files, key=lambda group: _rank(group, files, record))


def is_second_choice(group: DistributionGroup) -> bool:
    """Return whether a live service is the better choice: parts are missing, or it is withdrawn."""
    return not group.complete or is_withdrawn(group.parts[0])


def _rank(
    group: DistributionGroup, files: Sequence[DistributionGroup], record: Record
) -> tuple[bool, bool, bool, int, int, bool, float]:
    first = group.parts[0]
    size = group.size_bytes if group.size_bytes is not None else _UNKNOWN_SIZE
    return (
        is_withdrawn(first),
        not group.complete,
        is_outdated(first, [other.parts[0] for other in files], record),
        FILE_ORDER.index(first.format or "zip"),
        -(year_of(first) or 0),
        group.is_split,
        size,
    )


def is_outdated(item: Distribution, others: Sequence[Distribution], record: Record) -> bool:
    """Return whether another file of the record is a later edition of this one.

    A file without a year is as new as the record, where both have the same name otherwise.
    """
    year = year_of(item)
    if year is None:
        return False
    for other in others:
        if other == item or is_withdrawn(other) or not _is_same_sort(item, other):
            continue
        other_year = year_of(other)
        if other_year is None and stem_of(other) == stem_of(item):
            other_year = _year_of_record(record)
        if other_year is not None and other_year > year:
            return True
    return False


def _is_same_sort(one: Distribution, two: Distribution) -> bool:
    return one.format == two.format or any({one.format, two.format} <= sort for sort in _SORTS)


def _year_of_record(record: Record) -> int | None:
    for date in (record.time_end, record.updated, record.created):
        if date[:4].isascii() and date[:4].isdigit():
            return int(date[:4])
    return None
