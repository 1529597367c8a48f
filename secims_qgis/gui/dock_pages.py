"""What belongs to the dock and lies outside of it: the help, and the page of options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtWidgets import QAction

from secims_qgis.gui.help_desk import HelpDesk, HelpKey, page_about
from secims_qgis.gui.help_pages import HelpPage
from secims_qgis.gui.options_page import OptionsNews, OptionsPageFactory
from secims_qgis.gui.settings import PluginSettings
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QIcon
    from qgis.PyQt.QtWidgets import QWidget

    from secims_qgis.gui.dock import SecimsDock
    from secims_qgis.gui.dock_body import DockBody


class DockPages:
    """Opens them from the dock, and tells the dock what was set."""

    def __init__(
        self, dock: SecimsDock, window: QWidget, icon: QIcon, show_options: Callable[[], None]
    ) -> None:
        self._dock, self._window, self._show_options = dock, window, show_options
        self.help = HelpDesk()
        self.help_entry = QAction(icon, tr("SEC-IMS"), window)
        self.help_entry.setObjectName("mActionSecimsHelp")
        self.help_entry.triggered.connect(lambda _checked=False: self.show_help(HelpPage.INDEX))
        news = OptionsNews(dock)
        news.catalogues_changed.connect(self._use_catalogues)
        news.purpose_changed.connect(self._use_purpose)
        news.downloads_changed.connect(self._use_downloads)
        self.options = OptionsPageFactory(icon, news)
        HelpKey(dock, self._help_on_dock)
        dock.body_built.connect(self._connect_body)

    def show_help(self, page: HelpPage) -> None:
        """Show a page of the help."""
        self.help.show_page(self._window, page)

    def close(self) -> None:
        """Take everything away."""
        self.help.close()
        self.help_entry.setParent(None)
        self.help_entry.deleteLater()

    def _connect_body(self, body: DockBody) -> None:
        body.catalogues.help_wanted.connect(self._help_on_dock)
        body.catalogues.options_wanted.connect(self._show_options)

    def _help_on_dock(self) -> None:
        self.show_help(page_about(self._dock.body))

    def _use_catalogues(self) -> None:
        if self._dock.body is not None:
            self._dock.body.catalogues.refresh()
            self._dock.body.use_connection(PluginSettings().active_connection())

    def _use_purpose(self) -> None:
        if self._dock.body is not None:
            self._dock.body.record.purpose.choose(PluginSettings().purpose())

    def _use_downloads(self) -> None:
        """Let the running queue know; it has read the settings when it was made."""
        if self._dock.body is not None:
            settings, queue = PluginSettings(), self._dock.body.queue
            queue.set_at_once(settings.downloads_at_once())
            queue.set_limit(settings.download_limit())
