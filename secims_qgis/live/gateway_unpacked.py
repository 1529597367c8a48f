"""Tiles that a server sends as gzip without saying so.

QGIS 3.40 draws nothing then, and says nothing either: pygeoapi sends the files of tippecanoe as they
lie there, and tippecanoe packs them. The gateway passes them on unpacked.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from secims_qgis.live.gateway_tiles import Place, Tile, UpstreamTiles
from secims_qgis.live.pmtiles_archive import MAX_TILE_BYTES, told
from secims_qgis.live.pmtiles_header import Compression
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.live.tiles_content import TileContent, content_of
from secims_qgis.network import HttpError, LiveLayerError, LoginNeededError, TimedOutError, UnreachableError
from secims_qgis.network.fetch import fetch_bytes

if TYPE_CHECKING:
    from secims_qgis.network import QgisSession

_NO_TILE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class UnpackedTiles(UpstreamTiles):
    """Vector tiles of a template with ``{z}``, ``{x}`` and ``{y}`` (or ``{-y}``, one row at level 0)."""

    def may_have(self, place: Place) -> bool:
        """Return True mostly: how wide a level is depends on the tile matrix set, which QGIS knows."""
        return "{-y}" not in self.upstream.url or place.row < 2**place.zoom

    async def tile(self, place: Place) -> Tile | None:
        self.check_alive()
        url = self._url(place)
        tile = self.means.tiles.get(url)
        if tile is not None:
            return tile
        try:
            body: bytes = await self.shared(url, partial(_fetch, url))
        except (UnreachableError, TimedOutError, LoginNeededError) as error:
            self.died(error)
            raise
        if not body:
            return None
        tile = Tile(body, "application/vnd.mapbox-vector-tile")
        self.means.tiles.put(url, tile, len(body))
        return tile

    def _url(self, place: Place) -> str:
        from_south = 2**place.zoom - 1 - place.row
        values = {"{z}": place.zoom, "{x}": place.column, "{y}": place.row, "{-y}": from_south}
        url = self.upstream.url
        for name, value in values.items():
            url = url.replace(name, str(value))
        return url


def _fetch(url: str, session: QgisSession) -> bytes:
    """Return a tile, empty where there is none; what is no vector tile must not get into any cache."""
    try:
        body = fetch_bytes(session, url, max_bytes=MAX_TILE_BYTES)
    except HttpError as error:
        if error.status in _NO_TILE:
            return b""
        raise
    with told(url):
        tile = unpack(body, Compression.UNKNOWN, MAX_TILE_BYTES)
    if tile and content_of(tile, url) is not TileContent.VECTOR:
        raise LiveLayerError("a picture instead of a vector tile", url=url)
    return tile
