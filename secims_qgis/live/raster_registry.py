"""Our raster data providers in QGIS's registry, and what they share.

QGIS offers no way to take a provider out of its registry again, and layers outlive a reload of the
plugin. So what is registered is small and looks up everything else when it is called.
"""

from __future__ import annotations

import atexit
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsMessageLog, QgsProviderMetadata, QgsProviderRegistry

if TYPE_CHECKING:
    from qgis.core import QgsDataProvider, QgsRasterDataProvider

    from secims_qgis.live.coverage_state import LiveRasters
    from secims_qgis.live.raster_cache import TileCache

COVERAGE = "secims_coverage"
MAP = "secims_map"
_PROVIDERS = {
    COVERAGE: ("OGC API Coverages", "secims_qgis.live.coverage_provider", "CoverageProvider"),
    MAP: ("OGC API Maps", "secims_qgis.live.map_provider", "MapProvider"),
}


def register_providers() -> None:
    """Make QGIS know our providers; before a project is read. Main thread; any number of times."""
    registry = QgsProviderRegistry.instance()
    for key, (description, module, name) in _PROVIDERS.items():
        if registry.providerMetadata(key) is None:
            # A function, which C++ keeps; of a subclass of the metadata it would lose the Python half.
            create = partial(_create_provider, module, name)
            registry.registerProvider(QgsProviderMetadata(key, description, create))
    shared()


def _create_provider(
    module: str, name: str, uri: str, options: QgsDataProvider.ProviderOptions, _flags: Any = None
) -> QgsDataProvider | None:
    """Return a provider of the class that is there now; without the plugin, none."""
    try:
        return kept(getattr(import_module(module), name)(uri, options))
    except Exception as error:  # noqa: BLE001 - called from C++, which an exception would end
        QgsMessageLog.logMessage(f"{module}: {error!r}", "SEC-IMS", Qgis.MessageLevel.Warning, False)
        return None


class _Shared:
    """What all providers use; made with the first of them."""

    providers: list[QgsRasterDataProvider] = []  # noqa: RUF012 - one list, of the process
    tiles: TileCache | None = None
    rasters: LiveRasters | None = None


def shared() -> LiveRasters:
    """Return the states of the sources."""
    from secims_qgis.live.coverage_state import LiveRasters

    if _Shared.rasters is None:
        _Shared.rasters = LiveRasters()
    return _Shared.rasters


def shared_tiles() -> TileCache:
    """Return the cache of tiles."""
    from secims_qgis.live.raster_cache import TileCache
    from secims_qgis.live.raster_disk import TileFile, default_path

    if _Shared.tiles is None:
        _Shared.tiles = TileCache(file=TileFile(default_path()))
        atexit.register(release_tiles)  # no thread may write when Python is gone
    return _Shared.tiles


def release_tiles() -> None:
    """Give back the memory of the tiles; layers that are still there fill it again as they are drawn."""
    if _Shared.tiles is not None:
        _Shared.tiles.clear()


def kept(provider: QgsRasterDataProvider) -> QgsRasterDataProvider:
    """Keep the Python half of a provider for as long as C++ has the other one.

    Without it, the Python half is collected while QGIS still uses the provider, which then crashes
    or draws nothing. Those that QGIS has deleted are let go.
    """
    from qgis.PyQt import sip

    # One step of the interpreter each, so that no other thread's provider is lost in between.
    _Shared.providers.append(provider)
    for other in list(_Shared.providers):
        if sip.isdeleted(other):
            _discard(other)
    return provider


def _discard(provider: QgsRasterDataProvider) -> None:
    for index, other in enumerate(_Shared.providers):
        if other is provider:
            try:
                del _Shared.providers[index]
            except IndexError:
                return
            return
