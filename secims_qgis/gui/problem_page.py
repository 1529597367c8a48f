"""Says on the message page why a search failed, and offers what can be done."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication

from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.message_page import MessagePage, PageButton
from secims_qgis.gui.messages import Message, MessageAction
from secims_qgis.translation import tr


class ProblemPage(QObject):
    """An error on the message page."""

    try_again_chosen = pyqtSignal()
    edit_catalogue_chosen = pyqtSignal()
    network_settings_chosen = pyqtSignal()
    saved_copy_chosen = pyqtSignal()

    def __init__(self, page: MessagePage) -> None:
        super().__init__(page)
        self._page = page
        self._message: Message | None = None
        page.action_chosen.connect(self._take)

    def show(self, message: Message) -> None:
        """Say what happened."""
        self._message = message
        self._show(0)

    def offer_copy(self, count: int) -> None:
        """Offer to search the records that are on this computer, while the problem is still shown."""
        if self._message is not None and self._page.title == self._title:
            self._show(count)

    @property
    def _title(self) -> str:
        return self._message.title.rstrip(".") if self._message is not None else ""

    def _show(self, saved_count: int) -> None:
        message = self._message
        if message is None:
            return
        buttons = [PageButton(action_words(action), action) for action in message.actions]
        if saved_count:
            words = tr("Search Saved Copy ({count})").format(count=count_text(saved_count))
            buttons.insert(1, PageButton(words, MessageAction.SEARCH_SAVED))
        icon = theme.icon("mIconWarning")
        self._page.show_message(icon, self._title, message.text, tuple(buttons))

    def _take(self, action: object) -> None:
        if action is MessageAction.TRY_AGAIN:
            self.try_again_chosen.emit()
        elif action is MessageAction.EDIT_CATALOGUE:
            self.edit_catalogue_chosen.emit()
        elif action is MessageAction.NETWORK_SETTINGS:
            self.network_settings_chosen.emit()
        elif action is MessageAction.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self._message.details if self._message else "")
        elif action is MessageAction.SEARCH_SAVED:
            self.saved_copy_chosen.emit()


def action_words(action: MessageAction) -> str:
    """Return the text of a button."""
    texts = {
        MessageAction.TRY_AGAIN: tr("Try Again"),
        MessageAction.EDIT_CATALOGUE: tr("Edit Catalogue…"),
        MessageAction.NETWORK_SETTINGS: tr("Network Settings…"),
        MessageAction.CHOOSE_FOLDER: tr("Choose Folder…"),
        MessageAction.COPY_DETAILS: tr("Copy Details"),
        MessageAction.SEARCH_SAVED: tr("Search Saved Copy"),
        MessageAction.DOWNLOAD: tr("Download"),
    }
    return texts[action]
