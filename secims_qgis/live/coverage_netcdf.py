"""NetCDF answers of a server, decoded without a trust in what they claim to be."""

from __future__ import annotations

import math
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from secims_qgis.live import coverage_times as times
from secims_qgis.live.netcdf_axis import Axis, AxisKind, attributes_of, axis_of, packing_of
from secims_qgis.live.raster_answer import RasterAnswer
from secims_qgis.live.raster_grid import Grid
from secims_qgis.network import AnswerError, LiveLayerError
from secims_qgis.network.fetch import looks_like_html, words_of_server

_STARTS = (b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF")
_DRIVERS = {b"C": ("netCDF",), b"\x89": ("HDF5", "netCDF")}
"""By the first byte. HDF5 first: it reads from memory everywhere, and the NetCDF library fills the
terminal with the attributes that a file does not have, on each thread but the first."""
_PIXEL_TYPES = frozenset({"uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"})
EMPTY = "an empty answer instead of NetCDF"
"""Cause of an error: nothing lies where it was asked for."""
_UNEVEN = 0.1
"""Of a cell, that places on an axis may lie beside equal steps: they are rounded, or float32."""


@dataclass(frozen=True)
class CubeAnswer:
    """A variable, as (times, levels, rows, columns), north up and west to east.

    ``x`` and ``y`` are the centres of columns and rows; ``seconds`` since 1970, empty without times;
    ``levels`` name what lies on all other axes, one empty name where there are none.
    """

    values: np.ndarray[Any, Any]
    x: np.ndarray[Any, Any]
    y: np.ndarray[Any, Any]
    seconds: tuple[float, ...]
    levels: tuple[str, ...]
    axes: tuple[str, str, str]
    """Names of those of x, y and time; empty without times."""
    unit: str
    nodata: float | None
    wkt: str


def decode_cube(body: bytes, url: str, variable: str, max_values: int) -> CubeAnswer:
    """Return one variable of a NetCDF file.

    Raises:
        AnswerError: it is something else, damaged, too large, or has no plain grid.
        LiveLayerError: this QGIS cannot read NetCDF.
    """
    if not body.startswith(_STARTS):
        raise AnswerError(_what(body), url=url, server_words=words_of_server(body[:2000]))
    drivers = [name for name in _DRIVERS[body[:1]] if gdal.GetDriverByName(name) is not None]
    if not drivers:
        raise LiveLayerError("this QGIS was built without NetCDF, in which the coverage comes", url=url)
    for driver in drivers:
        with _opened(body, driver) as dataset:
            group = dataset and dataset.GetRootGroup()
            array = _array(group, variable) if group else None
            if array is None:
                continue
            wkt = _wkt(group, array)
            if (wkt is None or _is_unsigned(array)) and driver != drivers[-1]:
                continue  # the other driver can read how the file tells its CRS, or its sign
            try:
                return _read(array, wkt or "", url, max_values)
            except (RuntimeError, MemoryError) as error:
                raise AnswerError("a damaged NetCDF file", url=url) from error
    raise AnswerError(f"a damaged NetCDF file, or one without '{variable}'", url=url)


def as_raster(
    answer: CubeAnswer, seconds: float | None, pixel: tuple[float, float], url: str
) -> RasterAnswer:
    """Return one time of a cube; ``pixel`` is the size of a cell where a single row or column came.

    Raises:
        AnswerError: the time is not there, or the grid is uneven.
    """
    index = 0
    if seconds is not None:
        gaps = [abs(there - seconds) for there in answer.seconds]
        if not gaps or min(gaps) > 1.0:
            raise AnswerError(f"another time than {times.iso(seconds)}", url=url)
        index = gaps.index(min(gaps))
    elif answer.values.shape[0] != 1:
        raise AnswerError(f"{answer.values.shape[0]} times instead of one", url=url)
    values = answer.values[index]
    return RasterAnswer(
        values, grid_of(answer, pixel, url), answer.wkt, (answer.nodata,) * len(values), False
    )


def grid_of(answer: CubeAnswer, pixel: tuple[float, float], url: str = "") -> Grid:
    """Return the grid of an answer; raises AnswerError where its cells are not of one size."""
    width, height = _spacing(answer.x, pixel[0], url), _spacing(-answer.y, pixel[1], url)
    left, top = float(answer.x[0]) - width / 2, float(answer.y[0]) + height / 2
    return Grid(left, top, width, height, len(answer.x), len(answer.y))


def _spacing(places: np.ndarray[Any, Any], one: float, url: str) -> float:
    if len(places) < 2:
        return one
    step = float(places[-1] - places[0]) / (len(places) - 1)
    even = places[0] + np.arange(len(places)) * step
    if not (math.isfinite(step) and step > 0 and np.abs(places - even).max() <= _UNEVEN * step):
        raise AnswerError("cells of different sizes; QGIS rasters have one", url=url)
    return step


def _what(body: bytes) -> str:
    if looks_like_html(body[:2000]):
        return "a web page instead of NetCDF"
    if body.lstrip()[:1] == b"{":
        return "JSON instead of NetCDF"
    return "no NetCDF" if body else EMPTY


@contextmanager
def _opened(body: bytes, driver: str) -> Iterator[Any]:
    """Open a file from memory; where this build of GDAL cannot do so, from a temporary one."""
    name = f"secims-{uuid.uuid4().hex}"
    ending = "h5" if driver == "HDF5" else "nc"  # each driver leaves the other's ending alone
    path = f"/vsimem/{name}.{ending}"
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        gdal.FileFromMemBuffer(path, body)
        dataset = _open(path, driver)
        if dataset is not None:
            yield dataset
            return
        with tempfile.TemporaryDirectory(prefix=name) as folder:
            file = Path(folder) / f"answer.{ending}"
            file.write_bytes(body)
            dataset = _open(str(file), driver)
            yield dataset
            dataset = None  # closed before the folder goes
    finally:
        with suppress(RuntimeError):
            gdal.Unlink(path)
        gdal.PopErrorHandler()


def _open(path: str, driver: str) -> Any:
    try:
        return gdal.OpenEx(path, gdal.OF_MULTIDIM_RASTER, allowed_drivers=[driver])
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        return None


def _array(group: Any, variable: str) -> Any:
    try:
        return group.OpenMDArray(variable)
    except RuntimeError:
        return None


def _wkt(group: Any, array: Any) -> str | None:
    """Return the CRS that a variable names, empty where it names none; None where it cannot be read here."""
    reference = array.GetSpatialRef()
    if reference is not None:
        return str(reference.ExportToWkt())
    mapping = attributes_of(array, ("grid_mapping",)).get("grid_mapping")
    if not mapping:
        return ""
    about = _array(group, str(mapping).partition(":")[0].strip())
    told = attributes_of(about, ("crs_wkt", "spatial_ref")) if about is not None else {}
    return next((str(text) for text in told.values() if text), None)


def _is_unsigned(array: Any) -> bool:
    """Return whether numbers are meant without the sign that they are stored with, as NetCDF 3 has to."""
    return str(attributes_of(array, ("_Unsigned",)).get("_Unsigned", "")).lower() == "true"


def _read(array: Any, wkt: str, url: str, max_values: int) -> CubeAnswer:
    sizes = [dimension.GetSize() for dimension in array.GetDimensions()]
    if not sizes or math.prod(sizes) > max_values:
        raise AnswerError(f"{' x '.join(map(str, sizes)) or 'no'} values, more than were asked for", url=url)
    axes = [axis_of(dimension, url) for dimension in array.GetDimensions()]
    x, y, time = (_only(axes, kind) for kind in (AxisKind.X, AxisKind.Y, AxisKind.TIME))
    if x is None or y is None:
        raise AnswerError("a variable without a grid of rows and columns", url=url)
    others = [axis for axis in axes if axis not in (x, y, time)]
    order = [axes.index(axis) for axis in (*([time] if time else ()), *others, y, x)]
    values, nodata = _unpacked(array)
    shape = (time.size if time else 1, math.prod(axis.size for axis in others), y.size, x.size)
    values = values.reshape(sizes).transpose(order).reshape(shape)
    if y.size > 1 and y.places[0] < y.places[-1]:  # row 0 lies in the south
        values, y = values[:, :, ::-1], y.turned()
    if x.size > 1 and x.places[0] > x.places[-1]:
        values, x = values[..., ::-1], x.turned()
    return CubeAnswer(
        values=np.ascontiguousarray(values),
        x=x.places,
        y=y.places,
        seconds=time.seconds(url) if time else (),
        levels=_levels(others),
        axes=(x.name, y.name, time.name if time else ""),
        unit=str(array.GetUnit() or ""),
        nodata=nodata,
        wkt=wkt or x.geographic_wkt(),
    )


def _only(axes: list[Axis], kind: AxisKind) -> Axis | None:
    return next((axis for axis in axes if axis.kind is kind), None)


def _levels(others: list[Axis]) -> tuple[str, ...]:
    names = [""]
    for axis in others:
        names = [", ".join(filter(None, (name, word))) for name in names for word in axis.words()]
    return tuple(names)


def _nodata(array: Any) -> float | None:
    nodata = array.GetNoDataValueAsDouble()
    if nodata is None:  # not each of GDAL's drivers knows the older attribute (CF, section 2.5.1)
        told = attributes_of(array, ("missing_value",)).get("missing_value")
        nodata = float(told) if isinstance(told, (int, float)) else None
    return nodata


def _unpacked(array: Any) -> tuple[np.ndarray[Any, Any], float | None]:
    """Return the values that are meant, and their nodata: scaled numbers become floats (CF, section 8.1)."""
    values = np.asarray(array.ReadAsArray())
    if values.dtype == np.int8:  # as GDAL had it before 3.7
        values = values.astype("int16")
    nodata, (scale, offset) = _nodata(array), packing_of(array)
    if scale is not None or offset is not None:
        missing = values == nodata if nodata is not None else np.zeros(values.shape, bool)
        real = values.astype("float64") * (1.0 if scale is None else scale) + (offset or 0.0)
        return np.where(missing, np.nan, real), math.nan
    if str(values.dtype) not in _PIXEL_TYPES:
        values = values.astype("float64")
    if nodata is not None and str(values.dtype) == "float32":
        nodata = float(np.float32(nodata))
    if nodata is None and values.dtype.kind == "f":
        nodata = math.nan
    return values, nodata
