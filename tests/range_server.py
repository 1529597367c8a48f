"""One large file over HTTP, as fast as the system sends it: ranges, If-Range, strong ETag.

::

    python tests/range_server.py PORT FILE LOG

Runs as a process of its own, so that it can be killed. ``LOG`` gets a line for each answer: the first
byte asked for, and how many bytes were handed to the system, also where the client had gone by then.
"""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
from pathlib import Path

PIECE = 1024 * 1024


def serve(port: int, path: Path, log: Path) -> None:
    """Answer until the process ends."""
    listener = socket.create_server(("127.0.0.1", port), backlog=16)
    etag = f'"{path.stat().st_size:x}-{path.stat().st_mtime_ns:x}"'
    print("ready", flush=True)
    while True:
        connection, _address = listener.accept()
        threading.Thread(target=_answer, args=(connection, path, etag, log), daemon=True).start()


def _answer(connection: socket.socket, path: Path, etag: str, log: Path) -> None:
    with connection, path.open("rb") as file:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        request = head.decode("latin-1")
        if not request.partition(" HTTP/")[0].endswith(f"/{path.name}"):
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        size = path.stat().st_size
        start = _start(request, etag)
        lines = [
            "HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK",
            f"Content-Length: {size - start}",
            "Content-Type: application/octet-stream",
            "Accept-Ranges: bytes",
            f"ETag: {etag}",
            "Connection: close",
            *([f"Content-Range: bytes {start}-{size - 1}/{size}"] if start else []),
        ]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        _send(connection, file.fileno(), start, size, log)


def _start(request: str, etag: str) -> int:
    asked = re.search(r"^Range: bytes=(\d+)-\s*$", request, re.IGNORECASE | re.MULTILINE)
    condition = re.search(r"^If-Range: (.+?)\s*$", request, re.IGNORECASE | re.MULTILINE)
    if asked is None or (condition is not None and condition.group(1) != etag):
        return 0
    return int(asked.group(1))


def _send(connection: socket.socket, file: int, start: int, size: int, log: Path) -> None:
    # Noted piece by piece: the process may be killed at any moment.
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(handle, f"from {start}\n".encode())
        place = start
        while place < size:
            sent = os.sendfile(connection.fileno(), file, place, min(PIECE, size - place))
            if not sent:
                return
            place += sent
            os.write(handle, f"sent {sent}\n".encode())
    except OSError:  # the client has gone
        return
    finally:
        os.close(handle)


def read_log(log: Path) -> tuple[list[int], int]:
    """Return where each answer began, and how many bytes were sent in all."""
    starts, sent = [], 0
    for line in log.read_text().splitlines():
        word, _, number = line.partition(" ")
        if word == "from":
            starts.append(int(number))
        else:
            sent += int(number)
    return starts, sent


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
