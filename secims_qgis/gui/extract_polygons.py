"""The polygons that an extract stays within: those of a layer, or the selected ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsVectorLayerFeatureSource,
)

from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransformContext,
        QgsFeedback,
        QgsVectorLayer,
    )


@dataclass(frozen=True)
class LayerPolygons:
    """What is needed of a layer to read its polygons in a task; ``ids`` of the selected, none for all."""

    source: QgsVectorLayerFeatureSource
    crs: QgsCoordinateReferenceSystem
    ids: tuple[int, ...] = ()

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> LayerPolygons:
        """Take note of a layer as it is now. Main thread."""
        return cls(QgsVectorLayerFeatureSource(layer), layer.crs(), tuple(layer.selectedFeatureIds()))

    def merged(
        self,
        crs: QgsCoordinateReferenceSystem,
        context: QgsCoordinateTransformContext,
        feedback: QgsFeedback,
    ) -> QgsGeometry:
        """Return all polygons as one, in a CRS. Blocks.

        Raises:
            DownloadError: there are none, or they cannot be shown in that CRS.
            CancelledError: the feedback was cancelled.
        """
        from secims_qgis.download.watch import Watch

        watch = Watch(feedback, None, 1)
        request = QgsFeatureRequest().setNoAttributes()
        if self.ids:
            request.setFilterFids(list(self.ids))
        # To the end, as features of services have to be read.
        features = [feature for feature in self.source.getFeatures(request) if feature.hasGeometry()]
        shapes = [feature.geometry().makeValid() for feature in features]
        watch.check()
        merged = QgsGeometry.unaryUnion(shapes) if shapes else QgsGeometry()
        if merged.isNull():
            raise DownloadError("the layer has no polygons")
        try:
            merged.transform(QgsCoordinateTransform(self.crs, crs, context))
        except QgsCsException as error:
            raise DownloadError(f"the polygons cannot be shown in {crs.authid()}: {error}") from error
        return merged
