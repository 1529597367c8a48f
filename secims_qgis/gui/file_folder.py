"""Where files of a record go; asked once for a project that is not saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from secims_qgis.gui.settings import DOWNLOAD_FOLDER, PluginSettings
from secims_qgis.network.errors import FolderError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsProject

    from secims_qgis.model import Record

SCOPE, ENTRY = "secims", "/files_folder"
"""Where the project keeps the folder that the user chose for it."""


class FileFolder:
    """Knows the folder, or asks for it."""

    def __init__(self, project: QgsProject, window: QWidget) -> None:
        self._project, self._window = project, window

    def for_record(self, record: Record) -> Path | None:
        """Return the folder for a record's files; None where the user did not choose one."""
        from secims_qgis.project import files_folder

        try:
            return files_folder(self._project, record, self._chosen())
        except FolderError:
            return files_folder(self._project, record, self._chosen()) if self.ask() else None

    def ask(self) -> bool:
        """Let the user choose a folder for this project; return whether one was chosen."""
        title = tr("Folder for the Files of This Project")
        start = self._chosen() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self._window, title, start)
        if folder:
            self._project.writeEntry(SCOPE, ENTRY, folder)
        return bool(folder)

    def _chosen(self) -> str:
        text, _found = self._project.readEntry(SCOPE, ENTRY, "")
        return text or PluginSettings().text(DOWNLOAD_FOLDER)
