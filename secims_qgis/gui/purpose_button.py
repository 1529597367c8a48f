"""What the data is wanted for; it decides which distribution is recommended."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QMenu, QToolButton, QWidget

from secims_qgis.gui.settings import PluginSettings
from secims_qgis.model import Purpose
from secims_qgis.translation import tr


class PurposeButton(QToolButton):
    """A flat button with a menu: "Best for analysis"."""

    purpose_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.purpose = PluginSettings().purpose()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr("What the data is wanted for; it decides what is recommended"))
        self.choices, self._group = QMenu(self), QActionGroup(self)
        for purpose, text in purpose_words().items():
            action = self.choices.addAction(text)
            action.setCheckable(True)
            action.setData(purpose)
            self._group.addAction(action)
        self._group.triggered.connect(self._take)
        self.clicked.connect(self._open)
        self.show_purpose(self.purpose)

    def show_purpose(self, purpose: Purpose) -> None:
        """Show what the data is wanted for."""
        self.purpose = purpose
        for action in self._group.actions():
            if action.data() == purpose:
                action.setChecked(True)
                self.setText(f"{action.text()} ▾")
                self.setAccessibleName(action.text())

    def choose(self, purpose: Purpose) -> None:
        """Want data for something else, as if it was chosen from the menu."""
        if purpose != self.purpose:
            self.show_purpose(purpose)
            self.purpose_chosen.emit(purpose)

    def _open(self) -> None:
        width = self.choices.sizeHint().width()
        self.choices.popup(self.mapToGlobal(QPoint(self.width() - width, self.height())))

    def _take(self, action: QAction) -> None:
        self.choose(action.data())


def purpose_words() -> dict[Purpose, str]:
    """Return what is recommended for each purpose."""
    return {
        Purpose.ANALYSIS: tr("Best for analysis offline"),
        Purpose.LIVE: tr("Best for live data"),
        Purpose.DISPLAY: tr("Best for a quick map"),
    }
