"""The tree of types, keywords, organisations and formats with a line to find one of them."""

from __future__ import annotations

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.facet_model import Choice, FacetFilter, FacetModel, style_headings
from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.limits import FilterField, Filters
from secims_qgis.translation import tr

HEIGHT_UNITS, LEAST_HEIGHT_UNITS = 13.4, 5
OPEN_AT_FIRST = (FilterField.TYPE, FilterField.KEYWORD)


class FacetTree(QWidget):
    """Ticks apply at once; Space ticks, the arrows open and close."""

    ticked = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.shown = FacetModel(self), FacetFilter(self)
        self.shown.setSourceModel(self.model)
        self.find = QgsFilterLineEdit()
        self.find.setShowSearchIcon(True)
        self.find.setPlaceholderText(tr("Find a type, keyword or organisation"))
        self.find.setAccessibleName(self.find.placeholderText())
        self.find.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.view = FacetView()
        self.view.setModel(self.shown)
        self.note = QuietLabel()
        self.note.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for widget in (self.find, self.view, self.note):
            rows.addWidget(widget)
        self.view.fit_columns()
        self.model.ticked.connect(self.ticked)
        self.find.textChanged.connect(self._find)
        style_headings(self.model, self.view.font())
        self._open_some()

    def show_choices(
        self, choices: dict[FilterField, tuple[Choice, ...]], filters: Filters, note: str = ""
    ) -> None:
        """Show values with their counts; ``note`` says what the counts are of."""
        was_empty = all(not self.model.rowCount(self.model.heading(group)) for group in OPEN_AT_FIRST)
        self.model.show_choices(choices, filters)
        self.shown.invalidateFilter()
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if was_empty:
            self._open_some()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            style_headings(self.model, self.view.font())

    def _find(self, text: str) -> None:
        self.shown.set_text(text)
        if text.strip():
            self.view.expandAll()
        else:
            self.view.collapseAll()
            self._open_some()

    def _open_some(self) -> None:
        for group in OPEN_AT_FIRST:
            self.view.expand(self.shown.mapFromSource(self.model.heading(group)))


class FacetView(QTreeView):
    """Two columns: what it is, and how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(QuietNumbers(self))
        self.setAccessibleName(tr("Filters"))
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def fit_columns(self) -> None:
        """Give the numbers what they need and the words the rest."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(10)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * 10, round(unit * HEIGHT_UNITS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.unit(self) * 4, theme.unit(self) * LEAST_HEIGHT_UNITS)


class QuietNumbers(QStyledItemDelegate):
    """Draws the counts paler than the words, as pale as stays readable."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == 1:
            palette = option.palette
            text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
            palette.setColor(QPalette.ColorRole.Text, theme.secondary(text, base))
            option.palette = palette
