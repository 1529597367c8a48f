"""A small OGC API Coverages server of NetCDF on loopback, as able and as bad as a test wants."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
from osgeo import gdal, osr

from tests.live.coverage_server import HTML

RANGE = re.compile(r'([^,(]+)\("?([^"():]+(?:T[\d:Z]+)?)"?(?::"?([^"()]+?)"?)?\)')
EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)


@dataclass
class Cube:
    """A variable ``v`` with values (time, row, column), row 0 at the first latitude; and how it is served."""

    x: np.ndarray = field(default_factory=lambda: -61.3 + 0.1 * np.arange(6))
    y: np.ndarray = field(default_factory=lambda: 13.5 + 0.1 * np.arange(7))
    days: np.ndarray | None = field(default_factory=lambda: np.array([0.0, 31.0, 60.0]))
    axes: tuple[str, str] = ("lon", "lat")
    units: tuple[str, str] = ("degrees_east", "degrees_north")
    epsg: int = 0
    times: str = "z"
    """How datetime is understood: z (RFC 3339), bare, instant or none."""
    interval: bool = True
    fault: str = ""
    """500, 503, html, json, empty, truncated, elsewhere, whole, other-time or hang."""
    calendar: str = "standard"
    format: str = "NC4"
    """NC4 or NC, the classic one."""
    extra_variables: tuple[str, ...] = ()
    attributes: dict[str, object] = field(default_factory=dict)
    """Of the variable: texts and numbers."""
    kind: int = gdal.GDT_Float32

    def values(self) -> np.ndarray:
        """Numbers that tell their own place: 10,000 a time, 100 a row, 1 a column."""
        count = 1 if self.days is None else len(self.days)
        time, row, column = np.mgrid[0:count, 0 : len(self.y), 0 : len(self.x)]
        return (10_000.0 * time + 100.0 * row + column).astype("f4")


class CubeServer:
    """The running server."""

    def __init__(self, cube: Cube) -> None:
        self.cube, self.requests = cube, []
        self.closing = threading.Event()
        self.folder = tempfile.TemporaryDirectory(prefix="cube-")
        self.lock = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.world = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/collections/c"

    def stop(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        self.folder.cleanup()


@contextlib.contextmanager
def cube_server(**how: object) -> Iterator[CubeServer]:
    server = CubeServer(Cube(**how))  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    world: CubeServer


class _Handler(BaseHTTPRequestHandler):
    server: _Http

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        world, parts = self.server.world, urlsplit(self.path)
        world.requests.append(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/coverage"):
            self._coverage(world.cube, query)
        elif parts.path.endswith("/schema"):
            names = {name: {"title": f"The {name}"} for name in (*world.cube.extra_variables, "v")}
            self._send(200, json.dumps({"properties": names}).encode())
        else:
            self._send(200, json.dumps(self._collection(world.cube)).encode())

    def _collection(self, cube: Cube) -> dict[str, object]:
        base = self.server.world.url
        west = cube.x.min() if cube.x.min() <= 180 else cube.x.min() - 360
        box = [-62, 13, -60, 15] if cube.epsg else [west, cube.y.min(), min(180, cube.x.max()), cube.y.max()]
        extent: dict[str, object] = {"spatial": {"bbox": [[float(bound) for bound in box]]}}
        if cube.days is not None and cube.interval:
            ends = [(EPOCH + timedelta(days=float(day))).isoformat() for day in (cube.days[0], cube.days[-1])]
            extent["temporal"] = {"interval": [ends]}
        return {
            "id": "c",
            "title": "Cube",
            "links": [
                {"rel": "schema", "type": "application/schema+json", "href": f"{base}/schema"},
                {"rel": "coverage", "type": "application/netcdf", "href": f"{base}/coverage?f=nc"},
            ],
            "extent": extent,
        }

    def _coverage(self, cube: Cube, query: dict[str, str]) -> None:
        sorry = (500, b'{"description": "query error"}')
        bad = {
            "500": sorry,
            "503": (503, b"{}"),
            "html": (200, HTML),
            "json": (200, b'{"a": 1}'),
            "empty": (204, b""),
        }
        if cube.fault == "hang":
            self.server.world.closing.wait(60)
        if cube.fault in bad:
            self._send(*bad[cube.fault])
            return
        try:
            picked = _picked(cube, query)
        except (ValueError, KeyError) as error:
            self._send(400, json.dumps({"description": f"bad request: {error}"}).encode())
            return
        if any(len(places) == 0 for places in picked):
            self._send(204, b"")
            return
        with self.server.world.lock:
            body = _netcdf(cube, picked, query.get("properties", "v"), Path(self.server.world.folder.name))
        self._send(200, body[: len(body) // 2] if cube.fault == "truncated" else body)

    def _send(self, status: int, body: bytes) -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


def _picked(cube: Cube, query: dict[str, str]) -> tuple[list[int], list[int], list[int]]:
    """Return the times, rows and columns that a request is for."""
    ranges = {name: (low, high or low) for name, low, high in RANGE.findall(query.get("subset", ""))}
    if set(ranges) - {*cube.axes, "time"}:
        raise ValueError("axis")
    columns, rows = list(range(len(cube.x))), list(range(len(cube.y)))
    if "bbox" in query:
        west, south, east, north = (float(bound) for bound in query["bbox"].split(","))
        ranges = {cube.axes[0]: (west, east), cube.axes[1]: (south, north), **ranges}
    if cube.axes[0] in ranges:
        low, high = (float(end) for end in ranges[cube.axes[0]])
        columns = [index for index in columns if low <= cube.x[index] <= high]
    if cube.axes[1] in ranges:
        low, high = (float(end) for end in ranges[cube.axes[1]])
        rows = [index for index in rows if low <= cube.y[index] <= high]
    if cube.fault == "elsewhere":
        columns = [index - 1 for index in columns if index]
    if cube.fault == "whole":
        columns, rows = list(range(len(cube.x))), list(range(len(cube.y)))
    return _times(cube, query, ranges), rows, columns


def _times(cube: Cube, query: dict[str, str], ranges: dict[str, tuple[str, str]]) -> list[int]:
    if cube.days is None:
        return [0]
    every = list(range(len(cube.days)))
    text = query.get("datetime", "")
    if "time" in ranges:
        begin, end = ranges["time"]
    elif not text:
        return every
    elif cube.times == "none":
        raise ValueError("datetime")
    else:
        begin, _, end = text.partition("/")
        if (cube.times == "bare") == ("Z" in text) or (cube.times == "instant") == bool(end):
            raise ValueError("datetime")
    first, last = (datetime.fromisoformat(word.replace("Z", "")) for word in (begin, end or begin))
    bare = [(EPOCH + timedelta(days=float(day))).replace(tzinfo=None) for day in cube.days]
    found = [index for index in every if first <= bare[index] <= last]
    return [index - 1 for index in found] if cube.fault == "other-time" else found


def _netcdf(cube: Cube, picked: tuple[list[int], list[int], list[int]], name: str, folder: Path) -> bytes:
    times, rows, columns = picked
    path = folder / "answer.nc"
    driver = gdal.GetDriverByName("netCDF")
    dataset = driver.CreateMultiDimensional(str(path), [], [f"FORMAT={cube.format}"])
    group = dataset.GetRootGroup()
    double = gdal.ExtendedDataType.Create(gdal.GDT_Float64)
    x = _axis(group, cube.axes[0], cube.x[columns], cube.units[0], double)
    y = _axis(group, cube.axes[1], cube.y[rows], cube.units[1], double)
    dimensions, values = [y, x], cube.values()[times][:, rows][:, :, columns]
    if cube.days is None:
        values = values[0]
    else:
        time = _axis(group, "time", cube.days[times], "days since 2000-01-01", double)
        text = gdal.ExtendedDataType.CreateString()
        group.OpenMDArray("time").CreateAttribute("calendar", [], text).Write(cube.calendar)
        dimensions = [time, *dimensions]
    if name != "v":
        dimensions, values = dimensions[:1], np.zeros(len(times), "f4")
    array = group.CreateMDArray(name, dimensions, gdal.ExtendedDataType.Create(cube.kind))
    if cube.epsg:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(cube.epsg)
        array.SetSpatialRef(reference)
    array.Write(np.ascontiguousarray(values))
    types = gdal.ExtendedDataType
    for key, value in cube.attributes.items():  # afterwards: GDAL heeds them when it writes
        kind = types.CreateString() if isinstance(value, str) else types.Create(cube.kind)
        array.CreateAttribute(key, [], kind).Write(value)
    array = group = dataset = x = y = time = dimensions = None
    body = path.read_bytes()
    path.unlink()
    return body


def _axis(group: object, name: str, places: np.ndarray, unit: str, kind: object) -> object:
    dimension = group.CreateDimension(name, None, None, len(places))
    variable = group.CreateMDArray(name, [dimension], kind)
    variable.SetUnit(unit)
    variable.Write(np.ascontiguousarray(places))
    return dimension
