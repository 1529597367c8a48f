"""GDAL, without its exceptions and without its output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from osgeo import gdal

if TYPE_CHECKING:
    from pathlib import Path

_MAX_MESSAGES = 5
_MAX_LENGTH = 200
_FETCH_SCHEMA = "GML_DOWNLOAD_WFS_SCHEMA"


@contextmanager
def without_remote_schemas() -> Iterator[None]:
    """Keep GDAL, on this thread, from fetching the schema that a GML file points to."""
    before = gdal.GetThreadLocalConfigOption(_FETCH_SCHEMA)
    gdal.SetThreadLocalConfigOption(_FETCH_SCHEMA, "NO")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(_FETCH_SCHEMA, before)


@contextmanager
def quiet_gdal() -> Iterator[list[str]]:
    """Collect GDAL's errors of this thread, at most a few, in place of printing them."""
    messages: list[str] = []

    def keep(level: int, _number: int, text: str) -> None:
        if level >= gdal.CE_Failure and len(messages) < _MAX_MESSAGES:
            messages.append(" ".join(text.split())[:_MAX_LENGTH])

    gdal.PushErrorHandler(keep)
    try:
        yield messages
    finally:
        gdal.PopErrorHandler()


def open_dataset(
    path: Path | str, flags: int, drivers: tuple[str, ...], options: Sequence[str] = ()
) -> Any | None:
    """Open a file read-only with one of these drivers; None where none of them can.

    Drivers are always named: GDAL goes by content, and a file of any name could be a VRT that
    points to other files or to the network.
    """
    names = [name for name in drivers if gdal.GetDriverByName(name) is not None]
    if not names:
        return None
    try:
        return gdal.OpenEx(
            str(path), flags | gdal.OF_READONLY, allowed_drivers=names, open_options=list(options)
        )
    except RuntimeError:  # somebody switched GDAL's exceptions on
        return None
