"""secims:download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingOutputVariant,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProject,
)

from secims_qgis.processing.algorithm import CatalogueAlgorithm, explained
from secims_qgis.processing.verdict import verdict_of
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Distribution, DownloadProgress, Record

DISTRIBUTION, FOLDER = "DISTRIBUTION", "FOLDER"
FILES, BYTES, SHA256, CRS_VERDICT = "FILES", "BYTES", "SHA256", "CRS_VERDICT"


class DownloadAlgorithm(CatalogueAlgorithm):
    """Fetches the files of a distribution and checks them."""

    def name(self) -> str:
        return "download"

    def displayName(self) -> str:
        return tr("Download files")

    def own_tags(self) -> list[str]:
        return ["download", "file", "geopackage", "shapefile", "geotiff", "parts", "verify"]

    def shortDescription(self) -> str:
        return tr("Downloads a distribution of a record, verifies the files and checks their CRS.")

    def shortHelpString(self) -> str:
        return tr(
            "Downloads a distribution of a record into a folder, which is made where it is missing. A file "
            "appears under its name only when it is whole and verified; nothing is overwritten. A download "
            "that broke off goes on where it stopped when it is run again.\n\n"
            "The distribution is its number in the record (see Describe record, 'index'), a kind such as "
            "FILE or COG, or a format such as gpkg. Without one, the recommended file is taken. Where that "
            "is the first part of a dataset in several files, all parts are fetched and joined: vector data "
            "to one GeoPackage, rasters by a virtual raster beside them. Another part comes alone.\n\n"
            "Outputs: the paths of the files, their size in bytes, their SHA-256 sums in the order of the "
            "files, and the verdict of the CRS check (ok, missing, differs, swapped_axes, wrong_place, "
            "wrong_but_known, no_extent; the worst of all layers; empty where there are no layers)."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.add_catalogue_parameter()
        self.add_record_parameter()
        self.addParameter(
            QgsProcessingParameterString(
                DISTRIBUTION,
                tr("Distribution (its number, kind or format; empty: the recommended one)"),
                optional=True,
            )
        )
        folder = Qgis.ProcessingFileParameterBehavior.Folder
        self.addParameter(QgsProcessingParameterFile(FOLDER, tr("Folder"), folder))
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files")))
        self.addOutput(QgsProcessingOutputNumber(BYTES, tr("Size in bytes")))
        self.addOutput(QgsProcessingOutputVariant(SHA256, tr("SHA-256 of each file")))
        self.addOutput(QgsProcessingOutputString(CRS_VERDICT, tr("Verdict of the CRS check")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from secims_qgis.gui.layer_check import map_place

        self._place = map_place(context.project() or QgsProject())
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from secims_qgis.download import download

        _catalogue, record = self.fetch_record(parameters, context, feedback)
        wanted = self.parameterAsString(parameters, DISTRIBUTION, context)
        folder = self.parameterAsString(parameters, FOLDER, context)
        with explained("download", feedback):
            parts = _parts(record, wanted, feedback)
            result = download(parts, folder, self.session, feedback, _Waits(feedback).tell)
        for path in result.files:
            feedback.pushInfo(str(path))
        for note in result.notes:
            feedback.pushWarning(note)
        return {
            FILES: [str(path) for path in result.files],
            BYTES: result.bytes,
            SHA256: list(result.sha256),
            CRS_VERDICT: verdict_of(result.files, record, parts[0], self._place, feedback),
        }


class _Waits:
    """Says once for each pause that the server is waited for."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._said: Exception | None = None

    def tell(self, progress: DownloadProgress) -> None:
        from secims_qgis.gui.download_words import retry_words

        if progress.retry_in_s is not None and progress.trouble is not self._said:
            self._said = progress.trouble
            self._feedback.pushWarning(retry_words(progress.trouble, progress.retry_in_s))


def _parts(record: Record, wanted: str, feedback: QgsProcessingFeedback) -> tuple[Distribution, ...]:
    """Return what to fetch: a distribution, with its other parts where it is the first of several."""
    from secims_qgis.distributions import group_of
    from secims_qgis.processing.choose import distribution_of, recommended_file

    chosen = distribution_of(record, wanted) if wanted.strip() else recommended_file(record)
    group = group_of(chosen, record.distributions)
    if not group.is_split or chosen != group.parts[0]:
        return (chosen,)
    if group.problem:
        feedback.pushWarning(
            tr("The dataset is not complete: {problem}. The parts that there are come.").format(
                problem=group.problem
            )
        )
    return group.parts
