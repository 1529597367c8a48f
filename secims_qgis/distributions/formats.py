"""File formats: by extension, media type and output format of a WFS."""

from __future__ import annotations

import re

EXTENSIONS = {
    "gpkg": "gpkg",
    "geojson": "geojson",
    "json": "json",
    "csv": "csv",
    "tif": "tif",
    "tiff": "tif",
    "geotiff": "tif",
    "zip": "zip",
    "shp": "shp",
    "kml": "kml",
    "kmz": "kmz",
    "gpx": "gpx",
    "gml": "gml",
    "fgb": "fgb",
    "nc": "nc",
    "parquet": "parquet",
    "mbtiles": "mbtiles",
    "gdb": "gdb",
    "dxf": "dxf",
    "dwg": "dwg",
    "jp2": "jp2",
    "vrt": "vrt",
    "asc": "asc",
    "laz": "laz",
    "las": "las",
    "7z": "7z",
    "gz": "gz",
    "tar": "tar",
    "pdf": "pdf",
    "doc": "doc",
    "docx": "docx",
    "xls": "xls",
    "xlsx": "xlsx",
    "ods": "ods",
    "odt": "odt",
    "ppt": "ppt",
    "pptx": "pptx",
    "txt": "txt",
    "png": "png",
    "jpg": "jpg",
    "jpeg": "jpg",
    "qml": "qml",
    "sld": "sld",
    "qgz": "qgz",
}
"""Extension to format."""

PAGE_EXTENSIONS = frozenset({"html", "htm", "php", "asp", "aspx", "jsp"})
DOCUMENT_FORMATS = frozenset(
    {"pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "ppt", "pptx", "txt", "png", "jpg"}
)

MEDIA_TYPES = {
    "application/geopackage+sqlite3": "gpkg",
    "application/x-gpkg": "gpkg",
    "application/geo+json": "geojson",
    "application/vnd.geo+json": "geojson",
    "text/csv": "csv",
    "image/tiff": "tif",
    "image/geotiff": "tif",
    "application/x-geotiff": "tif",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/x-shapefile": "shp.zip",
    "application/vnd.shp+zip": "shp.zip",
    "application/vnd.google-earth.kml+xml": "kml",
    "application/vnd.google-earth.kmz": "kmz",
    "application/gml+xml": "gml",
    "application/flatgeobuf": "fgb",
    "application/x-netcdf": "nc",
    "application/netcdf": "nc",
    "application/vnd.apache.parquet": "parquet",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Media type, parameters removed, to format."""

FORMAT_NAMES = {
    "gpkg": "gpkg",
    "geopackage": "gpkg",
    "shape-zip": "shp.zip",
    "shapezip": "shp.zip",
    "shapefile": "shp.zip",
    "shp": "shp.zip",
    "application/json": "geojson",
    "json": "geojson",
    "geojson": "geojson",
    "csv": "csv",
    "gtiff": "tif",
    "geotiff": "tif",
    "tif": "tif",
    "tiff": "tif",
    "kml": "kml",
    "excel": "xls",
    "excel2007": "xlsx",
}
"""Values of ``outputFormat``, ``format`` and ``f`` to format."""

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,8})$")
_ENDS_WITH_FILE = re.compile(r"[^\s/]\.([A-Za-z0-9]{2,8})$")
_SHAPEFILE = re.compile(r"\bshp\b|shape|_shp\b|[-_.]shp[-_.]", re.IGNORECASE)
_COG = re.compile(r"\bCOG\b|cloud[ -]?optimi[sz]ed|\.cog\.", re.IGNORECASE)


def extension_of(path: str) -> str:
    """Return the lower-case extension of the last path segment, empty where there is none."""
    match = _EXTENSION.search(path.rstrip("/").rpartition("/")[2])
    return match.group(1).lower() if match else ""


def format_of_path(path: str) -> str | None:
    """Return the format that the extension of an address tells."""
    return EXTENSIONS.get(extension_of(path))


def format_of_text(text: str) -> str | None:
    """Return the format of a label that ends as a file name does ("soils.gpkg")."""
    match = _ENDS_WITH_FILE.search(text.strip())
    return EXTENSIONS.get(match.group(1).lower()) if match else None


def format_of_media_type(media_type: str) -> str | None:
    """Return the format of a media type."""
    return MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower())


def format_of_name(name: str) -> str | None:
    """Return the format that a parameter such as ``outputFormat`` names."""
    plain = name.strip().lower()
    return FORMAT_NAMES.get(plain) or MEDIA_TYPES.get(plain.partition(";")[0])


def is_shapefile_text(text: str) -> bool:
    """Return whether a text about a zip speaks of a Shapefile."""
    return bool(_SHAPEFILE.search(text))


def is_cog_text(text: str) -> bool:
    """Return whether a text about a GeoTIFF speaks of a Cloud Optimized GeoTIFF."""
    return bool(_COG.search(text))
