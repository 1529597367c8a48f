"""Tiles of a PMTiles archive for the gateway."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from secims_qgis.live.gateway_sharing import RangeReader
from secims_qgis.live.gateway_tiles import Means, Place, Tile, UpstreamTiles
from secims_qgis.live.pmtiles_archive import (
    MAX_DEPTH,
    Archive,
    check_version,
    open_archive,
    type_of_tile,
)
from secims_qgis.live.pmtiles_directory import Directory, Entry, tile_id
from secims_qgis.live.pmtiles_header import Section, TileType
from secims_qgis.live.pmtiles_source import ArchiveChangedError, read_range
from secims_qgis.network import LiveLayerError, LoginNeededError, SecimsError, TimedOutError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from secims_qgis.live.gateway_address import Upstream
    from secims_qgis.network import QgisSession

MEDIA_TYPES = {
    TileType.MVT: "application/vnd.mapbox-vector-tile",
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
FEW_BYTES = 32_768
"""Leaf directories that are not larger than this altogether are read before the first tile is asked for."""
_HOPELESS = (UnreachableError, TimedOutError, LoginNeededError)
"""After one of these the next tile would fare no better."""


class _Open(NamedTuple):
    archive: Archive
    ranges: RangeReader
    leaves: asyncio.Future[None] | None
    """Reads all leaf directories; None where they are too large for that, or there are none."""


class ArchiveTiles(UpstreamTiles):
    """Header and directories are read once; tiles that are neighbours in one request."""

    def __init__(self, upstream: Upstream, means: Means) -> None:
        super().__init__(upstream, means)
        self._open: _Open | None = None

    def offer(self, archive: Archive) -> _Open:
        """Take over an archive that a task has opened; what was known of an earlier state is gone."""
        leaves = archive.header.leaves.length
        reading = asyncio.ensure_future(self._all_leaves(archive)) if 0 < leaves <= FEW_BYTES else None
        self._open = _Open(archive, RangeReader(partial(self._range, archive)), reading)
        self._dead_until = 0.0
        return self._open

    async def _all_leaves(self, archive: Archive) -> None:
        """Read small leaf directories by one request, while QGIS is still busy with the new layer."""
        root, whole = archive.root, archive.header.leaves
        with contextlib.suppress(SecimsError):  # told when a tile is asked for
            data = await self._section(archive, whole, partial(self._range, archive))
            for entry in (root.entry(at) for at in range(len(root))):
                if not entry.run:
                    section = archive.leaf_section(entry)
                    begin = section.offset - whole.offset
                    self._keep(archive, section, archive.directory(data[begin : begin + section.length]))

    def _keep(self, archive: Archive, section: Section, directory: Directory) -> None:
        key = (archive.url, archive.version, section.offset)
        self.means.directories.put(key, directory, directory.size_bytes)

    def may_have(self, place: Place) -> bool:
        """Return whether the tile is one of WebMercatorQuad, as all of an archive are."""
        return max(place.column, place.row) < 2**place.zoom

    async def tile(self, place: Place) -> Tile | None:
        """Return a tile; an archive that was replaced meanwhile is opened again."""
        self.check_alive()
        try:
            opened = await self._opened()
            try:
                return await self._tile(opened, place)
            except ArchiveChangedError:
                if self._open is opened:
                    self._open = None
                return await self._tile(await self._opened(), place)
        except _HOPELESS as error:
            self.died(error)
            raise

    async def _opened(self) -> _Open:
        if self._open is not None:
            return self._open
        return await self.sharing.get("open", self._opened_anew)

    async def _opened_anew(self) -> _Open:
        """Open the archive; it is at hand before this ends, so that nobody who comes then opens it again."""
        try:
            archive = await self.fetched(partial(_open, self.upstream.url))
        except SecimsError as error:
            self.died(error)
            raise
        return self._open or self.offer(archive)

    async def _tile(self, opened: _Open, place: Place) -> Tile | None:
        archive, header = opened.archive, opened.archive.header
        if not header.min_zoom <= place.zoom <= header.max_zoom:
            return None
        entry = await self._find(opened, tile_id(*place))
        if entry is None:
            return None
        section = archive.tile_section(entry)
        key = (archive.url, archive.version, section.offset)
        tile = self.means.tiles.get(key)
        if tile is None:
            body = archive.tile(await self._section(archive, section, opened.ranges.read))
            tile = Tile(body, MEDIA_TYPES[type_of_tile(body)])  # whatever the header says
            self.means.tiles.put(key, tile, len(body))
        return tile

    async def _find(self, opened: _Open, wanted: int) -> Entry | None:
        archive, directory = opened.archive, opened.archive.root
        for _level in range(MAX_DEPTH):
            entry = directory.find(wanted)
            if entry is None or entry.run:
                return entry
            directory = await self._leaf(opened, archive.leaf_section(entry))
        raise LiveLayerError("the directories of the archive go round in circles", url=archive.url)

    async def _leaf(self, opened: _Open, section: Section) -> Directory:
        archive = opened.archive
        if opened.leaves is not None and not opened.leaves.done():
            await asyncio.shield(opened.leaves)
        directory = self.means.directories.get((archive.url, archive.version, section.offset))
        if directory is None:
            packed = await self._section(archive, section, partial(self._range, archive))
            directory = archive.directory(packed)
            self._keep(archive, section, directory)
        return directory

    async def _section(
        self, archive: Archive, section: Section, read: Callable[[Section], Coroutine[Any, Any, bytes]]
    ) -> bytes:
        """Return bytes of the archive: from those at hand, from a request under way, or a new one."""
        at_hand = archive.start[section.offset : section.end]
        if len(at_hand) == section.length:
            return at_hand
        return await self.sharing.get((archive.version, section), lambda: read(section))

    async def _range(self, archive: Archive, section: Section) -> bytes:
        return await self.fetched(partial(_read, archive, section))


def _open(url: str, session: QgisSession) -> Archive:
    return open_archive(session, url)


def _read(archive: Archive, section: Section, session: QgisSession) -> bytes:
    chunk = read_range(session, archive.url, section.offset, section.length)
    data = check_version(chunk, archive.version, archive.url)
    if len(data) < section.length:
        raise LiveLayerError("the archive ends too early", url=archive.url)
    return data
