"""The panel behind the Filters button: area, time, and the facet tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from secims_qgis.gui.area_box import AreaBox
from secims_qgis.gui.facet_tree import FacetTree
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.time_box import TimeBox
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsProject
    from qgis.PyQt.QtGui import QKeyEvent

    from secims_qgis.gui.limits import Filters


class FiltersPanel(QWidget):
    """Shows filters and says in signals which are wanted; it keeps none itself."""

    clear_clicked = pyqtSignal()
    close_wanted = pyqtSignal()
    drawing_given_up = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area, self.time, self.tree = AreaBox(project), TimeBox(), FacetTree()
        self._hint = QWidget()
        self.clear_button = QPushButton(tr("Clear All"))
        self.show_button = QPushButton(tr("Show Datasets"))
        self._lay_out()
        self.clear_button.clicked.connect(lambda _checked=False: self.clear_clicked.emit())
        self.show_button.clicked.connect(lambda _checked=False: self.close_wanted.emit())
        self.hide()

    def show_filters(self, filters: Filters) -> None:
        """Show what is in force in area and time; the tree is shown with its counts."""
        self.area.show_area(filters.area)
        self.time.show_period(filters.start, filters.end)
        self.clear_button.setEnabled(bool(filters.parts))

    def show_drawing(self, *, is_drawing: bool) -> None:
        """Say what to do on the map while a rectangle is awaited."""
        self._hint.setVisible(is_drawing)

    def show_count(self, count: int | None) -> None:
        """Say on the button how many datasets there are, where that is known."""
        if count is None:
            self.show_button.setText(tr("Show Datasets"))
            return
        words = tr("Show 1 Dataset") if count == 1 else tr("Show {count} Datasets")
        self.show_button.setText(words.format(count=count_text(count)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        rows, form = QVBoxLayout(self), QGridLayout()
        rows.setContentsMargins(6, 6, 6, 2)
        rows.setSpacing(4)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        fields: tuple[tuple[str, QWidget], ...] = ((tr("Area"), self.area), (tr("Time"), self.time))
        for row, (text, field) in enumerate(fields):
            label = QLabel(text)
            label.setBuddy(field)
            label.setMinimumHeight(field.sizeHint().height())
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            form.addWidget(field, row, 1)
        form.setColumnStretch(1, 1)
        rows.addLayout(form)
        rows.addWidget(self._make_hint())
        rows.addWidget(self.tree)
        buttons = QHBoxLayout()
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        self.show_button.setDefault(True)
        buttons.addWidget(self.show_button)
        rows.addLayout(buttons)

    def _make_hint(self) -> QWidget:
        row = QHBoxLayout(self._hint)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QuietLabel(tr("Drag a rectangle on the map.")), 1)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(lambda _checked=False: self.drawing_given_up.emit())
        row.addWidget(cancel)
        self._hint.hide()
        return self._hint
