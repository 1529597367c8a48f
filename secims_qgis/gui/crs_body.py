"""What a CRS report looks like: verdict, sentence, small map, facts, and the ways to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.crs_words import QUIET, distance_of, facts_of, headline_of, sentence_of, wrapping
from secims_qgis.gui.labels import PlainLabel, QuietLabel, heading
from secims_qgis.gui.left_records import LeftRecords
from secims_qgis.gui.place_sketch import sketch_of
from secims_qgis.gui.reference_row import ReferenceRow
from secims_qgis.gui.remedy_row import RemedyRow
from secims_qgis.model import CrsReport, CrsVerdict, RemedyAction
from secims_qgis.project.provenance import read_provenance
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.report_source import ReportSource


class CrsBody(QWidget):
    """Made anew for every report."""

    remedy_chosen = pyqtSignal(object)
    undo_wanted = pyqtSignal()
    done = pyqtSignal()
    cancel_wanted = pyqtSignal()
    compare_wanted = pyqtSignal(object)
    """A layer that the user trusts, to be compared with."""

    def __init__(self, source: ReportSource, report: CrsReport, problem: str = "") -> None:
        super().__init__()
        self._source, self._report, unit = source, report, theme.unit(self)
        self._ways: list[QWidget] = []
        self.problem = problem
        self.asks_no_more: QCheckBox | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, round(unit * 0.6), 8, unit)
        rows.setSpacing(round(unit * 0.5))
        rows.addLayout(self._verdict_row())
        rows.addWidget(QuietLabel(source.name))
        if problem:
            rows.addLayout(self._problem_row(problem))
        rows.addWidget(PlainLabel(wrapping(sentence_of(report))))
        self._add_sketch(rows)
        rows.addLayout(_facts_form(report))
        self.reference = self._add_reference(rows)
        self._add_ways(rows)
        self._progress = self._progress_row()
        rows.addWidget(self._progress)
        rows.addStretch(1)

    def show_working(self, name: str) -> None:
        """Say that a file is being written, instead of the ways to mend the layer."""
        for widget in self._ways:
            widget.setEnabled(False)
        self._working.setText(wrapping(tr("Writing {name}…").format(name=name)))
        self._progress.show()

    def show_progress(self, percent: float) -> None:
        """Show how much of the file is written."""
        self._bar.setRange(0, 100 if percent > 0 else 0)
        self._bar.setValue(round(percent))

    def _verdict_row(self) -> QHBoxLayout:
        row, picture = QHBoxLayout(), QLabel()
        is_good, side = self._report.verdict is CrsVerdict.OK, round(theme.unit(self) * 1.7)
        names = {CrsVerdict.OK: "mIconSuccess", CrsVerdict.NO_EXTENT: "mIconInfo"}
        is_shifted = bool(self._report.remedies) and is_good
        name = "mIconWarning" if is_shifted else names.get(self._report.verdict, "mIconWarning")
        picture.setPixmap(theme.icon(name).pixmap(QSize(side, side)))
        title = headline_of(self._report)
        if is_good and self._source.change is not None:
            title = tr("In the right place now")
        row.addWidget(picture)
        row.addWidget(heading(title, scale=1.2), 1)
        return row

    def _problem_row(self, problem: str) -> QHBoxLayout:
        row, picture, side = QHBoxLayout(), QLabel(), theme.unit(self)
        picture.setPixmap(theme.icon("mIconWarning").pixmap(QSize(side, side)))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(problem), 1)
        return row

    def _add_sketch(self, rows: QVBoxLayout) -> None:
        """Add the small map where both places are known."""
        source = self._source
        sketch = sketch_of(source.layer, source.expected, distance_of(self._report))
        if sketch is None:
            return
        rows.addWidget(sketch)
        has_record = read_provenance(source.layer) is not None or source.declared is not None
        words = tr("Solid: where the record puts it.") if has_record else tr("Solid: where it should be.")
        if sketch.is_displaced:
            words = f"{words} " + tr("Dashed: drawn now.")
        rows.addWidget(QuietLabel(words))

    def _add_reference(self, rows: QVBoxLayout) -> ReferenceRow | None:
        """Offer the comparison where an extent leaves something open, and there is a layer for it."""
        from secims_qgis.crs.facts import REFERENCE

        layer = self._source.layer
        is_open = self._report.verdict in {CrsVerdict.OK, CrsVerdict.DIFFERS, CrsVerdict.NO_EXTENT}
        is_done = any(fact.name == REFERENCE for fact in self._report.facts)
        if not isinstance(layer, QgsVectorLayer) or not layer.crs().isValid() or not is_open or is_done:
            return None
        row = ReferenceRow(layer)
        if not row.is_useful:
            return None
        row.compare_wanted.connect(self.compare_wanted.emit)
        rows.addWidget(row)
        return row

    def _add_ways(self, rows: QVBoxLayout) -> None:
        from secims_qgis.crs import title_in_words

        if self._source.change is not None:
            title = title_in_words(self._source.change.note.title)
            rows.addWidget(QuietLabel(wrapping(tr("Done: {title}.").format(title=title))))
            rows.addLayout(self._undo_row())
            if self._report.verdict in QUIET:
                return
        if self._report.remedies:
            rows.addWidget(heading(tr("Ways to Mend It")))
        for place, remedy in enumerate(self._report.remedies):
            row = RemedyRow(remedy, is_best=place == 0)
            row.applied.connect(self.remedy_chosen.emit)
            self._ways.append(row)
            rows.addWidget(row)
            if remedy.action is RemedyAction.LEAVE and LeftRecords().can_hold(self._source.layer):
                self.asks_no_more = QCheckBox(tr("Do not ask again"))
                self.asks_no_more.setToolTip(tr("For all layers of this dataset, also those added later"))
                self.asks_no_more.setChecked(LeftRecords().has(self._source.layer))
                self._ways.append(self.asks_no_more)
                rows.addWidget(self.asks_no_more)

    def _undo_row(self) -> QHBoxLayout:
        row, undo, done = QHBoxLayout(), QPushButton(tr("Undo")), QPushButton(tr("Done"))
        undo.setIcon(theme.icon("mActionUndo"))
        done.setDefault(True)
        undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit())
        done.clicked.connect(lambda _checked=False: self.done.emit())
        row.addWidget(undo)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def _progress_row(self) -> QWidget:
        place, self._working, self._bar = QWidget(), PlainLabel(), QProgressBar()
        stop = QPushButton(tr("Cancel"))
        stop.clicked.connect(lambda _checked=False: self.cancel_wanted.emit())
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the copy"))
        row, rows = QHBoxLayout(), QVBoxLayout(place)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._working)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        rows.addLayout(row)
        place.hide()
        return place


def _facts_form(report: CrsReport) -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(2)
    form.setHorizontalSpacing(10)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for fact in facts_of(report):
        name = QuietLabel(tr(fact.name))
        name.setWordWrap(False)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        form.addRow(name, PlainLabel(wrapping(fact.value)))
    return form
