"""Every combination of what coordinates are, what their file says, axis order, format and record."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from osgeo import gdal, ogr
from qgis.core import QgsMapLayer, QgsPointXY, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from secims_qgis.model import BBox, CrsRef, CrsReport, CrsVerdict, RemedyAction
from tests.crs.samples import coast_points, from_degrees, reference

if TYPE_CHECKING:
    from pathlib import Path

CODES = (4326, 2006, 32620, 3857, 2005, 2007)
FORMATS = (".gpkg", ".shp", ".tif", ".csv", ".geojson")
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}
SAINT_LUCIA = BBox(-61.09, 13.70, -60.86, 14.12)
HOMES = {
    2005: BBox(-62.87, 17.09, -62.53, 17.43),
    2007: BBox(-61.29, 13.11, -61.10, 13.40),
}
"""Saint Kitts and Saint Vincent: the islands that the two neighbouring grids are made for."""
GRIDS = frozenset({2005, 2006, 2007})


@dataclass(frozen=True)
class Case:
    """A layer to make, and what its record says.

    ``home`` is where the data truly lies. ``declared`` is the record's CRS: that of the data
    ("really"), that of the file ("says"), or none ("nothing").
    """

    really: int
    says: int | None
    is_swapped: bool
    suffix: str
    declared: str
    home: BBox

    @property
    def record_crs(self) -> CrsRef | None:
        code = {"really": self.really, "says": self.says, "nothing": None}[self.declared]
        return CrsRef.from_text(f"EPSG:{code}") if code else None

    @property
    def effective(self) -> int | None:
        """The CRS that a reader takes: GeoJSON without a word is WGS 84 (RFC 7946, section 4)."""
        return 4326 if self.says is None and self.suffix == ".geojson" else self.says

    @property
    def group(self) -> str:
        island = "home" if self.really not in HOMES or self.home != SAINT_LUCIA else "Saint Lucia"
        return f"{self.really} on {island}"

    @property
    def cannot_be_told(self) -> bool:
        """Data of Saint Lucia in a neighbour's grid looks like data in Saint Lucia's own, 0.2 km off."""
        return self.really in HOMES and self.home == SAINT_LUCIA


def cases(suffix: str) -> list[Case]:
    """Return all cases of a format."""
    axes, records = (False, True), ("really", "says", "nothing")
    made = []
    for really, says, swapped, declared in itertools.product(CODES, (*CODES, None), axes, records):
        if declared == "says" and says in (really, None):
            continue  # the same as another case
        case = Case(really, says, swapped, suffix, declared, HOMES.get(really, SAINT_LUCIA))
        made += [case, replace(case, home=SAINT_LUCIA)] if really in HOMES else [case]
    return made


def layer_of(case: Case, folder: Path) -> QgsMapLayer:
    """Make the layer; files are in memory where the provider can read them there."""
    points = _coordinates(case.really, case.home)
    pairs = [(y, x) if case.is_swapped else (x, y) for x, y in points]
    if case.suffix == ".tif":
        return _raster(case, pairs)
    return _table(case, pairs, folder) if case.suffix == ".csv" else _vector(case, pairs)


def right_verdicts(case: Case) -> set[CrsVerdict]:
    """Return the verdicts that are right for a case that can be told apart."""
    if case.is_swapped:
        return {CrsVerdict.MISSING if case.effective is None else CrsVerdict.SWAPPED_AXES}
    if case.effective is None:
        return {CrsVerdict.MISSING}
    if case.effective == case.really:
        return {CrsVerdict.OK}
    if {case.really, case.effective} <= GRIDS and case.declared == "really":
        # Drawn 0.2 to 1.1 km off; the record and the file contradict each other.
        return {CrsVerdict.DIFFERS, CrsVerdict.WRONG_BUT_KNOWN}
    return {CrsVerdict.WRONG_BUT_KNOWN}


def is_mended_first(case: Case, report: CrsReport) -> bool:
    """Return whether the first remedy is the right one."""
    if not case.is_swapped and case.effective == case.really:
        return report.remedies == ()
    wanted = RemedyAction.SWAP_AXES if case.is_swapped else RemedyAction.SET_LAYER_CRS
    if not report.remedies:
        return False
    first = report.remedies[0]
    return (first.action, first.authid) == (wanted, f"EPSG:{case.really}")


@functools.cache
def _coordinates(code: int, home: BBox) -> list[tuple[float, float]]:
    """Return a coast in a CRS: Saint Lucia's own, or its shape fitted into another island's extent."""
    transform = from_degrees(code)
    points = [transform.transform(_fitted(point, home)) for point in coast_points()[::8]]
    return [(point.x(), point.y()) for point in points]


def _fitted(point: QgsPointXY, home: BBox) -> QgsPointXY:
    across = (point.x() - SAINT_LUCIA.west) / SAINT_LUCIA.width_deg
    along = (point.y() - SAINT_LUCIA.south) / (SAINT_LUCIA.north - SAINT_LUCIA.south)
    return QgsPointXY(home.west + across * home.width_deg, home.south + along * (home.north - home.south))


def _path(case: Case) -> str:
    island = "home" if case.home != SAINT_LUCIA else "lc"
    return f"/vsimem/crs_matrix/{case.really}_{case.says}_{case.is_swapped}_{island}{case.suffix}"


def _vector(case: Case, pairs: list[tuple[float, float]]) -> QgsVectorLayer:
    path = _path(case)
    if gdal.VSIStatL(path) is None:
        options = ["RFC7946=NO", "COORDINATE_PRECISION=12"] if case.suffix == ".geojson" else []
        source = ogr.GetDriverByName(DRIVERS[case.suffix]).CreateDataSource(path)
        table = source.CreateLayer("coast", reference(case.says), ogr.wkbPoint, options)
        for x, y in pairs:
            feature = ogr.Feature(table.GetLayerDefn())
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({x!r} {y!r})"))
            table.CreateFeature(feature)
        del table, source
    return QgsVectorLayer(path, "coast", "ogr")


def _raster(case: Case, pairs: list[tuple[float, float]]) -> QgsRasterLayer:
    path = _path(case)
    if gdal.VSIStatL(path) is None:
        box = QgsRectangle()
        for x, y in pairs:
            box.combineExtentWith(x, y)
        image = gdal.GetDriverByName("GTiff").Create(path, 8, 8, 1, gdal.GDT_Byte)
        image.SetGeoTransform((box.xMinimum(), box.width() / 8, 0, box.yMaximum(), 0, -box.height() / 8))
        if case.says is not None:
            image.SetProjection(reference(case.says).ExportToWkt())
        del image
    return QgsRasterLayer(path, "height", "gdal")


def _table(case: Case, pairs: list[tuple[float, float]], folder: Path) -> QgsVectorLayer:
    path = folder / _path(case).rpartition("/")[2]
    path.write_text("x,y\n" + "".join(f"{x!r},{y!r}\n" for x, y in pairs), encoding="utf-8")
    query = QUrlQuery()
    options = {"type": "csv", "xField": "x", "yField": "y", "spatialIndex": "no", "watchFile": "no"}
    if case.says is not None:
        options["crs"] = f"EPSG:{case.says}"
    for key, value in options.items():
        query.addQueryItem(key, value)
    url = QUrl.fromLocalFile(str(path))
    url.setQuery(query)
    return QgsVectorLayer(bytes(url.toEncoded()).decode("ascii"), "coast", "delimitedtext")
