"""Tables of text: points where two columns are coordinates, plain tables otherwise."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery

SAMPLE_BYTES = 64 * 1024
_DELIMITERS = ",;\t|"
_LON_LAT_COLUMNS = (
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("long", "latitude"),
    ("decimallongitude", "decimallatitude"),
    ("longitud", "latitud"),
)
_GRID_COLUMNS = (
    ("easting", "northing"),
    ("eastings", "northings"),
    ("x", "y"),
    ("xcoord", "ycoord"),
    ("pointx", "pointy"),
    ("coordx", "coordy"),
    ("este", "norte"),
    ("est", "nord"),
)
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")
_DEGREES = re.compile(
    r"\s*(?:[-+nsew]\s*)?\d{1,3}(?:[^0-9.,]+[0-5]?\d)?[^0-9.,]+[0-5]?\d(?:\.\d+)?[^0-9.,]*[nsew]?\s*",
    re.IGNORECASE,
)
"""Degrees and minutes, and maybe seconds, as QGIS reads them: 60°58'12"W."""


@dataclass(frozen=True)
class TableShape:
    """How a table is written, and which columns hold coordinates (empty where none do).

    ``authid`` is EPSG:4326 where the columns are called longitude and latitude, and empty for others:
    which grid an easting belongs to, the table does not say. ``has_quotes`` is false where quotation marks
    are seconds or inches.
    """

    delimiter: str
    encoding: str
    x_column: str = ""
    y_column: str = ""
    authid: str = ""
    decimal_comma: bool = False
    degrees: bool = False
    has_quotes: bool = True


def open_delimited(location: str, name: str) -> list[QgsVectorLayer]:
    """Return the layers of a text table, valid or not: points, or a table, or both.

    QGIS leaves out rows whose coordinates it cannot read; where there are such rows, the table with all
    of them is another layer, and the only one where there are no others.

    Raises:
        ValueError: it has no header line.
    """
    shape = table_shape(Path(location))
    plain = replace(shape, x_column="", y_column="")
    table = QgsVectorLayer(table_uri(location, plain), name, "delimitedtext")
    if not shape.x_column:
        return [table]
    points = QgsVectorLayer(table_uri(location, shape), name, "delimitedtext")
    if points.featureCount() == table.featureCount():
        return [points]
    return [points, table] if points.featureCount() else [table]


def table_shape(path: Path) -> TableShape:
    """Look at the start of a table.

    Raises:
        ValueError: it has no header line.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    text, encoding = _decoded(sample)
    if "\x00" in text:
        raise ValueError("it is no text")
    lines = text.splitlines()
    if len(sample) == SAMPLE_BYTES and len(lines) > 1:
        lines.pop()  # most likely cut
    while lines and not lines[0].strip():  # QGIS passes over them, too
        del lines[0]
    if not lines:
        raise ValueError("the table has no header line")
    delimiter = _delimiter(lines)
    header, *rows = list(csv.reader(lines, delimiter=delimiter))
    header = [column.strip() for column in header]
    x_column, y_column, authid = _coordinate_columns(header)
    columns = [header.index(x_column), header.index(y_column)] if x_column else []
    values = [row[column] for row in rows[:50] for column in columns if len(row) > column]
    comma = delimiter != "," and any(map(_DECIMAL_COMMA.fullmatch, values))
    degrees = not comma and any(map(_DEGREES.fullmatch, values))
    has_quotes = _has_quotes(lines, delimiter)
    return TableShape(delimiter, encoding, x_column, y_column, authid, comma, degrees, has_quotes)


def table_uri(location: str, shape: TableShape) -> str:
    """Return the address for QGIS's delimitedtext provider; made by QUrlQuery."""
    query = QUrlQuery()
    options = {
        "type": "csv",
        "delimiter": "\\t" if shape.delimiter == "\t" else shape.delimiter,
        "encoding": shape.encoding,
        "detectTypes": "yes",
        "spatialIndex": "no",
        "subsetIndex": "no",
        "watchFile": "no",
    }
    if shape.x_column:
        options.update(xField=shape.x_column, yField=shape.y_column)
        if shape.authid:
            options["crs"] = shape.authid
        if shape.decimal_comma:
            options["decimalPoint"] = ","
        if shape.degrees:
            options["xyDms"] = "yes"
    else:
        options["geomType"] = "none"
    if not shape.has_quotes:
        options.update(quote="", escape="")
    for key, value in options.items():
        # QUrlQuery encodes what would end the value, and takes a percent sign for encoded text. More
        # must not be encoded: the provider does not decode %2C.
        query.addQueryItem(key, value.replace("%", "%25"))
    url = QUrl.fromLocalFile(location)
    url.setQuery(query)
    return bytes(url.toEncoded()).decode("ascii")


def _decoded(sample: bytes) -> tuple[str, str]:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "replace"), "UTF-16"
    try:
        # A character may be cut at the end of the sample.
        return sample.decode("utf-8-sig", "strict" if len(sample) < SAMPLE_BYTES else "ignore"), "UTF-8"
    except UnicodeDecodeError:
        return sample.decode("cp1252", "replace"), "windows-1252"


def _delimiter(lines: list[str]) -> str:
    try:
        return csv.Sniffer().sniff("\n".join(lines[:50]), _DELIMITERS).delimiter
    except csv.Error:  # one column, or lines of different length
        return max(_DELIMITERS, key=lines[0].count)


def _coordinate_columns(header: list[str]) -> tuple[str, str, str]:
    # The provider does not find a column whose name has a percent sign.
    columns = [column for column in reversed(header) if "%" not in column]
    by_key = {re.sub(r"[^a-z]", "", column.lower()): column for column in columns}
    by_key.update({column.lower(): column for column in columns})
    for pairs, authid in ((_LON_LAT_COLUMNS, "EPSG:4326"), (_GRID_COLUMNS, "")):
        for x_key, y_key in pairs:
            if x_key in by_key and y_key in by_key:
                return by_key[x_key], by_key[y_key], authid
    return "", "", ""


def _has_quotes(lines: list[str], delimiter: str) -> bool:
    """Return whether quotation marks hold values: then they stand at the beginning of some."""
    begins = re.compile(rf'(?:^|{re.escape(delimiter)})\s*"')
    return any(map(begins.search, lines)) or not any('"' in line for line in lines)
