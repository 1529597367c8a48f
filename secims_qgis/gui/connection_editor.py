"""Adds, edits and removes catalogues; for the dock and for the page of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from secims_qgis.gui.connection_dialog import ConnectionDialog
from secims_qgis.model import Connection
from secims_qgis.model.connection import SECIMS

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.settings import PluginSettings


class ConnectionEditor(QObject):
    """Writes at once what the dialog says; which catalogue is searched is for others to choose."""

    saved = pyqtSignal(object, object)
    """The Connection as it was, None for a new one, and as it is now."""

    def __init__(
        self, settings: PluginSettings, runner: SearchRunner, window: QWidget, parent: QObject
    ) -> None:
        """Dialogs open in front of the window."""
        super().__init__(parent)
        self._settings, self._runner, self._window = settings, runner, window
        self.dialog: ConnectionDialog | None = None

    def add(self) -> None:
        """Ask for a new catalogue."""
        self._open(Connection("", "https://"), None)

    def edit(self, connection: Connection) -> None:
        """Ask what is to be changed."""
        self._open(connection, connection)

    def remove(self, connection: Connection) -> None:
        """Forget a catalogue; if it was the one that is searched, SEC-IMS is."""
        was_active = self._settings.active_connection().name == connection.name
        self._settings.remove_connection(connection.name)
        if was_active:
            self._settings.activate(SECIMS.name)

    def _open(self, shown: Connection, before: Connection | None) -> None:
        taken = {known.name for known in self._settings.connections()} - {shown.name}
        dialog = ConnectionDialog(shown, self._runner, frozenset(taken), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(before, dialog.connection))
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _save(self, before: Connection | None, edited: Connection) -> None:
        was_active = before is not None and self._settings.active_connection().name == before.name
        if before is not None and edited.name != before.name:
            self._settings.remove_connection(before.name)
        self._settings.save_connection(edited)
        if was_active:
            self._settings.activate(edited.name)
        self.saved.emit(before, edited)

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None


def can_be_removed(connection: Connection | None) -> bool:
    """Return whether this is not SEC-IMS at its own address, which stays."""
    return connection is not None and (connection.name, connection.url) != (SECIMS.name, SECIMS.url)
