"""secims:checkproject."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from secims_qgis.processing.algorithm import OUTPUT, SecimsAlgorithm
from secims_qgis.processing.extents import bbox_of
from secims_qgis.translation import tr

LAYERS, AREA, CHECKED, DOUBTFUL = "LAYERS", "AREA", "CHECKED", "DOUBTFUL"
COLUMNS = ("layer", "verdict", "certainty", "crs", "explanation", "remedy", "record", "source", "layer_id")


class CheckProjectAlgorithm(SecimsAlgorithm):
    """Says of all layers of a project whether they lie where they should."""

    def name(self) -> str:
        return "checkproject"

    def displayName(self) -> str:
        return tr("Check CRS of all layers")

    def own_tags(self) -> list[str]:
        return ["crs", "projection", "batch", "project", "datum", "position", "bwi grid", "quality"]

    def shortDescription(self) -> str:
        return tr("Checks whether the layers of a project are drawn where they should be, as a table.")

    def shortHelpString(self) -> str:
        return tr(
            "Checks the CRS of all layers of the project, or of those that are chosen, also of layers that "
            "did not come from a catalogue. Nothing is changed.\n\n"
            "A layer that this plugin added is compared with its record. Others are compared with the "
            "area, where one is given; else with Saint Lucia, if their coordinates fit there in any CRS "
            "that is used on the island, and with nothing otherwise.\n\n"
            "Outputs: a table with the verdict, the explanation and the best remedy of each layer, how many "
            "were checked, and how many of them are not certain to be right."
        )

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        # Layers may only be asked on the thread that owns them; see secims:checkcrs.
        return QgsProcessingAlgorithm.flags(self) | Qgis.ProcessingAlgorithmFlag.NoThreading

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        kind = Qgis.ProcessingSourceType.MapLayer
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                LAYERS, tr("Layers (none: all of the project)"), kind, optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterExtent(AREA, tr("Area of layers without a record"), optional=True)
        )
        table = Qgis.ProcessingSourceType.Vector
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, tr("Positions"), table))
        self.addOutput(QgsProcessingOutputNumber(CHECKED, tr("Layers that were checked")))
        self.addOutput(QgsProcessingOutputNumber(DOUBTFUL, tr("Layers that are wrong or doubtful")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from secims_qgis.gui.crs_words import QUIET
        from secims_qgis.gui.layer_verdict import note_verdict
        from secims_qgis.project.position import check_position

        project = context.project()
        if project is None:
            raise QgsProcessingException(tr("There is no project to check."))
        area = bbox_of(self, parameters, AREA, context)
        chosen = self.parameterAsLayerList(parameters, LAYERS, context)
        layers = [layer for layer in chosen or project.mapLayers().values() if layer.isValid()]
        fields = QgsFields()
        for name in COLUMNS:
            fields.append(QgsField(name, QMetaType.Type.QString))
        sink, destination = self.parameterAsSink(
            parameters,
            OUTPUT,
            context,
            fields,
            QgsWkbTypes.Type.NoGeometry,
            QgsCoordinateReferenceSystem(),
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, OUTPUT))
        checked, doubtful = 0, 0
        for layer in layers:
            if feedback.isCanceled():
                break
            position = check_position(layer, project, area)
            note_verdict(layer, position.report)
            sink.addFeature(_row(position, fields), QgsFeatureSink.Flag.FastInsert)
            checked += 1
            if position.report.verdict not in QUIET:
                doubtful += 1
                said = tr("{name}: {value}")
                feedback.pushWarning(said.format(name=layer.name(), value=position.report.explanation))
            feedback.setProgress(100 * checked / len(layers))
        return {OUTPUT: destination, CHECKED: checked, DOUBTFUL: doubtful}


def _row(position: Any, fields: QgsFields) -> QgsFeature:
    from secims_qgis.gui.crs_words import remedy_words
    from secims_qgis.project.provenance import read_provenance

    layer, report = position.layer, position.report
    origin = read_provenance(layer)
    row = QgsFeature(fields)
    row.setAttributes(
        [
            layer.name(),
            report.verdict.value,
            report.confidence.value,
            layer.crs().authid() or layer.crs().description(),
            report.explanation,
            remedy_words(report),
            origin.record_id if origin else "",
            layer.publicSource(),
            layer.id(),
        ]
    )
    return row
