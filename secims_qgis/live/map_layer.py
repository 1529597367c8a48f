"""OGC API Maps as raster layers of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.raster_registry import MAP, register_providers
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.model import Distribution

MAX_NAME = 200


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.map_describe import describe_map

    register_providers()
    source = describe_map(distribution.url, session, authid)
    name = (source.title or distribution.title or distribution.collection_id)[:MAX_NAME]
    layer = QgsRasterLayer(source.uri(), name, MAP, QgsRasterLayer.LayerOptions(False))
    if not layer.isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {source.crs}", url=distribution.url)
    return layer
