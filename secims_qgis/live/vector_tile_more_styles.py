"""The other styles of a server, as styles of the layer: QGIS lets people switch between them.

They are in the layer's context menu (Styles), and the project keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.vector_tile_published import PublishedStyles, put_on

if TYPE_CHECKING:
    from qgis.core import QgsVectorTileLayer

    from secims_qgis.live.tiles_source import ServerStyle


def add_styles(
    layer: QgsVectorTileLayer, styles: tuple[ServerStyle, ...], current: str, published: PublishedStyles
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
        converter = published.converted(style.url)
        if converter is not None:
            put_on(layer, converter)
            manager.addStyleFromLayer(style.title or style.name)
    layer.setRenderer(renderer)
    layer.setLabeling(labels)
    layer.setLabelsEnabled(shows_labels)
