"""Fetches files, and opens and checks their layers, in one task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsMapLayer
from qgis.PyQt.QtCore import pyqtSignal

from secims_qgis.gui.layer_check import CheckedLayer, MapPlace, checked
from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.gui.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.model import Distribution, DownloadProgress, DownloadResult, Record
    from secims_qgis.network import QgisSession


@dataclass(frozen=True)
class DownloadOrder:
    """What to fetch, where to, and whether its layers are wanted in the project."""

    record: Record
    distributions: tuple[Distribution, ...]
    title: str
    folder: Path
    place: MapPlace
    wants_layers: bool


@dataclass(frozen=True)
class Fetched:
    """Files that arrived, and their layers where they were wanted."""

    result: DownloadResult
    layers: tuple[CheckedLayer, ...] = ()


class DownloadTask(WorkTask):
    """Visible in QGIS's task list; its progress comes at most ten times a second."""

    progressed = pyqtSignal(object)

    def __init__(self, order: DownloadOrder, session: QgisSession) -> None:
        super().__init__(tr("Download of {title}").format(title=order.title), session, FOREGROUND)
        self._order = order
        self._feedback = QgsFeedback()

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> Fetched:
        from secims_qgis.download import download

        order = self._order
        result = download(order.distributions, order.folder, self.session, self._feedback, self._report)
        return Fetched(result, self._layers(result) if order.wants_layers else ())

    def _layers(self, result: DownloadResult) -> tuple[CheckedLayer, ...]:
        from secims_qgis.download.loadable import open_file_layers

        order = self._order
        layers: list[QgsMapLayer] = []
        for path in result.files:
            layers += open_file_layers(path, _layer_name(order, path))
        return tuple(checked(layer, order.record, order.distributions[0], order.place) for layer in layers)

    def _report(self, progress: DownloadProgress) -> None:
        if progress.total_bytes:
            self.setProgress(min(100.0, 100 * progress.received_bytes / progress.total_bytes))
        self.progressed.emit(progress)


def _layer_name(order: DownloadOrder, path: Path) -> str:
    """Return the record's title; the parts of a dataset are told apart by their files' names."""
    return order.title if len(order.distributions) == 1 else f"{order.title} - {path.stem}"
