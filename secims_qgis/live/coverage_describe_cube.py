"""The grid, the times and the levels of a coverage that comes as NetCDF, found by a few tiny requests.

A small box tells the axes; one row and one column, from far outside on both sides, tell the grid, one
cell tells the times. What they hold is also a fair sample of the values.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from secims_qgis.live import coverage_times as times
from secims_qgis.live.coverage_cube import Cube, TimeForm, Variable
from secims_qgis.live.coverage_cube_probe import CubeProbe
from secims_qgis.live.coverage_estimate import sample_quantiles
from secims_qgis.live.coverage_netcdf import CubeAnswer, as_raster, grid_of
from secims_qgis.live.coverage_source import MAX_BANDS, Band, CoverageSource, WindowForm, crs_named, told_crs
from secims_qgis.live.raster_grid import Grid
from secims_qgis.network import AnswerError, HttpError, LiveLayerError, SecimsError

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.coverage_document import CollectionDocument

MAX_TRIED = 8
"""Variables that are looked at until one has a grid: some only hold the bounds of cells."""
QUANTILE_STEPS = 16
_NO_VARIABLES = frozenset({"crs", "spatial_ref", "grid_mapping"})
_BOUNDS = ("_bnds", "_bounds")


def describe_cube(
    session: requests.Session, document: CollectionDocument, asked: dict[str, str], authcfg: str
) -> CoverageSource:
    """Return all that a layer of one variable has to know.

    ``asked`` are the parameters of the address: of ``properties`` the first variable is taken, of
    ``datetime`` the first time; without them, the first variable there is, and the last time until now.

    Raises:
        LiveLayerError: there is no such variable, or it cannot be had in windows.
        AnswerError, NetworkError: the server answers with something else, or not at all.
    """
    probe = CubeProbe(session, document)
    first, variable = _first_with_grid(probe, document, asked.get("properties", "").partition(",")[0])
    cube = Cube(variable.key, document.parameters, first.seconds[-1:], time_axis=first.axes[2])
    row, cube = _row(probe, first, cube, document.url)
    column = probe.line(first, cube, across=False)
    series = probe.series(row, variable.key)
    steps = tuple(sorted(set(series.seconds)))
    step = times.step_named(steps, asked["datetime"]) if "datetime" in asked else None
    latest = max(0, bisect_right(steps, time.time()) - 1)
    cube = replace(cube, steps=steps, step=latest if step is None else step)
    return _source(document, (row, column, series), variable, cube, authcfg)


def _variables(document: CollectionDocument, wanted: str) -> list[Variable]:
    offered = [
        item
        for item in document.parameters
        if item.key.lower() not in _NO_VARIABLES and not item.key.lower().endswith(_BOUNDS)
    ]
    if wanted:
        offered = [item for item in document.parameters if item.key == wanted]
    if not offered:
        names = ", ".join(item.key for item in document.parameters[:20]) or "none"
        raise LiveLayerError(f"the coverage has no variable '{wanted}'; it has: {names}", url=document.url)
    return offered[:MAX_TRIED]


def _first_with_grid(
    probe: CubeProbe, document: CollectionDocument, wanted: str
) -> tuple[CubeAnswer, Variable]:
    failure: SecimsError | None = None
    for variable in _variables(document, wanted):
        outcome = _first_or_error(probe, variable)
        if isinstance(outcome, CubeAnswer):
            return outcome, variable
        if wanted:
            raise outcome
        failure = failure or outcome
    cause = failure.cause if failure else "none is there"
    raise LiveLayerError(f"no variable has a grid: {cause}", url=document.url) from failure


def _first_or_error(probe: CubeProbe, variable: Variable) -> CubeAnswer | AnswerError:
    try:
        return probe.first(variable.key)
    except AnswerError as error:
        return error


def _row(probe: CubeProbe, first: CubeAnswer, cube: Cube, url: str) -> tuple[CubeAnswer, Cube]:
    """Return a whole row at one time, and the cube with the form in which the server takes that time."""
    failure: SecimsError | None = None
    for form in TimeForm if cube.steps else (TimeForm.INTERVAL_Z,):
        trial = replace(cube, time_form=form)
        try:
            row = probe.line(first, trial, across=True)
            as_raster(row, trial.seconds, (1.0, 1.0), url)
        except (HttpError, AnswerError, LiveLayerError) as error:
            failure = failure or error
        else:
            return row, trial
    raise failure or LiveLayerError("no answer", url=url)


def _source(
    document: CollectionDocument,
    answers: tuple[CubeAnswer, ...],
    variable: Variable,
    cube: Cube,
    authcfg: str,
) -> CoverageSource:
    row, column = answers[:2]
    side = document.resolution or _square_cell(row, column)
    across, down = grid_of(row, side, document.url), grid_of(column, side, document.url)
    grid = Grid(across.left, down.top, across.pixel_width, down.pixel_height, across.columns, down.rows)
    code = told_crs(row.wkt, document.storage_crs)
    if not code:
        raise LiveLayerError("the coverage has no CRS", url=document.url)
    if len(row.levels) > MAX_BANDS:
        raise LiveLayerError(f"{len(row.levels)} levels", url=document.url)
    if crs_named(code).isGeographic():
        grid, cube = turned(grid, cube)
    samples = [_of_each_level(answer.values) for answer in answers]
    bands = tuple(
        Band(name or variable.title or variable.key, row.unit or variable.unit, row.nodata,
             sample_quantiles(values, row.nodata, QUANTILE_STEPS))
        for name, values in zip(row.levels, np.concatenate(samples, axis=1))
    )  # fmt: skip
    title = f"{document.title}: {variable.title or variable.key}" if document.title else variable.key
    return CoverageSource(
        url=document.url,
        crs=code,
        grid=grid,
        bands=bands,
        data_type=str(row.values.dtype),
        extra=(("properties", variable.key),),
        form=WindowForm.SUBSET,
        axes=row.axes[:2],
        authcfg=authcfg,
        title=title,
        cube=cube,
    )


def _square_cell(row: CubeAnswer, column: CubeAnswer) -> tuple[float, float]:
    """Return the size of a cell for an axis that has only one: as long as it is on the other axis."""
    steps = [float(np.ptp(places)) / (len(places) - 1) for places in (row.x, column.y) if len(places) > 1]
    return (steps[0], steps[0]) if steps else (1.0, 1.0)


def _of_each_level(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return (levels, everything else)."""
    return values.transpose(1, 0, 2, 3).reshape(values.shape[1], -1)


def turned(grid: Grid, cube: Cube) -> tuple[Grid, Cube]:
    """Return the grid from -180 to 180 degrees where the server counts longitudes from 0 to 360."""
    right = grid.left + grid.columns * grid.pixel_width
    turn = 0
    if right <= 180 + grid.pixel_width:
        return grid, cube
    if grid.left < 180 - grid.pixel_width / 2:
        if abs(grid.columns * grid.pixel_width - 360) > grid.pixel_width:
            return grid, cube  # a part of the world across the 180th meridian
        turn = math.ceil((180 - grid.left) / grid.pixel_width - 0.5)
    left = grid.left + turn * grid.pixel_width - 360
    return replace(grid, left=left), replace(cube, native_left=grid.left, turn=turn)
