"""Addresses of windows of a coverage (OGC API - Coverages, draft 19-087; subset as in OGC 17-069r4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from secims_qgis.live.coverage_cube import Cube, TimeForm
from secims_qgis.live.coverage_source import CoverageSource, Scaling, WindowForm

if TYPE_CHECKING:
    from secims_qgis.live.raster_grid import Window

_SAFE = ",:()/"
_URI = "http://www.opengis.net/def/crs/{}/0/{}"


def plain(number: float) -> str:
    """Return a number in digits alone: pygeoapi takes ``1e-06`` in a subset for a word."""
    text = repr(float(number))
    return format(Decimal(text), "f") if "e" in text else text


def span(axis: str, begin: float, end: float) -> str:
    """Return ``Lat(13.7:14.1)``, as a subset has it."""
    return f"{axis}({plain(begin)}:{plain(end)})"


def listed(numbers: Iterable[float]) -> str:
    """Return numbers as a bbox has them."""
    return ",".join(plain(number) for number in numbers)


def with_parameters(url: str, parameters: list[tuple[str, str]]) -> str:
    """Return the address with these parameters instead of those of the same names."""
    parts = urlsplit(url)
    new = {name for name, _ in parameters}
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if name not in new]
    return parts._replace(query=urlencode(kept + parameters, safe=_SAFE), fragment="").geturl()


def window_url(source: CoverageSource, window: Window, level: int = 0) -> str:
    """Return the address of a window; at a level above 0, of pixels 2**level as large.

    ``window`` counts in pixels of the level.
    """
    parameters = [*source.extra, *_place(source, window, level)]
    if level:
        parameters.append(_scale(source, window, level))
    return with_parameters(source.url, with_time(parameters, source.cube))


def with_time(parameters: list[tuple[str, str]], cube: Cube | None) -> list[tuple[str, str]]:
    """Return the parameters with the time that a cube shows; unchanged without one."""
    times = cube.time_range() if cube else None
    if cube is None or times is None:
        return parameters
    begin, end = times
    if cube.time_form is TimeForm.SUBSET:
        time = f'{cube.time_axis}("{begin}":"{end}")'
        rest = [pair for pair in parameters if pair[0] != "subset"]
        return [
            *rest,
            ("subset", ",".join([value for name, value in parameters if name == "subset"] + [time])),
        ]
    said = {
        TimeForm.INTERVAL_Z: f"{begin}Z/{end}Z",
        TimeForm.INTERVAL: f"{begin}/{end}",
        TimeForm.INSTANT_Z: f"{begin}Z",
    }
    return [*parameters, ("datetime", said[cube.time_form])]


def crs_uri(authid: str) -> str:
    """Return ``http://www.opengis.net/def/crs/EPSG/0/2006`` for EPSG:2006."""
    authority, _, code = authid.partition(":")
    if authority == "OGC":
        return f"http://www.opengis.net/def/crs/OGC/1.3/{code}"
    return _URI.format(authority, code)


def _place(source: CoverageSource, window: Window, level: int) -> list[tuple[str, str]]:
    """Return the parameters that say where; moved inwards by a quarter of a pixel of the coverage."""
    grid = source.grid.at_level(level)
    west, south, east, north = grid.box(window, 0)
    if level:  # the last pixels of a coarse level stick out of the coverage
        _, lowest, rightmost, _ = source.grid.bounds
        south, east = max(south, lowest), min(east, rightmost)
    inner_x, inner_y = source.grid.pixel_width / 4, source.grid.pixel_height / 4
    west, south, east, north = west + inner_x, south + inner_y, east - inner_x, north - inner_y
    if source.form in {WindowForm.SUBSET, WindowForm.SUBSET_URI}:
        x_axis, y_axis = source.axes
        place = [("subset", f"{span(x_axis, west, east)},{span(y_axis, south, north)}")]
        return place + _crs_of_place(source)
    bounds = (
        (south, west, north, east) if source.form is WindowForm.BBOX_URI_YX else (west, south, east, north)
    )
    return [("bbox", listed(bounds)), *_crs_of_place(source)]


def _crs_of_place(source: CoverageSource) -> list[tuple[str, str]]:
    """Return the parameter that says in which CRS the place is told; none where the server knows."""
    if source.form in {WindowForm.BBOX, WindowForm.SUBSET}:
        return []
    spelled = {
        WindowForm.BBOX_NUMBER: source.crs.rpartition(":")[2],
        WindowForm.BBOX_CURIE: f"[{source.crs}]",
        WindowForm.BBOX_CODE: source.crs,
    }
    name = "subset-crs" if source.form is WindowForm.SUBSET_URI else "bbox-crs"
    return [(name, spelled.get(source.form) or crs_uri(source.crs))]


def _scale(source: CoverageSource, window: Window, level: int) -> tuple[str, str]:
    if source.scaling is Scaling.FACTOR:
        return ("scale-factor", str(1 << level))
    x_axis, y_axis = source.axes
    return ("scale-size", f"{x_axis}({window.columns}),{y_axis}({window.rows})")
