"""The provider of the algorithms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingProvider

from secims_qgis.processing.add_live import AddLiveAlgorithm
from secims_qgis.processing.algorithm import plugin_icon
from secims_qgis.processing.check_crs import CheckCrsAlgorithm
from secims_qgis.processing.check_project import CheckProjectAlgorithm
from secims_qgis.processing.describe import DescribeAlgorithm
from secims_qgis.processing.download import DownloadAlgorithm
from secims_qgis.processing.extract import ExtractAlgorithm
from secims_qgis.processing.search import SearchAlgorithm

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon

_ALGORITHMS = (
    SearchAlgorithm,
    DescribeAlgorithm,
    AddLiveAlgorithm,
    DownloadAlgorithm,
    ExtractAlgorithm,
    CheckCrsAlgorithm,
    CheckProjectAlgorithm,
)


class SecimsProvider(QgsProcessingProvider):
    """SEC-IMS in the Processing toolbox."""

    def id(self) -> str:
        return "secims"

    def name(self) -> str:
        return "SEC-IMS"

    def longName(self) -> str:
        return "SEC-IMS, spatial data of Saint Lucia"

    def icon(self) -> QIcon:
        return plugin_icon()

    def versionInfo(self) -> str:
        return _version()

    def loadAlgorithms(self) -> None:
        for algorithm in _ALGORITHMS:
            self.addAlgorithm(algorithm())


def _version() -> str:
    """Return the version that the plugin's metadata states, its single source."""
    metadata = Path(__file__).resolve().parent.parent / "metadata.txt"
    lines = metadata.read_text(encoding="utf-8").splitlines()
    return next((line.partition("=")[2].strip() for line in lines if line.startswith("version=")), "")
