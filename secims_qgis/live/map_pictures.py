"""Pictures of a map service, fetched or from the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QImage, QImageReader

from secims_qgis.live.raster_cache import TileCache, TileId
from secims_qgis.network import AnswerError, fetch_bytes, open_session
from secims_qgis.network.fetch import looks_like_html, words_of_server

if TYPE_CHECKING:
    from secims_qgis.live.coverage_state import SourceState
    from secims_qgis.live.map_source import MapSource
    from secims_qgis.live.raster_wish import Wish

MAX_BYTES = 50_000_000
MAX_SIDE = 8192
_HEADERS = {"Accept": "image/png, image/*;q=0.5", "Cache-Control": "no-store"}
_FORMATS = frozenset({b"png", b"jpeg", b"webp", b"gif"})


def picture(
    source: MapSource, bounds: tuple[float, float, float, float], size: tuple[int, int], wish: Wish
) -> np.ndarray[Any, Any] | None:
    """Return a picture as ARGB32 words, (rows, columns); None where a wish for the cache finds none.

    Raises:
        AnswerError: something else than a picture of this size came.
        NetworkError: nothing came.
    """
    from secims_qgis.live.coverage_reader import noted_failures, raise_recent
    from secims_qgis.live.raster_registry import shared, shared_tiles

    url = source.picture_url(bounds, *size)
    tile_id = _tile_id(source, url)
    tiles: TileCache = shared_tiles()
    there = tiles.get([tile_id]).get(tile_id)
    if there is not None and there.shape == (size[1], size[0]):
        return there
    if wish.is_from_cache:
        return None
    state: SourceState = shared().state(source.key)
    raise_recent(state)
    session = open_session(source.authcfg, wish.timeout_s)
    session.bind_credentials(source.url)
    session.cancel_when(wish.is_cancelled)
    with noted_failures(state):
        body = fetch_bytes(session, url, headers=_HEADERS, max_bytes=MAX_BYTES)
    words = decode_picture(body, url, size)
    tiles.put({tile_id: words})
    return words


def _tile_id(source: MapSource, url: str) -> TileId:
    import hashlib

    digest = hashlib.sha256(url.encode()).digest()
    return TileId(source.key, 0, int.from_bytes(digest[:7], "big"), int.from_bytes(digest[7:14], "big"))


def is_picture(body: bytes) -> bool:
    """Return whether bytes begin as a picture that QGIS can show."""
    data = QByteArray(body)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    return bytes(reader.format()) in _FORMATS and reader.size().isValid()


def decode_picture(body: bytes, url: str, size: tuple[int, int]) -> np.ndarray[Any, Any]:
    """Return a picture as ARGB32 words.

    Raises:
        AnswerError: it is none, damaged, or of another size.
    """
    data = QByteArray(body)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format()) not in _FORMATS:
        what = "a web page instead of a map" if looks_like_html(body[:2000]) else "no picture"
        raise AnswerError(what, url=url, server_words=words_of_server(body[:2000]))
    if not reader.size().isValid():
        raise AnswerError("a damaged picture", url=url)
    found = (reader.size().width(), reader.size().height())
    if found != size:
        raise AnswerError(
            f"a picture of {found[0]} x {found[1]} instead of {size[0]} x {size[1]} pixels", url=url
        )
    image = reader.read().convertToFormat(QImage.Format.Format_ARGB32)
    if image.isNull():
        raise AnswerError("a damaged picture", url=url)
    pixels = image.constBits()
    pixels.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(pixels), np.uint32).reshape(found[1], found[0])
