"""What every source of tiles at the gateway has: shared requests, and a memory for dead ones."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Hashable
from typing import TYPE_CHECKING, Callable, NamedTuple, TypeVar

from qgis.core import Qgis, QgsMessageLog

from secims_qgis.live.gateway_ahead import Ahead
from secims_qgis.live.gateway_cache import ByteCache
from secims_qgis.live.gateway_sharing import Sharing
from secims_qgis.network import CancelledError, SecimsError

if TYPE_CHECKING:
    from secims_qgis.live.gateway_address import Upstream
    from secims_qgis.live.gateway_pool import FetchPool
    from secims_qgis.live.pmtiles_directory import Directory
    from secims_qgis.network import QgisSession

DEAD_S = 30.0
"""How long an upstream that cannot be reached or read is not asked again."""
TILE_CACHE_BYTES = 16_000_000
DIRECTORY_CACHE_BYTES = 16_000_000
_Answer = TypeVar("_Answer")


class Tile(NamedTuple):
    """A tile, unpacked."""

    body: bytes
    media_type: str


class Place(NamedTuple):
    """Which tile: ``column`` counts from the west, ``row`` from the north."""

    zoom: int
    column: int
    row: int


class Means:
    """What all upstreams have in common: threads and caches."""

    def __init__(self, pool: FetchPool) -> None:
        self.pool = pool
        self.tiles: ByteCache[Tile] = ByteCache(TILE_CACHE_BYTES)
        self.directories: ByteCache[Directory] = ByteCache(DIRECTORY_CACHE_BYTES)


class UpstreamTiles:
    """Tiles of one upstream. Everything but the requests themselves runs on the gateway's thread."""

    def __init__(self, upstream: Upstream, means: Means) -> None:
        self.upstream = upstream
        self.means = means
        self.sharing = Sharing()
        self.ahead = Ahead(self)
        self._dead_until = 0.0
        self._death: SecimsError | None = None
        self._told_until = 0.0

    def may_have(self, place: Place) -> bool:
        """Return whether there could be a tile at this place; ``tile`` is not asked for any other."""
        raise NotImplementedError

    async def tile(self, place: Place) -> Tile | None:
        """Return a tile, or None if there is none at this place.

        Raises:
            SecimsError: it could not be fetched or read.
        """
        raise NotImplementedError

    async def fetched(self, work: Callable[[QgisSession], _Answer]) -> _Answer:
        """Have one of the threads do a request; it is broken off if nobody waits any more."""
        abandoned = threading.Event()
        future = self.means.pool.submit(self.upstream, work, abandoned)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            abandoned.set()
            raise

    async def shared(self, key: Hashable, work: Callable[[QgisSession], _Answer]) -> _Answer:
        """As ``fetched``, once for all who want it at the same time."""

        async def run() -> _Answer:
            return await self.fetched(work)

        return await self.sharing.get(key, run)

    def check_alive(self) -> None:
        """Raise what went wrong, if that was a moment ago."""
        if self._death is not None and time.monotonic() < self._dead_until:
            raise type(self._death)(
                self._death.cause, url=self._death.url, status=self._death.status
            ) from self._death

    def died(self, error: SecimsError) -> None:
        """Remember that there is no use in asking."""
        if not isinstance(error, CancelledError):
            self._death, self._dead_until = error, time.monotonic() + DEAD_S

    def failed(self, error: SecimsError) -> None:
        """Tell in the log of messages that a tile is missing, once for all that fail at that time."""
        if not isinstance(error, CancelledError) and time.monotonic() >= self._told_until:
            self._told_until = time.monotonic() + DEAD_S
            log(f"Tiles are missing: {error}")


def log(message: str) -> None:
    """Write to QGIS's log of messages, under the name of the plugin."""
    QgsMessageLog.logMessage(message, "SEC-IMS", Qgis.MessageLevel.Warning, False)
