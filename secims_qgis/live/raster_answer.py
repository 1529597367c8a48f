"""GeoTIFF answers of a server, decoded without a trust in what they claim to be."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from osgeo import gdal

from secims_qgis.live.raster_grid import Grid
from secims_qgis.network import AnswerError
from secims_qgis.network.fetch import looks_like_html, words_of_server

EMPTY = "an empty answer instead of a GeoTIFF"
"""Cause of an error: nothing lies where it was asked for."""
_TIFF_STARTS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_DATA_TYPES = {
    "Byte": "uint8", "Int8": "int16", "UInt16": "uint16", "Int16": "int16", "UInt32": "uint32",
    "Int32": "int32", "UInt64": "float64", "Int64": "float64", "Float32": "float32", "Float64": "float64",
}  # fmt: skip
"""By GDAL's names: those that not all of QGIS and GDAL know (Int8, 64 bits) become wider ones."""


@dataclass(frozen=True)
class RasterAnswer:
    """A decoded answer, north up whatever way it came.

    ``pixels`` has the shape (bands, rows, columns); ``wkt`` is the CRS, empty where the answer names
    none; ``nodata`` has one entry for each band.
    """

    pixels: np.ndarray[Any, Any]
    grid: Grid
    wkt: str
    nodata: tuple[float | None, ...]
    has_alpha: bool


def decode(body: bytes, url: str, max_pixels: int) -> RasterAnswer:
    """Return what a GeoTIFF holds.

    Raises:
        AnswerError: it is something else, damaged, too large, of complex numbers, or without a
            georeference, so that nobody can tell where its pixels belong.
    """
    if not body.startswith(_TIFF_STARTS):
        raise AnswerError(_what(body), url=url, server_words=words_of_server(body[:2000]))
    with _opened(body) as dataset:
        if dataset is None:
            raise AnswerError("a damaged GeoTIFF", url=url)
        if dataset.RasterXSize * dataset.RasterYSize > max_pixels or dataset.RasterCount < 1:
            size = f"{dataset.RasterXSize} x {dataset.RasterYSize}"
            raise AnswerError(f"{size} pixels, more than were asked for", url=url)
        return _read(dataset, url)


def _what(body: bytes) -> str:
    if looks_like_html(body[:2000]):
        return "a web page instead of a GeoTIFF"
    if body.lstrip()[:1] == b"{":
        return "JSON instead of a GeoTIFF"
    return "no GeoTIFF" if body else EMPTY


@contextmanager
def _opened(body: bytes) -> Iterator[Any]:
    """Open a GeoTIFF from memory, in a folder of its own: GDAL looks for files beside it."""
    folder = f"/vsimem/secims-{uuid.uuid4().hex}"
    path = f"{folder}/answer.tif"
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        gdal.FileFromMemBuffer(path, body)
        yield _open(path)
    finally:
        with suppress(RuntimeError):  # QGIS switches GDAL's exceptions on; what is left is gone anyway
            gdal.Unlink(path)
            gdal.RmdirRecursive(folder)
        gdal.PopErrorHandler()


def _open(path: str) -> Any:
    try:
        return gdal.OpenEx(path, gdal.OF_RASTER, allowed_drivers=["GTiff"])
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        return None


def _read(dataset: Any, url: str) -> RasterAnswer:
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    name = gdal.GetDataTypeName(bands[0].DataType)
    transform = dataset.GetGeoTransform(can_return_null=True)
    if name not in _DATA_TYPES:
        raise AnswerError(f"pixels of type {name}", url=url)
    if transform is None or transform[2] or transform[4] or not (transform[1] and transform[5]):
        raise AnswerError("a GeoTIFF without a place, or a rotated one", url=url)
    try:
        pixels = dataset.ReadAsArray()
    except (RuntimeError, MemoryError):
        pixels = None
    if pixels is None:
        raise AnswerError("a damaged GeoTIFF", url=url)
    if bands[0].GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE":  # before GDAL 3.7
        pixels, name = pixels.view(np.int8), "Int8"
    shape = (len(bands), dataset.RasterYSize, dataset.RasterXSize)
    stacked = pixels.reshape(shape).astype(_DATA_TYPES[name], copy=False)
    nodata = tuple(_nodata(band, _DATA_TYPES[name]) for band in bands)
    stacked, nodata = _unpacked(stacked, nodata, bands)
    north_up, grid = _north_up(stacked, transform)
    alpha = bands[-1].GetColorInterpretation() == gdal.GCI_AlphaBand
    return RasterAnswer(north_up, grid, dataset.GetProjection(), nodata, alpha)


def _unpacked(
    pixels: np.ndarray[Any, Any], nodata: tuple[float | None, ...], bands: list[Any]
) -> tuple[np.ndarray[Any, Any], tuple[float | None, ...]]:
    """Return the values that are meant where bands have scale or offset, as QGIS shows those of files."""
    packing = [(band.GetScale(), band.GetOffset()) for band in bands]
    if all(scale in {None, 1.0} and offset in {None, 0.0} for scale, offset in packing):
        return pixels, nodata
    real = np.empty(pixels.shape, "float64" if pixels.dtype == np.float64 else "float32")
    for index, (scale, offset) in enumerate(packing):
        values = pixels[index].astype("float64") * (1.0 if scale is None else scale) + (offset or 0.0)
        real[index] = np.where(pixels[index] == nodata[index], np.nan, values)
    return real, (math.nan,) * len(bands)


def _nodata(band: Any, data_type: str) -> float | None:
    """Return the nodata value as a pixel holds it: -3.4e38 of the header is another number in float32."""
    value = band.GetNoDataValue()
    if value is None:
        return None
    return float(np.float32(value)) if data_type == "float32" else float(value)


def _north_up(pixels: np.ndarray[Any, Any], transform: Any) -> tuple[np.ndarray[Any, Any], Grid]:
    left, pixel_width, _, top, _, step = transform
    rows, columns = pixels.shape[1:]
    if step > 0:  # row 0 lies in the south
        pixels, top = pixels[:, ::-1, :], top + rows * step
    if pixel_width < 0:
        pixels, left = pixels[:, :, ::-1], left + columns * pixel_width
    return pixels, Grid(left, top, abs(pixel_width), abs(step), columns, rows)
