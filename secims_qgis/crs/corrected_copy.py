"""Writes a corrected copy of a layer's data: whole and under its name, or not at all."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeedback,
    QgsFields,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from secims_qgis.crs.raster_copy import write_raster
from secims_qgis.network.errors import CancelledError, CrsError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Union

    from secims_qgis.crs.copy_order import CopyOrder

    Source = Union[QgsVectorLayer, QgsVectorLayerFeatureSource]

_STEP = 500


def write_copy(order: CopyOrder, feedback: QgsFeedback | None = None) -> Path:
    """Write the copy and return its path. Blocking, on any thread; progress and cancel by ``feedback``.

    Raises:
        CancelledError: it was stopped; nothing is left.
        CrsError: the data cannot be read, transformed or written; nothing is left.
    """
    watch = feedback or QgsFeedback()
    try:
        if order.provider == "gdal":
            write_raster(order, watch)
        else:
            _write_vector(order, watch)
        if watch.isCanceled():
            raise CancelledError("stopped")
        order.part.replace(order.target)
    except OSError as error:
        raise CrsError(f"{order.target.name} cannot be written: {error}") from error
    finally:
        _remove_rest(order)
    return order.target


def _remove_rest(order: CopyOrder) -> None:
    for place in (order.part, *order.part.parent.glob(f"{order.part.name}-*")):
        with contextlib.suppress(OSError):
            place.unlink()


def _write_vector(order: CopyOrder, watch: QgsFeedback) -> None:
    opened = _opened(order)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", order.target.stem
    options.fileEncoding = "UTF-8"
    options.layerOptions = _key_column(opened)
    writer = QgsVectorFileWriter.create(
        str(order.part),
        opened.fields,
        opened.kind,
        order.crs_to,
        order.context,
        options,
        QgsFeatureSink.SinkFlags(),
    )
    try:
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise CrsError(f"{order.target.name} cannot be written: {writer.errorMessage()}")
        written = _add_features(order, opened, writer, watch)
        failed = writer.hasError() != QgsVectorFileWriter.WriterError.NoError
        problem = writer.errorMessage() if failed else ""
    finally:
        del writer  # closes the file, which is removed where this failed
    if not watch.isCanceled() and (problem or written != opened.number >= 0):
        raise CrsError(problem or f"only {written} of {opened.number} features could be copied")


class _Opened(NamedTuple):
    """What is copied; ``number`` of features is -1 where nobody knows."""

    source: Source
    fields: QgsFields
    kind: object
    number: int
    is_keyed: bool
    """Whether a field called fid is the key of the table already."""


def _opened(order: CopyOrder) -> _Opened:
    if order.features is not None:
        return _Opened(order.features, order.features.fields(), _geometry_kind(order), -1, is_keyed=False)
    # Opened anew, on this thread: the layer of the project belongs to the main thread.
    layer = QgsVectorLayer(order.source, "source", order.provider)
    if not layer.isValid():
        raise CrsError(f"the data cannot be read: {layer.error().summary()}")
    layer.setSubsetString("")
    is_keyed = layer.storageType() == "GPKG"
    return _Opened(layer, layer.fields(), layer.wkbType(), layer.featureCount(), is_keyed)


def _key_column(opened: _Opened) -> list[str]:
    """Give the key of the new table another name than fid, where that is a column of its own."""
    names = {name.lower() for name in opened.fields.names()}
    if opened.is_keyed or "fid" not in names:
        return []
    free = next(f"ogc_fid{tail}" for tail in ("", *range(2, 1000)) if f"ogc_fid{tail}" not in names)
    return [f"FID={free}"]


def _geometry_kind(order: CopyOrder) -> object:
    """Return the geometry type of a layer in memory, which its address names."""
    return QgsVectorLayer(order.source, "memory", "memory").wkbType()


def _add_features(
    order: CopyOrder, opened: _Opened, writer: QgsVectorFileWriter, feedback: QgsFeedback
) -> int:
    count = opened.number
    transform = None
    if order.crs_from != order.crs_to:
        transform = QgsCoordinateTransform(order.crs_from, order.crs_to, order.context)
        transform.setBallparkTransformsAreAppropriate(False)
        transform.disableFallbackOperationHandler(True)
    written = 0
    for feature in opened.source.getFeatures(QgsFeatureRequest()):
        if written % _STEP == 0:
            if feedback.isCanceled():
                break
            feedback.setProgress(min(100.0, 100 * written / count) if count > 0 else 0)
        if not writer.addFeature(_corrected(feature, order, transform), QgsFeatureSink.Flag.FastInsert):
            raise CrsError(f"{order.target.name} cannot be written: {writer.errorMessage()}")
        written += 1
    return written


def _corrected(feature: QgsFeature, order: CopyOrder, transform: QgsCoordinateTransform | None) -> QgsFeature:
    geometry = feature.geometry()
    if geometry.isNull():
        return feature
    if order.is_swapped:
        geometry.get().swapXy()
    if transform is not None:
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise CrsError(f"feature {feature.id()} cannot be transformed: {error}") from error
    feature.setGeometry(geometry)
    return feature
