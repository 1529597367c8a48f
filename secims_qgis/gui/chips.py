"""The filters in force as a row of small buttons, each of which removes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.flow_layout import FlowLayout
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QKeyEvent

    from secims_qgis.gui.limits import FilterPart

CHIP_WIDTH_UNITS = 14
"""Longer texts are cut; the tool tip has the whole."""
CROSS = "\u00d7"


class Chip(QToolButton):
    """A filter; a click, or Del, removes it."""

    def __init__(self, part: FilterPart) -> None:
        super().__init__()
        self.part = part
        room = theme.unit(self) * CHIP_WIDTH_UNITS
        label = self.fontMetrics().elidedText(part.label, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{label}  {CROSS}".replace("&", "&&"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = tr("Remove the filter “{filter}”").format(filter=part.label)
        self.setAccessibleName(name)
        self.setToolTip(name.replace("<", "‹"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """Wraps into as many lines as it needs; hidden where no filter is in force."""

    removed = pyqtSignal(object)
    cleared = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(6, 4, 6, 0)
        self._flow.setSpacing(4)
        self._parts: tuple[FilterPart, ...] = ()
        self.chips: list[Chip] = []
        self.clear_button = QToolButton()
        self.clear_button.setText(tr("Clear all"))
        self.clear_button.setToolTip(tr("Remove all filters"))
        self.clear_button.setAutoRaise(True)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clear_button.clicked.connect(lambda _checked=False: self.cleared.emit())
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_parts(self, parts: tuple[FilterPart, ...], *, is_shown: bool) -> None:
        """Show the filters in force, or nothing while the panel shows them."""
        if parts != self._parts:
            self._parts = parts
            self._rebuild()
        self.setVisible(is_shown and bool(parts))

    def _rebuild(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        self._flow.empty()
        for chip in self.chips:
            # One of them may be what is being clicked just now.
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(part) for part in self._parts]
        for chip in self.chips:
            chip.clicked.connect(lambda _checked=False, part=chip.part: self.removed.emit(part))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.clear_button)
        if had_focus and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
