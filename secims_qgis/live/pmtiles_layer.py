"""PMTiles archives as layers: vector or raster tiles that the gateway reads out of the archive."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qgis.core import QgsDataSourceUri, QgsRasterLayer, QgsRectangle, QgsVectorTileLayer

from secims_qgis.live.extent import keep_extent
from secims_qgis.live.gateway import running_gateway
from secims_qgis.live.gateway_address import ARCHIVE, PMTILES, Upstream
from secims_qgis.live.pmtiles_archive import first_tile, open_archive, type_of_tile
from secims_qgis.live.pmtiles_header import TileType
from secims_qgis.live.pmtiles_metadata import Facts, read_facts
from secims_qgis.live.tile_matrix import WEB_MERCATOR_QUAD
from secims_qgis.live.tile_scale import hide_from_afar
from secims_qgis.live.tiles_content import content_of
from secims_qgis.live.vector_tile_layers import layers_of_tile
from secims_qgis.live.vector_tile_style import merged, style_vector_tiles
from secims_qgis.network import LiveLayerError, check_link

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsMapLayer

    from secims_qgis.live.pmtiles_archive import Archive
    from secims_qgis.model import Distribution

MAX_NAME = 200
OPEN_S = 10.0
"""How long the server may be silent when an archive is opened; somebody is waiting for the layer."""
CRS = "EPSG:3857"
_WORLD_M = 20_037_508.342789244
_MAX_LATITUDE = 85.0511287798066
_EARTH_RADIUS_M = 6_378_137.0
_PICTURES = frozenset({TileType.PNG, TileType.JPEG, TileType.WEBP})


def build_archive_layer(
    distribution: Distribution, session: requests.Session, authid: str | None
) -> QgsMapLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``.

    Header, directories' root and metadata are read here, most often by one request of 16 KiB.
    """
    url = check_link(distribution.url)
    if authid not in {None, CRS}:
        raise LiveLayerError(f"tiles of an archive come in {CRS} only", url=url)
    archive = open_archive(session, url, min(OPEN_S, getattr(session, "timeout_s", OPEN_S)))
    facts = _facts(session, archive)
    looked_at = _look(session, archive, facts)
    kind = _kind(archive, looked_at)
    upstream = Upstream(PMTILES, url, _authcfg(session, url))
    template = running_gateway().template(upstream, archive)
    name = (facts.name or distribution.title or "PMTiles")[:MAX_NAME]
    layer = _layer(kind, _uri(template, archive), name, url)
    if not layer.isValid():
        raise LiveLayerError("QGIS refused the layer", url=url)
    layer.setCustomProperty(ARCHIVE, url)
    if facts.attribution:
        layer.serverProperties().setAttribution(facts.attribution)
    keep_extent(layer, extent_of(archive, facts))
    hide_from_afar(layer, WEB_MERCATOR_QUAD, archive.header.min_zoom)
    if isinstance(layer, QgsVectorTileLayer):
        style_vector_tiles(layer, merged(facts.layers, layers_of_tile(looked_at)))
    return layer


def _look(session: requests.Session, archive: Archive, facts: Facts) -> bytes:
    """Return a tile where only a look into one tells what there is to draw, else nothing."""
    kind = archive.header.tile_type
    is_plain = bool(facts.layers) and all(layer.geometries for layer in facts.layers)
    if kind in _PICTURES or (kind is TileType.MVT and is_plain):
        return b""
    return first_tile(session, archive)


def _kind(archive: Archive, looked_at: bytes) -> TileType:
    """Return what the tiles are: what was seen counts more than what the header says."""
    said = archive.header.tile_type
    if not looked_at or said not in {TileType.UNKNOWN, TileType.MVT}:
        return said or TileType.MVT
    seen = type_of_tile(looked_at)
    if seen is TileType.MVT:
        content_of(looked_at, archive.url)  # which raises where it is something else
    return seen


def _facts(session: requests.Session, archive: Archive) -> Facts:
    """Return the metadata; an archive whose metadata is damaged can be drawn all the same."""
    try:
        return read_facts(session, archive)
    except LiveLayerError:
        return Facts()


def _layer(kind: TileType, uri: str, name: str, url: str) -> QgsMapLayer:
    if kind is TileType.MVT:
        return QgsVectorTileLayer(uri, name)
    if kind in _PICTURES:
        return QgsRasterLayer(uri, name, "wms", QgsRasterLayer.LayerOptions(False))
    raise LiveLayerError(f"the archive holds tiles of the type {kind.name}, which QGIS cannot draw", url=url)


def _uri(template: str, archive: Archive) -> str:
    uri = QgsDataSourceUri()
    uri.setParam("type", "xyz")
    uri.setParam("url", template)
    uri.setParam("zmin", str(archive.header.min_zoom))
    uri.setParam("zmax", str(archive.header.max_zoom))
    return bytes(uri.encodedUri()).decode()


def extent_of(archive: Archive, facts: Facts) -> QgsRectangle:
    """Return the bounds in EPSG:3857 (metres): of the header, else of the metadata, else the world."""
    bounds = archive.header.bounds or facts.bounds
    if bounds is None:
        return QgsRectangle(-_WORLD_M, -_WORLD_M, _WORLD_M, _WORLD_M)
    west, south, east, north = bounds
    return QgsRectangle(_metres_east(west), _metres_north(south), _metres_east(east), _metres_north(north))


def _metres_east(longitude: float) -> float:
    return longitude / 180.0 * _WORLD_M


def _metres_north(latitude: float) -> float:
    cut = max(-_MAX_LATITUDE, min(_MAX_LATITUDE, latitude))
    return _EARTH_RADIUS_M * math.asinh(math.tan(math.radians(cut)))


def _authcfg(session: requests.Session, url: str) -> str:
    """Return the credentials that the session has for this origin."""
    authcfg_for = getattr(session, "authcfg_for", None)
    return authcfg_for(url) if authcfg_for is not None else ""
