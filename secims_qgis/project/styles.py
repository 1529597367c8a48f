"""A first look for layers that bring none: quiet colours that say what they show."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from secims_qgis.project.palette import colour_for
from secims_qgis.project.raster_style import colour_heights

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.model import Record

FILL_ALPHA = 120
"""Of 255: layers below an area stay visible."""
_OUTLINE_DARKER = 150
_GEOPACKAGE = ".gpkg"


def apply_default_style(layer: QgsMapLayer, record: Record) -> None:
    """Style a layer that QGIS has only given a random colour, or grey; leave any other as it is.

    Main thread only, before the layer is in the project. Looks for a style beside the file or in it.
    """
    if isinstance(layer, QgsVectorLayer) and _has_random_colour(layer) and not _brings_a_style(layer):
        symbol = _symbol(layer.geometryType(), QColor(colour_for(layer.name(), record)))
        if symbol is not None:
            layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    elif _is_raster_file(layer) and not _brings_a_style(layer):
        colour_heights(layer, record)


def _is_raster_file(layer: QgsMapLayer) -> bool:
    """Tell files from live rasters: those are styled by what opens them, their source names no file."""
    return isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal"


def _has_random_colour(layer: QgsVectorLayer) -> bool:
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleSymbolRenderer) or layer.labelsEnabled():
        return False
    symbol = renderer.symbol()
    return symbol.symbolLayerCount() == 1 and symbol.symbolLayer(0).layerType() in {
        "SimpleMarker",
        "SimpleLine",
        "SimpleFill",
    }


def _brings_a_style(layer: QgsMapLayer) -> bool:
    """Return whether QGIS has loaded a style of the file: .qml or .sld beside it, one in the GeoPackage."""
    # A source may be an address, longer than any path can be.
    with suppress(OSError, ValueError):
        style = Path(layer.styleURI())
        if style.is_file() or style.with_suffix(".sld").is_file():
            return True
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr":
        return False
    path = layer.source().partition("|")[0]
    if not path.lower().endswith(_GEOPACKAGE):
        return False
    return layer.listStylesInDatabase()[0] > 0


def _symbol(geometry: QgsWkbTypes.GeometryType, colour: QColor) -> QgsSymbol | None:
    dark = colour.darker(_OUTLINE_DARKER).name()
    if geometry == QgsWkbTypes.GeometryType.PointGeometry:
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour.name(), "outline_color": "#ffffff", "size": "2.6"}
        )
    if geometry == QgsWkbTypes.GeometryType.LineGeometry:
        return QgsLineSymbol.createSimple(
            {"color": colour.name(), "width": "0.5", "capstyle": "round", "joinstyle": "round"}
        )
    if geometry == QgsWkbTypes.GeometryType.PolygonGeometry:
        fill = f"{colour.red()},{colour.green()},{colour.blue()},{FILL_ALPHA}"
        return QgsFillSymbol.createSimple({"color": fill, "outline_color": dark, "outline_width": "0.3"})
    return None
