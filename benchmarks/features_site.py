"""Two ways to serve the same footprints: a real pygeoapi, and a million of them without a database."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEMO_PYTHON = ROOT / "build" / "venv-demo" / "bin" / "python"
MAX_ITEMS = 10_000
READY_S = 60.0
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def make_tables(folder: Path, count: int) -> None:
    """Write ``footprints.sqlite`` (SpatiaLite) and ``footprints.gpkg`` with the same squares."""
    path = folder / "footprints.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.enable_load_extension(True)
    connection.load_extension("mod_spatialite")
    connection.execute("BEGIN")
    connection.execute("SELECT InitSpatialMetaData(0, 'NONE')")
    connection.execute("SELECT InsertEpsgSrid(4326)")
    connection.execute(
        "CREATE TABLE footprints (fid INTEGER PRIMARY KEY, uid TEXT, name TEXT, height REAL, levels INTEGER)"
    )
    connection.execute("SELECT AddGeometryColumn('footprints', 'geom', 4326, 'POLYGON', 'XY')")
    rows = (
        (number, f"u-{number:07}", f"Building {number}", 3.0 + number % 70 / 10, number % 5, wkt_of(number))
        for number in range(1, count + 1)
    )
    connection.executemany("INSERT INTO footprints VALUES (?, ?, ?, ?, ?, GeomFromText(?, 4326))", rows)
    connection.execute("COMMIT")
    connection.close()
    command = ["ogr2ogr", "-f", "GPKG", str(folder / "footprints.gpkg"), str(path), "footprints"]
    subprocess.run([*command, "-preserve_fid"], check=True, capture_output=True)


def wkt_of(number: int) -> str:
    """Return the square of a footprint."""
    ring = ", ".join(f"{x!r} {y!r}" for x, y in ring_of(number))
    return f"POLYGON(({ring}))"


def ring_of(number: int) -> list[list[float]]:
    """Return the closed ring of a footprint: some ten metres wide, all over the island."""
    x, y = -61.08 + number % 1000 * 2e-4, 13.70 + number // 1000 * 4e-4
    side = 1e-4
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


@contextlib.contextmanager
def pygeoapi(folder: Path) -> Iterator[str]:
    """Run a pygeoapi with two workers on the tables of the folder; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    config, openapi = folder / "pygeoapi.yml", folder / "openapi.yml"
    config.write_text(json.dumps(_config(folder, base)), encoding="utf-8")
    environment = {**os.environ, "PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    program = [str(DEMO_PYTHON), "-m"]
    with openapi.open("wb") as file:
        code = "from pygeoapi.openapi import openapi; openapi()"
        subprocess.run(
            [str(DEMO_PYTHON), "-c", code, "generate", str(config)], env=environment, stdout=file, check=True
        )
    command = [
        *program,
        "gunicorn",
        "pygeoapi.flask_app:APP",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
    ]
    server = subprocess.Popen(
        [*command, "--timeout", "300", "--log-level", "error"], env=environment, start_new_session=True
    )
    try:
        _wait_for(f"{base}/collections?f=json")
        yield base
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(10)


@contextlib.contextmanager
def synthetic(count: int) -> Iterator[str]:
    """Run a server that makes its pages as they are asked for; gives its address."""
    server = subprocess.Popen(
        [sys.executable, "-c", "from benchmarks.features_site import main; main()", str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + READY_S
    while not _answers(url):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{url} does not answer")
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


def _config(folder: Path, base: str) -> dict[str, Any]:
    resources = {
        "sqlite": {
            "name": "SQLiteGPKG",
            "data": str(folder / "footprints.sqlite"),
            "table": "footprints",
        },
        "ogr": {
            "name": "OGR",
            "data": {
                "source_type": "GPKG",
                "source": str(folder / "footprints.gpkg"),
                "source_capabilities": {"paging": True},
            },
            "layer": "footprints",
        },
    }  # fmt: skip
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": base,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "limits": {"default_items": 100, "max_items": MAX_ITEMS},
            "map": {"url": "https://tile.example/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "Footprints",
                "description": "Made up",
                "keywords": ["made up"],
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": base,
            },
            "license": {"name": "none", "url": base},
            "provider": {"name": "none", "url": base},
            "contact": {"name": "none"},
        },
        "resources": {
            name: {
                "type": "collection",
                "title": name,
                "description": name,
                "keywords": ["made up"],
                "links": [],
                "extents": {"spatial": {"bbox": [-61.1, 13.6, -60.8, 14.2], "crs": _CRS84}},
                "providers": [{"type": "feature", "id_field": "fid", **provider}],
            }
            for name, provider in resources.items()
        },
    }


class _Handler(BaseHTTPRequestHandler):
    count = 0

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/items"):
            body = self._page(query)
        elif parts.path.endswith("/collections/synthetic"):
            body = json.dumps({"id": "synthetic", "title": "Synthetic", "links": []}).encode()
        else:
            body = b'{"conformsTo": [], "links": []}'
        self.send_response(200)
        self.send_header("Content-Type", "application/geo+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self, query: dict[str, str]) -> bytes:
        first = int(query.get("offset", 0)) + 1
        last = min(self.count, first - 1 + min(MAX_ITEMS, int(query.get("limit", 10))))
        features = [
            {
                "type": "Feature",
                "id": number,
                "properties": {
                    "uid": f"u-{number:07}",
                    "height": 3.0 + number % 70 / 10,
                    "levels": number % 5,
                },
                "geometry": {"type": "Polygon", "coordinates": [ring_of(number)]},
            }
            for number in range(first, last + 1)
        ]
        links = (
            [{"rel": "next", "href": f"/collections/synthetic/items?offset={last}"}]
            if last < self.count
            else []
        )
        page = {"type": "FeatureCollection", "features": features, "numberMatched": self.count}
        return json.dumps({**page, "numberReturned": len(features), "links": links}).encode()


def main() -> None:
    """Serve as many footprints as the argument says, until it is ended."""
    _Handler.count = int(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
