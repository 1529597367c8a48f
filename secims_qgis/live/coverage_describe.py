"""The exact grid of a coverage, found by a few tiny requests: no document tells it.

One pixel tells CRS, resolution, type and nodata; one row and one column, from far outside on both
sides, tell where the grid begins and ends. What they hold is also a fair sample of the values.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import numpy as np

from secims_qgis.live.coverage_describe_cube import describe_cube
from secims_qgis.live.coverage_document import CollectionDocument, read_coverage
from secims_qgis.live.coverage_estimate import class_range, is_spread, sample_quantiles
from secims_qgis.live.coverage_fetch import fetch_window, place_in
from secims_qgis.live.coverage_first import FIRST_BYTES, ask, first_pixel, no_window
from secims_qgis.live.coverage_forms import forms_to_try, scaled_axes_to_try
from secims_qgis.live.coverage_request import window_url, with_parameters
from secims_qgis.live.coverage_scaling import find_scaling
from secims_qgis.live.coverage_source import MAX_BANDS, Band, CoverageSource, crs_of, told_crs
from secims_qgis.live.raster_grid import SHRINK, Grid, Window
from secims_qgis.network import AnswerError, HttpError, LiveLayerError, SecimsError

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.raster_answer import RasterAnswer

_QUANTILE_STEPS = 16
_PARTS = (1 / 8, 3 / 8, 5 / 8, 7 / 8)
"""Of the height, where classes are looked for."""
_MOST_OF_ROW = 100_000
"""Bytes of a row that is fetched for no more than a better first look."""
_MOST_OF_ONE = 9
"""Pixels that may come for one: those around it."""


def describe_coverage(url: str, session: requests.Session) -> CoverageSource:
    """Return all that a layer of the coverage has to know; some ten requests, a few kilobytes each.

    Raises:
        LiveLayerError: neither GeoTIFF nor NetCDF is offered, or windows cannot be asked for.
        AnswerError, NetworkError: the server answers with something else, or not at all.
    """
    document = read_coverage(session, url)
    authcfg = getattr(session, "authcfg_for", lambda _url: "")(document.url)
    asked = dict(parse_qsl(urlsplit(url).query))
    if document.is_netcdf:
        return describe_cube(session, document, asked, authcfg)
    if "datetime" in asked:
        at_time = with_parameters(document.url, [("datetime", asked["datetime"])])
        document = replace(document, url=at_time)
    pixel = first_pixel(session, document)
    _check_first(pixel, document)
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
    source = replace(source, grid=grid)
    seen = [line.pixels.reshape(len(source.bands), -1) for line in (row, column)]
    source = replace(source, bands=_bands(source, document, seen))
    is_simple = class_range(source) is not None or not is_spread(source.bands[0].quantiles)
    if is_simple and grid.columns * source.pixel_bytes <= _MOST_OF_ROW:
        source = replace(source, bands=_bands(source, document, seen + _more_rows(session, source)))
    return find_scaling(session, source, scaled_axes_to_try(source, document))


def _check_first(answer: RasterAnswer, document: CollectionDocument) -> None:
    if not answer.wkt and not document.storage_crs:
        raise LiveLayerError("the coverage has no CRS", url=document.url)
    if len(answer.pixels) > MAX_BANDS:
        raise LiveLayerError(f"{len(answer.pixels)} bands", url=document.url)


def _sketch(document: CollectionDocument, pixel: RasterAnswer, authcfg: str) -> CoverageSource:
    return CoverageSource(
        url=document.url,
        crs=told_crs(pixel.wkt, document.storage_crs),
        grid=pixel.grid,
        bands=tuple(Band(nodata=value) for value in pixel.nodata),
        data_type=str(pixel.pixels.dtype),
        has_alpha=pixel.has_alpha,
        authcfg=authcfg,
        title=document.title,
    )


def _in_form(
    session: requests.Session, source: CoverageSource, document: CollectionDocument
) -> CoverageSource:
    """Return the source in the first form in which the server gives the very pixel that was asked for."""
    one = replace(source, grid=replace(source.grid, columns=1, rows=1))
    failure: SecimsError | None = None
    for form, axes in forms_to_try(source, document):
        trial = replace(one, form=form, axes=axes)
        try:
            answer = ask(session, window_url(trial, one.grid.whole), FIRST_BYTES)
        except (HttpError, AnswerError, LiveLayerError) as error:
            failure = failure or error
            continue
        place = place_in(one.grid, answer.grid)
        if place is not None and place.holds(one.grid.whole) and place.pixels <= _MOST_OF_ONE:
            return replace(source, form=form, axes=axes)
        failure = failure or AnswerError("another window than asked for", url=document.url)
    raise no_window(failure, document.url)


class _Reach(NamedTuple):
    """How many pixels to ask for, before a pixel and from it on; ``is_all``: there can be no others."""

    before: int
    after: int
    is_all: bool = False

    def window(self, *, across: bool) -> Window:
        length = self.before + self.after
        return Window(-self.before, 0, length, 1) if across else Window(0, -self.before, 1, length)


def _line(session: requests.Session, source: CoverageSource, pixel: Grid, *, across: bool) -> RasterAnswer:
    """Return a whole row or column through a pixel: asked for from far outside, cut off by the server."""
    failure: SecimsError | None = None
    for reach in _reaches(source, pixel, across=across):
        window = reach.window(across=across)
        try:
            answer = ask(session, window_url(replace(source, grid=pixel), window))
        except (HttpError, AnswerError) as error:
            failure = failure or error
            continue
        place = place_in(pixel, answer.grid)
        length = (answer.grid.columns if across else answer.grid.rows) if place else 0
        most = window.pixels if reach.is_all else window.pixels - 1
        if place and place.shared_with(Window(0, 0, 1, 1)).pixels and 0 < length <= most:
            return answer
        failure = failure or AnswerError("another window than asked for", url=source.url)
    raise no_window(failure, source.url)


def _reaches(source: CoverageSource, pixel: Grid, *, across: bool) -> list[_Reach]:
    """Return how far to ask: anywhere on earth, in the units of the CRS; less far for servers that mind."""
    is_geographic = crs_of(source).isGeographic()
    side = pixel.pixel_width if across else pixel.pixel_height
    farthest = (360.0 if across else 180.0) if is_geographic else 5.0e7
    steps = [farthest / divisor for divisor in (1, 10, 100, 1000, 10_000)]
    lengths = sorted({max(2, int(step / side)) for step in steps}, reverse=True)
    reaches = [_Reach(length, length) for length in lengths]
    before, after = (pixel.left + 180, 180 - pixel.left) if across else (90 - pixel.top, pixel.top + 90)
    world = _Reach(math.floor(before / side + SHRINK), math.floor(after / side + SHRINK), is_all=True)
    if is_geographic and world.before >= 0 and world.after > 0:
        reaches.insert(1, world)
    return reaches


def _more_rows(session: requests.Session, source: CoverageSource) -> list[np.ndarray[Any, Any]]:
    """Return some more rows of what seems to hold classes: what was not seen would not be drawn."""
    found = []
    for row in sorted({int(part * source.grid.rows) for part in _PARTS}):
        window = Window(0, row, source.grid.columns, 1)
        with suppress(HttpError, AnswerError):  # one less to look at
            found.append(fetch_window(source, window, session).reshape(len(source.bands), -1))
    return found


def _bands(
    source: CoverageSource, document: CollectionDocument, seen: list[np.ndarray[Any, Any]]
) -> tuple[Band, ...]:
    """Return the bands; ``seen`` are values of each (bands, pixels)."""
    names = document.band_names if len(document.band_names) == len(source.bands) else ()
    found = []
    for index, band in enumerate(source.bands):
        values = np.concatenate([values[index] for values in seen])
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
