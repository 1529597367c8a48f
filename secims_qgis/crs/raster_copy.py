"""Corrected copies of rasters, by GDAL: labelled anew, transformed, or with X and Y exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal
from qgis.core import Qgis, QgsCoordinateTransform

from secims_qgis.crs.pinned import pinned_operation
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback

    from secims_qgis.crs.copy_order import CopyOrder

_PIPELINE, _EXCHANGE = "+proj=pipeline", "+step +proj=axisswap +order=2,1"
_UNUSED_VALUES = {
    gdal.GDT_Float32: "nan",
    gdal.GDT_Float64: "nan",
    gdal.GDT_Int16: -(2**15),
    gdal.GDT_Int32: -(2**31),
}
_OPTIONS = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]


def write_raster(order: CopyOrder, watch: QgsFeedback) -> None:
    """Write ``order.part``; returns early, with nothing of use written, where it is cancelled.

    Raises:
        CrsError: GDAL cannot read, transform or write it.
    """
    try:
        source = gdal.Open(order.source)
        made = _written(order, source, _progress(watch)) if source is not None else None
    except RuntimeError as error:  # where somebody has switched GDAL's exceptions on
        if watch.isCanceled():
            return
        raise CrsError(f"{order.target.name} cannot be written: {error}") from error
    if made is None and not watch.isCanceled():
        raise CrsError(f"{order.target.name} cannot be written: {gdal.GetLastErrorMsg()}")
    del made  # closes the file


def _written(order: CopyOrder, source: Any, progress: Callable[..., int]) -> Any:
    if order.is_swapped:
        return _exchanged(order, source, progress)
    if order.crs_from == order.crs_to:
        return gdal.Translate(
            str(order.part),
            source,
            format="GTiff",
            outputSRS=_wkt(order.crs_to),
            creationOptions=_OPTIONS,
            callback=progress,
        )
    return gdal.Warp(
        str(order.part),
        source,
        format="GTiff",
        srcSRS=_wkt(order.crs_from),
        dstSRS=_wkt(order.crs_to),
        coordinateOperation=_operation(order),
        errorThreshold=0,
        creationOptions=_OPTIONS,
        callback=progress,
        **_emptiness(source.GetRasterBand(1)),
    )


def _emptiness(band: Any) -> dict[str, Any]:
    """Return how corners that a turned raster leaves empty are marked, or they would read as zeros.

    By a value that no data has, where the type has such a one; as transparent otherwise.
    """
    if band.GetNoDataValue() is not None or band.GetMaskFlags() != gdal.GMF_ALL_VALID:
        return {}  # GDAL takes what the source has
    value = _UNUSED_VALUES.get(band.DataType)
    return {"dstAlpha": True} if value is None else {"dstNodata": value}


def _exchanged(order: CopyOrder, source: Any, progress: Callable[..., int]) -> Any:
    """Write the raster with rows for columns: pixel by pixel, none is resampled.

    A geotransform with its halves exchanged gives Y where it gave X (GDAL raster data model), but few
    programs draw such a raster as it is; so GDAL turns it.
    """
    turned = gdal.Translate("", source, format="VRT")
    first = source.GetGeoTransform()
    if first[2] or first[4]:
        raise CrsError("the raster is rotated, so its X and Y cannot be exchanged here")
    turned.SetGeoTransform((*first[3:], *first[:3]))
    columns, rows = source.RasterXSize, source.RasterYSize
    xs, ys = (first[3], first[3] + rows * first[5]), (first[0], first[0] + columns * first[1])
    return gdal.Warp(
        str(order.part),
        turned,
        format="GTiff",
        srcSRS=_wkt(order.crs_to),
        dstSRS=_wkt(order.crs_to),
        outputBounds=(min(xs), min(ys), max(xs), max(ys)),
        width=rows,
        height=columns,
        creationOptions=_OPTIONS,
        callback=progress,
    )


def _operation(order: CopyOrder) -> str:
    """Return the operation that QGIS takes between the two, so that GDAL takes the same.

    QGIS's begins and ends with X before Y; GDAL holds that of an operation it is given to be in the
    order of the CRS's own axes.
    """
    transform = QgsCoordinateTransform(order.crs_from, order.crs_to, order.context)
    proj = pinned_operation(transform)
    if transform.coordinateOperation() and not proj:
        raise CrsError("the datum transformation of the project is given for the way back only")
    proj = proj or transform.instantiatedCoordinateOperationDetails().proj
    steps = proj[len(_PIPELINE) :].strip() if proj.startswith(_PIPELINE) else f"+step {proj}"
    first = _EXCHANGE if order.crs_from.hasAxisInverted() else ""
    last = _EXCHANGE if order.crs_to.hasAxisInverted() else ""
    return " ".join(part for part in (_PIPELINE, first, steps, last) if part)


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    return crs.toWkt(Qgis.CrsWktVariant.PreferredGdal)


def _progress(watch: QgsFeedback) -> Callable[..., int]:
    def report(done: float, _message: str, _data: object) -> int:
        watch.setProgress(done * 100)
        return 0 if watch.isCanceled() else 1

    return report
