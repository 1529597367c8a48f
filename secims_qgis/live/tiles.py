"""OGC API Tiles, XYZ and TileJSON as layers: vector tiles or pictures, whichever arrive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsMapLayer

    from secims_qgis.live.tiles_probe import Probe
    from secims_qgis.live.tiles_source import TileSource
    from secims_qgis.model import Distribution


def build(
    distribution: Distribution,
    session: requests.Session,
    authid: str | None,
    choice: LayerChoice = NO_CHOICE,
) -> QgsMapLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from secims_qgis.live.raster_tiles import raster_tile_layer
    from secims_qgis.live.tiles_content import TileContent
    from secims_qgis.live.tiles_describe import describe_tiles
    from secims_qgis.live.tiles_probe import probe_tiles

    source = describe_tiles(distribution, session, authid, choice)  # type: ignore[arg-type]
    probe = probe_tiles(session, source)
    source = replace(source, limits=source.limits or probe.reach)
    name = source.title or distribution.title or distribution.collection_id or "Tiles"
    if probe.tile.content is TileContent.VECTOR:
        return _vector_layer(source, probe, name, session, choice)
    if probe.tile.is_packed:
        raise LiveLayerError("the pictures are packed, which QGIS cannot read", url=distribution.url)
    return raster_tile_layer(source, probe, name, authcfg_for(session, source.tile_url(0, 0, 0)))


def _vector_layer(
    source: TileSource, probe: Probe, name: str, session: requests.Session, choice: LayerChoice
) -> QgsMapLayer:
    from secims_qgis.live.raster_tiles import survives_qgis
    from secims_qgis.live.vector_tile_layers import layers_of_tile
    from secims_qgis.live.vector_tile_more_styles import add_styles
    from secims_qgis.live.vector_tile_published import PublishedStyles, put_on
    from secims_qgis.live.vector_tile_style import merged, style_vector_tiles
    from secims_qgis.live.vector_tiles import vector_tile_layer

    published = PublishedStyles(session)
    style = published.converted(source.style_url) if source.style_url else None
    if style is None and choice.style:
        raise LiveLayerError("the style is none that QGIS can read", url=source.style_url)
    source = source if style is not None else replace(source, style_url="")
    authcfg = authcfg_for(session, source.tile_url(0, 0, 0))
    if probe.tile.is_packed or not survives_qgis(source.template):
        # QGIS 3.40 draws nothing where gzip comes without Content-Encoding; the gateway unpacks it.
        source, authcfg = _by_gateway(source, authcfg), ""
    layer = vector_tile_layer(source, probe, name, authcfg)
    if style is not None:
        put_on(layer, style)
    else:
        style_vector_tiles(layer, merged(source.layers, layers_of_tile(probe.tile.body)))
    add_styles(layer, source.styles, source.style_url, published)
    return layer


def _by_gateway(source: TileSource, authcfg: str) -> TileSource:
    from secims_qgis.live.gateway import running_gateway
    from secims_qgis.live.gateway_address import UNPACKED, Upstream

    if "{-y}" in source.template and source.matrix_set.rows > 1:
        raise LiveLayerError(
            "tiles counted from the bottom that are packed without saying so, or have an odd address",
            url=source.tile_url(0, 0, 0),
        )
    upstream = Upstream(UNPACKED, source.template, authcfg)
    return replace(source, template=running_gateway().template(upstream))


def authcfg_for(session: requests.Session, url: str) -> str:
    """Return the credentials that the session has for this origin, empty for any other."""
    known = getattr(session, "authcfg_for", None)
    return known(url) if known is not None else ""
