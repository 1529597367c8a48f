"""The page SEC-IMS under Settings > Options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon

PAGE_KEY = "mOptionsPageSecims"
"""By which QGIS opens the page: ``iface.showOptionsDialog(parent, PAGE_KEY)``."""


class OptionsGroup(Protocol):
    """A part of the page: shows what is set, and sets what is shown."""

    def apply(self) -> None:
        """Write what is shown; called by OK."""


class OptionsNews(QObject):
    """Says to the dock that something was set on the page."""

    catalogues_changed = pyqtSignal()
    purpose_changed = pyqtSignal()
    downloads_changed = pyqtSignal()


class OptionsPage(QgsOptionsPageWidget):
    """Groups below each other; QGIS scrolls them where there is no room."""

    def __init__(self, news: OptionsNews, parent: QWidget | None = None) -> None:
        from secims_qgis.gui.options_page_catalogues import CatalogueOptions
        from secims_qgis.gui.options_page_downloads import DownloadOptions
        from secims_qgis.gui.options_page_live import LiveOptions

        super().__init__(parent)
        self.setObjectName(PAGE_KEY)
        self.catalogues = CatalogueOptions(news)
        self.downloads = DownloadOptions(news)
        self.live = LiveOptions()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for group in (self.catalogues, self.downloads, self.live):
            rows.addWidget(group)
        rows.addStretch(1)

    def isValid(self) -> bool:
        return self.downloads.is_valid

    def apply(self) -> None:
        for group in (self.catalogues, self.downloads, self.live):
            group.apply()


class OptionsPageFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    def __init__(self, icon: QIcon, news: OptionsNews) -> None:
        super().__init__(tr("SEC-IMS"), icon)
        self.setKey(PAGE_KEY)
        self._icon, self._news = icon, news

    def icon(self) -> QIcon:
        return self._icon

    def createWidget(self, parent: QWidget | None = None) -> OptionsPage:
        return OptionsPage(self._news, parent)
