"""A page that says what happened and what to do: nothing found, error, nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.labels import PlainLabel, QuietLabel, heading

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon


@dataclass(frozen=True)
class PageButton:
    """A button of the page; ``action`` is handed back when it is clicked."""

    text: str
    action: Any


class MessagePage(QScrollArea):
    """Icon, title, text and a column of buttons, the most useful first."""

    action_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._layout = QVBoxLayout(body)
        self._icon, self._title = QLabel(), heading("")
        self._text: PlainLabel = QuietLabel()
        for label in (self._icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._layout.addWidget(label)
        self._buttons: list[QPushButton] = []
        self._layout.addStretch(1)
        self.setWidget(body)
        self._set_distances()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons, first one first."""
        return tuple(self._buttons)

    @property
    def title(self) -> str:
        """What is said first."""
        return self._title.text()

    @property
    def text(self) -> str:
        """What is said then."""
        return self._text.text()

    def show_message(self, icon: QIcon, title: str, text: str, buttons: tuple[PageButton, ...] = ()) -> None:
        """Say something."""
        side = round(theme.unit(self) * 2.2)
        self._icon.setPixmap(icon.pixmap(QSize(side, side)))
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._remove_buttons()
        for place, button in enumerate(buttons):
            self._add_button(button, place)
        self.setAccessibleName(f"{title} {text}")

    def focus_first_button(self) -> None:
        """Give the keyboard to the most useful button."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_button(self, button: PageButton, place: int) -> None:
        widget = QPushButton(button.text)
        widget.setDefault(place == 0)
        widget.setAutoDefault(True)
        widget.clicked.connect(lambda _checked=False: self.action_chosen.emit(button.action))
        self._layout.insertWidget(self._layout.count() - 1, widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons.append(widget)

    def _remove_buttons(self) -> None:
        for widget in self._buttons:
            self._layout.removeWidget(widget)
            # A button may be what is being clicked just now.
            widget.hide()
            widget.deleteLater()
        self._buttons = []

    def _set_distances(self) -> None:
        unit = theme.unit(self)
        self._layout.setContentsMargins(unit, round(unit * 2.6), unit, unit)
        self._layout.setSpacing(round(unit * 0.55))
