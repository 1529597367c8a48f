"""Estimates and makes an extract off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import pyqtSignal

from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.download.extract_estimate import ExtractEstimate
    from secims_qgis.gui.extract_order import ExtractOrder
    from secims_qgis.model.download import ExtractResult
    from secims_qgis.network.session import QgisSession


@dataclass(frozen=True)
class Extracted:
    """A file that was made, and its layers, which belong to the GUI thread."""

    order: ExtractOrder
    result: ExtractResult
    layers: tuple[QgsMapLayer, ...] = ()


class EstimateTask(WorkTask):
    """Asks how much it would be."""

    def __init__(self, order: ExtractOrder, session: QgisSession) -> None:
        super().__init__(tr("Size of an extract"), session)
        self._order, self._own_session = order, session
        self._feedback = QgsFeedback()

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> ExtractEstimate:
        from secims_qgis.download.extract_estimate import estimate_extract

        wish = _wish(self._order, self._feedback)
        return estimate_extract(self._order.subject.distribution, wish, self._own_session)


class ExtractTask(WorkTask):
    """Visible in QGIS's task list, with its progress."""

    progressed = pyqtSignal(float)

    def __init__(self, order: ExtractOrder, session: QgisSession, *, wants_layers: bool) -> None:
        super().__init__(tr("Extract of {title}").format(title=order.subject.title), session, FOREGROUND)
        self._order, self._own_session, self._wants_layers = order, session, wants_layers
        self._feedback = _Told(self)

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> Extracted:
        from secims_qgis.download.extracts import run_extract

        order = self._order
        wish = _wish(order, self._feedback)
        result = run_extract(
            order.subject.distribution, order.target, wish, self._own_session, self._feedback
        )
        return Extracted(order, result, self._layers() if self._wants_layers else ())

    def _layers(self) -> tuple[QgsMapLayer, ...]:
        from secims_qgis.download.loadable import open_file_layers

        return tuple(open_file_layers(self._order.target, self._order.subject.title))


class _Told(QgsFeedback):
    """Hands the progress of the work on to the task, from its own thread."""

    def __init__(self, task: ExtractTask) -> None:
        super().__init__()
        self._task = task

    def setProgress(self, percent: float) -> None:
        self._task.setProgress(percent)
        self._task.progressed.emit(percent)


def _wish(order: ExtractOrder, feedback: QgsFeedback) -> Any:
    from secims_qgis.download.extracts import wish_of

    polygons, area_crs = order.polygons, order.extent_crs
    if polygons is not None and area_crs is None:
        area_crs = polygons.crs
    return wish_of(
        extent=order.extent,
        extent_crs=area_crs,
        crs=order.crs,
        polygon=polygons.merged(area_crs, order.place.context, feedback) if polygons else None,
        where=order.where,
        resolution=order.resolution,
        zooms=order.zooms,
        transform_context=order.place.context,
        overwrite=True,  # the dialog has said that a file of this name will be replaced
    )
