"""What file formats look like: their endings, media types and first bytes."""

from __future__ import annotations

import re
from enum import Enum

from secims_qgis.distributions.formats import EXTENSIONS

HEAD_BYTES = 4096
"""Bytes at the start of a file that tell what it is."""

_SUFFIXES: dict[str, tuple[str, ...]] = {
    "gpkg": (".gpkg",),
    "zip": (".zip", ".shp.zip", ".gpkg.zip", ".tif.zip", ".gdb.zip"),
    "shp.zip": (".zip", ".shp.zip"),
    "tif": (".tif", ".tiff"),
    "geojson": (".geojson", ".json"),
    "json": (".json", ".geojson"),
    "jpg": (".jpg", ".jpeg"),
    "gml": (".gml", ".xml"),
    "html": (".html", ".htm"),
    "txt": (".txt",),
}
MULTIPLE_SUFFIXES = (".shp.zip", ".gpkg.zip", ".tif.zip", ".gdb.zip", ".tar.gz")
SCRIPT_SUFFIXES = frozenset({".php", ".aspx", ".asp", ".ashx", ".jsp", ".do", ".cgi", ".py", ".html"})
"""Endings of addresses that name a program on the server, not the file it sends."""


class Content(str, Enum):
    """What the first bytes of a file say it is."""

    EMPTY = "an empty file"
    WEB_PAGE = "a web page"
    ERROR_REPORT = "an error report"
    JSON = "JSON"
    XML = "XML"
    TEXT = "plain text"
    SQLITE = "an SQLite database"
    TIFF = "a TIFF image"
    ZIP = "a ZIP archive"
    PDF = "a PDF document"
    PMTILES = "a PMTiles archive"
    PNG = "a PNG image"
    JPEG = "a JPEG image"
    BINARY = "binary data of an unknown kind"

    def __str__(self) -> str:
        """Return the words, on every Python version."""
        return self.value


_SIGNATURES = (
    (b"SQLite format 3\x00", Content.SQLITE),
    (b"II*\x00", Content.TIFF),
    (b"MM\x00*", Content.TIFF),
    (b"II+\x00", Content.TIFF),
    (b"MM\x00+", Content.TIFF),
    (b"PK\x03\x04", Content.ZIP),
    (b"PK\x05\x06", Content.ZIP),
    (b"PMTiles", Content.PMTILES),
    (b"\x89PNG\r\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
)
_FORMAT_OF_CONTENT = {
    Content.SQLITE: "gpkg",
    Content.TIFF: "tif",
    Content.ZIP: "zip",
    Content.PDF: "pdf",
    Content.PMTILES: "pmtiles",
    Content.PNG: "png",
    Content.JPEG: "jpg",
    Content.JSON: "json",
    Content.XML: "xml",
    Content.TEXT: "txt",
}
_PROLOGUE = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
_WEB_PAGE = re.compile(
    _PROLOGUE + rb"(?:<!doctype\s+html|<(?:html|head|body|script|title|meta)[\s>])", re.DOTALL | re.IGNORECASE
)
_ERROR_REPORT = re.compile(
    _PROLOGUE + rb"(?:<!doctype[^>]*>\s*)?<(?:\w+:)?"
    rb"(?:ServiceException|ServiceExceptionReport|Exception|ExceptionReport|Error)[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


_GEOJSON = (b'"FeatureCollection"', b'"Feature"', b'"Topology"')


def looks_like_geojson(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of GeoJSON or TopoJSON, and not of other JSON."""
    return content_of(head) is Content.JSON and any(word in head for word in _GEOJSON)


def suffixes_of(format_: str) -> tuple[str, ...]:
    """Return the endings that files of a format have, the usual one first."""
    return _SUFFIXES.get(format_, (f".{format_}",))


def format_of_suffix(suffix: str) -> str | None:
    """Return the format that an ending such as ``.tiff`` stands for, None for an unknown one."""
    lower = suffix.lower()
    for format_, suffixes in _SUFFIXES.items():
        if lower in suffixes:
            return format_
    return EXTENSIONS.get(lower[1:]) or (lower[1:] if lower in {".pmtiles", ".xml"} else None)


def format_of_content(content: Content) -> str | None:
    """Return the format that content has where nobody names one."""
    return _FORMAT_OF_CONTENT.get(content)


def content_of(head: bytes) -> Content:
    """Return what the first ``HEAD_BYTES`` of a file are."""
    if not head:
        return Content.EMPTY
    for signature, content in _SIGNATURES:
        if head.startswith(signature):
            return content
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    if head.startswith(_BYTE_ORDER_MARKS[1:]):
        return Content.TEXT
    return _content_of_text(head.removeprefix(_BYTE_ORDER_MARKS[0]).lstrip())


def _content_of_text(head: bytes) -> Content:
    if _WEB_PAGE.match(head):
        return Content.WEB_PAGE
    if _ERROR_REPORT.match(head):
        return Content.ERROR_REPORT
    if _NO_TEXT.search(head):
        return Content.BINARY
    if head.startswith(b"<"):
        return Content.XML
    return Content.JSON if head.startswith((b"{", b"[")) else Content.TEXT
