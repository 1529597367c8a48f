"""How the texts of a shapefile are written.

GDAL would find out by itself, but QGIS tells it not to, for the whole process, as soon as it opens a layer.
"""

from __future__ import annotations

import codecs
from typing import Any

from osgeo import gdal

_READ_BYTES = 1024 * 1024


def encoding_of(shapes: Any, place: str) -> str:
    """Return the encoding of an open shapefile at a place of GDAL's: told beside it, in it, or by its texts.

    The texts of one that does not say are UTF-8 where they can be, and ISO-8859-1 otherwise.
    """
    told = shapes.GetLayer(0).GetMetadata("SHAPEFILE") or {}
    stated = told.get("ENCODING_FROM_CPG") or told.get("ENCODING_FROM_LDID")
    if stated:
        return str(stated)
    return "UTF-8" if _is_utf8(_table_beside(place)) else "ISO-8859-1"


def _table_beside(place: str) -> str:
    """Return the place of the table; its ending may be in capitals as that of the shapes is."""
    return place[:-4] + (".DBF" if place[-4:].isupper() else ".dbf")


def _is_utf8(table: str) -> bool:
    file = gdal.VSIFOpenL(table, "rb")
    if file is None:
        return True
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        # The header has numbers, which look like anything.
        header_bytes = int.from_bytes(bytes(gdal.VSIFReadL(1, 10, file) or b"")[8:10], "little")
        gdal.VSIFSeekL(file, header_bytes, 0)
        while chunk := gdal.VSIFReadL(1, _READ_BYTES, file):
            decoder.decode(bytes(chunk))
    except UnicodeDecodeError:
        return False
    finally:
        gdal.VSIFCloseL(file)
    return True
