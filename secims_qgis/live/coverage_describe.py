"""The exact grid of a coverage, found by a few tiny requests: no document tells it.

One pixel tells CRS, resolution, type and nodata; one row and one column, from far outside on both
sides, tell where the grid begins and ends. What they hold is also a fair sample of the values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.live.coverage_describe_cube import describe_cube
from secims_qgis.live.coverage_document import CollectionDocument, read_coverage
from secims_qgis.live.coverage_estimate import sample_quantiles
from secims_qgis.live.coverage_fetch import HEADERS, place_in
from secims_qgis.live.coverage_request import window_url, with_parameters
from secims_qgis.live.coverage_scaling import find_scaling
from secims_qgis.live.coverage_source import MAX_BANDS, Band, CoverageSource, WindowForm
from secims_qgis.live.raster_answer import RasterAnswer, decode
from secims_qgis.live.raster_grid import Grid, Window
from secims_qgis.model import BBox
from secims_qgis.network import (
    AnswerError,
    AnswerTooLargeError,
    HttpError,
    LiveLayerError,
    SecimsError,
    fetch_bytes,
)

if TYPE_CHECKING:
    import requests

PROBE_BYTES = 20_000_000
"""Of one row of the largest coverage; a first probe is far below."""
_FIRST_BYTES = 2_000_000
_QUANTILE_STEPS = 16
_MOST_OF_ONE = 9
"""Pixels that may come for one: those around it."""
_SPOTS = ((0.5, 0.5), (0.25, 0.5), (0.75, 0.5), (0.5, 0.25), (0.5, 0.75))
_SIDE = 1e-4
"""Of the extent: the first probe, where the resolution is not known."""
_WORLD = BBox(-180, -90, 180, 90)
_GEOGRAPHIC_AXES = (("Long", "Lat"), ("Lon", "Lat"), ("x", "y"), ("X", "Y"), ("lon", "lat"))
_PROJECTED_AXES = (("x", "y"), ("E", "N"), ("X", "Y"), ("e", "n"), ("Easting", "Northing"))


def describe_coverage(url: str, session: requests.Session) -> CoverageSource:
    """Return all that a layer of the coverage has to know; some ten requests, a few kilobytes each.

    Raises:
        LiveLayerError: neither GeoTIFF nor NetCDF is offered, or windows cannot be asked for.
        AnswerError, NetworkError: the server answers with something else, or not at all.
    """
    document = read_coverage(session, url)
    authcfg = getattr(session, "authcfg_for", lambda _url: "")(document.url)
    if document.is_netcdf:
        return describe_cube(session, document, _wanted_variable(url), authcfg)
    pixel = _first_pixel(session, document)
    source = _sketch(document, pixel, authcfg)
    source = _in_form(session, source, document)
    row = _line(session, source, pixel.grid, across=True)
    column = _line(session, source, pixel.grid, across=False)
    grid = Grid(
        row.grid.left,
        column.grid.top,
        row.grid.pixel_width,
        column.grid.pixel_height,
        row.grid.columns,
        column.grid.rows,
    )
    source = replace(source, grid=grid, bands=_bands(source, document, row, column))
    return find_scaling(session, source, axes_to_try(source, document))


def _wanted_variable(url: str) -> str:
    """Return the variable that an address asks for; the first of several."""
    return dict(parse_qsl(urlsplit(url).query)).get("properties", "").partition(",")[0]


def ask(session: requests.Session, url: str, max_bytes: int = PROBE_BYTES) -> RasterAnswer:
    """Fetch and decode a small GeoTIFF.

    Raises:
        LiveLayerError: far more came than was asked for, so the server does not cut out windows.
        AnswerError, NetworkError: as ``decode`` and ``fetch_bytes``.
    """
    try:
        body = fetch_bytes(session, url, headers=HEADERS, max_bytes=max_bytes)
    except AnswerTooLargeError as error:
        raise LiveLayerError("the server sends the whole coverage instead of a window", url=url) from error
    return decode(body, url, max_bytes)


def _first_pixel(session: requests.Session, document: CollectionDocument) -> RasterAnswer:
    """Return some pixel: the extent of a collection need not be that of its coverage."""
    failure: SecimsError | None = None
    box = document.bbox or _WORLD
    for across, up in _SPOTS:
        x, y = box.west + across * box.width_deg, box.south + up * box.height_deg
        half_x, half_y = box.width_deg * _SIDE / 2, box.height_deg * _SIDE / 2
        bounds = (x - half_x, y - half_y, x + half_x, y + half_y)
        text = ",".join(repr(bound) for bound in bounds)
        try:
            answer = ask(session, with_parameters(document.url, [("bbox", text)]), _FIRST_BYTES)
        except (HttpError, AnswerError) as error:
            failure = failure or error
            if not isinstance(error, HttpError):
                raise
            continue
        _check_first(answer, document)
        return answer
    raise _no_window(failure, document.url)


def _no_window(failure: SecimsError | None, url: str) -> LiveLayerError:
    cause = failure.cause if failure else "no answer"
    return LiveLayerError(
        f"the server gives no part of the coverage: {cause}",
        url=url,
        status=failure.status if failure else None,
        server_words=failure.server_words if failure else "",
    )


def _check_first(answer: RasterAnswer, document: CollectionDocument) -> None:
    if not answer.wkt and not document.storage_crs:
        raise LiveLayerError("the coverage has no CRS", url=document.url)
    if len(answer.pixels) > MAX_BANDS:
        raise LiveLayerError(f"{len(answer.pixels)} bands", url=document.url)


def _sketch(document: CollectionDocument, pixel: RasterAnswer, authcfg: str) -> CoverageSource:
    crs = QgsCoordinateReferenceSystem.fromWkt(pixel.wkt) if pixel.wkt else QgsCoordinateReferenceSystem()
    code = crs.authid() or (document.storage_crs if not crs.isValid() else "")
    return CoverageSource(
        url=document.url,
        crs=code or pixel.wkt,
        grid=pixel.grid,
        bands=tuple(Band(nodata=value) for value in pixel.nodata),
        data_type=str(pixel.pixels.dtype),
        has_alpha=pixel.has_alpha,
        authcfg=authcfg,
        title=document.title,
    )


def axes_to_try(source: CoverageSource, document: CollectionDocument) -> list[tuple[str, str]]:
    """Return names that the axes may have, x before y: what the server says, then what is usual."""
    is_geographic = QgsCoordinateReferenceSystem(source.crs).isGeographic()
    usual = _GEOGRAPHIC_AXES if is_geographic else _PROJECTED_AXES
    told = [document.axes] if document.axes else []
    return [*told, *(names for names in usual if names not in told)]


def _in_form(
    session: requests.Session, source: CoverageSource, document: CollectionDocument
) -> CoverageSource:
    """Return the source in the first form in which the server gives the very pixel that was asked for."""
    one = replace(source, grid=replace(source.grid, columns=1, rows=1))
    failure: SecimsError | None = None
    for form, axes in _forms(source, document):
        trial = replace(one, form=form, axes=axes)
        try:
            answer = ask(session, window_url(trial, one.grid.whole), _FIRST_BYTES)
        except (HttpError, AnswerError, LiveLayerError) as error:
            failure = failure or error
            continue
        place = place_in(one.grid, answer.grid)
        if place is not None and place.holds(one.grid.whole) and place.pixels <= _MOST_OF_ONE:
            return replace(source, form=form, axes=axes)
        failure = failure or AnswerError("another window than asked for", url=document.url)
    raise _no_window(failure, document.url)


def _forms(source: CoverageSource, document: CollectionDocument) -> list[tuple[WindowForm, tuple[str, str]]]:
    is_geographic = QgsCoordinateReferenceSystem(source.crs).isGeographic()
    forms = [WindowForm.BBOX] if is_geographic else []
    if source.crs.startswith("EPSG:"):
        forms += [WindowForm.BBOX_NUMBER, WindowForm.BBOX_URI, WindowForm.BBOX_URI_YX]
    subsets = [(WindowForm.SUBSET, names) for names in axes_to_try(source, document)]
    return [*((form, ("", "")) for form in forms), *subsets]


def _line(session: requests.Session, source: CoverageSource, pixel: Grid, *, across: bool) -> RasterAnswer:
    """Return a whole row or column through a pixel: asked for from far outside, cut off by the server."""
    failure: SecimsError | None = None
    for reach in _reaches(source, pixel, across=across):
        window = Window(-reach, 0, 2 * reach, 1) if across else Window(0, -reach, 1, 2 * reach)
        try:
            answer = ask(session, window_url(replace(source, grid=pixel), window))
        except (HttpError, AnswerError) as error:
            failure = failure or error
            continue
        place = place_in(pixel, answer.grid)
        length = (answer.grid.columns if across else answer.grid.rows) if place else 0
        if place and place.shared_with(Window(0, 0, 1, 1)).pixels and 0 < length < 2 * reach:
            return answer
        failure = failure or AnswerError("another window than asked for", url=source.url)
    raise _no_window(failure, source.url)


def _reaches(source: CoverageSource, pixel: Grid, *, across: bool) -> list[int]:
    """Return how far to ask on both sides, in pixels: anywhere on earth, in the units of the CRS."""
    is_geographic = QgsCoordinateReferenceSystem(source.crs).isGeographic()
    side = pixel.pixel_width if across else pixel.pixel_height
    farthest = (360.0 if across else 180.0) if is_geographic else 5.0e6
    steps = [farthest / divisor for divisor in (1, 10, 100, 1000)]
    return sorted({max(2, int(step / side)) for step in steps}, reverse=True)


def _bands(
    source: CoverageSource, document: CollectionDocument, row: RasterAnswer, column: RasterAnswer
) -> tuple[Band, ...]:
    names = document.band_names if len(document.band_names) == len(source.bands) else ()
    found = []
    for index, band in enumerate(source.bands):
        values = np.concatenate([row.pixels[index].ravel(), column.pixels[index].ravel()])
        nodata = band.nodata if band.nodata is None or _fits(band.nodata, source.data_type) else None
        name, unit = names[index] if names else ("", "")
        found.append(Band(name, unit, nodata, sample_quantiles(values, nodata, _QUANTILE_STEPS)))
    return tuple(found)


def _fits(nodata: float, data_type: str) -> bool:
    """Return whether a pixel can have this value; -9999 in a header of bytes means nothing."""
    if data_type.startswith("float"):
        return True
    limits = np.iinfo(data_type)
    return nodata == int(nodata) and limits.min <= nodata <= limits.max if np.isfinite(nodata) else False
