"""Which pixels layers paint, to compare a live layer with the data it is made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

ISLAND = QgsRectangle(-61.10, 13.69, -60.85, 14.13)
BUILT = str(Path(__file__).resolve().parents[2] / "build" / "demo-data" / "files")


def painted(layer, extent=ISLAND, height=880, crs="EPSG:4326"):
    """Return an array with True where a layer paints something (more than a breath of it)."""
    size = (round(height * extent.width() / extent.height()), height)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(*size))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    settings.setOutputImageFormat(QImage.Format.Format_ARGB32)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format.Format_ARGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4)[:, :, 3] > 20


def overlap(one, two):
    """Return the intersection over the union of two arrays; 0 where both are empty."""
    union = np.count_nonzero(one | two)
    return np.count_nonzero(one & two) / union if union else 0.0


def areas_of_file(name):
    """Return a layer of polygons of the demo's files, filled."""
    layer = QgsVectorLayer(f"{BUILT}/{name}", name, "ogr")
    assert layer.isValid()
    symbol = QgsFillSymbol.createSimple({"color": "#2f6ea5", "outline_width": "0.2"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def picture_of_file(name):
    """Return a raster layer of the demo's files."""
    layer = QgsRasterLayer(f"{BUILT}/{name}", name, "gdal")
    assert layer.isValid()
    return layer
