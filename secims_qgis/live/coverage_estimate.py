"""What is told of a coverage's values: estimates of a few pixels, and the pixel at a point."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import Qgis, QgsRasterBandStats, QgsRectangle

from secims_qgis.live.coverage_source import Scaling
from secims_qgis.live.coverage_times import iso

if TYPE_CHECKING:
    from qgis.core import QgsPointXY

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.coverage_view import CoverageView
    from secims_qgis.live.raster_wish import Wish

MAX_CLASSES = 24
_FINE = 2001
"""Steps between the quantiles: as many values as mean and deviation are taken of."""
ESTIMATE_NOTE = "The range of values is an estimate from a few rows and columns of the coverage."


def spread(source: CoverageSource, band: int) -> np.ndarray:
    """Return values that are distributed as those of the band seem to be; empty where none is known."""
    quantiles = source.bands[band - 1].quantiles
    if len(quantiles) < 2:
        return np.array(quantiles or (), float)
    return np.interp(np.linspace(0, len(quantiles) - 1, _FINE), np.arange(len(quantiles)), quantiles)


def is_spread(quantiles: tuple[float, ...]) -> bool:
    """Return whether more than one value was seen."""
    return len(quantiles) > 0 and quantiles[0] < quantiles[-1]


def class_range(source: CoverageSource) -> range | None:
    """Return the classes that a coverage seems to hold, and those between them; None where it has values."""
    values = spread(source, 1)
    if len(source.bands) != 1 or source.data_type.startswith("float") or not len(values):
        return None
    low, high = int(values.min()), int(values.max())
    return range(low, high + 1) if high - low < MAX_CLASSES else None


def band_statistics(source: CoverageSource, band: int) -> QgsRasterBandStats:
    """Return the estimated statistics of a band (number from 1)."""
    values, statistics = spread(source, band), QgsRasterBandStats()
    if not len(values):
        values = np.array([0.0, 1.0])
    statistics.bandNumber = band
    statistics.minimumValue, statistics.maximumValue = float(values.min()), float(values.max())
    statistics.range = statistics.maximumValue - statistics.minimumValue
    statistics.mean, statistics.stdDev = float(values.mean()), float(values.std())
    statistics.elementCount = source.grid.whole.pixels
    statistics.sum = statistics.mean * statistics.elementCount
    statistics.statsGathered = Qgis.RasterBandStatistic.All
    return statistics


def cut(source: CoverageSource, band: int, lower: float, upper: float) -> tuple[float, float]:
    """Return the estimated values below which these parts (0 to 1) of a band's values lie."""
    values = spread(source, band)
    if not len(values):
        return 0.0, 1.0
    low, high = np.quantile(values, np.clip((lower, upper), 0, 1))
    return float(low), float(high)


def values_at(
    source: CoverageSource, view: CoverageView, point: QgsPointXY, wish: Wish
) -> dict[int, float | None]:
    """Return the value of each band at a point; None beside the coverage.

    Raises:
        SecimsError: the pixel cannot be had.
    """
    grid = source.grid
    column, row = grid.column_at(point.x()), grid.row_at(point.y())
    bands = range(1, len(source.bands) + 1)
    if not (0 <= column < grid.columns and 0 <= row < grid.rows):
        return dict.fromkeys(bands)
    left, top = grid.left + column * grid.pixel_width, grid.top - row * grid.pixel_height
    pixel = QgsRectangle(left, top - grid.pixel_height, left + grid.pixel_width, top)
    pixels, _ = view.read(pixel, 1, 1, wish)
    return {band: float(pixels.values[band - 1, 0, 0]) for band in bands}


def description_html(source: CoverageSource) -> str:
    """Return rows for the layer properties; names and addresses come from anywhere, so escaped."""
    grid = source.grid
    scaling = {Scaling.NONE: "not offered by the server"}.get(source.scaling, source.scaling.value)
    rows = [
        ("Service", "OGC API Coverages"),
        ("Address", source.url),
        ("Pixels", f"{grid.columns} x {grid.rows}"),
        ("Pixel size", f"{grid.pixel_width:.12g} x {grid.pixel_height:.12g}"),
        ("Data type", source.data_type),
        ("Uncompressed", f"{grid.whole.pixels * source.pixel_bytes / 1e6:.1f} MB"),
        ("Overviews", scaling),
        ("Budget of a view", f"{source.budget_bytes / 1e6:g} MB"),
        *_cube_rows(source),
        ("Values", ESTIMATE_NOTE),
    ]
    return "".join(
        f'<tr><td class="highlight">{name}</td><td>{escape(value)}</td></tr>\n' for name, value in rows
    )


def _cube_rows(source: CoverageSource) -> list[tuple[str, str]]:
    cube = source.cube
    if cube is None:
        return []
    rows = [("Variable", cube.variable), ("All variables", ", ".join(item.words for item in cube.variables))]
    if cube.steps:
        period = f"{iso(cube.steps[0])} to {iso(cube.steps[-1])}, {len(cube.steps)} times (UTC)"
        rows += [("Times", period), ("Shown without temporal controller", cube.time_words)]
    return rows


def sample_quantiles(values: np.ndarray, nodata: float | None, steps: int) -> tuple[float, ...]:
    """Return the values at equal steps from the smallest to the largest, without nodata."""
    flat = values.ravel().astype(float)
    known = flat[np.isfinite(flat) & (flat != (np.nan if nodata is None else nodata))]
    if not len(known):
        return ()
    return tuple(float(f"{value:.9g}") for value in np.quantile(known, np.linspace(0, 1, steps + 1)))
