"""secims:addlive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMapLayer,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterString,
    QgsProject,
)

from secims_qgis.processing.algorithm import CatalogueAlgorithm, cancelled_by, explained
from secims_qgis.processing.verdict import verdict_line
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Record

DISTRIBUTION = "DISTRIBUTION"
STYLE, TILE_MATRIX_SET = "STYLE", "TILE_MATRIX_SET"
LAYER, SOURCE, PROVIDER = "LAYER", "SOURCE", "PROVIDER"


class AddLiveAlgorithm(CatalogueAlgorithm):
    """Makes a layer that draws a distribution from its service."""

    def name(self) -> str:
        return "addlive"

    def displayName(self) -> str:
        return tr("Add live layer")

    def own_tags(self) -> list[str]:
        return ["live", "service", "ogc api features", "layer", "add"]

    def shortDescription(self) -> str:
        return tr("Adds a distribution of a record as a layer that is drawn from its service.")

    def shortHelpString(self) -> str:
        return tr(
            "Makes a layer of one distribution of a record, drawn from its service: only what is in view is "
            "loaded. The layer is added when the algorithm is done, in a group with the record's title, with "
            "the record's metadata.\n\n"
            "The distribution is its number in the record (see Describe record, 'index'), or a kind such as "
            "FEATURES; then the first of that kind is taken. A variable of a coverage follows a colon: "
            "COVERAGE:rainfall. Tiles, WMS and WMTS may offer several styles and tile matrix sets: name "
            "one, or leave the choice to the service.\n\n"
            "The layer has the CRS in which the service stores the data, or longitude and latitude "
            "(OGC:CRS84). Whether it lies where its record says is told in the log."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.add_catalogue_parameter()
        self.add_record_parameter()
        self.addParameter(
            QgsProcessingParameterString(DISTRIBUTION, tr("Distribution (its number, or a kind)"), "FEATURES")
        )
        self._add_choice(STYLE, tr("Style, where the service has several"))
        self._add_choice(TILE_MATRIX_SET, tr("Tile matrix set, where the service has several"))
        self.addOutput(QgsProcessingOutputMapLayer(LAYER, tr("Live layer")))
        self.addOutput(QgsProcessingOutputString(SOURCE, tr("Source of the layer")))
        self.addOutput(QgsProcessingOutputString(PROVIDER, tr("Data provider of the layer")))

    def _add_choice(self, name: str, description: str) -> None:
        parameter = QgsProcessingParameterString(name, description, optional=True)
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from secims_qgis.gui.layer_check import map_place

        self._place = map_place(context.project() or QgsProject())
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from secims_qgis.gui.layer_check import checked
        from secims_qgis.live import build_layer
        from secims_qgis.processing.choose import distribution_of
        from secims_qgis.project.add import describe_layer

        catalogue, record = self.fetch_record(parameters, context, feedback)
        with explained("add", feedback), cancelled_by(feedback, self.session):
            wanted = self.parameterAsString(parameters, DISTRIBUTION, context)
            distribution = distribution_of(record, wanted)
            feedback.pushInfo(f"{distribution.kind.value}: {distribution.url}")
            layer = build_layer(
                distribution,
                self.session,
                style=self.parameterAsString(parameters, STYLE, context),
                tile_matrix_set=self.parameterAsString(parameters, TILE_MATRIX_SET, context),
            )
        report = checked(layer, record, distribution, self._place).report
        if report is not None:
            feedback.pushInfo(verdict_line(report))
        # Still this thread's own, so it can be described here; Processing hands it to the main thread.
        layer.setName(record.title or layer.name())
        describe_layer(layer, record, distribution, report=report, catalogue_url=catalogue.url)
        _hand_over(layer, record, context)
        return {LAYER: layer.id(), SOURCE: layer.source(), PROVIDER: layer.providerType()}


def _hand_over(layer: QgsMapLayer, record: Record, context: QgsProcessingContext) -> None:
    """Have Processing add the layer to the project, in a group with the record's title."""
    from secims_qgis.project.names import first_name

    details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), LAYER)
    details.forceName = True
    details.groupName = first_name(record.title, record.id)
    context.temporaryLayerStore().addMapLayer(layer)
    context.addLayerToLoadOnCompletion(layer.id(), details)
