"""Options: where files go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QSpinBox, QWidget

from secims_qgis.download.queue_state import AT_ONCE_MAX
from secims_qgis.gui.downloads_menu import LIMITS, limit_text
from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.settings import DOWNLOAD_FOLDER, PluginSettings
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.options_page import OptionsNews


class DownloadOptions(QGroupBox):
    """An empty folder means: beside each project."""

    def __init__(self, news: OptionsNews, parent: QWidget | None = None) -> None:
        super().__init__(tr("Downloads"), parent)
        self._settings, self._news = PluginSettings(), news
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder for Downloads"))
        self.folder.lineEdit().setPlaceholderText(tr("In each project's folder, below secims"))
        self.folder.lineEdit().setAccessibleName(tr("Folder for downloads"))
        self.folder.setFilePath(self._settings.text(DOWNLOAD_FOLDER))
        self.warning = QuietLabel()
        self.at_once, self.limit = QSpinBox(), QComboBox()
        self._fill()
        form = QFormLayout(self)
        form.addRow(tr("Folder"), self.folder)
        form.addRow("", self.warning)
        form.addRow(tr("At the same time"), self.at_once)
        form.addRow(tr("Speed"), self.limit)
        self.folder.fileChanged.connect(self._show_warning)
        self._show_warning()

    @property
    def is_valid(self) -> bool:
        """Whether what is typed can be a folder for all projects."""
        typed = self.folder.filePath().strip()
        return not typed or Path(typed).expanduser().is_absolute()

    def apply(self) -> None:
        """Keep what is shown; downloads that run are told."""
        settings = self._settings
        settings.set_text(DOWNLOAD_FOLDER, self.folder.filePath().strip())
        wanted = self.at_once.value(), self.limit.currentData()
        if wanted != (settings.downloads_at_once(), settings.download_limit()):
            settings.set_downloads_at_once(wanted[0])
            settings.set_download_limit(wanted[1])
            self._news.downloads_changed.emit()

    def _fill(self) -> None:
        self.at_once.setRange(1, AT_ONCE_MAX)
        self.at_once.setValue(self._settings.downloads_at_once())
        self.at_once.setAccessibleName(tr("Downloads at the same time"))
        chosen = self._settings.download_limit()
        for limit in sorted({*LIMITS, chosen}):
            self.limit.addItem(limit_text(limit), limit)
        self.limit.setCurrentIndex(self.limit.findData(chosen))
        self.limit.setAccessibleName(tr("Speed of all downloads together"))
        self.limit.setToolTip(tr("What all downloads together take of your line at most"))

    def _show_warning(self) -> None:
        typed = self.folder.filePath().strip()
        if not self.is_valid:
            self.warning.setText(tr("Give the full path of the folder."))
        else:
            self.warning.setText(tr("This folder does not exist yet; the first download makes it."))
        self.warning.setVisible(bool(typed) and not Path(typed).expanduser().is_dir())
