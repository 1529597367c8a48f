"""How vector tiles look that come without a style: each layer in a colour of its own, labelled."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorTileBasicLabeling,
    QgsVectorTileBasicLabelingStyle,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    from qgis.core import QgsVectorTileLayer

    from secims_qgis.live.tiles_source import SourceLayer

_COLOURS = ("#2f6ea5", "#5d9c59", "#b0683a", "#7a5195", "#c2933b", "#2d918c", "#b04a5a", "#6b7a3a")
_GEOMETRIES = {
    "Polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
    "Line": QgsWkbTypes.GeometryType.LineGeometry,
    "Point": QgsWkbTypes.GeometryType.PointGeometry,
}
"""In drawing order. The names are those that the expression ``geometry_type`` gives."""
_NAME_FIELDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"^name$", r"^(?:name[_:]en|name_?1|nom|title|label)$", r"(?:^|_)name$|^name_")
)


def style_vector_tiles(layer: QgsVectorTileLayer, layers: tuple[SourceLayer, ...]) -> None:
    """Give each layer within the tiles its colour and labels; without any names QGIS's own look stays."""
    if not layers:
        return
    layer.setRenderer(renderer_for(layers))
    labels = labels_for(layers)
    if labels.styles():
        layer.setLabeling(labels)
        layer.setLabelsEnabled(True)


def merged(told: tuple[SourceLayer, ...], seen: tuple[SourceLayer, ...]) -> tuple[SourceLayer, ...]:
    """Return the layers of the TileJSON with what was seen of them, and those only seen."""
    by_name = {layer.name: layer for layer in told}
    for layer in seen:
        known = by_name.get(layer.name)
        fields = known.fields if known is not None and known.fields else layer.fields
        by_name[layer.name] = replace(layer, fields=fields)
    return tuple(by_name.values())


def renderer_for(layers: tuple[SourceLayer, ...]) -> QgsVectorTileBasicRenderer:
    """Return a renderer with a style for each layer and geometry type: areas below lines below points."""
    styles = []
    for geometry, type_ in _GEOMETRIES.items():
        for number, layer in enumerate(layers):
            if layer.geometries and geometry not in layer.geometries:
                continue
            style = QgsVectorTileBasicRendererStyle(f"{layer.name} ({geometry.lower()})", layer.name, type_)
            style.setFilterExpression(f"geometry_type(@geometry) = '{geometry}'")
            style.setSymbol(_symbol(geometry, QColor(_COLOURS[number % len(_COLOURS)])))
            style.setEnabled(True)
            styles.append(style)
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles(styles)
    return renderer


def labels_for(layers: tuple[SourceLayer, ...]) -> QgsVectorTileBasicLabeling:
    """Return labels for the layers that have a field which looks like a name."""
    styles = []
    for layer in layers:
        field = name_field(layer.fields)
        for geometry, type_ in _GEOMETRIES.items():
            if not field or (layer.geometries and geometry not in layer.geometries):
                continue
            style = QgsVectorTileBasicLabelingStyle()
            style.setStyleName(f"{layer.name} ({geometry.lower()})")
            style.setLayerName(layer.name)
            style.setGeometryType(type_)
            style.setFilterExpression(f"geometry_type(@geometry) = '{geometry}'")
            style.setLabelSettings(_label(field, geometry))
            style.setEnabled(True)
            styles.append(style)
    labels = QgsVectorTileBasicLabeling()
    labels.setStyles(styles)
    return labels


def name_field(fields: tuple[str, ...]) -> str:
    """Return the field that names a feature, empty where none looks so."""
    for pattern in _NAME_FIELDS:
        for field in fields:
            if pattern.search(field):
                return field
    return ""


def _label(field: str, geometry: str) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.isExpression = False
    settings.placement = {
        "Point": Qgis.LabelPlacement.OrderedPositionsAroundPoint,
        "Line": Qgis.LabelPlacement.Curved,
        "Polygon": Qgis.LabelPlacement.Horizontal,
    }[geometry]
    text = QgsTextFormat()
    text.setSize(8)
    text.setColor(QColor("#222222"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _symbol(geometry: str, colour: QColor) -> QgsSymbol:
    dark = colour.darker(150).name()
    if geometry == "Point":
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour.name(), "outline_color": "#ffffff", "size": "2.2"}
        )
    if geometry == "Line":
        return QgsLineSymbol.createSimple({"color": colour.name(), "width": "0.4", "capstyle": "round"})
    fill = f"{colour.red()},{colour.green()},{colour.blue()},120"
    return QgsFillSymbol.createSimple({"color": fill, "outline_color": dark, "outline_width": "0.2"})
