"""The other styles of a server, as styles of the layer: QGIS lets people switch between them.

They are in the layer's context menu (Styles), and the project keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsMapBoxGlStyleConverter

from secims_qgis.live.vector_tile_style import fetched_style
from secims_qgis.network import CancelledError, SecimsError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsVectorTileLayer

    from secims_qgis.live.tiles_source import ServerStyle


def add_styles(
    layer: QgsVectorTileLayer, styles: tuple[ServerStyle, ...], current: str, session: requests.Session
) -> None:
    """Give a layer the styles that it does not have yet; ``current`` is the address of the one it has.

    One that does not arrive, or that QGIS cannot read, is left out.

    Raises:
        CancelledError: the session was cancelled.
    """
    own = next((style for style in styles if style.url == current), None)
    others = [style for style in styles if style is not own]
    if own is None or not others:
        return
    manager = layer.styleManager()
    manager.renameStyle(manager.currentStyle(), own.title or own.name)
    renderer, labels, shows_labels = (
        layer.renderer().clone(),
        layer.labeling().clone() if layer.labeling() else None,
        layer.labelsEnabled(),
    )
    for style in others:
        if _take_on(layer, style, session):
            manager.addStyleFromLayer(style.title or style.name)
    layer.setRenderer(renderer)
    layer.setLabeling(labels)
    layer.setLabelsEnabled(shows_labels)


def _take_on(layer: QgsVectorTileLayer, style: ServerStyle, session: requests.Session) -> bool:
    try:
        document = fetched_style(style.url, session)
    except CancelledError:
        raise
    except SecimsError:
        return False
    converter = QgsMapBoxGlStyleConverter()
    if document is None or converter.convert(document) != QgsMapBoxGlStyleConverter.Result.Success:
        return False
    layer.setRenderer(converter.renderer())
    layer.setLabeling(converter.labeling())
    layer.setLabelsEnabled(True)
    return True
