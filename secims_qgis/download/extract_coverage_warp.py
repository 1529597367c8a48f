"""Pixels brought into another grid: by nearest neighbour, with the very transformation that QGIS uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal, osr
from qgis.core import QgsCoordinateTransform, QgsRectangle

from secims_qgis.download.dataset import quiet_gdal
from secims_qgis.download.extract_area import LON_LAT, moved_shape, same_place, transformation
from secims_qgis.download.extract_coverage_gdal import TILED, errors_of_gdal, go_on
from secims_qgis.download.table_crs import srs_of
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.download.extract_coverage import CoveragePlan, CoverageWish

_AGREE = 0.01
"""Of a pixel: how far GDAL's transformation may be from that of QGIS."""


def warp(raw: Path, path: Path, plan: CoveragePlan, wish: CoverageWish, check: Callable[[], None]) -> None:
    """Resample by nearest neighbour, with the very transformation that QGIS uses."""
    bounds = _target_bounds(plan, wish)
    nodata = nodata_of(plan)
    options = gdal.WarpOptions(
        format="GTiff",
        srcSRS=_wkt(plan.crs),
        dstSRS=_wkt(plan.target),
        coordinateOperation=None if same_place(plan.crs, plan.target) else _operation(plan, wish),
        xRes=wish.resolution[0] if wish.resolution else None,
        yRes=wish.resolution[1] if wish.resolution else None,
        outputBounds=bounds,
        resampleAlg="near",
        srcNodata=None if nodata is None else repr(nodata),
        dstNodata=None if nodata is None else repr(nodata),
        creationOptions=[*TILED, "COMPRESS=DEFLATE", "ZLEVEL=1"],
        errorThreshold=0,
        multithread=False,
        callback=go_on(check),
    )
    with errors_of_gdal(check):
        warped = gdal.Warp(str(path), str(raw), options=options)
        if warped is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        source = gdal.OpenEx(str(raw), gdal.OF_RASTER, allowed_drivers=["GTiff"])
        for number in range(1, source.RasterCount + 1):
            warped.GetRasterBand(number).SetDescription(source.GetRasterBand(number).GetDescription())
            warped.GetRasterBand(number).SetUnitType(source.GetRasterBand(number).GetUnitType())
        warped = source = None


def _target_bounds(plan: CoveragePlan, wish: CoverageWish) -> tuple[float, float, float, float] | None:
    """Return what the file covers: what the extent does, as far as there is a coverage."""
    west, south, east, north = plan.grid.bounds
    fetched = QgsRectangle(west, south, east, north)
    if not same_place(plan.crs, plan.target):
        fetched = transformation(plan.crs, plan.target, wish.context).transformBoundingBox(fetched)
    if len(wish.area.rectangles) == 1:
        shape = moved_shape(wish.area, plan.target, wish.context, with_polygon=False)
        if shape is not None:
            fetched = fetched.intersect(shape.boundingBox())
    if fetched.isEmpty():
        return None
    if wish.resolution is None:
        return fetched.xMinimum(), fetched.yMinimum(), fetched.xMaximum(), fetched.yMaximum()
    width, height = wish.resolution
    columns = max(1, round(fetched.width() / width + 0.499))
    rows = max(1, round(fetched.height() / height + 0.499))
    left, top = fetched.xMinimum(), fetched.yMaximum()
    return left, top - rows * height, left + columns * width, top


def _operation(plan: CoveragePlan, wish: CoverageWish) -> str | None:
    """Return the PROJ string by which GDAL transforms as QGIS does; None where it does so by itself."""
    transform = transformation(plan.crs, plan.target, wish.context)
    told = str(transform.instantiatedCoordinateOperationDetails().proj)
    west, south, east, north = plan.grid.bounds
    x, y = (west + east) / 2, (south + north) / 2
    wanted = transform.transform(x, y)
    side = _side(transform, plan, x, y)
    for operation in dict.fromkeys((told, "")):
        if _distance(plan, operation, (x, y), (wanted.x(), wanted.y())) < _AGREE * side:
            return operation or None
    raise DownloadError(
        f"GDAL does not transform from {plan.crs.authid()} to {plan.target.authid()} as QGIS does"
    )


def _side(transform: QgsCoordinateTransform, plan: CoveragePlan, x: float, y: float) -> float:
    one = transform.transform(x, y)
    two = transform.transform(x + plan.grid.pixel_width, y + plan.grid.pixel_height)
    return float(max(abs(two.x() - one.x()), abs(two.y() - one.y())))


def _distance(
    plan: CoveragePlan, operation: str, point: tuple[float, float], wanted: tuple[float, float]
) -> float:
    options = osr.CoordinateTransformationOptions()
    if operation:
        options.SetOperation(operation, False)
    with quiet_gdal():
        try:
            found = osr.CoordinateTransformation(_srs(plan.crs), _srs(plan.target), options).TransformPoint(
                *point
            )
        except RuntimeError:
            return float("inf")
    return float(max(abs(found[0] - wanted[0]), abs(found[1] - wanted[1])))


def _srs(crs: QgsCoordinateReferenceSystem) -> Any:
    """Return a CRS whose axes are x before y by themselves: operations heed the axes of the CRS."""
    srs = osr.SpatialReference()
    srs.SetFromUserInput(_wkt(crs))
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    if crs.authid() == "EPSG:4326":
        return LON_LAT
    return str(crs.authid() if crs.authid().startswith(("EPSG:", "OGC:")) else srs_of(crs).ExportToWkt())


def nodata_of(plan: CoveragePlan) -> float | None:
    """Return the nodata value; a GeoTIFF has one for all bands. NaN where a float coverage has none."""
    values = {band.nodata for band in plan.source.bands}
    if len(values) == 1 and None not in values:
        return next(iter(values))
    needs_one = plan.shape is not None or not same_place(plan.crs, plan.target)
    if needs_one and plan.source.data_type.startswith("float"):
        return float("nan")
    return None
