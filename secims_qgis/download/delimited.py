"""Tables of text: points where two columns are coordinates, plain tables otherwise."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
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
)
_GRID_COLUMNS = (
    ("easting", "northing"),
    ("eastings", "northings"),
    ("x", "y"),
    ("xcoord", "ycoord"),
    ("pointx", "pointy"),
)
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")


@dataclass(frozen=True)
class TableShape:
    """How a table is written, and which columns hold coordinates (empty where none do).

    ``authid`` is EPSG:4326 where the columns are called longitude and latitude, and empty for others:
    which grid an easting belongs to, the table does not say.
    """

    delimiter: str
    encoding: str
    x_column: str = ""
    y_column: str = ""
    authid: str = ""
    decimal_comma: bool = False


def open_delimited(location: str, name: str) -> QgsVectorLayer:
    """Return the layer of a text table, valid or not.

    Raises:
        ValueError: it has no header line.
    """
    return QgsVectorLayer(table_uri(location, table_shape(Path(location))), name, "delimitedtext")


def table_shape(path: Path) -> TableShape:
    """Look at the start of a table.

    Raises:
        ValueError: it has no header line.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    text, encoding = _decoded(sample)
    lines = text.splitlines()
    if len(sample) == SAMPLE_BYTES and len(lines) > 1:
        lines.pop()  # most likely cut
    if not lines or not lines[0].strip():
        raise ValueError("the table has no header line")
    delimiter = _delimiter(lines)
    header, *rows = list(csv.reader(lines, delimiter=delimiter))
    x_column, y_column, authid = _coordinate_columns(header)
    columns = [header.index(x_column), header.index(y_column)] if x_column else []
    comma = delimiter != "," and _has_decimal_comma(rows, columns)
    return TableShape(delimiter, encoding, x_column, y_column, authid, comma)


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
    else:
        options["geomType"] = "none"
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
    by_key.update({column.strip().lower(): column for column in columns})
    for pairs, authid in ((_LON_LAT_COLUMNS, "EPSG:4326"), (_GRID_COLUMNS, "")):
        for x_key, y_key in pairs:
            if x_key in by_key and y_key in by_key:
                return by_key[x_key], by_key[y_key], authid
    return "", "", ""


def _has_decimal_comma(rows: list[list[str]], columns: list[int]) -> bool:
    values = [row[column] for row in rows[:50] for column in columns if len(row) > column]
    return any(_DECIMAL_COMMA.fullmatch(value) for value in values)
