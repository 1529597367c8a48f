"""Says on the message page why a search failed, and offers what can be done."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication

from secims_qgis.gui import theme
from secims_qgis.gui.message_page import MessagePage, PageButton
from secims_qgis.gui.messages import Message, MessageAction
from secims_qgis.gui.translation import tr


class ProblemPage(QObject):
    """An error on the message page."""

    try_again_chosen = pyqtSignal()
    edit_catalogue_chosen = pyqtSignal()
    network_settings_chosen = pyqtSignal()

    def __init__(self, page: MessagePage) -> None:
        super().__init__(page)
        self._page = page
        self._details = ""
        page.action_chosen.connect(self._take)

    def show(self, message: Message) -> None:
        """Say what happened."""
        self._details = message.details
        buttons = tuple(PageButton(action_words(action), action) for action in message.actions)
        title = message.title.rstrip(".")
        self._page.show_message(theme.icon("mIconWarning"), title, message.text, buttons)

    def _take(self, action: object) -> None:
        if action is MessageAction.TRY_AGAIN:
            self.try_again_chosen.emit()
        elif action is MessageAction.EDIT_CATALOGUE:
            self.edit_catalogue_chosen.emit()
        elif action is MessageAction.NETWORK_SETTINGS:
            self.network_settings_chosen.emit()
        elif action is MessageAction.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self._details)


def action_words(action: MessageAction) -> str:
    """Return the text of a button."""
    texts = {
        MessageAction.TRY_AGAIN: tr("Try Again"),
        MessageAction.EDIT_CATALOGUE: tr("Edit Catalogue…"),
        MessageAction.NETWORK_SETTINGS: tr("Network Settings…"),
        MessageAction.CHOOSE_FOLDER: tr("Choose Folder…"),
        MessageAction.COPY_DETAILS: tr("Copy Details"),
    }
    return texts[action]
