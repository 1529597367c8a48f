"""The CRS report of one layer: verdict, explanation, facts, and ways to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeyEvent
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.crs_words import distance_of, facts_of, headline_of, sentence_of
from secims_qgis.gui.header_bar import HeaderBar
from secims_qgis.gui.labels import PlainLabel, QuietLabel, heading
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.place_sketch import sketch_of
from secims_qgis.gui.remedy_row import RemedyRow
from secims_qgis.gui.translation import tr
from secims_qgis.model import CrsReport, CrsVerdict, Remedy, RemedyAction
from secims_qgis.network.errors import SecimsError

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.gui.report_source import ReportSource


class CrsPage(QWidget):
    """Shows a report, applies a remedy, and takes it back."""

    back_wanted = pyqtSignal()
    zoom_wanted = pyqtSignal(object)

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._source: ReportSource | None = None
        self._report: CrsReport | None = None
        self.header = HeaderBar(tr("Dataset"))
        self.header.title.setText(tr("CRS check"))
        self.zoom = self.header.add_button("mActionZoomToLayer", tr("Zoom to layer"))
        self.copy = self.header.add_button("mActionEditCopy", tr("Copy report"))
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self._scroll, 1)
        self.header.back_clicked.connect(self.back_wanted)
        self.zoom.clicked.connect(self._zoom)
        self.copy.clicked.connect(self._copy)

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
        facts = [f"{fact.name}: {fact.value}" for fact in self._report.facts]
        return "\n".join([headline_of(self._report), self._report.explanation, *facts])

    def show_report(self, source: ReportSource, report: CrsReport) -> None:
        """Show what was found about a layer."""
        self._source, self._report = source, report
        self._fill(source, report)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_back(event):
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, source: ReportSource, report: CrsReport, problem: str = "") -> None:
        body, unit = QWidget(), theme.unit(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(8, round(unit * 0.6), 8, unit)
        rows.setSpacing(round(unit * 0.5))
        rows.addLayout(self._verdict_row(source, report))
        rows.addWidget(QuietLabel(source.name))
        rows.addWidget(PlainLabel(problem or sentence_of(report)))
        _add_sketch(rows, source, report)
        rows.addLayout(_facts_form(report))
        self._add_ways(rows, source, report)
        rows.addStretch(1)
        self._scroll.setWidget(body)

    def _verdict_row(self, source: ReportSource, report: CrsReport) -> QHBoxLayout:
        row, picture, unit = QHBoxLayout(), QLabel(), theme.unit(self)
        is_good = report.verdict is CrsVerdict.OK
        side = round(unit * 1.7)
        name = "mIconSuccess" if is_good else "mIconWarning"
        picture.setPixmap(theme.icon(name).pixmap(QSize(side, side)))
        title = headline_of(report)
        if is_good and source.change is not None:
            title = tr("In the right place now")
        row.addWidget(picture)
        row.addWidget(heading(title, scale=1.2), 1)
        return row

    def _add_ways(self, rows: QVBoxLayout, source: ReportSource, report: CrsReport) -> None:
        if source.change is not None:
            rows.addLayout(self._undo_row())
            return
        if report.remedies:
            rows.addWidget(heading(tr("Ways to Mend It")))
        for place, remedy in enumerate(report.remedies):
            row = RemedyRow(remedy, is_best=place == 0)
            row.applied.connect(self._apply)
            rows.addWidget(row)

    def _undo_row(self) -> QHBoxLayout:
        row, undo, done = QHBoxLayout(), QPushButton(tr("Undo")), QPushButton(tr("Done"))
        undo.setIcon(theme.icon("mActionUndo"))
        done.setDefault(True)
        undo.clicked.connect(self._undo)
        done.clicked.connect(self.back_wanted)
        row.addWidget(undo)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def _apply(self, remedy: Remedy) -> None:
        from secims_qgis.crs import apply_remedy

        source, report = self._source, self._report
        if source is None or report is None or self.layer is None:
            return
        try:
            change = apply_remedy(source.layer, remedy, self._project)
        except SecimsError as error:
            self._fill(source, report, explain(error, Activity.CHECK).sentence)
            return
        self._check_again(source.with_change(change))
        if remedy.action is RemedyAction.LEAVE:
            self.back_wanted.emit()

    def _undo(self) -> None:
        source, report = self._source, self._report
        if source is None or report is None or source.change is None:
            return
        try:
            source.change.undo()
        except SecimsError as error:
            self._fill(source, report, explain(error, Activity.CHECK).sentence)
            return
        self._check_again(source.with_change(None))

    def _check_again(self, source: ReportSource) -> None:
        """Check the layer as it is now; its extent is known, so this is quick."""
        from secims_qgis.crs import check_crs

        report = check_crs(source.layer, source.declared, source.expected, self._project.crs())
        self.show_report(source, report)

    def _zoom(self) -> None:
        if self.layer is not None:
            self.zoom_wanted.emit(self.layer)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


def _add_sketch(rows: QVBoxLayout, source: ReportSource, report: CrsReport) -> None:
    """Add the small map where both places are known."""
    sketch = sketch_of(source.layer, source.expected, distance_of(report))
    if sketch is None:
        return
    rows.addWidget(sketch)
    words = tr("Solid: where the record puts it.")
    if sketch.is_displaced:
        words = f"{words} " + tr("Dashed: drawn now.")
    rows.addWidget(QuietLabel(words))


def _facts_form(report: CrsReport) -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(2)
    form.setHorizontalSpacing(10)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for fact in facts_of(report):
        name = QuietLabel(fact.name)
        name.setWordWrap(False)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        form.addRow(name, PlainLabel(fact.value))
    return form


def _is_back(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_escape = event.key() == Qt.Key.Key_Escape and modifiers == Qt.KeyboardModifier.NoModifier
    is_left = event.key() == Qt.Key.Key_Left and modifiers == Qt.KeyboardModifier.AltModifier
    return is_escape or is_left
