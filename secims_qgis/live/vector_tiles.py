"""Vector tiles as layers of QGIS, in any tile matrix set that is a quadtree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsRectangle,
    QgsTileMatrix,
    QgsVectorTileLayer,
)

from secims_qgis.live.extent import keep_extent
from secims_qgis.live.raster_tiles import MAX_NAME, xyz_uri
from secims_qgis.live.tile_scale import hide_from_afar
from secims_qgis.live.tiles_extent import bounds_of
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    from secims_qgis.live.tile_matrix import TileMatrixSet
    from secims_qgis.live.tiles_probe import Probe
    from secims_qgis.live.tiles_source import TileSource

_NO_LEVEL = 99


def vector_tile_layer(source: TileSource, probe: Probe, name: str, authcfg: str) -> QgsVectorTileLayer:
    """Return a layer without a style on the calling thread; makes no request.

    Raises:
        LiveLayerError: QGIS refuses the layer.
    """
    uri = xyz_uri(source.template, probe, authcfg)
    if source.style_url:
        uri.setParam("styleUrl", source.style_url)
    layer = QgsVectorTileLayer(bytes(uri.encodedUri()).decode(), name[:MAX_NAME])
    if not layer.isValid():
        raise LiveLayerError("QGIS refused the layer", url=source.tile_url(0, 0, 0))
    if not source.matrix_set.is_web_mercator_quad:
        use_matrix_set(layer, source.matrix_set, probe.first_level, probe.last_level)
    hide_from_afar(layer, source.matrix_set, probe.first_level)
    # Where nobody says, QGIS takes its world in Web Mercator, whatever the units of the set.
    keep_extent(layer, QgsRectangle(*(bounds_of(source) or source.matrix_set.world)))
    return layer


def use_matrix_set(layer: QgsVectorTileLayer, matrix_set: TileMatrixSet, first: int, last: int) -> None:
    """Have a layer draw tiles of this set; QGIS writes it into the project.

    The set of the layer is a live reference, there is no way to give it another one. The root matrix
    has one tile whatever the set says: the decoder of QGIS divides its width by 2 for each level.
    """
    crs = QgsCoordinateReferenceSystem(matrix_set.authid)
    corner = QgsPointXY(matrix_set.left, matrix_set.top)
    matrices = layer.tileMatrixSet()
    matrices.dropMatricesOutsideZoomRange(_NO_LEVEL, _NO_LEVEL)
    for level in range(first, last + 1):
        matrices.addMatrix(
            QgsTileMatrix.fromCustomDef(
                level, crs, corner, matrix_set.span, matrix_set.columns, matrix_set.rows
            )
        )
    matrices.setRootMatrix(QgsTileMatrix.fromCustomDef(0, crs, corner, matrix_set.span, 1, 1))
    layer.setCrs(crs)
