"""The header of a PMTiles archive: where everything is, checked before anything is believed.

The reader is our own because the ``pmtiles`` package fetches the directories again for each tile and
cannot be made to send its requests through QGIS.
Format: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import NamedTuple, TypeVar

HEADER_BYTES = 127
FIRST_READ_BYTES = 16_384
"""The header and the root directory lie within them (PMTiles 3, clause 2)."""
MAX_ZOOM = 26
MAX_PLACE = 2**62
"""No offset, length or tile id is larger; sums of two still fit into 64 bits."""
MAGIC = b"PMTiles"
_VERSION = 3
_FIELDS = struct.Struct("<7sB11Q6B4iB2i")
_E7 = 10_000_000
_Member = TypeVar("_Member", bound=IntEnum)


class Compression(IntEnum):
    """How directories, metadata or tiles are packed (PMTiles 3, clause 3.3)."""

    UNKNOWN = 0
    NONE = 1
    GZIP = 2
    BROTLI = 3
    ZSTD = 4


class TileType(IntEnum):
    """What the tiles are (PMTiles 3, clause 3.4)."""

    UNKNOWN = 0
    MVT = 1
    PNG = 2
    JPEG = 3
    WEBP = 4
    AVIF = 5
    MLT = 6


class Section(NamedTuple):
    """A stretch of the archive, in bytes from its start."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """The first byte behind it."""
        return self.offset + self.length

    def holds(self, offset: int, length: int) -> bool:
        """Return whether a stretch that begins ``offset`` bytes into this one lies within."""
        return offset >= 0 and length >= 0 and offset + length <= self.length


class Header(NamedTuple):
    """What the header says; the bounds are west, south, east, north in degrees, or None."""

    root: Section
    metadata: Section
    leaves: Section
    tiles: Section
    packed: Compression
    """Of directories and metadata."""
    tiles_packed: Compression
    tile_type: TileType
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float] | None


def parse_header(start: bytes, total: int | None) -> Header:
    """Read the first 127 bytes of an archive that has ``total`` bytes, if the server says how many.

    Raises:
        ValueError: it is none, of another version, cut off, or its numbers make no sense.
    """
    if not start.startswith(MAGIC):
        raise ValueError("this is no PMTiles archive")
    if len(start) < HEADER_BYTES:
        raise ValueError("the archive ends within its header")
    _magic, version, *fields = _FIELDS.unpack_from(start)
    if version != _VERSION:
        raise ValueError(f"version {version} of PMTiles; only version {_VERSION} can be read")
    places, (_clustered, packed, tiles_packed, tile_type, low, high), bounds = (
        fields[:11],
        fields[11:17],
        fields[17:21],
    )
    sections = [Section(*places[at : at + 2]) for at in range(0, 8, 2)]
    _check_sections(sections, total)
    if not low <= high <= MAX_ZOOM:
        raise ValueError(f"the archive claims zoom levels {low} to {high}")
    root, metadata, leaves, tiles = sections
    return Header(
        root,
        metadata,
        leaves,
        tiles,
        _member(Compression, packed, "compression"),
        _member(Compression, tiles_packed, "compression"),
        _member(TileType, tile_type, "tile type"),
        low,
        high,
        usable_bounds([bound / _E7 for bound in bounds]),
    )


def _check_sections(sections: list[Section], total: int | None) -> None:
    end = MAX_PLACE if total is None else total
    for section in sections:
        if section.length and section.end > end:
            raise ValueError(f"the archive is cut off: it has {end} bytes, its header says {section.end}")
    if not sections[0].offset >= HEADER_BYTES or not sections[0].length:
        raise ValueError("the archive has no root directory")


def _member(kind: type[_Member], number: int, what: str) -> _Member:
    try:
        return kind(number)
    except ValueError:
        raise ValueError(f"the archive has a {what} that is not known ({number})") from None


def usable_bounds(bounds: list[float]) -> tuple[float, float, float, float] | None:
    """Return bounds in degrees that can be shown on a map; None where they say nothing."""
    if len(bounds) != 4:
        return None
    west, south, east, north = bounds
    if not (-180.0 <= west < east <= 180.0 and -90.0 <= south < north <= 90.0):
        return None
    return (west, south, east, north)
