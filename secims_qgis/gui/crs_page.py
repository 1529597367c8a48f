"""The CRS report of one layer: shown, acted upon, and made again after every act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeyEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from secims_qgis.crs import check_crs, last_change
from secims_qgis.gui.crs_body import CrsBody
from secims_qgis.gui.crs_words import QUIET, fact_words, headline_of
from secims_qgis.gui.header_bar import HeaderBar
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.gui.layer_verdict import note_verdict
from secims_qgis.gui.left_records import LeftRecords
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.page_scroll import PageScroll
from secims_qgis.gui.positions_list import PositionsList
from secims_qgis.gui.reference_row import CompareTask, compare_order
from secims_qgis.gui.remedy_runner import RemedyRunner
from secims_qgis.gui.report_source import source_of
from secims_qgis.model import CrsReport, Remedy, RemedyAction
from secims_qgis.network.errors import CancelledError, SecimsError
from secims_qgis.project.position import check_position
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

    from secims_qgis.crs.reference import ReferenceOffset
    from secims_qgis.gui.report_source import ReportSource
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.project.position import Position


class CrsPage(QWidget):
    """Shows a report, applies a remedy, and takes it back."""

    back_wanted = pyqtSignal()
    zoom_wanted = pyqtSignal(object)

    def __init__(self, project: QgsProject, tasks: TaskKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._tasks = project, tasks
        self._source: ReportSource | None = None
        self._report: CrsReport | None = None
        self._positions: tuple[Position, ...] = ()
        self.runner = RemedyRunner(project, tasks, self)
        self.header = HeaderBar(tr("Dataset"))
        self.header.title.setText(tr("CRS check"))
        self.zoom = self.header.add_button("mActionZoomToLayer", tr("Zoom to layer"))
        self.copy = self.header.add_button("mActionEditCopy", tr("Copy report"))
        self._scroll = PageScroll()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self._scroll, 1)
        self.header.back_clicked.connect(self._leave)
        self.zoom.clicked.connect(self._zoom)
        self.copy.clicked.connect(self._copy)
        self.runner.started.connect(self._say_working)
        self.runner.applied.connect(self._say_applied)
        self.runner.failed.connect(self._say_failed)
        project.layersWillBeRemoved.connect(self._say_removed)

    @property
    def layer(self) -> QgsMapLayer | None:
        """The layer that the report is about, None where it is gone."""
        if self._source is None or sip.isdeleted(self._source.layer):
            return None
        return self._source.layer

    @property
    def text(self) -> str:
        """The whole report as text."""
        if self._report is None:
            return ""
        facts = [fact_words(fact) for fact in self._report.facts]
        return "\n".join([headline_of(self._report), self._report.explanation, *facts])

    def show_report(self, source: ReportSource, report: CrsReport) -> None:
        """Show what was found about a layer; a copy that is being written for another is not stopped."""
        self._positions = ()
        self._show(source, report)

    def show_positions(self, positions: tuple[Position, ...]) -> None:
        """Show what was found about many layers; the way back from a report leads here again."""
        self._source, self._report, self._positions = None, None, positions
        found = PositionsList(positions)
        found.chosen.connect(self._choose)
        self._scroll.setWidget(found)
        found.list.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_back(event):
            self._leave()
        else:
            super().keyPressEvent(event)

    def _show(self, source: ReportSource, report: CrsReport) -> None:
        self._source, self._report = source, report
        self._fill(source, report)

    def _choose(self, position: Position) -> None:
        self._show(source_of(position, self._project), position.report)

    def _leave(self) -> None:
        """Go back: from a report of many to their list, else to where the user came from."""
        if self._positions and self._source is not None:
            alive = [item for item in self._positions if not sip.isdeleted(item.layer)]
            self.show_positions(tuple(_now(item, self._project) for item in alive))
        else:
            self.back_wanted.emit()

    def _fill(self, source: ReportSource, report: CrsReport, problem: str = "") -> None:
        body = CrsBody(source, report, problem)
        body.remedy_chosen.connect(self._apply)
        body.undo_wanted.connect(self._undo)
        body.done.connect(self._leave)
        body.cancel_wanted.connect(self.runner.cancel)
        body.compare_wanted.connect(self._compare)
        self.runner.progressed.connect(body.show_progress)
        writing = self.runner.writing_for(source.layer)
        if writing:
            body.show_working(writing)
        self._scroll.setWidget(body)

    def _body(self) -> CrsBody:
        return self._scroll.widget()

    def _apply(self, remedy: Remedy) -> None:
        source = self._source
        if source is None or self.layer is None:
            return
        box = self._body().asks_no_more
        if remedy.action is RemedyAction.LEAVE and box is not None:
            (LeftRecords().add if box.isChecked() else LeftRecords().remove)(source.layer)
        self.runner.apply(source, remedy)

    def _compare(self, reference: QgsVectorLayer) -> None:
        source, row = self._source, self._body().reference
        if source is None or self.layer is None or row is None:
            return
        row.say_working()
        task = CompareTask(compare_order(source.layer, reference, self._project.transformContext()))
        task.succeeded.connect(lambda offset: self._say_compared(source, offset))
        task.failed.connect(lambda error: self._say_failed(source, error))
        self._tasks.start(task, 80)

    def _say_compared(self, source: ReportSource, offset: ReferenceOffset) -> None:
        if self._source is source and self.layer is not None:
            self._check_again(source, offset)

    def _say_working(self, name: str) -> None:
        self._body().show_working(name)

    def _say_applied(self, source: ReportSource, remedy: Remedy) -> None:
        if self.layer is source.layer:
            self._check_again(source)
        else:  # the copy of a layer that the user has left meanwhile
            note_verdict(source.layer, check_position(source.layer, self._project).report)
            return
        if remedy.action is RemedyAction.LEAVE:
            self._leave()

    def _say_failed(self, source: ReportSource, error: SecimsError) -> None:
        """Say on the page what failed; with the layer's name, if the page shows another one by now."""
        if self._source is None or self._report is None or self.layer is None:
            return
        is_silent = isinstance(error, CancelledError)
        problem = "" if is_silent else explain(error, Activity.MEND).sentence
        if problem and self.layer is not source.layer:
            problem = f"{source.name}: {problem}"
        self._fill(self._source, self._report, problem)

    def _say_removed(self, layer_ids: list[str]) -> None:
        """Leave no buttons for a layer that is taken out of the project."""
        if self.layer is None or self.layer.id() not in layer_ids:
            return
        if self._positions:
            alive = [item for item in self._positions if not sip.isdeleted(item.layer)]
            self.show_positions(tuple(item for item in alive if item.layer.id() not in layer_ids))
            return
        self._source, self._report = None, None
        self._scroll.setWidget(PlainLabel(tr("This layer is no longer in the project.")))

    def _undo(self) -> None:
        source, report = self._source, self._report
        if source is None or report is None or source.change is None or self.layer is None:
            return
        try:
            source.change.undo()
        except SecimsError as error:
            self._fill(source, report, explain(error, Activity.MEND).sentence)
            return
        if source.change.note.action == RemedyAction.LEAVE.value:
            LeftRecords().remove(source.layer)
        self._check_again(source.with_change(last_change(source.layer, self._project)))

    def _check_again(self, source: ReportSource, offset: ReferenceOffset | None = None) -> None:
        """Check the layer as it is now; its extent is known, so this is quick."""
        crs, context = self._project.crs(), self._project.transformContext()
        report = check_crs(
            source.layer,
            source.declared,
            source.expected,
            crs,
            context,
            offset=offset,
            compared_with=source.compared_with,
        )
        note_verdict(source.layer, report)
        self._show(source, report)

    def _zoom(self) -> None:
        if self.layer is not None:
            self.zoom_wanted.emit(self.layer)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


def _now(position: Position, project: QgsProject) -> Position:
    """Return a position as it is after what was done about it; only one that was doubtful is checked."""
    return position if position.report.verdict in QUIET else check_position(position.layer, project)


def _is_back(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_escape = event.key() == Qt.Key.Key_Escape and modifiers == Qt.KeyboardModifier.NoModifier
    is_left = event.key() == Qt.Key.Key_Left and modifiers == Qt.KeyboardModifier.AltModifier
    return is_escape or is_left
