"""The outcome of a check of many layers: a line each, worst first; Enter or a click opens the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.crs_words import ALARMING, QUIET, checked_words, headline_of
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.project.position import Position

_POSITION = Qt.ItemDataRole.UserRole


class PositionsList(QWidget):
    """At most a few hundred layers: a plain list will do."""

    chosen = pyqtSignal(object)
    """The Position whose report is wanted."""

    def __init__(self, positions: tuple[Position, ...]) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Layers that were checked"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, 6, 6, 6)
        doubtful = sum(item.report.verdict not in QUIET for item in positions)
        rows.addWidget(PlainLabel(checked_words(len(positions), doubtful)))
        rows.addWidget(self.list, 1)
        for position in positions:
            self.list.addItem(_line(position))
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)

    def _take(self, item: QListWidgetItem) -> None:
        position = item.data(_POSITION)
        if not sip.isdeleted(position.layer):
            self.chosen.emit(position)


def _line(position: Position) -> QListWidgetItem:
    report = position.report
    icons = {True: "mIconWarning", False: "mIconInfo"}
    name = "mIconSuccess" if report.verdict.value == "ok" else icons[report.verdict in ALARMING]
    line = QListWidgetItem(theme.icon(name), f"{position.layer.name()}\n{headline_of(report)}")
    line.setData(_POSITION, position)
    line.setToolTip("")
    return line
