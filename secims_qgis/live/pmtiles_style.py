"""A first look for vector tiles: one colour to a layer, and a symbol for each type of geometry."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSymbol,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsVectorTileLayer

    from secims_qgis.live.pmtiles_metadata import VectorLayerFacts

_COLOURS = ("#4c9a9a", "#b3688a", "#6b83b5", "#9a8f45", "#5d9c59", "#c4882f", "#8069a8", "#d1603d")
_FILL_ALPHA = 120
_GEOMETRIES = {
    "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
    "line": QgsWkbTypes.GeometryType.LineGeometry,
    "point": QgsWkbTypes.GeometryType.PointGeometry,
}
"""In the order they are drawn: points on top."""


def apply_tile_style(layer: QgsVectorTileLayer, layers: Sequence[VectorLayerFacts]) -> None:
    """Give each layer within the tiles a colour of its own; the same name always gets the same one.

    Without any names, QGIS's own look for everything stays.
    """
    styles = [
        _style(each.id, name, geometry)
        for name, geometry in _GEOMETRIES.items()
        for each in layers
        if each.geometry in {"", name}
    ]
    if styles:
        renderer = QgsVectorTileBasicRenderer()
        renderer.setStyles(styles)
        layer.setRenderer(renderer)


def _style(layer_id: str, name: str, geometry: QgsWkbTypes.GeometryType) -> QgsVectorTileBasicRendererStyle:
    style = QgsVectorTileBasicRendererStyle(f"{layer_id} ({name})", layer_id, geometry)
    # The type of geometry is of the style, but without the filter QGIS would offer it every feature.
    style.setFilterExpression(f"geometry_type(@geometry)='{name.capitalize()}'")
    style.setSymbol(_symbol(name, QColor(_COLOURS[zlib.crc32(layer_id.encode()) % len(_COLOURS)])))
    style.setEnabled(True)
    return style


def _symbol(name: str, colour: QColor) -> QgsSymbol:
    if name == "point":
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour.name(), "outline_color": "#ffffff", "size": "2"}
        )
    if name == "line":
        return QgsLineSymbol.createSimple({"color": colour.name(), "width": "0.4"})
    fill = f"{colour.red()},{colour.green()},{colour.blue()},{_FILL_ALPHA}"
    outline = {"outline_color": colour.darker(150).name(), "outline_width": "0.2"}
    return QgsFillSymbol.createSimple({"color": fill, **outline})
