"""The gateway: a server within QGIS, on loopback, that gives QGIS tiles it could not get by itself.

It binds 127.0.0.1 only. Who knows neither its port nor the random first part of its paths gets nothing,
nor does a page in a browser whose host name was made to lead here (Host is checked), and it fetches
only what a layer of this QGIS was made from. Requests go out through QGIS networking.
"""

from __future__ import annotations

import asyncio
import atexit
import hmac
import re
import secrets
import socket
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING

from secims_qgis.live.gateway_address import LOOPBACK, PMTILES, ROUTES, Upstream
from secims_qgis.live.gateway_ahead import Announcements, is_main_thread
from secims_qgis.live.gateway_archive import ArchiveTiles
from secims_qgis.live.gateway_http import MAX_HEAD_BYTES, METHODS, Answer, Request, gone, read_request
from secims_qgis.live.gateway_pool import FetchPool
from secims_qgis.live.gateway_proxy import let_pass_by_proxy
from secims_qgis.live.gateway_tiles import Means, Place, UpstreamTiles, log
from secims_qgis.live.gateway_unpacked import UnpackedTiles
from secims_qgis.network import LiveLayerError, SecimsError

if TYPE_CHECKING:
    from secims_qgis.live.pmtiles_archive import Archive

MAX_CONNECTIONS = 200
STOP_S = 2.0
_PATH = re.compile(
    rf"/(?P<first>[\w-]{{43}})/(?P<route>{'|'.join(sorted(ROUTES))})/(?P<key>[\w-]+)"
    r"/(?P<z>\d{1,2})/(?P<x>\d{1,9})/(?P<y>\d{1,9})",
    re.ASCII,
)
_NOT_FOUND = Answer(HTTPStatus.NOT_FOUND, b"Not here\n")


class Gateway:
    """The running server; ``running_gateway`` starts one, ``stop_gateway`` ends it."""

    def __init__(self) -> None:
        self._socket = socket.create_server((LOOPBACK, 0), backlog=MAX_CONNECTIONS)
        self.port: int = self._socket.getsockname()[1]
        self._first = secrets.token_urlsafe(32)
        self._host = f"{LOOPBACK}:{self.port}"
        self.base = f"http://{self._host}/{self._first}"
        """What ``gateway_address.with_base`` puts into the sources of layers."""
        self._pool = FetchPool()
        self._means = Means(self._pool)
        self._upstreams: dict[tuple[str, str], UpstreamTiles] = {}
        self._clients: set[asyncio.Task[None]] = set()
        self._announcements: Announcements | None = None
        self._loop = asyncio.new_event_loop()
        self._stopped: asyncio.Future[None] = self._loop.create_future()
        self._restore_proxy = let_pass_by_proxy(f"http://{self._host}/")
        self._thread = threading.Thread(target=self._run, name="secims-gateway", daemon=True)
        self._thread.start()

    def template(self, upstream: Upstream, archive: Archive | None = None) -> str:
        """Return the template of an upstream's tiles, and serve them from now on; on any thread.

        ``archive`` is what a task has read already.
        """
        tiles = self._upstreams.get((upstream.route, upstream.key))
        if tiles is None:
            kind = ArchiveTiles if upstream.route == PMTILES else UnpackedTiles
            tiles = self._upstreams.setdefault((upstream.route, upstream.key), kind(upstream, self._means))
        if archive is not None and isinstance(tiles, ArchiveTiles):
            self._loop.call_soon_threadsafe(tiles.offer, archive)
        self.listen()
        return f"{self.base}/{upstream.route}/{upstream.key}/{{z}}/{{x}}/{{y}}"

    def listen(self) -> None:
        """Hear from QGIS which tiles a frame will ask for; does nothing but on the main thread."""
        if self._announcements is None and is_main_thread():
            self._announcements = Announcements(self.base, self._announced)

    def _announced(self, path: str) -> None:
        match = _PATH.fullmatch(f"/{self._first}{path}")
        tiles = self._upstreams.get((match["route"], match["key"])) if match is not None else None
        if match is not None and tiles is not None and not self._pool.stopping.is_set():
            self._loop.call_soon_threadsafe(tiles.ahead.want, _place(match))

    def stop(self) -> None:
        """End all threads and close all sockets, within two seconds."""
        if self._announcements is not None:
            self._announcements.stop()
        self._pool.stopping.set()
        self._loop.call_soon_threadsafe(self._stopped.cancel)
        self._thread.join(STOP_S)
        self._pool.stop(STOP_S)
        self._restore_proxy()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._client, sock=self._socket, limit=MAX_HEAD_BYTES)
        await asyncio.wait({self._stopped})
        server.close()
        await _cancelled_all()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._clients) >= MAX_CONNECTIONS:
            writer.close()
            return
        self._clients.add(task)
        try:
            request = await read_request(reader)
            answer = await self._answer_to(request, reader)
            if answer is not None:
                writer.write(answer.encoded(request.method if request else "GET"))
                await writer.drain()
        except OSError:
            return  # the client has gone
        finally:
            self._clients.discard(task)
            writer.close()

    async def _answer_to(self, request: Request | None, reader: asyncio.StreamReader) -> Answer | None:
        """Return the answer to a request; None if nobody waits for it any more."""
        if request is None:
            return Answer(HTTPStatus.BAD_REQUEST, b"Not understood\n")
        working = asyncio.ensure_future(self._answer(request))
        watching = asyncio.ensure_future(gone(reader))
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            working.cancel()
            watching.cancel()

    async def _answer(self, request: Request) -> Answer:
        if request.hosts != (self._host,):
            return Answer(HTTPStatus.FORBIDDEN, b"Not here\n")
        match = _PATH.fullmatch(request.path)
        if match is None or not hmac.compare_digest(match["first"], self._first):
            return _NOT_FOUND
        tiles = self._upstreams.get((match["route"], match["key"]))
        place = _place(match)
        if tiles is None or not tiles.may_have(place):
            return _NOT_FOUND
        if request.method not in METHODS:
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED)
        return await _tile_answer(tiles, place)


def _place(match: re.Match[str]) -> Place:
    return Place(int(match["z"]), int(match["x"]), int(match["y"]))


async def _tile_answer(tiles: UpstreamTiles, place: Place) -> Answer:
    tiles.ahead.client_came()
    was_served = False
    try:
        tile = await tiles.tile(place)
        was_served = True
    except SecimsError as error:
        tiles.failed(error)
        return Answer(HTTPStatus.BAD_GATEWAY, f"{error}\n".encode())
    except Exception as error:  # noqa: BLE001 - one bad tile must not end the server
        log(f"{tiles.upstream.url}: {error!r}")
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR)
    finally:
        tiles.ahead.client_left(place, was_served=was_served)
    if tile is None:
        return _NOT_FOUND
    return Answer(HTTPStatus.OK, tile.body, tile.media_type)


async def _cancelled_all() -> None:
    """End everything that runs on the loop."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # closed connections are taken down in the next round


class _Running:
    """The gateway of this process, while there is one."""

    gateway: Gateway | None = None
    lock = threading.Lock()


def running_gateway() -> Gateway:
    """Return the gateway, started if need be; on any thread.

    Raises:
        LiveLayerError: this machine lets nobody listen on 127.0.0.1.
    """
    with _Running.lock:
        if _Running.gateway is None:
            try:
                _Running.gateway = Gateway()
            except OSError as error:
                raise LiveLayerError(f"no port of {LOOPBACK} can be opened ({error})") from error
            atexit.register(stop_gateway)
        return _Running.gateway


def stop_gateway() -> None:
    """Stop the gateway, if one runs: its layers are blank from now on. The next layer starts another."""
    with _Running.lock:
        gateway, _Running.gateway = _Running.gateway, None
    if gateway is not None:
        atexit.unregister(stop_gateway)
        gateway.stop()
