"""secims:describe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from secims_qgis.processing.algorithm import OUTPUT, CatalogueAlgorithm, explained
from secims_qgis.processing.json_file import distributions_as_json, record_as_json, write_json
from secims_qgis.translation import tr


class DescribeAlgorithm(CatalogueAlgorithm):
    """Writes down what a catalogue says about one record."""

    def name(self) -> str:
        return "describe"

    def displayName(self) -> str:
        return tr("Describe record")

    def own_tags(self) -> list[str]:
        return ["record", "distributions", "iso 19139", "details"]

    def shortDescription(self) -> str:
        return tr("Writes a record of a catalogue and its distributions to a JSON file.")

    def shortHelpString(self) -> str:
        return tr(
            "Reads one record of a catalogue with the details of its ISO document (sizes, CRS, lineage, "
            "constraints) and writes it to a JSON file: 'record', and 'distributions' with all ways to get "
            "at the data.\n\n"
            "Of a record with more than 1,000 links the first 1,000 are written; 'links_left_out' counts the "
            "others.\n\n"
            "'index' is the number of a distribution that the other SEC-IMS algorithms take, 'kind' says "
            "what it is, 'size_bytes' is in bytes, and 'reason' says why one is not 'usable'. 'bbox' is "
            "west, south, east, north in degrees of longitude and latitude (OGC:CRS84)."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.add_catalogue_parameter()
        self.add_record_parameter()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Description"), "JSON (*.json)", QgsProcessing.TEMPORARY_OUTPUT
            )
        )

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        catalogue, record = self.fetch_record(parameters, context, feedback)
        rows = distributions_as_json(record.distributions)
        document = {"catalogue": catalogue.url, "record": record_as_json(record), "distributions": rows}
        target = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        with explained("record", feedback):
            write_json(target, document)
        for row in rows:
            feedback.pushInfo(f"{row['index']}: {row['kind']} {row['format'] or ''} {row['title']}")
        if record.links_left_out:
            words = tr("{count} further links of the record were not read")
            feedback.pushWarning(words.format(count=record.links_left_out))
        return {OUTPUT: str(target)}
