"""secims:download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

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

from secims_qgis.gui.translation import tr
from secims_qgis.model import CrsReport, CrsVerdict, Distribution, DownloadResult, Record
from secims_qgis.processing.algorithm import CatalogueAlgorithm, explained

DISTRIBUTION, FOLDER = "DISTRIBUTION", "FOLDER"
FILES, BYTES, SHA256, CRS_VERDICT = "FILES", "BYTES", "SHA256", "CRS_VERDICT"
_WORST_FIRST = (
    CrsVerdict.WRONG_PLACE,
    CrsVerdict.SWAPPED_AXES,
    CrsVerdict.WRONG_BUT_KNOWN,
    CrsVerdict.DIFFERS,
    CrsVerdict.MISSING,
    CrsVerdict.NO_EXTENT,
    CrsVerdict.OK,
)


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
            "is part 1 of a dataset in several files, all parts are fetched; another part comes alone.\n\n"
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
            result = download(parts, folder, self.session, feedback)
        for path in result.files:
            feedback.pushInfo(str(path))
        return {
            FILES: [str(path) for path in result.files],
            BYTES: result.bytes,
            SHA256: list(result.sha256),
            CRS_VERDICT: self._verdict(record, parts[0], result, feedback),
        }

    def _verdict(
        self,
        record: Record,
        distribution: Distribution,
        result: DownloadResult,
        feedback: QgsProcessingFeedback,
    ) -> str:
        """Return the worst verdict of the layers of the files; empty where there are none."""
        from secims_qgis.download.loadable import build_file_layers
        from secims_qgis.gui.layer_check import checked
        from secims_qgis.network.errors import SecimsError

        reports: list[CrsReport] = []
        for path in result.files:
            try:
                with _no_statistics_files():
                    layers = build_file_layers(path)
            except SecimsError as error:  # the file is whole, and it is there
                feedback.pushWarning(str(error))
                continue
            found = (checked(layer, record, distribution, self._place).report for layer in layers)
            reports += [report for report in found if report is not None]
        return _told(_worst(reports), feedback)


def _parts(record: Record, wanted: str, feedback: QgsProcessingFeedback) -> tuple[Distribution, ...]:
    """Return what to fetch: a distribution, with its other parts where it is the first of several."""
    from secims_qgis.distributions import parts_of
    from secims_qgis.processing.choose import distribution_of, recommended_file

    chosen = distribution_of(record, wanted) if wanted.strip() else recommended_file(record)
    if chosen.part is None or chosen.part.number != 1:
        return (chosen,)
    parts = parts_of(chosen, record.distributions)
    if len(parts) != chosen.part.of:
        feedback.pushWarning(
            tr("The record has {count} of the {all} parts.").format(count=len(parts), all=chosen.part.of)
        )
    return parts


@contextmanager
def _no_statistics_files() -> Iterator[None]:
    """Keep GDAL from writing an .aux.xml beside a raster that is only looked at."""
    from osgeo import gdal

    name = "GDAL_PAM_ENABLED"
    before = gdal.GetThreadLocalConfigOption(name)
    gdal.SetThreadLocalConfigOption(name, "NO")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(name, before)


def _worst(reports: Iterable[CrsReport]) -> CrsReport | None:
    return min(reports, key=lambda report: _WORST_FIRST.index(report.verdict), default=None)


def _told(report: CrsReport | None, feedback: QgsProcessingFeedback) -> str:
    if report is None:
        return ""
    text = f"CRS: {report.verdict.value}. {report.explanation}"
    if report.verdict is CrsVerdict.OK:
        feedback.pushInfo(text)
    else:
        feedback.pushWarning(text)
    return report.verdict.value
