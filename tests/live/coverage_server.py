"""A small OGC API Coverages server on loopback, as able and as bad as a test wants."""

from __future__ import annotations

import contextlib
import json
import math
import re
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
from osgeo import gdal, osr

HTML = b"<!DOCTYPE html><html><body><p>Please sign in</p></body></html>"
JSON_TYPE = "application/prs.coverage+json"
TIFF_TYPE = "image/tiff; application=geotiff"
SIZE = re.compile(r"(\w+)\((\d+)\)")
RANGE = re.compile(r"(\w+)\(([^:()]+):([^()]+)\)")


def heights(columns: int = 600, rows: int = 500, bands: int = 1) -> np.ndarray:
    """Values that tell their own place: column + row / 1000, and 10,000 for each further band."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    return np.stack([x + y / 1000 + 10_000 * band for band in range(bands)]).astype(np.float32)


@dataclass
class Coverage:
    """What the server has, and how it behaves; all can be changed while it runs."""

    values: np.ndarray = field(default_factory=heights)
    left: float = -61.1
    top: float = 14.2
    pixel: float = 0.001
    epsg: int = 4326
    crs: str = ""
    """What the answers name instead of the EPSG code."""
    nodata: float | None = -9999.0
    media_type: str = TIFF_TYPE
    relation: str = "coverage"
    form: str = "bbox"
    """bbox, bbox-number, bbox-uri, bbox-uri-yx, bbox-curie, bbox-code, subset or subset-uri."""
    takes_degrees: bool = True
    """Takes a bbox of longitude and latitude besides, as its form may not be known."""
    is_strict: bool = False
    """Refuses boxes beyond the poles and the antimeridian."""
    takes_centres: bool = False
    """Gives only pixels whose centre lies in the box, and nothing (204) where there is none."""
    takes_f: bool = True
    """Of a collection; else a parameter that it does not know, which it refuses."""
    storage_crs: bool = False
    """Whether the collection names its CRS."""
    packing: tuple[float, float] | None = None
    """Scale and offset of the numbers that are stored."""
    axes: tuple[str, str] = ("Lon", "Lat")
    scaling: str = ""
    """scale-size or scale-factor."""
    south_up: bool = False
    one_more: bool = False
    """Answers with one pixel more on each side, as a server that rounds outwards may."""
    fault: str = ""
    """500, html, json, empty, truncated, elsewhere, other-size, unplaced, whole, hang or swapped;

    half, closed, endless, login, busy, away and gzip are faults of the transport.
    """
    delay_s: float = 0.0
    bbox: tuple[float, ...] | None = None


class CoverageServer:
    """The running server; ``stop`` and ``start`` keep the port, as a server that is restarted does."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.requests: list[str] = []
        self.bytes_sent = 0
        self.closing = threading.Event()
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/collections/heights"

    @property
    def windows(self) -> list[str]:
        """Those requests that were for pixels."""
        return [request for request in self.requests if "/coverage" in request]

    def start(self) -> None:
        self.closing.clear()
        self._http = _Http(("127.0.0.1", self.port), _Handler)
        self._http.world = self
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextlib.contextmanager
def coverage_server(**how: object) -> Iterator[CoverageServer]:
    server = CoverageServer(Coverage(**how))  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    world: CoverageServer


class _Handler(BaseHTTPRequestHandler):
    server: _Http

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        world, parts = self.server.world, urlsplit(self.path)
        world.requests.append(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/coverage"):
            self._coverage(world.coverage, query)
        elif parts.path.endswith("/schema"):
            names = {str(band + 1): {"title": f"Band {band + 1}", "type": "number", "x-ogc-unit": "m"}
                     for band in range(len(world.coverage.values))}  # fmt: skip
            self._send(200, json.dumps({"type": "object", "properties": names}).encode())
        elif parts.path.endswith("/heights") and "f" in query and not world.coverage.takes_f:
            self._send(400, b'{"description": "what is f?"}')
        elif parts.path.endswith("/heights"):
            self._send(200, json.dumps(self._collection()).encode())
        else:
            self._send(404, b"{}")

    def _collection(self) -> dict[str, object]:
        coverage, base = self.server.world.coverage, self.server.world.url
        _, rows, columns = coverage.values.shape
        west, north = coverage.left, coverage.top
        box = [west, north - rows * coverage.pixel, west + columns * coverage.pixel, north]
        crs = {"storageCrs": _uri(coverage)} if coverage.storage_crs else {}
        return {
            **crs,
            "id": "heights",
            "title": "Heights",
            "links": [
                {"rel": "schema", "type": "application/schema+json", "href": f"{base}/schema"},
                {"rel": "coverage", "type": JSON_TYPE, "href": f"{base}/coverage?f=json"},
                {"rel": coverage.relation, "type": coverage.media_type, "href": f"{base}/coverage?f=tiff"},
            ],
            "extent": {"spatial": {"bbox": [list(coverage.bbox or box)]}},
        }

    def _coverage(self, coverage: Coverage, query: dict[str, str]) -> None:
        self.server.world.closing.wait(coverage.delay_s)
        fault = coverage.fault
        if self._breaks(fault):
            return
        if fault == "hang":
            self.server.world.closing.wait(60)
        elif fault == "500":
            self._send(500, b'{"description": "query error (check logs)"}')
        elif fault == "html":
            self._send(200, HTML, "text/html")
        elif fault == "json":
            self._send(200, b'{"type": "Coverage"}')
        elif fault == "empty":
            self._send(200, b"", "image/tiff")
        else:
            self._window(coverage, query)

    def _breaks(self, fault: str) -> bool:
        """Answer as a transport that fails does; return whether it did."""
        if fault == "closed":
            self.close_connection = True
        elif fault == "half":
            self.send_response(200)
            self.send_header("Content-Length", "90000")
            self.end_headers()
            self.wfile.write(b"II*\x00" + bytes(40_000))
        elif fault == "endless":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while not self.server.world.closing.wait(0.001):
                    self.wfile.write(bytes(65_536))
        elif fault == "login":
            self._send(401, HTML, "text/html")
        elif fault == "busy":
            self._send(503, b'{"description": "come back later"}')
        elif fault == "away":
            self.send_response(302)
            self.send_header("Location", "http://other.invalid/window.tif")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif fault == "gzip":
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", "9")
            self.end_headers()
            self.wfile.write(b"no gzip !")
        else:
            return False
        return True

    def _window(self, coverage: Coverage, query: dict[str, str]) -> None:
        box = _box(coverage, query)
        if box is None:
            self._send(400, b'{"description": "no window that I know"}')
            return
        _, rows, columns = coverage.values.shape
        more = 1 if coverage.one_more else 0
        half = 0.5 if coverage.takes_centres else 0.0
        first = math.floor((box[0] - coverage.left) / coverage.pixel + half) - more
        last = math.ceil((box[2] - coverage.left) / coverage.pixel - half) + more
        upper = math.floor((coverage.top - box[3]) / coverage.pixel + half) - more
        lower = math.ceil((coverage.top - box[1]) / coverage.pixel - half) + more
        if coverage.fault == "elsewhere":
            first, last, upper, lower = first + 5, last + 5, upper + 5, lower + 5
        elif coverage.fault == "other-size":
            last = last - (last - first) // 2
        elif coverage.fault == "whole":
            first, last, upper, lower = 0, columns, 0, rows
        first, last, upper, lower = max(0, first), min(columns, last), max(0, upper), min(rows, lower)
        if first >= last or upper >= lower:
            self._send(*((204, b"") if coverage.takes_centres else (500, b'{"description": "outside"}')))
            return
        size = _size(coverage, query, last - first, lower - upper)
        body = _tiff(coverage, (first, upper, last - first, lower - upper), size)
        self._send(200, body[: len(body) * 2 // 3] if coverage.fault == "truncated" else body, "image/tiff")

    def _send(self, status: int, body: bytes, media_type: str = "application/json") -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.server.world.bytes_sent += len(body)


def _uri(coverage: Coverage) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{coverage.epsg}"


def _box(coverage: Coverage, query: dict[str, str]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north, or None where the request is not of the form this server knows."""
    box = _subset(coverage, query) if "subset" in query else _bbox(coverage, query)
    is_beyond = box is not None and (box[0] < -180 or box[1] < -90 or box[2] > 180 or box[3] > 90)
    return None if is_beyond and coverage.is_strict else box


def _subset(coverage: Coverage, query: dict[str, str]) -> tuple[float, float, float, float] | None:
    wanted = _uri(coverage) if coverage.form == "subset-uri" else None
    if not coverage.form.startswith("subset") or query.get("subset-crs") != wanted:
        return None
    ranges = {name: (float(low), float(high)) for name, low, high in RANGE.findall(query["subset"])}
    if set(ranges) != set(coverage.axes):
        return None
    x, y = ranges[coverage.axes[0]], ranges[coverage.axes[1]]
    return x[0], y[0], x[1], y[1]


def _bbox(coverage: Coverage, query: dict[str, str]) -> tuple[float, float, float, float] | None:
    if "bbox" not in query:
        return None
    bounds = [float(number) for number in query["bbox"].split(",")]
    spelled = {
        "bbox": None, "bbox-number": str(coverage.epsg), "bbox-uri": _uri(coverage),
        "bbox-uri-yx": _uri(coverage), "bbox-curie": f"[EPSG:{coverage.epsg}]",
        "bbox-code": f"EPSG:{coverage.epsg}",
    }  # fmt: skip
    if query.get("bbox-crs") != spelled.get(coverage.form, "none of them"):
        is_known = "bbox-crs" not in query and coverage.takes_degrees
        return _from_lon_lat(coverage, bounds) if is_known else None
    if coverage.form == "bbox-uri-yx" or coverage.fault == "swapped":
        bounds = [bounds[1], bounds[0], bounds[3], bounds[2]]
    return bounds[0], bounds[1], bounds[2], bounds[3]


def _from_lon_lat(coverage: Coverage, bounds: list[float]) -> tuple[float, float, float, float]:
    if coverage.epsg == 4326:
        return bounds[0], bounds[1], bounds[2], bounds[3]
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(4326)
    target.ImportFromEPSG(coverage.epsg)
    for reference in (source, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(source, target)
    west, south, _ = transform.TransformPoint(bounds[0], bounds[1])
    east, north, _ = transform.TransformPoint(bounds[2], bounds[3])
    return west, south, east, north


def _size(coverage: Coverage, query: dict[str, str], columns: int, rows: int) -> tuple[int, int]:
    if coverage.scaling == "scale-size" and "scale-size" in query:
        sides = {name: int(side) for name, side in SIZE.findall(query["scale-size"])}
        return sides.get(coverage.axes[0], columns), sides.get(coverage.axes[1], rows)
    if coverage.scaling == "scale-factor" and "scale-factor" in query:
        factor = float(query["scale-factor"])
        return math.ceil(columns / factor), math.ceil(rows / factor)
    return columns, rows


def _tiff(coverage: Coverage, window: tuple[int, int, int, int], size: tuple[int, int]) -> bytes:
    column, row, columns, rows = window
    cut = coverage.values[:, row : row + rows, column : column + columns]
    picked_rows = (np.arange(size[1]) + 0.5) * rows / size[1]
    picked_columns = (np.arange(size[0]) + 0.5) * columns / size[0]
    values = cut[:, picked_rows.astype(int)[:, None], picked_columns.astype(int)[None, :]]
    x, y = coverage.pixel * columns / size[0], coverage.pixel * rows / size[1]
    left, top = coverage.left + column * coverage.pixel, coverage.top - row * coverage.pixel
    transform = [left, x, 0, top, 0, -y]
    if coverage.south_up:
        values, transform = values[:, ::-1], [left, x, 0, top - rows * coverage.pixel, 0, y]
    path = f"/vsimem/server-{uuid.uuid4().hex}.tif"
    kinds = {
        "float32": gdal.GDT_Float32, "uint8": gdal.GDT_Byte, "int16": gdal.GDT_Int16,
        "uint16": gdal.GDT_UInt16, "int32": gdal.GDT_Int32, "uint32": gdal.GDT_UInt32,
        "float64": gdal.GDT_Float64, "int64": gdal.GDT_Int64, "int8": getattr(gdal, "GDT_Int8", None),
    }  # fmt: skip
    kind, options = kinds[str(values.dtype)], []
    if kind is None:  # before GDAL 3.7
        values, kind, options = values.view(np.uint8), gdal.GDT_Byte, ["PIXELTYPE=SIGNEDBYTE"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, size[0], size[1], len(values), kind, options)
    if coverage.fault != "unplaced":
        dataset.SetGeoTransform(transform)
    reference = osr.SpatialReference()
    reference.SetFromUserInput(coverage.crs or f"EPSG:{coverage.epsg}")
    dataset.SetProjection(reference.ExportToWkt())
    _write_bands(coverage, dataset, values)
    dataset = None
    file = gdal.VSIFOpenL(path, "rb")
    body = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    gdal.VSIFCloseL(file)
    gdal.Unlink(path)
    return body


def _write_bands(coverage: Coverage, dataset: gdal.Dataset, values: np.ndarray) -> None:
    for number, pixels in enumerate(values, 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(np.ascontiguousarray(pixels))
        if coverage.nodata is not None:
            band.SetNoDataValue(coverage.nodata)
        if coverage.packing is not None:
            band.SetScale(coverage.packing[0])
            band.SetOffset(coverage.packing[1])
