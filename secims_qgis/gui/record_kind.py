"""What sort of data a record is about, and its icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.gui import theme
from secims_qgis.gui.badges import best_file, is_data_file
from secims_qgis.model import Distribution, DistributionKind, Record

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon

_RASTER_KINDS = frozenset({DistributionKind.COVERAGE, DistributionKind.COG, DistributionKind.WCS})
_PICTURE_KINDS = frozenset(
    {
        DistributionKind.MAP,
        DistributionKind.RASTER_TILES,
        DistributionKind.WMS,
        DistributionKind.WMTS,
        DistributionKind.ARCGIS_MAP,
    }
)
_TABLE_FORMATS = frozenset({"csv"})
_RASTER_FORMATS = frozenset({"tif", "nc", "asc", "jp2", "vrt"})

_KIND_ICONS = {
    DistributionKind.FEATURES: "mIconWfs",
    DistributionKind.WFS: "mIconWfs",
    DistributionKind.COVERAGE: "mIconWcs",
    DistributionKind.WCS: "mIconWcs",
    DistributionKind.MAP: "mIconWms",
    DistributionKind.WMS: "mIconWms",
    DistributionKind.WMTS: "mIconWms",
    DistributionKind.OWS: "mIconWms",
    DistributionKind.RASTER_TILES: "mIconXyz",
    DistributionKind.TILES: "mIconXyz",
    DistributionKind.VECTOR_TILES: "mIconVectorTileLayer",
    DistributionKind.PMTILES: "mIconVectorTileLayer",
    DistributionKind.COLLECTION: "mIconWfs",
    DistributionKind.LANDING_PAGE: "mIconConnect",
    DistributionKind.COG: "mIconRaster",
    DistributionKind.ARCGIS_FEATURES: "mIconAfs",
    DistributionKind.ARCGIS_MAP: "mIconAms",
    DistributionKind.WEB_PAGE: "mActionLink",
    DistributionKind.SERVICE_DESCRIPTION: "mActionLink",
    DistributionKind.CATALOGUE_SERVICE: "mActionLink",
    DistributionKind.UNSAFE: "mIconWarning",
}
_FORMAT_ICONS = {
    "gpkg": "mGeoPackage",
    "shp.zip": "mIconZip",
    "zip": "mIconZip",
    "tif": "mIconRaster",
    "nc": "mIconRaster",
    "csv": "mIconTableLayer",
    "geojson": "mIconVector",
    "shp": "mIconVector",
    "kml": "mIconVector",
    "gml": "mIconVector",
    "fgb": "mIconVector",
}


def icon_of(record: Record) -> QIcon:
    """Return the icon for the kind of data of a record: vector, raster, document."""
    usable = [item for item in record.distributions if item.usable]
    best = best_file([item for item in usable if is_data_file(item)])
    if best is not None and (best.kind in _RASTER_KINDS or best.format in _RASTER_FORMATS):
        return theme.icon("mIconRaster")
    if best is not None:
        is_table = best.format in _TABLE_FORMATS and not record.has_live_access
        return theme.icon("mIconTableLayer" if is_table else "mIconVector")
    if any(item.kind in _RASTER_KINDS | _PICTURE_KINDS for item in usable):
        return theme.icon("mIconRaster")
    return theme.icon("mIconVector" if record.has_live_access else "mIconFile")


def distribution_icon(distribution: Distribution) -> QIcon:
    """Return the icon of one distribution."""
    if distribution.kind is DistributionKind.FILE:
        return theme.icon(_FORMAT_ICONS.get(distribution.format or "", "mIconFile"))
    return theme.icon(_KIND_ICONS.get(distribution.kind, "mIconFile"))
