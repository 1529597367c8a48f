"""Picture tiles as raster layers: Web Mercator by QGIS itself, other quadtrees by GDAL's WMS driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsDataSourceUri,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument

from secims_qgis.live.extent import keep_extent
from secims_qgis.live.tile_matrix import WEB_MERCATOR_QUAD
from secims_qgis.live.tile_scale import hide_from_afar, scale_of_level
from secims_qgis.live.tiles_content import TileContent
from secims_qgis.live.tiles_extent import bounds_of
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    from qgis.PyQt.QtXml import QDomElement

    from secims_qgis.live.tiles_probe import Probe
    from secims_qgis.live.tiles_source import TileSource

MAX_NAME = 200
TILE_PIXELS = 256
TIMEOUT_S = 20
MOST_TILES_AT_ONCE = 16
_CRS84, _WGS84 = "OGC:CRS84", "EPSG:4326"


def raster_tile_layer(source: TileSource, probe: Probe, name: str, authcfg: str) -> QgsRasterLayer:
    """Return a layer of pictures on the calling thread; makes no request.

    Raises:
        LiveLayerError: QGIS refuses the layer, or the tiles need a login that GDAL cannot give.
    """
    if source.matrix_set.is_web_mercator_quad and survives_qgis(source.template):
        uri = xyz_uri(source.template, probe, authcfg)
        uri.setParam("tilePixelRatio", "2" if _pixels(probe) > TILE_PIXELS else "1")
        layer = QgsRasterLayer(bytes(uri.encodedUri()).decode(), name[:MAX_NAME], "wms")
        hide_from_afar(layer, WEB_MERCATOR_QUAD, probe.first_level)
    else:
        layer = _gdal_layer(source, probe, name, authcfg)
    if not layer.isValid():
        raise LiveLayerError(
            f"QGIS refused the layer: {layer.error().summary()}", url=source.tile_url(0, 0, 0)
        )
    bounds = bounds_of(source)
    if bounds is not None:
        keep_extent(layer, QgsRectangle(*bounds))
    return layer


def xyz_uri(template: str, probe: Probe, authcfg: str) -> QgsDataSourceUri:
    """Return the source of tiles in Web Mercator; QGIS encodes each value, nothing is joined by hand."""
    uri = QgsDataSourceUri()
    uri.setParam("type", "xyz")
    uri.setParam("url", template)
    uri.setParam("zmin", str(probe.first_level))
    uri.setParam("zmax", str(probe.last_level))
    if authcfg:
        uri.setAuthConfigId(authcfg)
    return uri


def survives_qgis(template: str) -> bool:
    """Return whether QGIS keeps an address as it is: it undoes some encoding of queries, %26 and %3D, say."""
    uri, again = QgsDataSourceUri(), QgsDataSourceUri()
    uri.setParam("url", template)
    again.setEncodedUri(bytes(uri.encodedUri()).decode())
    return str(again.param("url")) == template


def _pixels(probe: Probe) -> int:
    picture = QImage.fromData(probe.tile.body)
    return TILE_PIXELS if picture.isNull() else picture.width()


def _gdal_layer(source: TileSource, probe: Probe, name: str, authcfg: str) -> QgsRasterLayer:
    if authcfg:
        raise LiveLayerError(
            f"tiles in {source.matrix_set.authid} that need a login cannot be drawn: GDAL fetches them",
            url=source.tile_url(0, 0, 0),
        )
    options = QgsRasterLayer.LayerOptions(False)  # no default style: it might read tiles for statistics
    document = gdal_description(source, probe, _pixels(probe))
    layer = QgsRasterLayer(document, name[:MAX_NAME], "gdal", options)
    if layer.isValid():
        renderer = QgsMultiBandColorRenderer(layer.dataProvider(), 1, 2, 3)
        if layer.bandCount() == 4:
            renderer.setAlphaBand(4)
        layer.setRenderer(renderer)
        if first_level_for_gdal(source, probe) < probe.first_level:
            layer.setScaleBasedVisibility(True)
            layer.setMinimumScale(scale_of_level(source.matrix_set, probe.first_level - 1))
    return layer


def first_level_for_gdal(source: TileSource, probe: Probe) -> int:
    """Return the level that GDAL is told to be the first: of a few tiles, all of which QGIS reads at once.

    It takes their statistics when it opens a layer. Where there are no tiles at that level, GDAL draws
    nothing, and the layer is hidden there.
    """
    level = probe.first_level
    while level > 0:
        columns, rows = source.matrix_set.block(bounds_of(source) or source.matrix_set.world, level)
        if len(columns) * len(rows) <= MOST_TILES_AT_ONCE:
            break
        level -= 1
    return level


def gdal_description(source: TileSource, probe: Probe, pixels: int) -> str:
    """Return the tiles as a document for GDAL's WMS driver, TMS flavour.

    The window is cut to the tiles of its first level that hold data, so that the layer has an extent
    without the plugin, too. https://gdal.org/drivers/raster/wms.html
    """
    matrix_set, first = source.matrix_set, first_level_for_gdal(source, probe)
    depth = probe.last_level - first
    columns, rows = matrix_set.block(bounds_of(source) or matrix_set.world, first)
    left, bottom, right, top = matrix_set.bounds_of(first, columns, rows)
    document = QDomDocument()
    root = _child(document, document, "GDAL_WMS")
    service = _child(document, root, "Service", name="TMS")
    _child(document, service, "ServerUrl", _for_gdal(source.template, matrix_set.rows * 2**probe.last_level))
    window = _child(document, root, "DataWindow")
    numbers: dict[str, object] = {
        "UpperLeftX": repr(left),
        "UpperLeftY": repr(top),
        "LowerRightX": repr(right),
        "LowerRightY": repr(bottom),
        "TileLevel": probe.last_level,
        "TileX": columns.start << depth,
        "TileY": rows.start << depth,
        "SizeX": (len(columns) << depth) * pixels,
        "SizeY": (len(rows) << depth) * pixels,
        "YOrigin": "top",
    }
    for tag, value in numbers.items():
        _child(document, window, tag, str(value))
    is_opaque = probe.tile.content is TileContent.JPEG
    settings: dict[str, object] = {
        "Projection": _WGS84 if matrix_set.authid == _CRS84 else matrix_set.authid,
        "BlockSizeX": pixels,
        "BlockSizeY": pixels,
        "OverviewCount": depth,
        "BandsCount": 3 if is_opaque else 4,
        "ZeroBlockHttpCodes": "204,400,404,410",
        "ZeroBlockOnServerException": "true",
        "Timeout": TIMEOUT_S,
        "MaxConnections": 4,
    }
    for tag, value in settings.items():
        _child(document, root, tag, str(value))
    return str(document.toString(-1))


def _for_gdal(template: str, rows_at_last_level: int) -> str:
    """Return the template as GDAL writes it.

    Raises:
        LiveLayerError: rows that count from the bottom, which GDAL's windows do not combine with.
    """
    if "{-y}" in template:
        raise LiveLayerError(
            f"tiles counted from the bottom of {rows_at_last_level} rows cannot be drawn", url=template
        )
    return template.replace("{z}", "${z}").replace("{x}", "${x}").replace("{y}", "${y}")


def _child(
    document: QDomDocument, parent: QDomDocument | QDomElement, tag: str, text: str = "", name: str = ""
) -> QDomElement:
    element = document.createElement(tag)
    if name:
        element.setAttribute("name", name)
    if text:
        element.appendChild(document.createTextNode(text))
    parent.appendChild(element)
    return element
