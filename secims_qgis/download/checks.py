"""Looks into files of each format; each raises ValueError with the reason."""

from __future__ import annotations

import re
import sqlite3
import struct
from typing import TYPE_CHECKING, Callable

from osgeo import gdal

from secims_qgis.download.check_tiff import last_pixel_is_readable
from secims_qgis.download.dataset import open_dataset, quiet_gdal
from secims_qgis.download.elsewhere import refuse_linked_crs

if TYPE_CHECKING:
    from pathlib import Path

_TAIL_BYTES = 8192
_SQL_STEPS = 10_000
_XML_ROOT = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_XML_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_PMTILES_HEADER = struct.Struct("<7sB8Q")


def check_nothing(_path: Path, _check: Callable[[], None]) -> None:
    """Accept: the first bytes say all that can be said."""


def check_geopackage(path: Path, check: Callable[[], None]) -> None:
    """Read every page of the database, and see that it has contents (OGC 12-128r19, clause 1.1.3).

    Raises:
        ValueError: the database is malformed or cut, or is no GeoPackage.
    """
    _look_into_database(path, check, _see_contents)


def check_database(path: Path, check: Callable[[], None]) -> None:
    """Read every page of an SQLite database.

    Raises:
        ValueError: it is malformed or cut.
    """
    _look_into_database(path, check, lambda _connection: None)


def _look_into_database(
    path: Path, check: Callable[[], None], see: Callable[[sqlite3.Connection], None]
) -> None:
    # Immutable: no -wal and -journal beside a file that nobody else writes.
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    stopped: list[BaseException] = []
    connection.set_progress_handler(lambda: _stop(check, stopped), _SQL_STEPS)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise ValueError(verdict)
        see(connection)
    except sqlite3.Error as error:
        if stopped:
            raise stopped[0] from None
        raise ValueError(str(error)) from error
    finally:
        connection.close()


def _see_contents(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_contents'")
    if not tables.fetchone()[0]:
        raise ValueError("an SQLite database, but no GeoPackage")
    if not connection.execute("SELECT count(*) FROM gpkg_contents").fetchone()[0]:
        raise ValueError("the GeoPackage has no layers")
    missing = connection.execute(
        "SELECT table_name FROM gpkg_contents WHERE lower(table_name) NOT IN "
        "(SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view'))"
    ).fetchone()
    if missing:
        raise ValueError(f"the GeoPackage lists a layer that it does not have: {str(missing[0])[:100]}")


def _stop(check: Callable[[], None], stopped: list[BaseException]) -> int:
    """Interrupt SQLite where the check raises: exceptions do not pass through it."""
    try:
        check()
    except Exception as error:  # noqa: BLE001 - raised again, in check_geopackage
        stopped.append(error)
        return 1
    return 0


def check_picture(path: Path, check: Callable[[], None]) -> None:
    """Open a picture and read its last pixel.

    Raises:
        ValueError: GDAL cannot open it, or the end is missing.
    """
    with quiet_gdal() as messages:
        dataset = open_dataset(path, gdal.OF_RASTER, ("PNG", "JPEG"))
        if dataset is None:
            raise ValueError("; ".join(messages) or "GDAL cannot open it")
        for number in range(1, dataset.RasterCount + 1):
            check()
            if not last_pixel_is_readable(dataset.GetRasterBand(number)):
                raise ValueError("; ".join(messages) or "its end cannot be read")


def check_geojson(path: Path, check: Callable[[], None]) -> None:
    """Let GDAL read it from start to end (RFC 7946).

    Raises:
        ValueError: broken or cut JSON, JSON that is no GeoJSON, or a CRS that is to be fetched elsewhere.
    """
    refuse_linked_crs(str(path), check)
    if not _tail(path).rstrip(b" \t\r\n\x00").endswith(b"}"):
        raise ValueError("the text ends too early")
    _open_vector(path, ("GeoJSON", "GeoJSONSeq", "TopoJSON"))
    check()


def check_xml(path: Path, _check: Callable[[], None]) -> None:
    """See that the first element is closed at the end; the text is not parsed.

    Raises:
        ValueError: it is cut.
    """
    with path.open("rb") as file:
        root = _XML_ROOT.search(_XML_COMMENT.sub(b"", file.read(_TAIL_BYTES)))
    if root is None:
        raise ValueError("there is no XML element")
    name = re.escape(root.group(1))
    tail = _XML_COMMENT.sub(b"", _tail(path)).rstrip(b" \t\r\n\x00")
    if not re.search(rb"(?:</" + name + rb"\s*|<" + name + rb"(?:\s[^<>]*)?/)>$", tail):
        raise ValueError("the text ends too early")


def check_text(path: Path, check: Callable[[], None]) -> None:
    """See that there are lines of text.

    Raises:
        ValueError: a zero byte in a text that is not UTF-16.
    """
    with path.open("rb") as file:
        if file.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
            return
        file.seek(0)
        for chunk in iter(lambda: file.read(1024 * 1024), b""):
            if b"\x00" in chunk:
                raise ValueError("it is no text")
            check()


def check_pdf(path: Path, _check: Callable[[], None]) -> None:
    """See that the document has its end (ISO 32000-1, clause 7.5.5).

    Raises:
        ValueError: it is cut.
    """
    if b"%%EOF" not in _tail(path):
        raise ValueError("the document has no end")


def check_pmtiles(path: Path, _check: Callable[[], None]) -> None:
    """See that the file is as long as its header says (PMTiles 3, clause 3).

    Raises:
        ValueError: another version, or cut.
    """
    with path.open("rb") as file:
        header = file.read(_PMTILES_HEADER.size)
    if len(header) < _PMTILES_HEADER.size:
        raise ValueError("the header is cut")
    _magic, version, *places = _PMTILES_HEADER.unpack(header)
    if version != 3:
        raise ValueError(f"PMTiles version {version}; only 3 is known")
    end = max(offset + length for offset, length in zip(places[::2], places[1::2]))
    if path.stat().st_size < end:
        raise ValueError(f"{path.stat().st_size} of {end} bytes are there")


def _open_vector(path: Path, drivers: tuple[str, ...]) -> None:
    with quiet_gdal() as messages:
        dataset = open_dataset(path, gdal.OF_VECTOR, drivers)
        if dataset is None or not dataset.GetLayerCount():
            raise ValueError("; ".join(messages) or "GDAL cannot read it")
        if messages:
            raise ValueError("; ".join(messages))


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return file.read()
