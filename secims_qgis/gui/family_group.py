"""What a record is part of, and its parts: each a line that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text, year_text
from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.link_row import LinkRow
from secims_qgis.gui.results_model import title_of
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue.family import Family
    from secims_qgis.model import Record

SHOWN_MAX = 20


class FamilyGroup(QgsCollapsibleGroupBoxBasic):
    """Open, and hidden where a record stands alone."""

    record_chosen = pyqtSignal(object)
    all_wanted = pyqtSignal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setFlat(True)
        self._plain_font = self.font()
        self.setFont(theme.bold(self._plain_font))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, 4, 4, 6)
        self._content: QWidget | None = None
        self.rows: list[LinkRow] = []
        self.hide()

    def show_family(self, family: Family) -> None:
        """Show the whole and the parts."""
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.deleteLater()
            self._content, self.rows = None, []
        self.setVisible(family.whole is not None or bool(family.parts or family.related))
        if self.isHidden():
            return
        self._content = QWidget()
        self._content.setFont(self._plain_font)
        lines = QVBoxLayout(self._content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        if family.whole is not None:
            lines.addWidget(QuietLabel(tr("Part of")))
            self._add(lines, family.whole)
        if family.parts:
            lines.addWidget(QuietLabel(_parts_words(family)))
            for part in family.parts[:SHOWN_MAX]:
                self._add(lines, part)
        if family.related:
            lines.addWidget(QuietLabel(tr("Related")))
            for record in family.related[:SHOWN_MAX]:
                self._add(lines, record)
        if family.has_more or len(family.parts) > SHOWN_MAX:
            row = LinkRow(theme.icon("search"), tr("Search for all of its parts"))
            row.clicked.connect(lambda _checked=False: self.all_wanted.emit())
            lines.addWidget(row)
            self.rows.append(row)
        self._box.addWidget(self._content)

    def _add(self, lines: QVBoxLayout, record: Record) -> None:
        year = year_text(record.time_end, record.time_start, record.updated, record.created)
        row = LinkRow(theme.icon("propertyicons/metadata"), title_of(record), year)
        row.clicked.connect(lambda _checked=False: self.record_chosen.emit(record))
        lines.addWidget(row)
        self.rows.append(row)


def _parts_words(family: Family) -> str:
    """Return how many parts there are, as far as they were found."""
    count = count_text(len(family.parts))
    words = tr("Parts ({count}+)") if family.has_more else tr("Parts ({count})")
    return words.format(count=count)
