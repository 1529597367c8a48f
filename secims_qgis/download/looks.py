"""Styles that come with a file: taken over for what they show, never for what they do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProviderRegistry

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer, QgsVectorLayer

MAX_STYLE_BYTES = 5_000_000
_CATEGORY = QgsMapLayer.StyleCategory
SHOWN = (
    _CATEGORY.Symbology
    | _CATEGORY.Labeling
    | _CATEGORY.Diagrams
    | _CATEGORY.Rendering
    | _CATEGORY.Legend
    | _CATEGORY.Temporal
    | _CATEGORY.Elevation
)
"""Not forms, actions and fields: those can hold Python, and expressions that read files."""
_PREAMBLE = re.compile(
    r"<!DOCTYPE[^>]*>|\b(?:xmlns(?::\w+)?|xsi:schemaLocation|uom)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
_ELSEWHERE = re.compile(r"(?:https?|ftps?|file):|/vsi[a-z0-9]+|\\\\\\\\|&(?:#0*58|#x0*3a);", re.IGNORECASE)


def take_look(layer: QgsVectorLayer | QgsRasterLayer) -> None:
    """Give a layer, made without its default style, the style beside its file or in its GeoPackage.

    A ``.qml`` counts before an ``.sld``. One that names addresses elsewhere, from which pictures would
    be fetched as soon as the layer is drawn, is left out.
    """
    qml = _beside(layer, ".qml")
    sld = _beside(layer, ".sld")
    if qml is not None:
        if is_harmless(qml):
            _load(layer, str(qml))
    elif sld is not None:
        if is_harmless(sld):
            layer.loadSldStyle(str(sld))
    else:
        _load(layer, layer.styleURI())


def _load(layer: QgsVectorLayer | QgsRasterLayer, style: str) -> None:
    # By name: as the second argument, another form of this method would take them for a yes or no.
    layer.loadNamedStyle(style, categories=SHOWN)


def is_harmless(style: Path) -> bool:
    """Return whether a style speaks of nothing outside of itself."""
    try:
        if style.stat().st_size > MAX_STYLE_BYTES:
            return False
        text = style.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "<!ENTITY" not in text.upper() and not _ELSEWHERE.search(_PREAMBLE.sub("", text))


def _beside(layer: QgsMapLayer, suffix: str) -> Path | None:
    """Return the style file of a layer's file; ``roads.shp`` has ``roads.qml``, in any case."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    source = Path(str(parts.get("path", "")))
    if parts.get("vsiPrefix") or not source.name:
        return None
    try:
        found = [path for path in source.parent.iterdir() if path.stem == source.stem]
    except (OSError, ValueError):
        return None
    return next((path for path in found if path.suffix.lower() == suffix), None)
