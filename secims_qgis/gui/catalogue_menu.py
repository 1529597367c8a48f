"""The Options menu: which catalogue is searched, and what is known about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QFileDialog, QMenu, QMessageBox, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.connection_editor import ConnectionEditor, can_be_removed
from secims_qgis.gui.connection_exchange import (
    ExchangeError,
    export_text,
    metasearch_connections,
    read_file,
    save_all,
)
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.connection_dialog import ConnectionDialog
    from secims_qgis.gui.search_bar import SearchBar
    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.settings import PluginSettings
    from secims_qgis.model import Connection

JSON_FILES = "JSON (*.json)"
LINES_MAX = 20


class CatalogueMenu(QObject):
    """Fills the menus when they open, so that they are never out of date."""

    connection_chosen = pyqtSignal(object)
    options_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(
        self, bar: SearchBar, settings: PluginSettings, runner: SearchRunner, window: QWidget
    ) -> None:
        super().__init__(bar)
        self._bar, self._settings, self._window = bar, settings, window
        self._options, self._choice = QMenu(bar), QMenu(bar)
        self._editor = ConnectionEditor(settings, runner, window, self)
        self._editor.saved.connect(self._saved)
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

    @property
    def dialog(self) -> ConnectionDialog | None:
        """The dialog that is open."""
        return self._editor.dialog

    def edit(self) -> None:
        """Edit the catalogue that is searched."""
        self._editor.edit(self._settings.active_connection())

    def _fill_options(self) -> None:
        menu, active = self._options, self._settings.active_connection()
        menu.clear()
        self._fill_choice(menu.addMenu(tr("Catalogue")))
        menu.addSeparator()
        self._add(menu, tr("Add Catalogue…"), self._editor.add)
        self._add(menu, tr("Edit Catalogue…"), self.edit)
        self._add(menu, tr("Remove Catalogue"), self._remove).setEnabled(can_be_removed(active))
        menu.addSeparator()
        self._add(menu, tr("Import Catalogues…"), self._import_file)
        self._add(menu, tr("Export Catalogues…"), self._export_file)
        metasearch = self._add(menu, tr("Import from MetaSearch"), self._import_metasearch)
        metasearch.setEnabled(bool(metasearch_connections()))
        menu.addSeparator()
        self._add(menu, tr("Options…"), self.options_wanted).setIcon(theme.icon("mActionOptions"))
        # The key is shown only: F1 is QGIS's own, and ours while the dock has the keyboard.
        self._add(menu, tr("Help") + "\tF1", self.help_wanted).setIcon(theme.icon("mActionHelpContents"))

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

    def _remove(self) -> None:
        self._editor.remove(self._settings.active_connection())
        self._activate(self._settings.active_connection().name)

    def _saved(self, _before: Connection | None, edited: Connection) -> None:
        self._activate(edited.name)

    def _import_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self._window, tr("Import Catalogues"), "", JSON_FILES)
        if chosen:
            self.import_file(Path(chosen))

    def import_file(self, path: Path) -> None:
        """Add the catalogues of a file."""
        try:
            self._tell(save_all(self._settings, read_file(path)).sentence)
        except ExchangeError as error:
            self._tell(str(error))

    def _export_file(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self._window, tr("Export Catalogues"), "", JSON_FILES)
        if chosen:
            self.export_file(Path(chosen).with_suffix(".json"))

    def export_file(self, path: Path) -> None:
        """Write all catalogues into a file."""
        try:
            path.write_text(export_text(self._settings.connections()), encoding="utf-8")
        except OSError as error:
            self._tell(tr("The file cannot be written: {cause}").format(cause=error))

    def _import_metasearch(self) -> None:
        self._tell(save_all(self._settings, metasearch_connections()).sentence)

    def _tell(self, text: str) -> None:
        """Say what came of an import; the names in it are others' and plain text."""
        self.refresh()
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Catalogues"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n".join(text.splitlines()[:LINES_MAX]))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @staticmethod
    def _add(menu: QMenu, text: str, slot: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(slot)
        return action
