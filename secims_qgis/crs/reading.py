"""What a layer and its record say, read once and then only looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDataSourceUri,
    QgsMapLayer,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)

from secims_qgis.crs.change import is_chosen
from secims_qgis.crs.means import Means, means_of
from secims_qgis.crs.names import CANDIDATES, SAINT_LUCIA
from secims_qgis.crs.position import Fit, Footprint, fit, footprint, is_in_area_of_use, is_made_for
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.spelling import authid_in_text
from secims_qgis.live.delivered import Delivered, delivered_of
from secims_qgis.live.extent import kept_extent
from secims_qgis.translation import mark

if TYPE_CHECKING:
    from secims_qgis.model import BBox, CrsRef

SERVICE_PROVIDERS = frozenset(
    {
        "OAPIF",
        "WFS",
        "wms",
        "wcs",
        "arcgisfeatureserver",
        "arcgismapserver",
        "xyzvectortiles",
        "vectortile",
        "secims_coverage",
        "secims_map",
    }
)

ITS_RECORD = mark("the extent of its record")

_UNDEFINED = frozenset({"undefined cartesian srs", "undefined geographic srs"})


@dataclass(frozen=True)
class Declared:
    """The CRS of the record: what is written there, and the CRS itself where the text names one."""

    text: str = ""
    crs: QgsCoordinateReferenceSystem | None = None


@dataclass(frozen=True)
class Candidate:
    """A CRS in which the coordinates would fall where they should, and where exactly."""

    crs: QgsCoordinateReferenceSystem
    place: Footprint


@dataclass(frozen=True)
class Reading:
    """Everything the check looks at.

    ``extent`` is in the units of the layer's CRS, None where the layer has none that is usable.
    ``source_crs`` is what the file or the service says, ``crs`` what the layer uses; both are
    invalid where nobody says.
    ``place`` is where ``crs`` puts the extent; None where it cannot be on earth.
    """

    source: str
    is_spatial: bool
    extent: QgsRectangle | None
    crs: QgsCoordinateReferenceSystem
    source_crs: QgsCoordinateReferenceSystem
    declared: Declared
    expected: BBox | None
    context: QgsCoordinateTransformContext
    place: Footprint | None
    means: Means = field(default_factory=Means)
    is_raster: bool = False
    has_record: bool = True
    compared_with: str = ITS_RECORD
    """What ``expected`` is, in the words of a sentence; in English, where it is one that is translated."""
    is_chosen: bool = False
    """Whether the user had the CRS set by a remedy, and it is still that."""
    delivered: Delivered | None = None
    """What the service sent when the layer was opened."""
    is_tiled: bool = False
    """Whether it shows tiles, which are in the CRS of their tile matrix set, whatever the data is in."""
    note: str = ""
    """A sentence that says why ``expected`` is not the extent of the record, where it has one."""

    def place_in(
        self, crs: QgsCoordinateReferenceSystem, extent: QgsRectangle | None = None
    ) -> Footprint | None:
        """Return where the coordinates would fall if they were of this CRS."""
        box = self.extent if extent is None else extent
        return None if box is None else footprint(box, crs, self.context)

    def candidates(self, extent: QgsRectangle | None = None) -> list[Candidate]:
        """Return the CRSs in which the coordinates fit, that of the record first.

        Without an extent in the record they are held against Saint Lucia, which is only a hint.
        ``extent`` tries other coordinates than the layer's, such as those with X and Y exchanged.
        """
        area = self.expected or SAINT_LUCIA
        found: list[Candidate] = []
        for crs in self.crs_to_try():
            if not is_made_for(crs, area):
                continue
            place = self.place_in(crs, extent)
            if place is None or fit(place, area) is not Fit.INSIDE or not is_in_area_of_use(place, crs):
                continue
            if not any(is_same_crs(crs, other.crs) for other in found):
                found.append(Candidate(crs, place))
        return found

    def crs_to_try(self) -> list[QgsCoordinateReferenceSystem]:
        """Return the CRS of the record and those of the list."""
        listed = [QgsCoordinateReferenceSystem(authid) for authid in CANDIDATES]
        return [self.declared.crs, *listed] if self.declared.crs else listed


def read(
    layer: QgsMapLayer,
    declared: CrsRef | None,
    expected: BBox | None,
    context: QgsCoordinateTransformContext,
    compared_with: str = ITS_RECORD,
) -> Reading:
    """Read a layer. Blocking where the provider must scan the file for its extent."""
    is_spatial = layer.isSpatial() if isinstance(layer, QgsVectorLayer) else True
    crs = _known(layer.crs())
    extent = _usable(kept_extent(layer) or layer.extent()) if is_spatial else None
    placeable = extent is not None and crs.isValid()
    is_tiled = shows_tiles(layer)
    return Reading(
        source="service" if is_tiled or layer.providerType() in SERVICE_PROVIDERS else "file",
        is_spatial=is_spatial,
        extent=extent,
        crs=crs,
        source_crs=_said(layer, crs),
        declared=_declared(declared, expected),
        expected=expected,
        context=context,
        place=footprint(extent, crs, context) if placeable else None,
        means=Means() if is_tiled else means_of(layer),
        delivered=delivered_of(layer),
        is_raster=isinstance(layer, QgsRasterLayer),
        is_chosen=is_chosen(layer),
        has_record=compared_with == ITS_RECORD,
        compared_with=compared_with,
        is_tiled=is_tiled,
    )


def _said(layer: QgsMapLayer, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return what file or service says; the provider of vector tiles takes all for Web Mercator."""
    if isinstance(layer, QgsVectorTileLayer):
        return crs
    provider = layer.dataProvider()
    return _known(provider.crs()) if provider else QgsCoordinateReferenceSystem()


def as_delivered(reading: Reading) -> Reading:
    """Return a reading with the place of what a service sends, where that lies elsewhere than it says."""
    extent = reading.delivered.extent if reading.delivered is not None else None
    if extent is None or reading.expected is None or not reading.crs.isValid():
        return reading
    place = reading.place_in(reading.crs, extent)
    if fit(place, reading.expected) is not Fit.AWAY:
        return reading
    return replace(reading, extent=_usable(extent), place=place)


def shows_tiles(layer: QgsMapLayer) -> bool:
    """Return whether a layer is made of tiles: XYZ, WMTS, vector tiles, or tiles drawn by GDAL."""
    if isinstance(layer, QgsVectorTileLayer):
        return True
    source, provider = layer.source(), layer.providerType()
    if provider == "gdal":
        return source.startswith("<GDAL_WMS>")
    if provider != "wms":
        return False
    uri = QgsDataSourceUri()
    uri.setEncodedUri(source)
    return uri.hasParam("tileMatrixSet") or uri.param("type") in {"xyz", "mbtiles"}


def _known(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return the CRS, or an invalid one for those that only stand for "nobody said".

    GeoPackage has srs_id -1 and 0 for that (OGC 12-128r18, requirement 11), which arrive as valid CRSs.
    """
    says_nothing = crs.type() == Qgis.CrsType.Engineering or crs.description().lower() in _UNDEFINED
    return QgsCoordinateReferenceSystem() if says_nothing else crs


def _usable(extent: QgsRectangle) -> QgsRectangle | None:
    """Return the extent unless it is null or not finite; a single point has one, of no size."""
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    if extent.isNull() or not all(math.isfinite(bound) for bound in bounds):
        return None
    return QgsRectangle(extent) if bounds[0] <= bounds[2] and bounds[1] <= bounds[3] else None


def _declared(ref: CrsRef | None, expected: BBox | None) -> Declared:
    """Return what the record says; a name counts only where it can mean the place of the record.

    "British West Indies Grid" is the name of ten grids.
    """
    if ref is None:
        return Declared()
    authid = ref.authid or authid_in_text(ref.text)
    crs = QgsCoordinateReferenceSystem(authid) if authid else QgsCoordinateReferenceSystem()
    is_elsewhere = ref.authid is None and expected is not None and not is_made_for(crs, expected)
    return Declared(ref.text or ref.label, crs if crs.isValid() and not is_elsewhere else None)
