"""Options: which catalogues there are, which one is searched, and what data is wanted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QHBoxLayout, QPushButton, QWidget

from secims_qgis.gui.connection_editor import ConnectionEditor, can_be_removed
from secims_qgis.gui.purpose_button import purpose_words
from secims_qgis.gui.search_runner import SearchRunner
from secims_qgis.gui.services import Services
from secims_qgis.gui.settings import PluginSettings
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.options_page import OptionsNews
    from secims_qgis.model import Connection


class CatalogueOptions(QGroupBox):
    """Catalogues are added and edited at once, as in the dock; which one is searched waits for OK."""

    def __init__(self, news: OptionsNews, parent: QWidget | None = None) -> None:
        super().__init__(tr("Search"), parent)
        self._settings, self._news = PluginSettings(), news
        self._tasks = TaskKeeper(QgsApplication.taskManager(), self)
        runner = SearchRunner(Services(self._tasks, self), self._tasks, self)
        self.editor = ConnectionEditor(self._settings, runner, self, self)
        self.editor.saved.connect(self._saved)
        self.choice, self.purpose = QComboBox(), QComboBox()
        self.add_button, self.edit_button = QPushButton(tr("Add…")), QPushButton(tr("Edit…"))
        self.remove_button = QPushButton(tr("Remove"))
        self._lay_out()
        self._fill(self._settings.active_connection().name)
        self.choice.currentTextChanged.connect(self._show_removable)
        self.add_button.clicked.connect(lambda _checked=False: self.editor.add())
        self.edit_button.clicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)

    def apply(self) -> None:
        """Search the chosen catalogue, and recommend for the chosen purpose."""
        if self.choice.currentText() != self._settings.active_connection().name:
            self._settings.activate(self.choice.currentText())
            self._news.catalogues_changed.emit()
        if self.purpose.currentData() != self._settings.purpose():
            self._settings.set_purpose(self.purpose.currentData())
            self._news.purpose_changed.emit()

    def _lay_out(self) -> None:
        form, buttons = QFormLayout(self), QHBoxLayout()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        buttons.addWidget(self.choice, 1)
        for button, name in (
            (self.add_button, tr("Add a catalogue")),
            (self.edit_button, tr("Edit the catalogue")),
            (self.remove_button, tr("Remove the catalogue")),
        ):
            button.setAccessibleName(name)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        form.addRow(tr("Catalogue"), buttons)
        self.choice.setAccessibleName(tr("Catalogue that is searched"))
        for purpose, words in purpose_words().items():
            self.purpose.addItem(words, purpose)
        self.purpose.setCurrentIndex(self.purpose.findData(self._settings.purpose()))
        self.purpose.setAccessibleName(tr("What is recommended"))
        tip = tr("Which way to the data a record recommends at first; it can be changed in each record")
        self.purpose.setToolTip(tip)
        form.addRow(tr("Recommend"), self.purpose)

    def _fill(self, chosen: str) -> None:
        self.choice.clear()
        for connection in self._settings.connections():
            self.choice.addItem(connection.name, connection)
            row = self.choice.count() - 1
            self.choice.setItemData(row, connection.url, Qt.ItemDataRole.ToolTipRole)
        self.choice.setCurrentIndex(max(0, self.choice.findText(chosen)))
        self._show_removable()

    def _show_removable(self) -> None:
        self.remove_button.setEnabled(can_be_removed(self.choice.currentData()))

    def _edit(self) -> None:
        self.editor.edit(self.choice.currentData())

    def _remove(self) -> None:
        self.editor.remove(self.choice.currentData())
        self._changed(self._settings.active_connection())

    def _saved(self, _before: Connection | None, edited: Connection) -> None:
        self._changed(edited)

    def _changed(self, chosen: Connection) -> None:
        self._fill(chosen.name)
        self._news.catalogues_changed.emit()
