"""The GeoTIFF of an extract: raw pixels first, then brought into the wanted grid, and cloud-optimized."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from osgeo import gdal, gdal_array, ogr

from secims_qgis.download.dataset import open_dataset, quiet_gdal
from secims_qgis.download.extract_area import same_place
from secims_qgis.download.extract_coverage_gdal import BLOCK, TILED, errors_of_gdal, go_on
from secims_qgis.download.extract_coverage_warp import nodata_of, warp
from secims_qgis.download.table_crs import srs_of
from secims_qgis.network.errors import DamagedFileError, DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsGeometry

    from secims_qgis.download.extract_coverage import CoveragePlan, CoverageWish

_TYPES = {
    # Before GDAL 3.7 there is no type for it.
    "int8": getattr(gdal, "GDT_Int8", gdal.GDT_Int16),
    "uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "uint32": gdal.GDT_UInt32,
    "int32": gdal.GDT_Int32, "float32": gdal.GDT_Float32, "float64": gdal.GDT_Float64,
}  # fmt: skip


class PixelFile:
    """A GeoTIFF that is filled window by window; what lies outside of a polygon gets the nodata value."""

    def __init__(self, path: Path, plan: CoveragePlan) -> None:
        """Make the file; raises DownloadError where GDAL cannot."""
        self._plan, self._nodata = plan, nodata_of(plan)
        grid, source = plan.grid, plan.source
        if plan.shape is not None and self._nodata is None:
            raise DownloadError("the coverage has no nodata value to fill the outside of a polygon with")
        with errors_of_gdal():
            driver = gdal.GetDriverByName("GTiff")
            options = [*TILED, "COMPRESS=DEFLATE", "ZLEVEL=1", "INTERLEAVE=BAND"]
            kind = _TYPES[source.data_type]
            self._written_type = gdal_array.GDALTypeCodeToNumericTypeCode(kind)
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
        with errors_of_gdal():
            for number, band in enumerate(pixels, 1):
                block = np.ascontiguousarray(band, self._written_type)
                if self._dataset.GetRasterBand(number).WriteArray(block, column, row):
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


def finish_raster(
    raw: Path, path: Path, plan: CoveragePlan, wish: CoverageWish, check: Callable[[], None]
) -> tuple[int, int]:
    """Write the final file of the raw pixels, and return how many columns and rows it has.

    Raises:
        DownloadError: the pixels cannot be brought into the CRS, or the file cannot be written.
    """
    if wish.resolution is not None or not same_place(plan.crs, plan.target):
        warped = raw.with_name("warped.tif")
        warp(raw, warped, plan, wish, check)
        raw.unlink()
        raw = warped
    driver = "COG" if gdal.GetDriverByName("COG") is not None else "GTiff"
    predictor = "3" if plan.source.data_type.startswith("float") else "2"
    options = [f"BLOCKSIZE={BLOCK}", "PREDICTOR=YES", "OVERVIEW_RESAMPLING=NEAREST", "BIGTIFF=IF_SAFER"]
    if driver == "GTiff":
        options = [*TILED, f"PREDICTOR={predictor}"]
    with errors_of_gdal(check):
        source = gdal.OpenEx(str(raw), gdal.OF_RASTER, allowed_drivers=["GTiff"])
        # Longitude and latitude are known to everybody as EPSG:4326.
        source = gdal.Translate("", source, format="VRT", outputSRS=srs_of(plan.target))
        size = source.RasterXSize, source.RasterYSize
        final = gdal.GetDriverByName(driver).CreateCopy(
            str(path), source, 1, [*options, "COMPRESS=DEFLATE"], go_on(check)
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
