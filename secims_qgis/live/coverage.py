"""OGC API Coverages as raster layers with true values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.raster_registry import COVERAGE, MAP, register_providers, shared, shared_tiles
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsMapLayer, QgsRasterLayer

    from secims_qgis.live.coverage_state import ViewState
    from secims_qgis.model import Distribution

MAX_NAME = 200


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.coverage_budget import default_budget_mb
    from secims_qgis.live.coverage_describe import describe_coverage
    from secims_qgis.live.coverage_style import style_coverage
    from secims_qgis.live.lon_lat import LON_LAT

    register_providers()
    source = describe_coverage(distribution.url, session).with_budget(default_budget_mb())
    if authid not in {None, source.crs} and not {authid, source.crs} <= LON_LAT:
        raise LiveLayerError(f"the service does not offer {authid}, but {source.crs}", url=distribution.url)
    name = (source.title or distribution.title or distribution.collection_id)[:MAX_NAME]
    options = QgsRasterLayer.LayerOptions(False)  # no style of QGIS's own: ours follows
    layer = QgsRasterLayer(source.uri(), name, COVERAGE, options)
    if not layer.isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {source.crs}", url=distribution.url)
    style_coverage(layer, source)
    return layer


def view_state(layer: QgsMapLayer) -> ViewState | None:
    """Return what the last drawing of a coverage or map showed; None for a layer of another kind."""
    key = source_key(layer)
    return shared().state(key).view if key else None


def source_key(layer: QgsMapLayer) -> str:
    """Return the key by which ``CoverageNews.view_changed`` names the layer's source; empty for others."""
    provider = layer.dataProvider()
    return provider.source.key if _is_ours(layer) and provider.isValid() else ""


def view_budget_mb(layer: QgsMapLayer) -> float:
    """Return how many MB (of 1,000,000 bytes) one view of a coverage layer may load."""
    from secims_qgis.live.coverage_source import read_source

    return read_source(layer.source()).budget_bytes / 1_000_000


def set_view_budget(layer: QgsRasterLayer, megabytes: float) -> None:
    """Set how much one view may load; kept with the layer. Main thread; style and cache stay."""
    from qgis.core import QgsDataProvider

    from secims_qgis.live.coverage_source import read_source

    uri = read_source(layer.source()).with_budget(megabytes).uri()
    if uri != layer.source():
        renderer = layer.renderer().clone()
        layer.setDataSource(uri, layer.name(), COVERAGE, QgsDataProvider.ProviderOptions(), False)
        layer.setRenderer(renderer)
        layer.triggerRepaint()


def kept_pixels(key: str) -> tuple[int, float | None]:
    """Return how many bytes of a source are kept on disk, and since when, in seconds since 1970.

    ``key`` is that of ``source_key``. Reads the disk, so call it in a task.
    """
    file = shared_tiles().file
    return file.kept(key) if file is not None else (0, None)


def size_of_kept() -> int:
    """Return how many bytes the pixels of all coverages and maps take on disk."""
    file = shared_tiles().file
    return file.size_bytes() if file is not None else 0


def forget_all() -> None:
    """Drop the pixels of all coverages and maps, in memory and on disk; call it in a task."""
    shared_tiles().empty()


def refresh(layer: QgsRasterLayer) -> None:
    """Fetch a coverage or map anew: what is kept of it is dropped, in memory and on disk. Main thread."""
    if _is_ours(layer):
        layer.dataProvider().forget_pixels()
        layer.triggerRepaint()


def _is_ours(layer: QgsMapLayer) -> bool:
    return layer.providerType() in {COVERAGE, MAP} and layer.dataProvider() is not None
