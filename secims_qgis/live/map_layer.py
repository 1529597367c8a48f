"""OGC API Maps as raster layers of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice, chosen
from secims_qgis.live.raster_registry import MAP, register_providers
from secims_qgis.network import LiveLayerError, open_session

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.map_source import MapStyle
    from secims_qgis.model import Distribution

MAX_NAME = 200


def build(
    distribution: Distribution,
    session: requests.Session,
    authid: str | None,
    choice: LayerChoice = NO_CHOICE,
) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.map_describe import describe_map
    from secims_qgis.live.map_styles import fetch_legend

    register_providers()
    source = describe_map(distribution.url, session, authid)
    if choice.style:
        styles = [(style.key, style.title) for style in source.styles]
        source = source.in_style(chosen(choice.style, styles, "style", distribution.url))
    if choice.tile_matrix_set:
        raise LiveLayerError("a map has no tile matrix sets", url=distribution.url)
    name = (source.title or distribution.title or distribution.collection_id)[:MAX_NAME]
    layer = QgsRasterLayer(source.uri(), name, MAP, QgsRasterLayer.LayerOptions(False))
    if not layer.isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {source.crs}", url=distribution.url)
    layer.setLegendPlaceholderImage(fetch_legend(session, source))
    return layer


def styles_of(layer: QgsRasterLayer) -> tuple[tuple[MapStyle, ...], str]:
    """Return the styles that the map of a layer can have, and the key of the one it has.

    Raises:
        LiveLayerError: the layer's source is damaged.
    """
    from secims_qgis.live.map_source import read_map_source

    source = read_map_source(layer.source())
    return source.styles, source.style


def legend_of_style(uri: str, key: str, session: requests.Session | None = None) -> tuple[str, str]:
    """Return the source of a layer in another style, and its legend; call it in a task.

    Raises:
        LiveLayerError: there is no such style.
    """
    from secims_qgis.live.map_source import read_map_source
    from secims_qgis.live.map_styles import fetch_legend

    source = read_map_source(uri).in_style(key)
    return source.uri(), fetch_legend(
        session if session is not None else open_session(source.authcfg), source
    )


def show_style(layer: QgsRasterLayer, uri: str, legend: str) -> None:
    """Let a layer have what ``legend_of_style`` found. Main thread."""
    from qgis.core import QgsDataProvider

    layer.setDataSource(uri, layer.name(), MAP, QgsDataProvider.ProviderOptions(), False)
    layer.setLegendPlaceholderImage(legend)
    layer.triggerRepaint()
