"""What a tile is made of, by its bytes."""

from __future__ import annotations

import zlib
from enum import Enum

from secims_qgis.network import LiveLayerError
from secims_qgis.network.fetch import looks_like_html, words_of_server

MAX_TILE_BYTES = 20_000_000
_GZIP = b"\x1f\x8b"


class TileContent(Enum):
    """What a tile is made of, by its bytes: what servers say of it is often wrong."""

    VECTOR = "vector"
    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WebP"
    GIF = "GIF"


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", TileContent.PNG),
    (b"\xff\xd8\xff", TileContent.JPEG),
    (b"GIF8", TileContent.GIF),
)
_LAYER_TAG = b"\x1a"
"""Field 3, length-delimited: a layer, the only thing that a vector tile is made of."""


def unpacked(body: bytes, url: str) -> tuple[bytes, bool]:
    """Return a tile that a server sends as bare gzip, unpacked, and whether it was packed.

    Raises:
        LiveLayerError: it is packed, and damaged or larger than a tile may be.
    """
    if not body.startswith(_GZIP):
        return body, False
    unpacking = zlib.decompressobj(31)
    try:
        plain = unpacking.decompress(body, MAX_TILE_BYTES)
    except zlib.error as error:
        raise LiveLayerError(f"a tile is damaged: {error}", url=url) from error
    if unpacking.unconsumed_tail:
        raise LiveLayerError(f"a tile has more than {MAX_TILE_BYTES} bytes", url=url)
    return plain, True


def content_of(body: bytes, url: str) -> TileContent:
    """Return what a tile is made of.

    Raises:
        LiveLayerError: it is a web page, JSON, XML or anything else that is no tile.
    """
    for magic, content in _MAGIC:
        if body.startswith(magic):
            return content
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return TileContent.WEBP
    if body.startswith(_LAYER_TAG):
        return TileContent.VECTOR
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    what = "data that is no tile"
    if looks_like_html(body[:1000]):
        what = "a web page"
    elif start in {b"{", b"["}:
        what = "JSON"
    elif start == b"<":
        what = "XML"
    is_text = start in {b"{", b"[", b"<"}
    words = words_of_server(body[:20_000]) if is_text else ""
    raise LiveLayerError(f"the server sends {what} instead of tiles", url=url, server_words=words)
