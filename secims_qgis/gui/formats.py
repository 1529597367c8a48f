"""Sizes, dates, formats and coordinate systems, as short as a row needs them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtCore import QDate, QLocale, Qt

from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.translation import mark, tr

LINE_MAX = 300
"""Characters of a title that are laid out at all."""
TEXT_MAX = 20_000
"""Characters of an abstract that are laid out at all."""

_LONG_RUN = re.compile(r"[^\W\d_][!-~\u00a1-\u024f]{27,}")
_UP_TO_BREAK = re.compile(r"[^_./:@?&=,;+-]{16}|[^_./:@?&=,;+-]*[_./:@?&=,;+-]+")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")

_FORMAT_BADGES = {"shp.zip": "SHP", "geojson": "GeoJSON", "pmtiles": "PMTiles", "gpkg": "GPKG"}
_FORMAT_NAMES = {
    "gpkg": "GeoPackage",
    "shp.zip": "Shapefile (zip)",
    "shp": "Shapefile",
    "tif": "GeoTIFF",
    "geojson": "GeoJSON",
    "csv": "CSV",
    "zip": "Zip archive",
    "kml": "KML",
    "kmz": "KMZ",
    "gml": "GML",
    "fgb": "FlatGeobuf",
}
_KIND_NAMES = {
    DistributionKind.FEATURES: mark("OGC API Features"),
    DistributionKind.COVERAGE: mark("OGC API Coverage"),
    DistributionKind.MAP: mark("OGC API Map"),
    DistributionKind.VECTOR_TILES: mark("Vector tiles"),
    DistributionKind.RASTER_TILES: mark("Raster tiles"),
    DistributionKind.TILES: mark("Tiles"),
    DistributionKind.PMTILES: mark("PMTiles"),
    DistributionKind.COLLECTION: mark("OGC API collection"),
    DistributionKind.COG: mark("Cloud GeoTIFF"),
    DistributionKind.ARCGIS_FEATURES: mark("ArcGIS features"),
    DistributionKind.ARCGIS_MAP: mark("ArcGIS map"),
    DistributionKind.OWS: mark("OGC service"),
}


def one_line(text: str) -> str:
    """Return text of a server as one line, without control, bidi and other invisible characters."""
    return " ".join(visible(text[: LINE_MAX * 4]).split())[:LINE_MAX]


def visible(text: str) -> str:
    """Return text of a server without characters that change how others are shown."""
    kept = (char for char in text[:TEXT_MAX] if char in "\n\t" or not _is_hidden(char))
    return "".join(kept)


def breakable(text: str) -> str:
    """Return text with places where a narrow label may break names and addresses that have no blanks.

    Only for what nobody copies out of its label: the places would be copied, too.
    """
    return _LONG_RUN.sub(lambda run: _UP_TO_BREAK.sub("\\g<0>\u200b", run.group(0)), text)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}


def size_text(size_bytes: int) -> str:
    """Return a size with three digits at most: "12.4 MB", "184 MB", "210 kB"."""
    return _size(size_bytes, one_decimal_below=100)


def short_size_text(size_bytes: int) -> str:
    """Return a size with two digits where that is enough: "12 MB", "3.1 MB"."""
    return _size(size_bytes, one_decimal_below=10)


def _size(size_bytes: int, *, one_decimal_below: int) -> str:
    value, names = float(max(0, size_bytes)), ["B", "kB", "MB", "GB", "TB"]
    while value >= 999.5 and len(names) > 1:
        value /= 1000
        names.pop(0)
    has_decimal = names[0] not in {"B", "kB"} and value < one_decimal_below
    return f"{QLocale().toString(value, 'f', 1 if has_decimal else 0)}\u00a0{names[0]}"


def count_text(count: int) -> str:
    """Return a number with the user's thousands separators."""
    return QLocale().toString(count)


def date_text(text: str) -> str:
    """Return an ISO date as "18 Mar 2024"; anything else as it is written."""
    date = QDate.fromString(text[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, "d MMM yyyy") if date.isValid() else one_line(text)


def year_text(*texts: str) -> str:
    """Return the first year that is written in one of the texts, or an empty text."""
    for text in texts:
        match = _YEAR.search(text)
        if match:
            return match.group(0)
    return ""


def seconds_text(seconds: float) -> str:
    """Return how long something takes: "7 s", "2 min", "1 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 90:
        return tr("{seconds} s").format(seconds=whole)
    minutes = round(whole / 60)
    if minutes < 90:
        return tr("{minutes} min").format(minutes=minutes)
    return tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def format_badge(file_format: str) -> str:
    """Return a file format in as few letters as people know it by."""
    return _FORMAT_BADGES.get(file_format, file_format.upper())


def format_name(file_format: str) -> str:
    """Return the name of a file format."""
    return _FORMAT_NAMES.get(file_format, file_format.upper())


def kind_name(distribution: Distribution) -> str:
    """Return what a distribution is: "OGC API Features", "GeoPackage", "Web page"."""
    if distribution.kind is DistributionKind.COG:
        return "GeoTIFF"
    if distribution.format and distribution.kind is DistributionKind.FILE:
        return format_name(distribution.format)
    name = _KIND_NAMES.get(distribution.kind)
    if name:
        return tr(name)
    others = {
        DistributionKind.WEB_PAGE: tr("Web page"),
        DistributionKind.FILE: tr("File"),
        DistributionKind.UNSAFE: tr("Unsupported link"),
        DistributionKind.SERVICE_DESCRIPTION: tr("Service description"),
        DistributionKind.LANDING_PAGE: tr("Service"),
        DistributionKind.CATALOGUE_SERVICE: tr("Catalogue"),
    }
    return others.get(distribution.kind, str(distribution.kind))


def crs_name(crs: CrsRef) -> str:
    """Return the name that people use: "BWI grid", "UTM 20N"; else what is written."""
    if crs.authid is None:
        return one_line(crs.text)[:60]
    from secims_qgis.crs.names import SHORT_NAMES

    name = SHORT_NAMES.get(crs.authid)
    return tr(name) if name else _database_name(crs.authid)


def crs_text(crs: CrsRef) -> str:
    """Return name and code: "BWI grid (EPSG:2006)"."""
    name = crs_name(crs)
    if crs.authid is None or name == crs.authid or crs.authid in {"EPSG:4326", "OGC:CRS84"}:
        return name
    return f"{name} ({crs.authid})"


@lru_cache(maxsize=256)
def _database_name(authid: str) -> str:
    crs = QgsCoordinateReferenceSystem(authid)
    return crs.description() if crs.isValid() and crs.description() else authid
