"""The content of the dock: makes its parts and connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QLayout, QVBoxLayout, QWidget

from secims_qgis.download.queue_store import QueueStore
from secims_qgis.gui import theme
from secims_qgis.gui.catalogue_menu import CatalogueMenu
from secims_qgis.gui.context_menus import ContextMenus
from secims_qgis.gui.coverage_note import CoverageNote
from secims_qgis.gui.crs_page import CrsPage
from secims_qgis.gui.dock import HEIGHT_UNITS, WIDTH_UNITS
from secims_qgis.gui.downloads import DownloadQueue
from secims_qgis.gui.downloads_control import DownloadsControl
from secims_qgis.gui.downloads_kept import KeptDownloads
from secims_qgis.gui.downloads_strip import DownloadsStrip
from secims_qgis.gui.extract_control import ExtractWindows, OfferExtracts
from secims_qgis.gui.favourites import Favourites
from secims_qgis.gui.file_folder import FileFolder
from secims_qgis.gui.filter_control import FilterControl
from secims_qgis.gui.first_layer import FirstLayer
from secims_qgis.gui.footprint_control import FootprintControl
from secims_qgis.gui.land import LandReader
from secims_qgis.gui.layer_adder import LayerAdder
from secims_qgis.gui.link_probe import LinkProbe
from secims_qgis.gui.narrowing import Narrowing
from secims_qgis.gui.navigation import Navigation
from secims_qgis.gui.offline_search import OfflineSearch
from secims_qgis.gui.page_flow import PageFlow
from secims_qgis.gui.project_news import ProjectNews
from secims_qgis.gui.raw_document import RawDocuments
from secims_qgis.gui.record_commands import RecordCommands
from secims_qgis.gui.record_family import RecordFamily
from secims_qgis.gui.record_loader import RecordLoader
from secims_qgis.gui.record_lookups import RecordLookUps
from secims_qgis.gui.record_page import RecordPage
from secims_qgis.gui.results_page import ResultsPage
from secims_qgis.gui.saved_copy import SavedCopies
from secims_qgis.gui.search_controller import SearchController
from secims_qgis.gui.search_runner import SearchRunner
from secims_qgis.gui.services import Services
from secims_qgis.gui.settings import PluginSettings
from secims_qgis.gui.start_control import StartControl
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.gui.thumbnails import Thumbnails
from secims_qgis.gui.view_refresh import LayerRefresh

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QResizeEvent

    from secims_qgis.gui.footprints import Footprints
    from secims_qgis.gui.report_source import ReportSource
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.model import Connection, CrsReport
    from secims_qgis.project.position import Position


class DockBody(QWidget):
    """Everything that a person sees of the plugin."""

    seen_wanted = pyqtSignal()
    """There is something to look at: the dock is to be shown."""

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, store: QueueStore | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.settings = PluginSettings()
        self.tasks = TaskKeeper(workspace.tasks, self)
        self.services = Services(self.tasks, self)
        self.thumbnails = Thumbnails(self.tasks, self)
        self.queue = DownloadQueue(self.tasks, self)
        self.adder = LayerAdder(workspace.project, self.services, self.tasks, self.queue)
        self.kept = KeptDownloads(self.queue, store or QueueStore(), workspace.project, self.services)
        self._make_pages()
        self._make_controllers()
        self._lay_out()
        self._connect()
        self.use_connection(self.settings.active_connection())
        self.search.start()

    @property
    def footprints(self) -> Footprints:
        """What is drawn on the map."""
        return self.outlines.footprints

    def focus_search(self) -> None:
        """Give the keyboard to the search line."""
        self.navigation.show_results()
        self.results.bar.line.setFocus()
        self.results.bar.line.selectAll()

    def use_connection(self, connection: Connection) -> None:
        """Search another catalogue."""
        self.thumbnails.set_connection(connection)
        if connection.url != self.search.connection.url:
            self.start.forget_themes()
        self.navigation.show_results()
        self.search.use(connection)

    def set_seen(self, *, is_seen: bool) -> None:
        """Draw on the map only while the dock is seen."""
        self.outlines.set_seen(is_seen=is_seen)
        self.news.set_dock_seen(is_seen=is_seen)

    def stop(self) -> None:
        """Stop all work and leave nothing on the map."""
        self.search.stop()
        self.start.stop()
        self.documents.stop()
        self.copies.stop()
        self.loader.cancel()
        self.probe.stop()
        self.family.stop()
        self.thumbnails.stop()
        self.extract_windows.stop()
        self.adder.stop()
        self.kept.stop()
        self.queue.stop()
        self.news.stop()
        self.first_layer.stop()
        self.outlines.stop()
        self.tasks.stop()

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * WIDTH_UNITS, unit * HEIGHT_UNITS)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.unit(self) * 20, theme.unit(self) * 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.limit_height(self.height())

    def _make_pages(self) -> None:
        self.results = ResultsPage(self.thumbnails, self._workspace.project)
        self.record = RecordPage(self.thumbnails)
        self.land = LandReader(self.record.groups.extent, self.tasks)
        self.report = CrsPage(self._workspace.project, self.tasks)
        self.flow = PageFlow(self.results, self.record, self.report)
        self.strip = DownloadsStrip(self.queue)
        self.outlines = FootprintControl(self.results, self.flow, self._workspace)

    def _make_controllers(self) -> None:
        workspace = self._workspace
        runner = SearchRunner(self.services, self.tasks, self)
        probe = SearchRunner(self.services, self.tasks, self)
        counter = SearchRunner(self.services, self.tasks, self)
        tester = SearchRunner(self.services, self.tasks, self)
        themes = SearchRunner(self.services, self.tasks, self)
        self.copies = SavedCopies(self.tasks, self)
        offline = OfflineSearch(self.copies, self.tasks, (runner, counter, themes))
        self.filters = FilterControl(self.results, counter, self.settings, workspace)
        self.search = SearchController(self.results, self.filters, (runner, probe), self.settings, offline)
        self.favourites = Favourites(self)
        self.start = StartControl(self.results.start, self.search, themes, self.settings, self.favourites)
        self.loader = RecordLoader(self.services, self.tasks, self)
        self.probe = LinkProbe(self.tasks, self)
        self.documents = RawDocuments(self.tasks, workspace.main_window, self)
        menus = ContextMenus(self.results, self.record, self.search, self.favourites)
        self.folder = FileFolder(workspace.project, workspace.main_window)
        self.extract_windows = ExtractWindows(workspace, self.tasks, self)
        self.extracts = OfferExtracts(workspace, self.extract_windows, self.folder, self.adder)
        self.commands = RecordCommands(workspace, self.adder, self.folder, self.search)
        self.navigation = Navigation(
            self.flow, (self.results, self.record), (self.loader, self.probe), self.search, menus
        )
        self.family = RecordFamily(
            (self.record, self.results.model), self.navigation, self.search, self.services, self.tasks
        )
        self.lookups = RecordLookUps(
            self.record, self.navigation, self.search, (self.favourites, self.documents, self.probe)
        )
        self.narrowing = Narrowing(self.filters, self.search, self.navigation)
        self.news = ProjectNews(workspace, self.record, self.adder, self.queue)
        self.first_layer = FirstLayer(workspace, self.adder)
        self.coverage_note = CoverageNote(self.record, workspace)
        self.refresh = LayerRefresh(workspace.project, self.tasks, self)
        self.downloads = DownloadsControl(self.strip, self.queue, self.adder, self.folder, self.services)
        self.catalogues = CatalogueMenu(self.results.bar, self.settings, tester, workspace.main_window)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        # Without this the texts that are shown would keep the dock from becoming narrower again.
        rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        rows.addWidget(self.flow, 1)
        rows.addWidget(self.strip)

    def _connect(self) -> None:
        search, navigation, commands = self.search, self.navigation, self.commands
        search.results_changed.connect(self.outlines.draw)
        search.flavour_found.connect(self._remember)
        search.problem.edit_catalogue_chosen.connect(self.catalogues.edit)
        search.problem.network_settings_chosen.connect(self._workspace.show_network_settings)
        self.catalogues.connection_chosen.connect(self.use_connection)
        navigation.record_selected.connect(self.outlines.select)
        for receiver in (commands.give, self.narrowing.give, self.lookups.give):
            navigation.command_given.connect(receiver)
        self.results.start.favourite_chosen.connect(self.lookups.open_favourite)
        self.record.groups.keyword_clicked.connect(self.narrowing.search_keyword)
        self.loader.record_loaded.connect(lambda record: self.copies.keep(search.connection, (record,)))
        self.results.start.theme_chosen.connect(self.narrowing.search_keyword)
        navigation.map_focus_wanted.connect(self._focus_map)
        navigation.command_given.connect(self.refresh.give)
        for source in (commands, self.refresh):
            source.refused.connect(self.news.say_refused)
        commands.extract_wanted.connect(self.extracts.open)
        self.news.report_wanted.connect(self.show_report)
        self.news.folder_wanted.connect(self._choose_folder)
        self.news.network_settings_wanted.connect(self._workspace.show_network_settings)
        self.news.edit_catalogue_wanted.connect(self.catalogues.edit)
        self.news.command_repeated.connect(commands.give)
        self.report.back_wanted.connect(navigation.leave_report)
        self.report.zoom_wanted.connect(commands.zoom_to_layer)

    def _remember(self, connection: Connection) -> None:
        """Keep what was found out about a catalogue, so that it is not asked again."""
        known = self.settings.active_connection()
        if known.url == connection.url and known.flavour != connection.flavour:
            self.settings.save_connection(connection)
            self.search.connection = connection

    def show_report(self, source: ReportSource, report: CrsReport) -> None:
        """Show the CRS report of a layer."""
        self.report.show_report(source, report)
        self.navigation.show_report()
        self.seen_wanted.emit()

    def show_positions(self, positions: tuple[Position, ...]) -> None:
        """Show what a check of many layers found."""
        self.report.show_positions(positions)
        self.navigation.show_report()
        self.seen_wanted.emit()

    def _choose_folder(self) -> None:
        self.folder.ask()

    def _focus_map(self) -> None:
        self._workspace.canvas.setFocus()
