"""Which layers of a project are live ones of the plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.raster_registry import COVERAGE, MAP

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

_FILES = frozenset({"FILE", ""})


def is_live_raster(layer: QgsMapLayer) -> bool:
    """Return whether a layer is a coverage or a map."""
    return layer.providerType() in {COVERAGE, MAP}


def is_coverage(layer: QgsMapLayer) -> bool:
    """Return whether a layer is a coverage."""
    return bool(layer.providerType() == COVERAGE)


def is_live(layer: QgsMapLayer) -> bool:
    """Return whether a layer came by the plugin and is drawn from a service."""
    from secims_qgis.project.offline import is_offline
    from secims_qgis.project.provenance import read_provenance

    if is_offline(layer):
        return False
    origin = read_provenance(layer)
    return is_live_raster(layer) or (origin is not None and origin.kind.upper() not in _FILES)
