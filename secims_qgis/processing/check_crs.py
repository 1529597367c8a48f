"""secims:checkcrs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from secims_qgis.model import CrsRef
from secims_qgis.processing.algorithm import SecimsAlgorithm, explained
from secims_qgis.processing.extents import bbox_of
from secims_qgis.translation import mark, tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.crs.reference import ReferenceOffset

INPUT, DECLARED, EXPECTED_EXTENT, REFERENCE = "INPUT", "DECLARED", "EXPECTED_EXTENT", "REFERENCE"
VERDICT, EXPLANATION, REMEDY, OFFSET = "VERDICT", "EXPLANATION", "REMEDY", "OFFSET"


class CheckCrsAlgorithm(SecimsAlgorithm):
    """Says whether a layer lies where it should."""

    def name(self) -> str:
        return "checkcrs"

    def displayName(self) -> str:
        return tr("Check CRS of layer")

    def own_tags(self) -> list[str]:
        return ["crs", "projection", "coordinate system", "datum", "position", "bwi grid", "epsg:2006"]

    def shortDescription(self) -> str:
        return tr("Checks whether a layer is drawn where it should be, and says what mends it.")

    def shortHelpString(self) -> str:
        return tr(
            "Checks whether the CRS of a layer is the one that is declared, and whether it puts the layer "
            "where it should be. Nothing is changed.\n\n"
            "The declared CRS is a code (EPSG:2006), a URN, a URI or a label. The expected extent may be in "
            "any CRS. Where they are left empty, a layer that this plugin added is compared with its record; "
            "any other needs an expected extent, or the verdict is no_extent.\n\n"
            "A layer that you trust (a coastline, say) shows shifts that an extent cannot: another island's "
            "grid, or a datum shift that was left out. It need not have the same points, only the same "
            "things.\n\n"
            "Outputs: the verdict (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, "
            "no_extent), an explanation with distances in metres or kilometres, and the best remedy, empty "
            "where none is needed; with a trusted layer also how many metres lie between the two."
        )

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        # A layer may only be asked on the thread that owns it, and a copy of a live layer would
        # ask its service again, at length. The check itself reads no features.
        return QgsProcessingAlgorithm.flags(self) | Qgis.ProcessingAlgorithmFlag.NoThreading

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(QgsProcessingParameterMapLayer(INPUT, tr("Layer")))
        self.addParameter(QgsProcessingParameterString(DECLARED, tr("Declared CRS"), optional=True))
        self.addParameter(QgsProcessingParameterExtent(EXPECTED_EXTENT, tr("Expected extent"), optional=True))
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                REFERENCE, tr("Layer that you trust, of the same things"), optional=True
            )
        )
        self.addOutput(QgsProcessingOutputString(VERDICT, tr("Verdict")))
        self.addOutput(QgsProcessingOutputString(EXPLANATION, tr("Explanation")))
        self.addOutput(QgsProcessingOutputString(REMEDY, tr("Best remedy")))
        self.addOutput(QgsProcessingOutputNumber(OFFSET, tr("Distance from the trusted layer, metres")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from secims_qgis.crs import check_crs
        from secims_qgis.crs.reading import ITS_RECORD
        from secims_qgis.gui.crs_words import fact_words, remedy_words
        from secims_qgis.project.position import recorded_crs, recorded_extent

        layer = self.parameterAsLayer(parameters, INPUT, context)
        if layer is None or not layer.isValid():
            raise QgsProcessingException(tr("The layer cannot be opened. Check its path or its source."))
        text = self.parameterAsString(parameters, DECLARED, context)
        declared = CrsRef.from_text(text) or recorded_crs(layer)
        given = bbox_of(self, parameters, EXPECTED_EXTENT, context)
        expected = given or recorded_extent(layer)
        project = context.project()
        offset = self._offset(layer, parameters, context)
        with explained("check", feedback):
            report = check_crs(
                layer,
                declared,
                expected,
                project.crs() if project is not None else None,
                context.transformContext(),
                offset=offset,
                compared_with=mark("the expected extent") if given is not None else ITS_RECORD,
            )
        for fact in report.facts:
            feedback.pushInfo(fact_words(fact))
        results = {VERDICT: report.verdict.value, EXPLANATION: report.explanation}
        results[REMEDY] = remedy_words(report)
        return {**results, OFFSET: offset.distance_m} if offset is not None else results

    def _offset(
        self, layer: QgsMapLayer, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> ReferenceOffset | None:
        """Compare with the trusted layer, where one is chosen; raises where the two cannot be compared."""
        reference = self.parameterAsVectorLayer(parameters, REFERENCE, context)
        if reference is None:
            return None
        from secims_qgis.crs.reference import is_downloaded, measure_offset

        offset = None
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial():
            pair = ((layer, layer.crs()), (reference, reference.crs()))
            to_the_end = is_downloaded(layer) or is_downloaded(reference)
            shifts, name = context.transformContext(), reference.name()
            offset = measure_offset(*pair, shifts, name, to_the_end=to_the_end)
        if offset is None:
            raise QgsProcessingException(
                tr("The two layers show nothing in common within 1.5 km. Choose another trusted layer.")
            )
        return offset
