"""The Options menu: which catalogue is searched, and what is known about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QDialog, QMenu, QWidget

from secims_qgis.gui.connection_dialog import ConnectionDialog
from secims_qgis.gui.translation import tr
from secims_qgis.model import Connection
from secims_qgis.model.connection import SECIMS

if TYPE_CHECKING:
    from secims_qgis.gui.search_bar import SearchBar
    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.settings import PluginSettings


class CatalogueMenu(QObject):
    """Fills the menus when they open, so that they are never out of date."""

    connection_chosen = pyqtSignal(object)

    def __init__(
        self, bar: SearchBar, settings: PluginSettings, runner: SearchRunner, window: QWidget
    ) -> None:
        super().__init__(bar)
        self._bar, self._settings, self._runner, self._window = bar, settings, runner, window
        self._options, self._choice = QMenu(bar), QMenu(bar)
        self._options.aboutToShow.connect(self._fill_options)
        bar.set_options_menu(self._options)
        bar.catalogue_button.clicked.connect(self._open_choice)
        self.refresh()

    def refresh(self) -> None:
        """Name the catalogue in the search line, and above it where there are several."""
        active = self._settings.active_connection()
        self._bar.line.setPlaceholderText(tr("Search {name}").format(name=active.name))
        self._bar.catalogue_button.setText(f"{active.name} ▾")
        self._bar.catalogue_button.setVisible(len(self._settings.connections()) > 1)

    def edit(self) -> None:
        """Edit the catalogue that is searched."""
        self._edit(self._settings.active_connection(), is_new=False)

    def _fill_options(self) -> None:
        menu = self._options
        menu.clear()
        self._fill_choice(menu.addMenu(tr("Catalogue")))
        menu.addSeparator()
        self._add(menu, tr("Edit Catalogue…"), self.edit)
        self._add(menu, tr("Add Catalogue…"), self._add_new)
        remove = self._add(menu, tr("Remove Catalogue"), self._remove)
        remove.setEnabled(self._settings.active_connection() != SECIMS)

    def _fill_choice(self, menu: QMenu) -> None:
        group, active = QActionGroup(menu), self._settings.active_connection()
        for connection in self._settings.connections():
            action = menu.addAction(connection.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(connection.name == active.name)
            action.setData(connection.name)
            group.addAction(action)
        group.triggered.connect(self._choose)

    def _open_choice(self) -> None:
        self._choice.clear()
        self._fill_choice(self._choice)
        button = self._bar.catalogue_button
        self._choice.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _choose(self, action: QAction) -> None:
        self._activate(action.data())

    def _activate(self, name: str) -> None:
        self._settings.activate(name)
        self.refresh()
        self.connection_chosen.emit(self._settings.active_connection())

    def _add_new(self) -> None:
        self._edit(Connection("", "https://"), is_new=True)

    def _remove(self) -> None:
        self._settings.remove_connection(self._settings.active_connection().name)
        self._activate(SECIMS.name)

    def _edit(self, connection: Connection, *, is_new: bool) -> None:
        dialog = ConnectionDialog(connection, self._runner, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edited = dialog.connection
            if not is_new and edited.name != connection.name:
                self._settings.remove_connection(connection.name)
            self._settings.save_connection(edited)
            self._activate(edited.name)
        dialog.deleteLater()

    @staticmethod
    def _add(menu: QMenu, text: str, slot: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(slot)
        return action
