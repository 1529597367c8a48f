"""The body of an answer in pieces, a Content-Encoding undone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.archive import MAX_RATIO, is_bomb
from secims_qgis.download.folder import CHUNK_BYTES
from secims_qgis.network.errors import BrokenOffError, DamagedFileError

if TYPE_CHECKING:
    import requests


def pieces(response: requests.Response, coding: str, url: str, size: Callable[[], int]) -> Iterator[bytes]:
    """Yield the body in pieces of at most ``CHUNK_BYTES``; ``size`` says how much to read next.

    Raises:
        BrokenOffError: a compressed body ends too early.
        DamagedFileError: it is broken, or a bomb.
    """
    raw = iter(lambda: response.raw.read(size(), decode_content=False), b"")
    if not coding:
        yield from raw
        return
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    received = unpacked = 0
    try:
        for chunk in raw:
            packed = chunk
            received += len(chunk)
            while packed:
                piece = unpack.decompress(packed, CHUNK_BYTES)
                unpacked += len(piece)
                if is_bomb(unpacked, received):
                    cause = f"the compressed answer unpacks to more than {MAX_RATIO} times its size"
                    raise DamagedFileError(cause, url=url)
                yield piece
                packed = unpack.unconsumed_tail
    except zlib.error as error:
        raise DamagedFileError(f"the compressed answer is broken: {error}", url=url) from error
    if not unpack.eof:
        raise BrokenOffError("the compressed answer ends too early", url=url)
