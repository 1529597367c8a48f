"""PMTiles archives as live layers.

Small, because it is loaded with QGIS: what reads archives comes with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsMapLayer

    from secims_qgis.model import Distribution


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsMapLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from secims_qgis.live.pmtiles_layer import build_archive_layer

    return build_archive_layer(distribution, session, authid)
