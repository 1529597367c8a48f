"""A small HTTP server on loopback that behaves as badly as a test wants.

::

    with fault_server() as server:
        server.serve("/a.gpkg", body, fault=Fault.HALF)
        requests.get(server.url("/a.gpkg"))
        assert server.requests[0].path == "/a.gpkg"

A path answers in the way it was given; unknown paths answer 404. What a path does can be changed at
any time, also between the requests of one test.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

CHUNK = 64 * 1024
LOGIN_PAGE = (
    b"<!DOCTYPE html><html><head><title>Sign in</title><style>p{color:red}</style></head>"
    b"<body><p>Please sign in to the portal</p></body></html>"
)


class Fault(Enum):
    """What goes wrong."""

    NONE = "a good server: Range, If-Range, ETag, Last-Modified, Content-Length"
    HALF = "closes after half of the body (of what was asked for)"
    RESET_AT_HALF = "resets the connection after half of the body"
    NO_LENGTH = "whole body, no Content-Length"
    NO_LENGTH_HALF = "half of the body, no Content-Length"
    SHORT_LENGTH = "Content-Length says half of the body"
    LONG_LENGTH = "Content-Length says more than the body has"
    SOME_BYTES = "closes after some_bytes of what was asked for"
    CHUNKED_HALF = "chunked, closed after half"
    STALL = "sends half of the body and then nothing"
    SILENT = "never answers"
    NO_CONNECTION = "closes without an answer"
    IGNORE_RANGE = "200 and everything, whatever range is asked for"
    IGNORE_IF_RANGE = "206 whatever If-Range says"
    WRONG_RANGE = "206 with another start than asked for"
    RANGE_REFUSED = "416 to any range"
    TRICKLE = "a few bytes at a time"
    GZIP = "Content-Encoding: gzip, whatever is accepted"
    ENDLESS = "a body without length that never ends"


@dataclass
class Behaviour:
    """What a path answers."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/octet-stream"
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault = Fault.NONE
    delay_s: float = 0.0
    """Seconds before the first byte of the answer."""
    etag: str = '"v1"'
    last_modified: str = "Mon, 06 Jan 2025 10:00:00 GMT"
    wait_s: float = 60.0
    """How long a stalling or silent server holds out."""
    some_bytes: int = 0


@dataclass(frozen=True)
class Seen:
    """A request that arrived."""

    method: str
    path: str
    """With its query."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes = b""


class FaultServer:
    """The running server; ``fault_server`` makes one."""

    def __init__(self) -> None:
        self.requests: list[Seen] = []
        self.closing = threading.Event()
        self._behaviours: dict[str, Behaviour] = {}
        self._turns: dict[str, list[Behaviour]] = {}
        self._http = _HttpServer(("127.0.0.1", 0), _Handler)
        self._http.faults = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._http.server_address[1]

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, body: bytes | str = b"", **how: object) -> Behaviour:
        """Answer a path (with or without its query) with this body; ``how`` as in ``Behaviour``."""
        data = body.encode() if isinstance(body, str) else body
        behaviour = Behaviour(data, **how)  # type: ignore[arg-type]
        self._behaviours[path] = behaviour
        return behaviour

    def serve_in_turn(self, path: str, *turns: Behaviour) -> None:
        """Answer the requests for a path in these ways one after the other; the last one stays."""
        self._turns[path] = list(turns)

    def redirect(self, path: str, target: str, status: int = 302) -> Behaviour:
        """Answer a path with a redirect to anywhere."""
        return self.serve(path, b"", status=status, headers={"Location": target})

    def behaviour(self, path: str) -> Behaviour:
        without_query = urlsplit(path).path
        missing = Behaviour(b"<html><body>Not here</body></html>", 404, "text/html")
        return self._behaviours.get(path) or self._behaviours.get(without_query) or missing

    def next_behaviour(self, path: str) -> Behaviour:
        """Return what a request for a path meets now."""
        turns = self._turns.get(urlsplit(path).path)
        if turns:
            return turns.pop(0) if len(turns) > 1 else turns[0]
        return self.behaviour(path)

    def seen(self, path: str) -> list[Seen]:
        """Return the requests for a path, whatever their query."""
        return [request for request in self.requests if urlsplit(request.path).path == path]

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextlib.contextmanager
def fault_server() -> Iterator[FaultServer]:
    """Run a server on a free port of 127.0.0.1."""
    server = FaultServer()
    try:
        yield server
    finally:
        server.close()


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    faults: FaultServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _HttpServer

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_GET  # noqa: N815 - the names that http.server calls
    do_POST = do_GET  # noqa: N815
    do_PUT = do_GET  # noqa: N815

    def _answer(self) -> None:
        self.close_connection = True
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.command, self.path, headers, self.rfile.read(length) if length else b"")
        self.server.faults.requests.append(seen)
        behaviour = self.server.faults.next_behaviour(self.path)
        with contextlib.suppress(ConnectionError, OSError):  # the client may go at any time
            self._wait(behaviour.delay_s)
            self._misbehave(behaviour)

    def _misbehave(self, behaviour: Behaviour) -> None:
        fault = behaviour.fault
        if fault is Fault.SILENT:
            self._wait(behaviour.wait_s)
        elif fault is Fault.NO_CONNECTION:
            return
        elif fault is Fault.ENDLESS:
            self._endless(behaviour)
        elif fault is Fault.GZIP:
            body = gzip.compress(behaviour.body)
            self._head(behaviour, 200, {"Content-Encoding": "gzip", "Content-Length": str(len(body))})
            self._send(body)
        elif fault is Fault.CHUNKED_HALF:
            self._head(behaviour, 200, {"Transfer-Encoding": "chunked"})
            half = behaviour.body[: len(behaviour.body) // 2]
            self._send(f"{len(behaviour.body):x}\r\n".encode() + half)
        elif fault in {Fault.NO_LENGTH, Fault.NO_LENGTH_HALF}:
            self._head(behaviour, 200, {})
            size = len(behaviour.body) // (2 if fault is Fault.NO_LENGTH_HALF else 1)
            self._send(behaviour.body[:size])
        else:
            self._with_length(behaviour)

    def _with_length(self, behaviour: Behaviour) -> None:
        fault = behaviour.fault
        start = self._range_start(behaviour)
        if start is not None and (fault is Fault.RANGE_REFUSED or start >= len(behaviour.body)):
            self._head(
                behaviour, 416, {"Content-Range": f"bytes */{len(behaviour.body)}", "Content-Length": "0"}
            )
            return
        if start is not None and fault is Fault.WRONG_RANGE:
            start = start // 2
        body = behaviour.body[start or 0 :]
        size = len(body) // 2 if fault is Fault.SHORT_LENGTH else len(body)
        size += 1000 if fault is Fault.LONG_LENGTH else 0
        headers = {"Content-Length": str(size)}
        if start is not None:
            last = len(behaviour.body) - 1
            headers["Content-Range"] = f"bytes {start}-{last}/{len(behaviour.body)}"
        self._head(behaviour, behaviour.status if start is None else 206, headers)
        self._send_body(behaviour, body)

    def _send_body(self, behaviour: Behaviour, body: bytes) -> None:
        if behaviour.fault in {Fault.HALF, Fault.RESET_AT_HALF, Fault.STALL}:
            self._send(body[: len(body) // 2])
            if behaviour.fault is Fault.STALL:
                self._wait(behaviour.wait_s)
            if behaviour.fault is Fault.RESET_AT_HALF:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
        elif behaviour.fault is Fault.SOME_BYTES:
            self._send(body[: behaviour.some_bytes])
        elif behaviour.fault is Fault.TRICKLE:
            for place in range(0, len(body), 16):
                self._send(body[place : place + 16])
                self._wait(0.05)
        else:
            self._send(body)

    def _endless(self, behaviour: Behaviour) -> None:
        self._head(behaviour, behaviour.status, {})
        while not self.server.faults.closing.is_set():
            self._send(behaviour.body or bytes(CHUNK))
            time.sleep(0.01)  # some 6 MB/s: the test's own thread needs the processor, too

    def _range_start(self, behaviour: Behaviour) -> int | None:
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if not match or behaviour.status != 200 or behaviour.fault is Fault.IGNORE_RANGE:
            return None
        condition = self.headers.get("If-Range")
        fits = condition in {None, behaviour.etag, behaviour.last_modified}
        return int(match.group(1)) if fits or behaviour.fault is Fault.IGNORE_IF_RANGE else None

    def _head(self, behaviour: Behaviour, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", behaviour.content_type)
        self.send_header("Connection", "close")
        if behaviour.etag:
            self.send_header("ETag", behaviour.etag)
        if behaviour.last_modified:
            self.send_header("Last-Modified", behaviour.last_modified)
        for name, value in {**headers, **behaviour.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, data: bytes) -> None:
        if self.command == "HEAD":
            return
        for place in range(0, len(data), CHUNK):
            self.wfile.write(data[place : place + CHUNK])
        self.wfile.flush()

    def _wait(self, seconds: float) -> None:
        """Wait, but not longer than the test runs."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.server.faults.closing.wait(0.02):
            pass
