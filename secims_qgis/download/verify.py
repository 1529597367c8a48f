"""Is a file what it should be, and all of it? Asked before it counts as downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.archive import check_archive
from secims_qgis.download.check_shapefile import check_archive_of_data
from secims_qgis.download.check_table import check_last_row, check_table
from secims_qgis.download.check_tiff import check_tiff
from secims_qgis.download.checks import (
    check_database,
    check_geojson,
    check_geopackage,
    check_nothing,
    check_pdf,
    check_picture,
    check_pmtiles,
    check_text,
    check_xml,
)
from secims_qgis.download.formats import HEAD_BYTES, Content, content_of
from secims_qgis.network.errors import DamagedFileError
from secims_qgis.network.fetch import words_of_server

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.model import Distribution

SIZE_TOLERANCE = 0.05
"""Catalogues round sizes, and mean megabytes of 1000 or 1024 kilobytes."""
_WORDS_BYTES = 20_000
_PAGES = frozenset({Content.WEB_PAGE, Content.ERROR_REPORT})

Check = Callable[["Path", Callable[[], None]], None]
"""Looks into a file; raises ValueError with the reason, or what the second argument raises."""


@dataclass(frozen=True)
class _Rule:
    """What a format's content may be, how to look into it, and whether that proves it is whole."""

    contents: frozenset[Content]
    check: Check
    proves_end: bool = True


def _rule(check: Check, *contents: Content, proves_end: bool = True) -> _Rule:
    return _Rule(frozenset(contents), check, proves_end)


_ZIP = _rule(check_archive, Content.ZIP)
_BINARY = _rule(check_nothing, Content.BINARY, Content.ZIP, proves_end=False)
_TEXT = _rule(check_text, Content.TEXT, proves_end=False)
_XML = _rule(check_xml, Content.XML)
_RULES: dict[str, _Rule] = {
    "gpkg": _rule(check_geopackage, Content.SQLITE),
    "tif": _rule(check_tiff, Content.TIFF),
    **dict.fromkeys(("shp.zip", "zip"), _rule(check_archive_of_data, Content.ZIP)),
    **dict.fromkeys(("kmz", "docx", "xlsx", "pptx", "ods", "odt", "qgz"), _ZIP),
    "geojson": _rule(check_geojson, Content.JSON),
    "json": _rule(check_nothing, Content.JSON, proves_end=False),
    "csv": _rule(check_table, Content.TEXT, proves_end=False),
    "txt": _rule(check_text, Content.TEXT, Content.JSON, Content.XML, proves_end=False),
    **dict.fromkeys(("kml", "gml", "xml", "vrt", "qml", "sld"), _XML),
    **dict.fromkeys(("asc", "dxf", "prj", "cpg"), _TEXT),
    **dict.fromkeys(
        ("fgb", "nc", "parquet", "jp2", "laz", "las", "7z", "gz", "dwg", "shp", "shx", "dbf"), _BINARY
    ),
    **dict.fromkeys(("xls", "doc", "ppt"), _BINARY),
    "mbtiles": _rule(check_database, Content.SQLITE),
    "pdf": _rule(check_pdf, Content.PDF),
    "pmtiles": _rule(check_pmtiles, Content.PMTILES),
    "png": _rule(check_picture, Content.PNG),
    "jpg": _rule(check_picture, Content.JPEG),
}


def verify(path: Path, distribution: Distribution, format_: str | None, check: Callable[[], None]) -> bool:
    """Look into a file that has arrived, and return whether its own structure shows its end.

    ``format_`` is what it should be; where it is None or unknown, only web pages and error reports
    are refused. ``check`` is called now and then and may raise to stop.

    Raises:
        DamagedFileError: it is something else, broken, or a zip bomb.
    """
    with path.open("rb") as file:
        head = file.read(_WORDS_BYTES)
    content = content_of(head[:HEAD_BYTES])
    url = distribution.url
    if content is Content.EMPTY:
        raise DamagedFileError("the server sent an empty file", url=url)
    refuse_page(content, head, distribution, url)
    rule = _RULES.get(format_ or "")
    if rule is None:
        return False
    if content not in rule.contents:
        words = words_of_server(head) if content in {Content.JSON, Content.XML, Content.TEXT} else ""
        cause = f"the server sent {content}, not data in the format {format_}"
        raise DamagedFileError(cause, url=url, server_words=words)
    try:
        rule.check(path, check)
    except ValueError as error:
        raise DamagedFileError(f"the file is damaged: {error}", url=url) from error
    return rule.proves_end


def refuse_page(content: Content, head: bytes, distribution: Distribution, url: str) -> None:
    """Refuse the page of a login, a captive portal or an error that comes in place of data.

    Raises:
        DamagedFileError: with the page's words.
    """
    if content in _PAGES and distribution.format != "html":
        words = words_of_server(head[:_WORDS_BYTES])
        raise DamagedFileError(f"the server sent {content}, not data", url=url, server_words=words)


def check_end(
    path: Path, distribution: Distribution, format_: str | None, *, is_length_told: bool = False
) -> None:
    """Look for signs of a cut, in files whose end nothing else shows.

    A server that told the length is believed, unless the record says more: then a table has to end
    with a whole row, and anything else is taken to be cut.

    Raises:
        DamagedFileError: shorter than the record says, or a table whose last row is not whole.
    """
    if is_length_told and not _is_shorter(path.stat().st_size, distribution):
        return
    if format_ != "csv" or not is_length_told:
        check_stated_size(path.stat().st_size, distribution)
    if format_ == "csv":
        try:
            check_last_row(path)
        except ValueError as error:
            raise DamagedFileError(f"the file is damaged: {error}", url=distribution.url) from error


def check_stated_size(size: int, distribution: Distribution) -> None:
    """Compare with the size in the record, which is often rounded.

    Raises:
        DamagedFileError: it is shorter than the record says, by more than rounding explains.
    """
    if _is_shorter(size, distribution):
        cause = f"only {size} of about {distribution.size_bytes} bytes arrived, as the record has it"
        raise DamagedFileError(cause, url=distribution.url)


def _is_shorter(size: int, distribution: Distribution) -> bool:
    stated = distribution.size_bytes
    return bool(stated) and not distribution.size_is_total and size < (stated or 0) * (1 - SIZE_TOLERANCE)
