"""Files that point elsewhere: GDAL would follow, to any host and any file, past the link policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

from osgeo import gdal

from secims_qgis.download.formats import HEAD_BYTES, Content, content_of

_READ_BYTES = 1024 * 1024
_KEY = re.compile(rb"""["'](?:c|\\u0063)(?:r|\\u0072)(?:s|\\u0073)["']""")
_KEY_BYTES = 20
_MAX_CRS_BYTES = 64 * 1024
_MAX_SIDECAR_BYTES = 20_000_000


def names_linked_crs(crs: Any) -> bool:
    """Return whether the member ``crs`` of GeoJSON (2008, section 3.2) is a link."""
    return isinstance(crs, dict) and str(crs.get("type")).lower() in {"link", "url"}


def refuse_linked_crs(location: str, check: Callable[[], None] = lambda: None) -> None:
    """See that GeoJSON, at a place of GDAL's, does not name its CRS by a link; ``check`` may raise.

    Raises:
        ValueError: it does.
    """
    with _opened(location) as file:
        start, kept = 0, b""
        while chunk := bytes(gdal.VSIFReadL(1, _READ_BYTES, file) or b""):
            check()
            text = kept + chunk
            for match in _KEY.finditer(text):
                _look_at_crs(file, start + match.end())
            gdal.VSIFSeekL(file, start + len(text), 0)
            start += max(0, len(text) - _KEY_BYTES)
            kept = text[-_KEY_BYTES:]


def _look_at_crs(file: Any, place: int) -> None:
    gdal.VSIFSeekL(file, place, 0)
    text = bytes(gdal.VSIFReadL(1, _MAX_CRS_BYTES, file) or b"").decode("utf-8", "replace").lstrip()
    if text and text[0] not in ":/":  # a value; GDAL knows comments, too
        return
    try:
        crs, _end = json.JSONDecoder().raw_decode(text[1:].lstrip())
    except (ValueError, RecursionError) as error:
        raise ValueError("what it says of its CRS cannot be read") from error
    if names_linked_crs(crs):
        raise ValueError("it names its CRS by a link to somewhere else")


def refuse_pointing_sidecars(location: str) -> None:
    """See that what lies beside a raster, and GDAL reads with it, does not point elsewhere.

    Overviews and masks are opened whatever they are: a VRT has its pixels from anywhere.

    Raises:
        ValueError: something does.
    """
    folder, _, name = location.replace("\\", "/").rpartition("/")
    for beside in gdal.ReadDir(folder or ".") or []:
        lower = beside.lower()
        if not lower.startswith(f"{name.lower()}."):
            continue
        if lower.endswith((".ovr", ".msk")):
            is_harmless = content_of(_start(f"{folder}/{beside}", HEAD_BYTES)) is Content.TIFF
        else:
            is_harmless = b"OVERVIEW_FILE" not in _start(f"{folder}/{beside}", _MAX_SIDECAR_BYTES)
        if not is_harmless:
            raise ValueError(f"{beside} points somewhere else")


def _start(location: str, count: int) -> bytes:
    with _opened(location) as file:
        return bytes(gdal.VSIFReadL(1, count, file) or b"")


@contextmanager
def _opened(location: str) -> Iterator[Any]:
    file = gdal.VSIFOpenL(location, "rb")
    if file is None:
        raise ValueError("it cannot be read")
    try:
        yield file
    finally:
        gdal.VSIFCloseL(file)
