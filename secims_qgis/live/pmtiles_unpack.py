"""Unpacks directories, metadata and tiles, never to more than was allowed."""

from __future__ import annotations

import zlib
from importlib import import_module
from typing import Any, Callable

from secims_qgis.live.pmtiles_header import Compression

GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 31
_BROTLI_SLICE = 16  # bytes: what it may grow to at once stays bounded, too


def unpack(data: bytes, compression: Compression, max_bytes: int) -> bytes:
    """Return the unpacked bytes; what calls itself not packed and is gzip all the same is unpacked.

    Raises:
        ValueError: they are damaged, more than ``max_bytes``, or Python here cannot unpack them.
    """
    if compression in {Compression.NONE, Compression.UNKNOWN}:
        compression = Compression.GZIP if data.startswith(GZIP_MAGIC) else Compression.NONE
    unpacked = _WAYS[compression](data, max_bytes)
    if len(unpacked) > max_bytes:
        raise ValueError(f"a part of the archive has more than {max_bytes} bytes")
    return unpacked


def check_can_unpack(compression: Compression) -> None:
    """Make sure that Python here can unpack this; raises ValueError where it cannot."""
    if compression is Compression.BROTLI:
        _module("brotli", "Brotli")
    elif compression is Compression.ZSTD and _zstd_of_python() is None:
        _module("zstandard", "Zstandard")


def _gzip(data: bytes, max_bytes: int) -> bytes:
    unpacking = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = unpacking.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise ValueError(f"a part of the archive is damaged ({error})") from error
    if not unpacking.eof and len(unpacked) <= max_bytes:
        raise ValueError("a part of the archive is damaged: its gzip data ends too early")
    return unpacked


def _brotli(data: bytes, max_bytes: int) -> bytes:
    brotli = _module("brotli", "Brotli")
    unpacking = brotli.Decompressor()
    unpacked = bytearray()
    try:
        for at in range(0, len(data), _BROTLI_SLICE):
            unpacked += unpacking.process(data[at : at + _BROTLI_SLICE])
            if len(unpacked) > max_bytes:
                break
    except brotli.error as error:
        raise ValueError("a part of the archive is damaged (Brotli)") from error
    if not unpacking.is_finished() and len(unpacked) <= max_bytes:
        raise ValueError("a part of the archive is damaged: its Brotli data ends too early")
    return bytes(unpacked)


def _zstd(data: bytes, max_bytes: int) -> bytes:
    zstd = _zstd_of_python()
    if zstd is None:
        return _zstandard(data, max_bytes)
    try:
        return bytes(zstd.ZstdDecompressor().decompress(data, max_bytes + 1))
    except zstd.ZstdError as error:
        raise ValueError("a part of the archive is damaged (Zstandard)") from error


def _zstandard(data: bytes, max_bytes: int) -> bytes:
    zstandard = _module("zstandard", "Zstandard")
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            return bytes(reader.read(max_bytes + 1))
    except zstandard.ZstdError as error:
        raise ValueError("a part of the archive is damaged (Zstandard)") from error


def _zstd_of_python() -> Any:
    """Return the module that Python has from 3.14 on, None before."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return None


def _module(name: str, title: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ValueError(
            f"the archive is packed with {title}, which the Python of this QGIS cannot unpack"
        ) from None


_WAYS: dict[Compression, Callable[[bytes, int], bytes]] = {
    Compression.NONE: lambda data, _max_bytes: data,
    Compression.GZIP: _gzip,
    Compression.BROTLI: _brotli,
    Compression.ZSTD: _zstd,
}
