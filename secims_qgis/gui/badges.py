"""The few words under a result: Live, the best file with its size, CRS, parts, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from secims_qgis.distributions.formats import DOCUMENT_FORMATS
from secims_qgis.gui.formats import crs_name, format_badge, kind_name, short_size_text
from secims_qgis.gui.said_facts import said_crs, said_size
from secims_qgis.model import Distribution, DistributionKind, Record
from secims_qgis.translation import tr

DATA_FORMATS = (
    "gpkg",
    "tif",
    "fgb",
    "shp.zip",
    "geojson",
    "csv",
    "kml",
    "kmz",
    "gml",
    "shp",
    "zip",
    "nc",
    "xlsx",
)
"""File formats for data, best first."""


class BadgeStyle(Enum):
    """How a badge is drawn."""

    PLAIN = "plain"
    LIVE = "live"
    WARNING = "warning"


@dataclass(frozen=True)
class Badge:
    """Up to some 20 characters in a pill."""

    text: str
    style: BadgeStyle = BadgeStyle.PLAIN


def is_data_file(distribution: Distribution) -> bool:
    """Return whether a distribution is a file of data, not a document."""
    if distribution.kind is DistributionKind.COG:
        return True
    return distribution.kind is DistributionKind.FILE and distribution.format not in DOCUMENT_FORMATS


def badges_of(record: Record, *, is_offline: bool = False) -> tuple[Badge, ...]:
    """Return the badges of a record in the order in which they may be left out from the end."""
    usable = [item for item in record.distributions if item.usable]
    files = [item for item in usable if is_data_file(item)]
    best = best_file(files)
    live = Badge(tr("Live (offline)")) if is_offline else Badge(tr("Live"), BadgeStyle.LIVE)
    badges = [live] if record.has_live_access else []
    if best is not None:
        badges.append(Badge(_file_text(best, _size_of(best, files))))
    badges += _other_badges(record, usable, best)
    return tuple(badges)


def best_file(files: list[Distribution]) -> Distribution | None:
    """Return the file in the format that is most useful in QGIS, or None."""
    return min(files, key=_format_rank) if files else None


def _other_badges(record: Record, usable: list[Distribution], best: Distribution | None) -> list[Badge]:
    badges = []
    crs = (best.crs if best else None) or (record.crs[0] if record.crs else None)
    if crs is None and best is not None:
        crs = said_crs(best)
    if crs is not None:
        badges.append(Badge(crs_name(crs)))
    if best is not None and best.part is not None:
        badges.append(Badge(tr("{count} parts").format(count=best.part.of)))
    if best is None and any(item.kind is DistributionKind.PMTILES for item in usable):
        badges.append(Badge("PMTiles"))
    if best is None and not record.has_live_access:
        badges.append(_document_badge(usable))
    if best is not None and crs is None and record.detailed:
        badges.append(Badge(tr("No CRS stated"), BadgeStyle.WARNING))
    return badges


def _document_badge(usable: list[Distribution]) -> Badge:
    documents = [item for item in usable if item.kind is DistributionKind.FILE]
    if documents:
        return Badge(_file_text(documents[0], documents[0].size_bytes or said_size(documents[0])))
    if usable:
        return Badge(tr("Links only"))
    return Badge(tr("Nothing to open"))


def _file_text(distribution: Distribution, size_bytes: int | None) -> str:
    name = format_badge(distribution.format) if distribution.format else kind_name(distribution)
    if distribution.kind is DistributionKind.COG:
        name = "COG"
    return f"{name} {short_size_text(size_bytes)}" if size_bytes is not None else name


def _size_of(best: Distribution, files: list[Distribution]) -> int | None:
    """Return the size of all parts together, or None where one is unknown."""
    if best.part is None or best.size_is_total:
        return best.size_bytes or said_size(best)
    sizes = [item.size_bytes or said_size(item) for item in files if item.part and item.format == best.format]
    return sum(size for size in sizes if size) if all(size is not None for size in sizes) else None


def _format_rank(distribution: Distribution) -> int:
    if distribution.format in DATA_FORMATS:
        return DATA_FORMATS.index(distribution.format)
    return len(DATA_FORMATS)
