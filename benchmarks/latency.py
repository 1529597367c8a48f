"""A slow network: an HTTP proxy on loopback that waits before it passes a request on.

It is a forward proxy, which clients are told to use by their own settings. So it need not rewrite
anything, and also catches requests to addresses that servers advertise.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OF_ONE_CONNECTION = frozenset({"connection", "keep-alive", "proxy-connection", "transfer-encoding"})
_TIMEOUT_S = 120.0


class LatencyProxy:
    """The running proxy; ``latency_s`` may be changed at any time."""

    def __init__(self) -> None:
        self.latency_s = 0.0
        self.requests: list[str] = []
        """Method and address of what was passed on."""
        self.body_bytes = 0
        """Of the answers, as they went over the line."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def latency_proxy() -> Iterator[LatencyProxy]:
    """Run a proxy on a free port of 127.0.0.1."""
    proxy = LatencyProxy()
    try:
        yield proxy
    finally:
        proxy.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    proxy: LatencyProxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # header and body leave in one packet
    server: _Server

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.proxy.requests.append(f"{self.command} {self.path}")
        time.sleep(self.server.proxy.latency_s)
        connection = http.client.HTTPConnection(target.netloc, timeout=_TIMEOUT_S)
        try:
            path = target._replace(scheme="", netloc="").geturl()
            connection.request(self.command, path, body or None, _passed_on(self.headers.items()))
            self._answer(connection.getresponse())
        finally:
            connection.close()

    do_POST = do_GET  # noqa: N815 - the names that http.server calls
    do_HEAD = do_GET  # noqa: N815

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        body = answer.read()
        self.server.proxy.body_bytes += len(body)
        self.send_response_only(answer.status, answer.reason)
        for name, value in _passed_on(answer.getheaders()).items():
            if name.lower() != "content-length" or self.command == "HEAD":
                self.send_header(name, value)
        if self.command != "HEAD":  # there it is the length of what a GET would bring
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _passed_on(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in headers if name.lower() not in _OF_ONE_CONNECTION}
