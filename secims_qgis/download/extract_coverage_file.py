"""The GeoTIFF of an extract: raw pixels first, then brought into the wanted grid, and cloud-optimized."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateTransform, QgsRectangle

from secims_qgis.download.dataset import open_dataset, quiet_gdal
from secims_qgis.download.extract_area import LON_LAT, moved_shape, same_place, transformation
from secims_qgis.download.table_writer import srs_of
from secims_qgis.network.errors import DamagedFileError, DiskFullError, DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from secims_qgis.download.extract_coverage import CoveragePlan, CoverageWish

BLOCK = 512
_TYPES = {
    "uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "uint32": gdal.GDT_UInt32,
    "int32": gdal.GDT_Int32, "float32": gdal.GDT_Float32, "float64": gdal.GDT_Float64,
}  # fmt: skip
_TILED = ["TILED=YES", f"BLOCKXSIZE={BLOCK}", f"BLOCKYSIZE={BLOCK}", "BIGTIFF=IF_SAFER"]
_AGREE = 0.01
"""Of a pixel: how far GDAL's transformation may be from that of QGIS."""


class PixelFile:
    """A GeoTIFF that is filled window by window; what lies outside of a polygon gets the nodata value."""

    def __init__(self, path: Path, plan: CoveragePlan) -> None:
        """Make the file; raises DownloadError where GDAL cannot."""
        self._plan, self._nodata = plan, nodata_of(plan)
        grid, source = plan.grid, plan.source
        if plan.shape is not None and self._nodata is None:
            raise DownloadError("the coverage has no nodata value to fill the outside of a polygon with")
        with _errors_of_gdal():
            driver = gdal.GetDriverByName("GTiff")
            options = [*_TILED, "COMPRESS=DEFLATE", "ZLEVEL=1", "INTERLEAVE=BAND"]
            kind = _TYPES[source.data_type]
            dataset = driver.Create(str(path), grid.columns, grid.rows, len(source.bands), kind, options)
            if dataset is None:
                raise RuntimeError(gdal.GetLastErrorMsg())
            dataset.SetGeoTransform((grid.left, grid.pixel_width, 0, grid.top, 0, -grid.pixel_height))
            dataset.SetSpatialRef(srs_of(plan.crs))
        self._dataset = dataset
        self._describe()

    def __enter__(self) -> PixelFile:
        """Give the file to write to."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._dataset = None

    def write(self, pixels: Any, column: int, row: int) -> None:
        """Write pixels (bands, rows, columns) to their place."""
        if self._plan.shape is not None:
            pixels = self._masked(pixels, self._plan.shape, column, row)
        with _errors_of_gdal():
            for number, band in enumerate(pixels, 1):
                if self._dataset.GetRasterBand(number).WriteArray(np.ascontiguousarray(band), column, row):
                    raise RuntimeError(gdal.GetLastErrorMsg())
            # GDAL would keep blocks until its cache is full; memory is not to grow with the coverage.
            self._dataset.FlushCache()

    def _describe(self) -> None:
        for number, band in enumerate(self._plan.source.bands, 1):
            written = self._dataset.GetRasterBand(number)
            if band.name:
                written.SetDescription(band.name)
            if band.unit:
                written.SetUnitType(band.unit)
            if self._nodata is not None:
                written.SetNoDataValue(self._nodata)
        if self._plan.source.has_alpha:
            self._dataset.GetRasterBand(len(self._plan.source.bands)).SetColorInterpretation(
                gdal.GCI_AlphaBand
            )

    def _masked(self, pixels: Any, shape: QgsGeometry, column: int, row: int) -> Any:
        grid, rows, columns = self._plan.grid, pixels.shape[1], pixels.shape[2]
        mask = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Byte)
        left, top = grid.left + column * grid.pixel_width, grid.top - row * grid.pixel_height
        mask.SetGeoTransform((left, grid.pixel_width, 0, top, 0, -grid.pixel_height))
        mask.SetSpatialRef(srs_of(self._plan.crs))
        source = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = source.CreateLayer("shape", srs_of(self._plan.crs), ogr.wkbUnknown)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(shape.asWkb())))
        layer.CreateFeature(feature)
        gdal.RasterizeLayer(mask, [1], layer, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
        return np.where(mask.ReadAsArray()[None] == 1, pixels, np.array(self._nodata, pixels.dtype))


def nodata_of(plan: CoveragePlan) -> float | None:
    """Return the nodata value; a GeoTIFF has one for all bands. NaN where a float coverage has none."""
    values = {band.nodata for band in plan.source.bands}
    if len(values) == 1 and None not in values:
        return next(iter(values))
    needs_one = plan.shape is not None or not same_place(plan.crs, plan.target)
    if needs_one and plan.source.data_type.startswith("float"):
        return float("nan")
    return None


def finish_raster(
    raw: Path, path: Path, plan: CoveragePlan, wish: CoverageWish, check: Callable[[], None]
) -> tuple[int, int]:
    """Write the final file of the raw pixels, and return how many columns and rows it has.

    Raises:
        DownloadError: the pixels cannot be brought into the CRS, or the file cannot be written.
    """
    if wish.resolution is not None or not same_place(plan.crs, plan.target):
        warped = raw.with_name("warped.tif")
        _warp(raw, warped, plan, wish, check)
        raw.unlink()
        raw = warped
    driver = "COG" if gdal.GetDriverByName("COG") is not None else "GTiff"
    predictor = "3" if plan.source.data_type.startswith("float") else "2"
    options = [f"BLOCKSIZE={BLOCK}", "PREDICTOR=YES", "OVERVIEW_RESAMPLING=NEAREST", "BIGTIFF=IF_SAFER"]
    if driver == "GTiff":
        options = [*_TILED, f"PREDICTOR={predictor}"]
    with _errors_of_gdal(check):
        source = gdal.OpenEx(str(raw), gdal.OF_RASTER, allowed_drivers=["GTiff"])
        # Longitude and latitude are known to everybody as EPSG:4326.
        source = gdal.Translate("", source, format="VRT", outputSRS=srs_of(plan.target))
        size = source.RasterXSize, source.RasterYSize
        final = gdal.GetDriverByName(driver).CreateCopy(
            str(path), source, 1, [*options, "COMPRESS=DEFLATE"], _go_on(check)
        )
        if final is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        final = source = None
    _look_into(path, size, len(plan.source.bands))
    raw.unlink()
    return size


def _look_into(path: Path, size: tuple[int, int], bands: int) -> None:
    """See that the file opens, has all pixels and ends where it should; raises DamagedFileError."""
    with quiet_gdal() as told:
        dataset = open_dataset(path, gdal.OF_RASTER, ("GTiff",))
        if dataset is None or (dataset.RasterXSize, dataset.RasterYSize) != size:
            raise DamagedFileError(f"the GeoTIFF came out damaged: {'; '.join(told)}")
        for number in range(1, bands + 1):
            try:
                pixel = dataset.GetRasterBand(number).ReadRaster(size[0] - 1, size[1] - 1, 1, 1)
            except RuntimeError:  # somebody switched GDAL's exceptions on
                pixel = None
            if pixel is None:
                raise DamagedFileError(f"the GeoTIFF came out damaged: {'; '.join(told)}")


def _warp(raw: Path, path: Path, plan: CoveragePlan, wish: CoverageWish, check: Callable[[], None]) -> None:
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
        creationOptions=[*_TILED, "COMPRESS=DEFLATE", "ZLEVEL=1"],
        errorThreshold=0,
        multithread=False,
        callback=_go_on(check),
    )
    with _errors_of_gdal(check):
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
    return max(abs(two.x() - one.x()), abs(two.y() - one.y()))


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
    return max(abs(found[0] - wanted[0]), abs(found[1] - wanted[1]))


def _srs(crs: QgsCoordinateReferenceSystem) -> Any:
    """Return a CRS whose axes are x before y by themselves: operations heed the axes of the CRS."""
    srs = osr.SpatialReference()
    srs.SetFromUserInput(_wkt(crs))
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    if crs.authid() == "EPSG:4326":
        return LON_LAT
    return crs.authid() if crs.authid().startswith(("EPSG:", "OGC:")) else srs_of(crs).ExportToWkt()


def _go_on(check: Callable[[], None]) -> Callable[[float, str, Any], int]:
    """Return a callback of GDAL that ends its work as soon as ``check`` raises."""

    def callback(_share: float, _message: str, _data: Any) -> int:
        try:
            check()
        except Exception:  # noqa: BLE001 - whatever it is, it is raised again after GDAL has ended
            return 0
        return 1

    return callback


class _errors_of_gdal:  # noqa: N801 - used as a context manager
    """Turn GDAL's failures into errors of the plugin; a cancel comes first."""

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check
        self._quiet = quiet_gdal()

    def __enter__(self) -> None:
        self._told = self._quiet.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._quiet.__exit__(None, None, None)
        if isinstance(error, RuntimeError):
            self._check()
            why = str(error) or "; ".join(self._told)
            is_full = any(words in why.lower() for words in ("no space", "disk is full", "free disk space"))
            raise (DiskFullError if is_full else DownloadError)(
                f"the GeoTIFF cannot be written: {why}"
            ) from error
