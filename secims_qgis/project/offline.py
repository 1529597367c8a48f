"""A live layer that reads a file for a while: same layer, same style, joins and place, another source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from qgis.core import (
    QgsDataProvider,
    QgsDataSourceUri,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QUrl

from secims_qgis.download.dataset import open_dataset, quiet_gdal
from secims_qgis.live.coverage_source import read_source
from secims_qgis.live.extent import EXTENT, hold_extent, restore_extent
from secims_qgis.live.gateway_address import NEUTRAL, with_base
from secims_qgis.live.raster_registry import COVERAGE
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import DownloadError, LiveLayerError
from secims_qgis.project.provenance import PREFIX, read_provenance
from secims_qgis.project.reopening import point_to_gateway

if TYPE_CHECKING:
    from pathlib import Path

LIVE_SOURCE, LIVE_PROVIDER = f"{PREFIX}live_source", f"{PREFIX}live_provider"
LIVE_EXTENT, LIVE_FILTER = f"{PREFIX}live_extent", f"{PREFIX}live_filter"
"""Custom properties: what a layer was before it read a file; saved with the project."""
_KEPT = (LIVE_SOURCE, LIVE_PROVIDER, LIVE_EXTENT, LIVE_FILTER)
_TILES = frozenset({"PMTILES", "TILES", "RASTER_TILES", "VECTOR_TILES"})


@dataclass(frozen=True)
class LiveData:
    """What a live layer draws, as something that can be extracted; ``authcfg`` is its authentication."""

    distribution: Distribution
    authcfg: str = ""


@dataclass(frozen=True)
class _Source:
    uri: str
    provider: str


def is_offline(layer: QgsMapLayer) -> bool:
    """Return whether a layer reads a file in place of its service."""
    return bool(layer.customProperty(LIVE_SOURCE))


def live_data(layer: QgsMapLayer) -> LiveData | None:
    """Return what a layer draws live, None where nothing can be extracted of it.

    Layers of other plugins and of QGIS itself count, too, where they are of OGC API Features.
    """
    if is_offline(layer):
        return None
    if layer.providerType() == "OAPIF":
        return _features(layer.source())
    if layer.providerType() == COVERAGE:
        return _coverage(layer)
    provenance = read_provenance(layer)
    if provenance is None or provenance.kind not in _TILES:
        return None
    if isinstance(layer, QgsVectorTileLayer) or layer.providerType() == "wms":
        return LiveData(Distribution(DistributionKind(provenance.kind), provenance.distribution_url))
    return None


def take_offline(layer: QgsMapLayer, file: Path) -> None:
    """Let a live layer read a file that was extracted of it. Main thread.

    Raises:
        DownloadError: QGIS cannot read the file so; the layer is live as before.
    """
    source = _file_source(layer, file)
    if isinstance(layer, QgsVectorLayer) and _is_of_another_geometry(layer, source):
        # Nothing was there to extract, say; its style would be lost.
        raise DownloadError(f"{file.name} has nothing that the layer could draw; the layer is still live")
    before = _Source(layer.source(), layer.providerType())
    filter_ = layer.subsetString() if isinstance(layer, QgsVectorLayer) else ""
    extent = str(layer.customProperty(EXTENT, "") or "")
    layer.removeCustomProperty(EXTENT)  # that of the service; the file knows its own
    _swap(layer, source)
    if not layer.isValid():
        _swap(layer, before)
        _keep(layer, {EXTENT: extent})
        raise DownloadError(f"{file.name} cannot take the place of the live layer")
    if filter_ and isinstance(layer, QgsVectorLayer):
        layer.setSubsetString(filter_)
    _keep(
        layer,
        {
            LIVE_SOURCE: with_base(before.uri, NEUTRAL),  # the gateway of this run is gone in the next
            LIVE_PROVIDER: before.provider,
            LIVE_EXTENT: extent,
            LIVE_FILTER: filter_,
        },
    )
    _changed(layer)


def back_to_live(layer: QgsMapLayer) -> None:
    """Let a layer read its service again; the file stays where it is. Main thread, asks the service.

    Raises:
        LiveLayerError: the service does not answer as it did; the layer reads its file as before.
    """
    live = _Source(str(layer.customProperty(LIVE_SOURCE, "")), str(layer.customProperty(LIVE_PROVIDER, "")))
    if not live.uri:
        raise LiveLayerError("the layer was never live")
    before = _Source(layer.source(), layer.providerType())
    _swap(layer, live)
    point_to_gateway(layer)
    if not layer.isValid():
        _swap(layer, before)
        raise LiveLayerError("the service cannot be reached, or is not what it was")
    filter_ = str(layer.customProperty(LIVE_FILTER, "") or "")
    if filter_ and isinstance(layer, QgsVectorLayer):
        layer.setSubsetString(filter_)
    _keep(layer, {EXTENT: str(layer.customProperty(LIVE_EXTENT, "") or "")})
    restore_extent(layer)
    hold_extent(layer)
    for name in _KEPT:
        layer.removeCustomProperty(name)
    _changed(layer)


def data_before(layer: QgsMapLayer) -> LiveData | None:
    """Return what features a layer drew before it went offline; None for other data."""
    if str(layer.customProperty(LIVE_PROVIDER, "")) != "OAPIF":
        return None
    return _features(str(layer.customProperty(LIVE_SOURCE, "")))


def _features(source: str) -> LiveData | None:
    uri = QgsDataSourceUri(source)
    parts = urlsplit(uri.param("url"))
    name = uri.param("typename")
    if not parts.netloc or not name:
        return None
    path = f"{parts.path.rstrip('/')}/collections/{quote(name, safe='')}/items"
    url = parts._replace(path=path).geturl()
    return LiveData(Distribution(DistributionKind.FEATURES, url, collection_id=name), uri.authConfigId())


def _coverage(layer: QgsMapLayer) -> LiveData | None:
    try:
        source = read_source(layer.source())
    except LiveLayerError:
        return None
    if any(name != "f" for name, _value in source.extra):
        return None  # one variable, or one moment, of many: a file of it would be something else
    provenance = read_provenance(layer)
    url = provenance.distribution_url if provenance is not None else source.url
    return LiveData(Distribution(DistributionKind.COVERAGE, url or source.url), source.authcfg)


def _file_source(layer: QgsMapLayer, file: Path) -> _Source:
    registry = QgsProviderRegistry.instance()
    if isinstance(layer, QgsVectorLayer):
        parts = {"path": str(file), "layerName": _table_of(file)}
        return _Source(registry.encodeUri("ogr", parts), "ogr")
    if isinstance(layer, QgsVectorTileLayer):
        provider = "mbtilesvectortiles"
        return _Source(registry.encodeUri(provider, {"type": "mbtiles", "path": str(file)}), provider)
    if file.suffix.lower() == ".mbtiles":
        uri = QgsDataSourceUri()
        uri.setParam("type", "mbtiles")
        uri.setParam("url", QUrl.fromLocalFile(str(file)).toString())
        return _Source(bytes(uri.encodedUri()).decode(), "wms")
    return _Source(registry.encodeUri("gdal", {"path": str(file)}), "gdal")


def _is_of_another_geometry(layer: QgsVectorLayer, source: _Source) -> bool:
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    other = QgsVectorLayer(source.uri, "", source.provider, options)
    return other.isValid() and other.geometryType() != layer.geometryType()


def _table_of(file: Path) -> str:
    from osgeo import gdal

    with quiet_gdal():
        source = open_dataset(file, gdal.OF_VECTOR, ("GPKG",))
        return str(source.GetLayer(0).GetName()) if source is not None and source.GetLayerCount() else ""


def _swap(layer: QgsMapLayer, source: _Source) -> None:
    """Give the layer another source; the style is put back as it was, raster renderers too."""
    styles = layer.styleManager()
    current = QgsMapLayerStyle()
    current.readFromLayer(layer)
    properties = {name: layer.customProperty(name) for name in layer.customPropertyKeys()}
    options = QgsDataProvider.ProviderOptions()
    layer.setDataSource(source.uri, layer.name(), source.provider, options, False)
    if layer.isValid() and styles is not None:
        current.writeToLayer(layer)
        for name, value in properties.items():
            layer.setCustomProperty(name, value)


def _keep(layer: QgsMapLayer, properties: dict[str, str]) -> None:
    for name, value in properties.items():
        if value:
            layer.setCustomProperty(name, value)
        else:
            layer.removeCustomProperty(name)


def _changed(layer: QgsMapLayer) -> None:
    layer.triggerRepaint()
    layer.emitStyleChanged()
    project = layer.project()
    if project is not None:
        project.setDirty(True)
