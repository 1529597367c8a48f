"""Where the layers of files lie: the verdict of the CRS check, told in the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from secims_qgis.model import CrsReport, CrsVerdict, Distribution, Record
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsProcessingFeedback

    from secims_qgis.gui.layer_check import MapPlace

_WORST_FIRST = (
    CrsVerdict.WRONG_PLACE,
    CrsVerdict.SWAPPED_AXES,
    CrsVerdict.WRONG_BUT_KNOWN,
    CrsVerdict.DIFFERS,
    CrsVerdict.MISSING,
    CrsVerdict.NO_EXTENT,
    CrsVerdict.OK,
)


def verdict_of(
    paths: Iterable[Path],
    record: Record,
    distribution: Distribution,
    place: MapPlace,
    feedback: QgsProcessingFeedback,
) -> str:
    """Return the worst verdict of the layers of the files; empty where there are none."""
    from secims_qgis.download.join_rasters import without_parts
    from secims_qgis.download.loadable import build_file_layers
    from secims_qgis.gui.layer_check import checked
    from secims_qgis.network.errors import SecimsError

    reports: list[CrsReport] = []
    for path in without_parts(list(paths)):
        try:
            with _no_statistics_files():
                layers = build_file_layers(path)
        except SecimsError as error:  # the file is whole, and it is there
            feedback.pushWarning(str(error))
            continue
        found = (checked(layer, record, distribution, place).report for layer in layers)
        reports += [report for report in found if report is not None]
    return _told(_worst(reports), feedback)


def verdict_line(report: CrsReport) -> str:
    """Return a report as a line of the log."""
    text = tr("CRS: {verdict}. {explanation}")
    return text.format(verdict=report.verdict.value, explanation=report.explanation)


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
    text = verdict_line(report)
    if report.verdict is CrsVerdict.OK:
        feedback.pushInfo(text)
    else:
        feedback.pushWarning(text)
    return report.verdict.value
