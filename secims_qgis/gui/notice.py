"""One line in the record that says how adding goes, went, or why it failed."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.gui.message_page import PageButton
from secims_qgis.gui.messages import Message, MessageAction
from secims_qgis.gui.problem_page import action_words
from secims_qgis.translation import tr


class Notice(QWidget):
    """Icon, words, and up to three small buttons; hidden when there is nothing to say."""

    action_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = ""
        self._icon, self._text = QLabel(), PlainLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QWidget()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.setContentsMargins(0, 0, 0, 0)
        self._button_row.setSpacing(4)
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(4)
        words.addWidget(self._text)
        words.addWidget(self._buttons)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, empty where nothing is."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def is_offering(self) -> bool:
        """Whether there are buttons that the user may be about to press."""
        return not self.isHidden() and not self._buttons.isHidden()

    def say(self, text: str, icon: str = "mIconInfo", buttons: tuple[PageButton, ...] = ()) -> None:
        """Say something."""
        side = theme.unit(self)
        self._icon.setPixmap(theme.icon(icon).pixmap(QSize(side, side)))
        self._text.setText(text)
        self.setAccessibleName(text)
        while self._button_row.count():
            item = self._button_row.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for button in buttons:
            self._button_row.addWidget(self._push_button(button))
        self._button_row.addStretch(1)
        self._buttons.setVisible(bool(buttons))
        self.show()

    def say_message(self, message: Message) -> None:
        """Say what went wrong and offer what can be done."""
        self._details = message.details
        buttons = tuple(PageButton(action_words(action), action) for action in message.actions)
        self.say(message.sentence, "mIconWarning", buttons[:3])

    def say_working(self, text: str) -> None:
        """Say what is being done, with Cancel."""
        self.say(text, "mIconInfo", (PageButton(tr("Cancel"), "cancel"),))

    def _push_button(self, button: PageButton) -> QPushButton:
        widget = QPushButton(button.text)
        widget.setAutoDefault(False)
        widget.clicked.connect(lambda _checked=False: self._take(button.action))
        return widget

    def _take(self, action: object) -> None:
        if action is MessageAction.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self._details)
        else:
            self.action_chosen.emit(action)
