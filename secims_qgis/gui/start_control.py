"""What the start page offers: recent searches, favourites, and the themes of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject

from secims_qgis.gui.themes import Themes

if TYPE_CHECKING:
    from secims_qgis.gui.favourites import Favourites
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.settings import PluginSettings
    from secims_qgis.gui.start_page import StartPage


class StartControl(QObject):
    """Fills the start page whenever it is shown."""

    def __init__(
        self,
        page: StartPage,
        search: SearchController,
        runner: SearchRunner,
        settings: PluginSettings,
        favourites: Favourites,
    ) -> None:
        super().__init__(page)
        self._page, self._search, self._settings, self._favourites = page, search, settings, favourites
        self._themes = Themes(page, runner)
        search.start_shown.connect(self._fill)
        search.total_found.connect(self._show_themes)
        favourites.changed.connect(self._fill)

    def stop(self) -> None:
        """Ask nothing any more."""
        self._themes.stop()

    def forget_themes(self) -> None:
        """Another catalogue is searched."""
        self._themes.forget()

    def _fill(self) -> None:
        self._page.show_recent(self._settings.recent_searches())
        self._page.show_favourites(self._favourites.of(self._search.connection.url))

    def _show_themes(self, total: int | None) -> None:
        self._themes.show(self._search.connection, total)
