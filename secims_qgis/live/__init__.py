"""Live layers: drawn from the service, only what is in view, and the project reopens.

One module per kind; ``open_layer`` finds the one that fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from secims_qgis.model import DistributionKind
from secims_qgis.network import LiveLayerError, open_session

from . import arcgis, cog, coverage, features, map_layer, pmtiles, tiles, wcs, wfs, wms, wmts
from .layer_choice import LayerChoice

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsMapLayer

    from secims_qgis.model import CrsRef, Distribution

__all__ = ["SUPPORTED_KINDS", "LiveLayerError", "build_layer", "open_layer"]

_BUILDERS: dict[DistributionKind, Callable[[Distribution, requests.Session, str | None], QgsMapLayer]] = {
    DistributionKind.FEATURES: features.build,
    DistributionKind.COVERAGE: coverage.build,
    DistributionKind.MAP: map_layer.build,
    DistributionKind.PMTILES: pmtiles.build,
    DistributionKind.TILES: tiles.build,
    DistributionKind.RASTER_TILES: tiles.build,
    DistributionKind.VECTOR_TILES: tiles.build,
    DistributionKind.COG: cog.build,
    DistributionKind.WMS: wms.build,
    DistributionKind.WMTS: wmts.build,
    DistributionKind.WFS: wfs.build,
    DistributionKind.WCS: wcs.build,
    DistributionKind.ARCGIS_FEATURES: arcgis.build_features,
    DistributionKind.ARCGIS_MAP: arcgis.build_map,
}
_CHOOSING: dict[DistributionKind, Callable[..., QgsMapLayer]] = {
    DistributionKind.TILES: tiles.build,
    DistributionKind.RASTER_TILES: tiles.build,
    DistributionKind.VECTOR_TILES: tiles.build,
    DistributionKind.WMS: wms.build,
    DistributionKind.WMTS: wmts.build,
    DistributionKind.MAP: map_layer.build,
}
"""Builders that take a choice of style or tile matrix set."""
SUPPORTED_KINDS = frozenset(_BUILDERS)
"""What ``open_layer`` can open."""


def open_layer(
    distribution: Distribution,
    session: requests.Session | None = None,
    crs: CrsRef | str | None = None,
    *,
    style: str = "",
    tile_matrix_set: str = "",
) -> QgsMapLayer:
    """Return a valid layer that draws the distribution from its service.

    Blocks for several round trips, so call it in a task: wherever it is called, the layer it
    returns belongs to the main thread. ``crs`` is one that the service offers ("EPSG:2006" or a
    ``CrsRef``); without it, the data comes in the CRS it is stored in. ``style`` and ``tile_matrix_set``
    pick one of those of a service of tiles, maps, WMS or WMTS, by name or title.

    Raises:
        LiveLayerError: the kind cannot be opened live, the service does not offer the CRS, the style
            or the tile matrix set, its links lead elsewhere, or QGIS refuses the layer.
        NetworkError: the service does not answer, or with an error.
        AnswerError: it answers with something else (a login page, say).
    """
    from qgis.core import QgsApplication

    from .extent import hold_extent

    layer = build_layer(distribution, session, crs, style=style, tile_matrix_set=tile_matrix_set)
    application = QgsApplication.instance()
    if application is not None and layer.thread() != application.thread():
        layer.moveToThread(application.thread())
    else:
        hold_extent(layer)
    return layer


def build_layer(
    distribution: Distribution,
    session: requests.Session | None = None,
    crs: CrsRef | str | None = None,
    *,
    style: str = "",
    tile_matrix_set: str = "",
) -> QgsMapLayer:
    """Return the layer of ``open_layer``, belonging to the calling thread.

    For Processing, whose context takes layers of its own thread. Raises as ``open_layer`` does.
    """
    from .crs_threads import keep_worker_threads

    builder = _BUILDERS.get(distribution.kind)
    if builder is None:
        raise LiveLayerError(f"{distribution.kind} cannot be opened live", url=distribution.url)
    if not distribution.usable:
        raise LiveLayerError(distribution.reason or "not usable", url=distribution.url)
    authid = crs if isinstance(crs, str) else crs.authid if crs is not None else None
    if crs is not None and not authid:
        raise LiveLayerError("the CRS has no identifier", url=distribution.url)
    session = session if session is not None else open_session()
    keep_worker_threads()
    if not style and not tile_matrix_set:
        return builder(distribution, session, authid)
    choosing = _CHOOSING.get(distribution.kind)
    if choosing is None:
        raise LiveLayerError(f"{distribution.kind} has no choice of styles", url=distribution.url)
    return choosing(distribution, session, authid, LayerChoice(style, tile_matrix_set))
