"""Archives for benchmarks on a server of their own, in another process: it must not share our interpreter.

    python -m benchmarks.archive_site FOLDER

serves the files of a folder with ranges, and prints its port. ``GET /!/delay?0.06`` sets how long it waits
before each answer, ``GET /!/etag?x`` pretends that the files are new, ``GET /!/counts`` tells requests and
bytes since it was asked last.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.archive_server import ArchiveServer, archive_server

ROOT = Path(__file__).resolve().parent.parent


class Site:
    """The running server, seen from the benchmark."""

    def __init__(self, port: int) -> None:
        self._port = port

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._port}/{name}"

    def set_delay(self, seconds: float) -> None:
        """Wait so long before each answer."""
        self._ask(f"delay?{seconds}")

    def set_etag(self, text: str) -> None:
        """Pretend that all files are new."""
        self._ask(f"etag?{text}")

    def counts(self) -> tuple[int, int]:
        """Return requests and bytes of bodies since the last call."""
        requests, sent = json.loads(self._ask("counts"))
        return requests, sent

    def _ask(self, what: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        connection.request("GET", f"/!/{what}")
        body = connection.getresponse().read()
        connection.close()
        return body


@contextmanager
def archive_site(folder: Path) -> Iterator[Site]:
    """Serve a folder for the length of the block."""
    command = [sys.executable, "-m", "benchmarks.archive_site", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Site(int((process.stdout or sys.stdin).readline()))
        finally:
            process.terminate()


class Controlled(dict):
    """The files of a folder, and answers to the benchmark's own requests."""

    def __init__(self, folder: Path, site: ArchiveServer) -> None:
        super().__init__()
        self._folder, self._site = folder, site

    def get(self, path: str, default: bytes | None = None) -> bytes | None:
        """Return what a path answers."""
        if path.startswith("/!/"):
            return self._obey(*path[3:].partition("?")[::2])
        if path not in self and (self._folder / path[1:]).is_file():
            self[path] = (self._folder / path[1:]).read_bytes()
        return super().get(path, default)

    def _obey(self, what: str, value: str) -> bytes:
        site = self._site
        if what == "delay":
            site.delay_s = float(value)
        elif what == "etag":
            site.etag = f'"{value}"'
        asked = [path for path, _range in site.requests if not path.startswith("/!/")]
        counts = json.dumps([len(asked), site.sent_bytes]).encode()
        site.requests.clear()
        site.sent_bytes = -len(counts)
        return counts


def main(folder: str) -> None:
    """Serve until the benchmark ends the process."""
    with archive_server() as site:
        site.files = Controlled(Path(folder), site)
        print(site.port, flush=True)
        while True:
            time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
