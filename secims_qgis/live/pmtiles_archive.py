"""A PMTiles archive behind a session: header, directories and metadata."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from secims_qgis.live.pmtiles_directory import (
    MAX_DIRECTORY_BYTES,
    Directory,
    Entry,
    parse_directory,
)
from secims_qgis.live.pmtiles_header import FIRST_READ_BYTES, Header, Section, TileType, parse_header
from secims_qgis.live.pmtiles_source import ArchiveChangedError, Chunk, read_range
from secims_qgis.live.pmtiles_unpack import check_can_unpack, unpack
from secims_qgis.network import LiveLayerError
from secims_qgis.network.fetch import looks_like_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

MAX_DEPTH = 4
"""Directories one below the other; writers make two levels, a loop would make them endless."""
MAX_METADATA_BYTES = 4_000_000
MAX_TILE_BYTES = 16_000_000
"""A tile, packed or not."""
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", TileType.PNG),
    (b"\xff\xd8\xff", TileType.JPEG),
)


class Archive(NamedTuple):
    """What the first read of an archive tells."""

    url: str
    header: Header
    root: Directory
    version: str
    """See ``pmtiles_source.Chunk``."""
    start: bytes
    """The first 16 KiB at most; metadata and small leaf directories often lie in them."""

    def leaf_section(self, entry: Entry) -> Section:
        """Return where a leaf directory lies in the file.

        Raises:
            LiveLayerError: outside of the archive, or it is too large.
        """
        return self._section(self.header.leaves, entry, MAX_DIRECTORY_BYTES)

    def tile_section(self, entry: Entry) -> Section:
        """Return where a tile lies in the file; raises as ``leaf_section`` does."""
        return self._section(self.header.tiles, entry, MAX_TILE_BYTES)

    def _section(self, within: Section, entry: Entry, max_bytes: int) -> Section:
        if not within.holds(entry.offset, entry.length):
            raise LiveLayerError("a directory of the archive points outside of it", url=self.url)
        if entry.length > max_bytes:
            raise LiveLayerError(f"a part of the archive claims {entry.length} bytes", url=self.url)
        return Section(within.offset + entry.offset, entry.length)

    def directory(self, packed: bytes) -> Directory:
        """Return a directory from its bytes.

        Raises:
            LiveLayerError: they are none.
        """
        with told(self.url):
            return parse_directory(unpack(packed, self.header.packed, MAX_DIRECTORY_BYTES))

    def tile(self, packed: bytes) -> bytes:
        """Return a tile from its bytes; raises as ``directory`` does."""
        with told(self.url):
            return unpack(packed, self.header.tiles_packed, MAX_TILE_BYTES)


def open_archive(session: requests.Session, url: str, timeout_s: float | None = None) -> Archive:
    """Read header and root directory: one request, two where the root lies further back.

    Raises:
        LiveLayerError: this is no archive, a damaged one, or the server knows no ranges
            (``NoRangeError``).
        NetworkError: the server does not answer, or with an error.
    """
    chunk = read_range(session, url, 0, FIRST_READ_BYTES, timeout_s)
    if looks_like_html(chunk.data):
        raise LiveLayerError("a web page instead of an archive", url=url)
    with told(url):
        header = parse_header(chunk.data, chunk.total)
        check_can_unpack(header.tiles_packed)
    if header.root.length > MAX_DIRECTORY_BYTES:
        raise LiveLayerError(f"the root directory of the archive claims {header.root.length} bytes", url=url)
    packed = _of_chunk(chunk, header.root) or _read(session, url, header.root, chunk.version, timeout_s)
    with told(url):
        root = parse_directory(unpack(packed, header.packed, MAX_DIRECTORY_BYTES))
    return Archive(url, header, root, chunk.version, chunk.data)


def read_section(
    session: requests.Session, archive: Archive, section: Section, timeout_s: float | None = None
) -> bytes:
    """Return a part of an archive, from the bytes at hand where it lies among them.

    Raises:
        ArchiveChangedError: the file is another by now.
        LiveLayerError, NetworkError: as ``read_range`` does.
    """
    at_hand = archive.start[section.offset : section.end]
    if len(at_hand) == section.length:
        return at_hand
    return _read(session, archive.url, section, archive.version, timeout_s)


def check_version(chunk: Chunk, version: str, url: str) -> bytes:
    """Return the bytes if they are of the archive that was opened, else raise ArchiveChangedError."""
    if chunk.version != version:
        raise ArchiveChangedError("the archive was replaced", url=url)
    return chunk.data


def first_tile(session: requests.Session, archive: Archive) -> bytes:
    """Return the first tile, unpacked; where that is damaged, another one.

    Raises:
        LiveLayerError: none of three tiles can be read.
        NetworkError: as ``read_range`` does.
    """
    last = len(archive.root) - 1
    for at in (0, last // 2):
        with suppress(LiveLayerError):
            return _tile_of(session, archive, archive.root.entry(at))
    return _tile_of(session, archive, archive.root.entry(last))


def _tile_of(session: requests.Session, archive: Archive, entry: Entry) -> bytes:
    """Return the tile of an entry, or the first one below it."""
    for _level in range(MAX_DEPTH):
        if entry.run:
            return archive.tile(read_section(session, archive, archive.tile_section(entry)))
        entry = archive.directory(read_section(session, archive, archive.leaf_section(entry))).entry(0)
    raise LiveLayerError("the directories of the archive go round in circles", url=archive.url)


def type_of_tile(tile: bytes) -> TileType:
    """Return what a tile is by its first bytes; what is no known picture counts as a vector tile."""
    if tile[:4] == b"RIFF" and tile[8:12] == b"WEBP":
        return TileType.WEBP
    if tile[4:12] == b"ftypavif":
        return TileType.AVIF
    return next((kind for start, kind in _STARTS if tile.startswith(start)), TileType.MVT)


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn a ValueError about bytes into a LiveLayerError about an archive."""
    try:
        yield
    except ValueError as error:
        raise LiveLayerError(str(error), url=url) from error


def _of_chunk(chunk: Chunk, section: Section) -> bytes:
    data = chunk.data[section.offset : section.end]
    return data if len(data) == section.length else b""


def _read(
    session: requests.Session, url: str, section: Section, version: str, timeout_s: float | None
) -> bytes:
    chunk = read_range(session, url, section.offset, section.length, timeout_s)
    if len(chunk.data) < section.length:
        raise LiveLayerError("the archive ends too early", url=url)
    return check_version(chunk, version, url)
