"""PMTiles archives for tests: a writer that also makes bad ones, and a server that knows ranges.

The writer is our own so that a test can put any number into a header or a directory.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from secims_qgis.live.pmtiles_directory import tile_id

HEADER = "<7sB11Q6B4iB2i"
FIELDS = [
    "magic",
    "version",
    "root_offset",
    "root_length",
    "metadata_offset",
    "metadata_length",
    "leaves_offset",
    "leaves_length",
    "tiles_offset",
    "tiles_length",
    "addressed",
    "entries",
    "contents",
    "clustered",
    "packed",
    "tiles_packed",
    "tile_type",
    "min_zoom",
    "max_zoom",
    "west",
    "south",
    "east",
    "north",
    "center_zoom",
    "center_x",
    "center_y",
]


def varint(number: int) -> bytes:
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def directory(entries: list[tuple[int, int, int, int]]) -> bytes:
    """Entries are (tile id, offset, length, run); run 0 is a leaf directory. Not packed."""
    numbers = [len(entries)]
    ids = [entry[0] for entry in entries]
    numbers += [now - before for now, before in zip(ids, [0, *ids])]
    numbers += [entry[3] for entry in entries] + [entry[2] for entry in entries]
    numbers += [entry[1] + 1 for entry in entries]
    return b"".join(map(varint, numbers))


def header(**fields: object) -> bytes:
    said = dict.fromkeys(FIELDS, 0)
    said.update({"magic": b"PMTiles", "version": 3, "packed": 2, "tiles_packed": 1, "tile_type": 1})
    said.update(fields)
    return struct.pack(HEADER, *(said[name] for name in FIELDS))


def archive(
    tiles: dict[tuple[int, int, int], bytes],
    metadata: object = None,
    leaf_size: int = 0,
    gap: int = 0,
    pack=gzip.compress,
    **fields: object,
) -> bytes:
    """Write an archive of tiles by (zoom, column, row); ``fields`` replace those of the header.

    ``leaf_size`` tiles go into one leaf directory (0: there are none); ``gap`` bytes lie between tiles.
    """
    body, entries = bytearray(), []
    for number, data in sorted((tile_id(*place), data) for place, data in tiles.items()):
        entries.append((number, len(body), len(data), 1))
        body += data + bytes(gap)
    root, leaves = entries, bytearray()
    if leaf_size:
        root = []
        for at in range(0, len(entries), leaf_size):
            leaf = pack(directory(entries[at : at + leaf_size]))
            root.append((entries[at][0], len(leaves), len(leaf), 0))
            leaves += leaf
    packed_root = pack(directory(root))
    packed_metadata = pack(json.dumps(metadata if metadata is not None else {}).encode())
    zooms = [place[0] for place in tiles] or [0]
    at = 127 + len(packed_root)
    places = {
        "root_offset": 127,
        "root_length": len(packed_root),
        "metadata_offset": at,
        "metadata_length": len(packed_metadata),
        "leaves_offset": at + len(packed_metadata),
        "leaves_length": len(leaves),
        "tiles_offset": at + len(packed_metadata) + len(leaves),
        "tiles_length": len(body),
        "min_zoom": min(zooms),
        "max_zoom": max(zooms),
    }
    return header(**{**places, **fields}) + packed_root + packed_metadata + bytes(leaves) + bytes(body)


@dataclass
class ArchiveServer:
    """Serves ``files`` by path, with ranges; what else it does can be changed at any time."""

    files: dict[str, bytes] = field(default_factory=dict)
    etag: str = '"v1"'
    content_type: str = "application/vnd.pmtiles"
    knows_ranges: bool = True
    status: int = 0
    delay_s: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range of each request."""
    sent_bytes: int = 0
    at_once: int = 0
    most_at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def add(self, path: str, body: bytes) -> str:
        self.files[path] = body
        return self.url(path)


@contextlib.contextmanager
def archive_server() -> Iterator[ArchiveServer]:
    """Run a server on a free port of 127.0.0.1."""
    site = ArchiveServer()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = site
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: ArchiveServer

    def handle_error(self, *_args: object) -> None:
        """Clients may go at any time."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        site = self.server.site
        site.requests.append((self.path, self.headers.get("Range", "")))
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            deadline = time.monotonic() + site.delay_s
            while time.monotonic() < deadline and not site.closing.wait(min(0.02, site.delay_s)):
                pass
            with contextlib.suppress(OSError):
                self._answer(site)
        finally:
            site.at_once -= 1

    def _answer(self, site: ArchiveServer) -> None:
        body = site.files.get(self.path)
        if body is None or site.status:
            self._send(site, site.status or 404, b"not here", {})
            return
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if match is None or not site.knows_ranges:
            self._send(site, 200, body, {})
            return
        begin, last = int(match[1]), min(int(match[2]), len(body) - 1)
        if begin >= len(body):
            self._send(site, 416, b"", {"Content-Range": f"bytes */{len(body)}"})
            return
        part = body[begin : last + 1]
        self._send(site, 206, part, {"Content-Range": f"bytes {begin}-{last}/{len(body)}"})

    def _send(self, site: ArchiveServer, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", site.content_type)
        self.send_header("Content-Length", str(len(body)))
        if site.etag:
            self.send_header("ETag", site.etag)
        for name, value in {**headers, **site.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        site.sent_bytes += len(body)
