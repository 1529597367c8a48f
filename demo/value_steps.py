"""The journey's look at the values of live coverages: those of the files they are served from, exactly."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal
from qgis.core import Qgis, QgsPointXY, QgsRectangle

from demo.paths import data_folder
from demo.report import expect

if TYPE_CHECKING:
    from qgis.core import QgsProject, QgsRasterLayer

    from demo.report import Report

FILES = {
    "/collections/dem/": "files/elevation_wgs84.tif",
    "/collections/dem_bwi/": "files/elevation_bwi.tif",
    "/collections/sea/": "services/sea.nc",
}
PIXELS = 10
BLOCK = (500, 300)
"""Columns and rows; fewer of a coverage that has fewer."""


def compare_values(report: Report, project: QgsProject) -> None:
    """Make a step of each live coverage in the project whose file is known."""
    for layer in project.mapLayers().values():
        name = next((part for part in FILES if part in layer.source()), None)
        if layer.providerType() != "secims_coverage" or name is None:
            continue
        with report.step(f"values of {layer.name()}, {layer.crs().authid()}") as facts:
            truth = _truth(FILES[name])
            expect(truth.shape == (layer.height(), layer.width()), f"{truth.shape} pixels in the file")
            facts["pixels"] = _same_pixels(layer, truth)
            facts["block"] = _same_block(layer, truth)


def _truth(file: str) -> np.ndarray:
    path = data_folder() / file
    if path.suffix != ".nc":
        return np.asarray(gdal.Open(str(path)).ReadAsArray())
    # The last month of the sea-surface temperature; latitudes rise from row to row.
    group = gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER).GetRootGroup()
    return np.asarray(group.OpenMDArray("sst").ReadAsArray())[-1, ::-1]


def _same_pixels(layer: QgsRasterLayer, truth: np.ndarray) -> int:
    """Return how many pixels were identified; each has the value of the file, or none where that has none."""
    provider, chance = layer.dataProvider(), random.Random(layer.name())
    box, width, height = layer.extent(), layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    for _ in range(PIXELS):
        row, column = chance.randrange(truth.shape[0]), chance.randrange(truth.shape[1])
        point = QgsPointXY(box.xMinimum() + (column + 0.5) * width, box.yMaximum() - (row + 0.5) * height)
        found = provider.identify(point, Qgis.RasterIdentifyFormat.Value).results()[1]
        value = float(truth[row, column])
        known = None if np.isnan(value) or value == provider.sourceNoDataValue(1) else value
        expect(found == known, f"row {row}, column {column}: {found} instead of {known}")
    return PIXELS


def _same_block(layer: QgsRasterLayer, truth: np.ndarray) -> str:
    """Return the size of a block from the middle that is that of the file."""
    columns, rows = min(BLOCK[0], truth.shape[1]), min(BLOCK[1], truth.shape[0])
    column, row = (truth.shape[1] - columns) // 2, (truth.shape[0] - rows) // 2
    box, width, height = layer.extent(), layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    left, top = box.xMinimum() + column * width, box.yMaximum() - row * height
    extent = QgsRectangle(left, top - rows * height, left + columns * width, top)
    block = layer.dataProvider().block(1, extent, columns, rows)
    found = np.frombuffer(bytes(block.data()), truth.dtype).reshape(rows, columns)
    part = truth[row : row + rows, column : column + columns]
    expect(np.array_equal(found, part, equal_nan=True), "a block is not that of the file")
    return f"{columns} x {rows}"
