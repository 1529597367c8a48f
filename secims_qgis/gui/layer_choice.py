"""A list to choose layers from, where a file has many of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsIconUtils, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui.formats import count_text, one_line
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.layer_check import CheckedLayer

CHOICE_FROM = 6
"""So many layers of one file are not put into a project unasked."""


class LayerChoice(QDialog):
    """Says which layers were chosen; nothing happens where it is closed otherwise."""

    layers_chosen = pyqtSignal(object)

    def __init__(self, title: str, layers: Sequence[CheckedLayer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Choose Layers"))
        self._layers = tuple(layers)
        self.list = QListWidget()
        self._title = PlainLabel(one_line(title))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for item in self._layers:
            self._add_row(item, one_line(title))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add_button = self._buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.list.itemChanged.connect(lambda _item: self._count())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._count()

    def tick_all(self, *, is_ticked: bool) -> None:
        """Choose all layers, or none."""
        state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def accept(self) -> None:
        chosen = self._chosen()
        super().accept()
        self.layers_chosen.emit(chosen)

    def _chosen(self) -> tuple[CheckedLayer, ...]:
        rows = range(self.list.count())
        ticked = [row for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked]
        return tuple(self._layers[row] for row in ticked)

    def _add_row(self, item: CheckedLayer, title: str) -> None:
        layer = item.layer
        words = one_line(layer.name()).removeprefix(f"{title} - ")
        count = int(layer.featureCount()) if isinstance(layer, QgsVectorLayer) else -1
        if count >= 0:
            features = tr("{name} · 1 feature") if count == 1 else tr("{name} · {count} features")
            words = features.format(name=words, count=count_text(count))
        row = QListWidgetItem(QgsIconUtils.iconForLayer(layer), words, self.list)
        row.setToolTip(words.replace("<", "‹"))
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(Qt.CheckState.Unchecked)

    def _count(self) -> None:
        count = len(self._chosen())
        self.add_button.setEnabled(count > 0)
        words = tr("Add {count}").format(count=count_text(count)) if count else tr("Add")
        self.add_button.setText(words)

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        for words, is_ticked in ((tr("All"), True), (tr("None"), False)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, tick=is_ticked: self.tick_all(is_ticked=tick))
            ticks.addWidget(button)
        ticks.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addLayout(ticks)
        column.addWidget(self._buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 26, unit * 26)
