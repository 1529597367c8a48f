"""Tiles that QGIS is about to ask the gateway for.

A frame makes all its requests at once, but Qt lets six of them through to one host; the others wait in a
queue while the line to the server is idle. QGIS announces each request as it is made, so the gateway can
fetch them all together: one round trip where it would be four, and neighbours in one request.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsNetworkRequestParameters
from qgis.PyQt.QtCore import QObject, QThread

from secims_qgis.live.gateway_http import KEEP_S
from secims_qgis.network import SecimsError

if TYPE_CHECKING:
    from typing import Callable

    from secims_qgis.live.gateway_tiles import Place, UpstreamTiles

MOST_AHEAD = 64
"""Tiles under way that nobody has asked for yet: a large window has some forty."""
MOST_SERVED = 5_000
"""Tiles of which is remembered that QGIS has them."""
ALONE_S = 1.0
"""How long tiles are fetched before the first request for one of them arrives."""


class Ahead:
    """Fetches tiles of one upstream before they are asked for; on the gateway's thread.

    Only for a frame that is being drawn: when QGIS gives it up, all its connections close.
    """

    def __init__(self, tiles: UpstreamTiles) -> None:
        self._tiles = tiles
        self._running: dict[Place, asyncio.Future[None]] = {}
        self._served: dict[Place, float] = {}
        self._clients = 0
        self._were_clients = False

    def want(self, place: Place) -> None:
        """Begin to fetch a tile, which then lies in the cache."""
        is_under_way = place in self._running or len(self._running) >= MOST_AHEAD
        if is_under_way or self._is_kept(place) or not self._tiles.may_have(place):
            return
        if not self._running:
            self._were_clients = self._clients > 0
            asyncio.get_running_loop().call_later(ALONE_S, self._stop_if_alone)
        task = self._running[place] = asyncio.ensure_future(self._fetch(place))
        task.add_done_callback(lambda _task: self._running.pop(place, None))

    def client_came(self) -> None:
        """Note that QGIS waits for a tile."""
        self._clients += 1
        self._were_clients = True

    def client_left(self, place: Place, *, was_served: bool) -> None:
        """Note that it does no more; when the last one gives up, so does everything that was ahead."""
        self._clients -= 1
        if was_served:
            self._served.pop(place, None)
            self._served[place] = time.monotonic()
            if len(self._served) > MOST_SERVED:
                del self._served[next(iter(self._served))]
        elif not self._clients:
            self.stop()

    def _is_kept(self, place: Place) -> bool:
        """Return whether QGIS has the tile in its own cache, most likely, and will not ask for it."""
        served = self._served.get(place)
        return served is not None and time.monotonic() - served < KEEP_S

    def stop(self) -> None:
        """Break off what runs."""
        for task in list(self._running.values()):
            task.cancel()

    def _stop_if_alone(self) -> None:
        if not self._were_clients:
            self.stop()

    async def _fetch(self, place: Place) -> None:
        with contextlib.suppress(SecimsError):  # told to the one who asks for the tile
            await self._tiles.tile(place)


class Announcements(QObject):
    """Hears of every request that QGIS makes; lives on the main thread."""

    def __init__(self, base: str, announce: Callable[[str], None]) -> None:
        """Pass on the paths of requests that begin with ``base``."""
        super().__init__()
        self._base, self._announce = f"{base}/", announce
        self._signal = QgsNetworkAccessManager.instance().requestAboutToBeCreated[QgsNetworkRequestParameters]
        self._signal.connect(self._take)

    def stop(self) -> None:
        """Hear nothing more."""
        with contextlib.suppress(TypeError, RuntimeError):  # the manager may be gone when QGIS ends
            self._signal.disconnect(self._take)

    def _take(self, parameters: QgsNetworkRequestParameters) -> None:
        url = parameters.request().url().toString()
        if url.startswith(self._base):
            self._announce(url[len(self._base) - 1 :])


def is_main_thread() -> bool:
    """Return whether this is the thread that QGIS's windows live on."""
    application = QgsApplication.instance()
    return application is not None and QThread.currentThread() == application.thread()
