"""HTTP as the gateway speaks it: GET and HEAD, one request to a connection (RFC 9112).

``http.server`` would take a thread for each connection, and keep it while a tile is under way.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import NamedTuple

MAX_HEAD_BYTES = 32_768
HEAD_S = 5.0
"""How long a client may take to say what it wants."""
KEEP_S = 600
"""How long QGIS may keep a tile without asking again."""
METHODS = ("GET", "HEAD")


class Request(NamedTuple):
    """The part of a request that matters."""

    method: str
    path: str
    hosts: tuple[str, ...]
    """Every Host header that was sent."""


class Answer(NamedTuple):
    """What is sent back."""

    status: HTTPStatus
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"

    def encoded(self, method: str) -> bytes:
        """Return the bytes of the answer. No header lets pages of other origins read it."""
        keep = f"private, max-age={KEEP_S}" if self.status is HTTPStatus.OK else "no-store"
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            f"Content-Type: {self.media_type}",
            f"Content-Length: {len(self.body)}",
            f"Cache-Control: {keep}",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
        ]
        if self.status is HTTPStatus.METHOD_NOT_ALLOWED:
            lines.append(f"Allow: {', '.join(METHODS)}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head if method == "HEAD" else head + self.body


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Return the request of a client; None if it sends none, or nothing that can be read as one."""
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_S)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, OSError):
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        return None
    headers = [line.partition(":") for line in lines if line]
    hosts = tuple(value.strip() for name, _colon, value in headers if name.strip().lower() == "host")
    return Request(words[0], words[1], hosts)


async def gone(reader: asyncio.StreamReader) -> None:
    """Return when the client has closed its end: QGIS does so when it wants a tile no more."""
    while not reader.at_eof() and reader.exception() is None:
        await asyncio.sleep(0.05)
