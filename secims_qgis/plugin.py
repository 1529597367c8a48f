"""Composition root: what the plugin adds to QGIS, and takes away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from secims_qgis.gui.dock import SecimsDock
from secims_qgis.gui.dock_pages import DockPages
from secims_qgis.gui.language import Language
from secims_qgis.gui.layer_tools_start import LayerToolsStart
from secims_qgis.gui.options_page import PAGE_KEY
from secims_qgis.gui.settings import DOCK_VISIBLE, PluginSettings
from secims_qgis.gui.theme import icon
from secims_qgis.gui.workspace import Workspace
from secims_qgis.paths import resource
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProcessingProvider
    from qgis.gui import QgisInterface

    from secims_qgis.gui.offline_layer import OfflineLayers
    from secims_qgis.gui.view_control import ViewControl

MENU = "SEC-IMS"
SHORTCUT = "Ctrl+Alt+S"


class SecimsPlugin:
    """The only place that knows ``iface``."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._provider: QgsProcessingProvider | None = None
        self._actions: list[QAction] = []
        self._views: ViewControl | None = None
        self._offline: OfflineLayers | None = None
        self._pages: DockPages | None = None
        self._layer_tools: LayerToolsStart | None = None
        self.dock: SecimsDock | None = None
        self._language = Language()
        self._language.start()

    def initProcessing(self) -> None:
        """Add the algorithms, and the providers of live rasters; called alone by ``qgis_process``.

        QGIS has no way to take a provider away, so ``unload`` leaves them.
        """
        from secims_qgis.live.crs_threads import keep_worker_threads
        from secims_qgis.live.lon_lat import meet_lon_lat
        from secims_qgis.live.raster_registry import register_providers
        from secims_qgis.processing.provider import SecimsProvider

        keep_worker_threads()
        meet_lon_lat()
        register_providers()
        self._provider = SecimsProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add dock, menu entry, toolbar button and algorithms."""
        self.initProcessing()
        self._follow_project(QgsProject.instance())
        dock = self._add_dock()
        self._add_actions(dock)
        self._add_views()
        self._add_offline()
        self._add_pages(dock)
        self._add_layer_tools(dock)

    def unload(self) -> None:
        """Remove everything that was added, in reverse."""
        self._remove_layer_tools()
        self._remove_pages()
        self._remove_offline()
        self._remove_views()
        self._remove_actions()
        self._remove_dock()
        self._leave_project(QgsProject.instance())
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        self._release_tiles()
        self._language.stop()

    def _release_tiles(self) -> None:
        from secims_qgis.live.raster_registry import release_tiles

        release_tiles()

    def _add_views(self) -> None:
        from secims_qgis.gui.view_control import ViewControl

        self._views = ViewControl(self._workspace(), self._extract)

    def _extract(self, layer: QgsMapLayer) -> None:
        from secims_qgis.project.offline import live_data

        if self._offline is not None and live_data(layer) is not None:
            self._offline.extract(layer)
        else:
            self._show_record(layer)

    def _show_record(self, layer: QgsMapLayer) -> None:
        from secims_qgis.gui.view_record import show_record

        if self.dock is not None:
            show_record(self.dock, layer)

    def _add_offline(self) -> None:
        from secims_qgis.gui.offline_layer import OfflineLayers

        self._offline = OfflineLayers(self._workspace())

    def _remove_offline(self) -> None:
        offline, self._offline = self._offline, None
        if offline is not None:
            offline.stop()
            offline.deleteLater()

    def _remove_views(self) -> None:
        views, self._views = self._views, None
        if views is not None:
            views.stop()
            views.deleteLater()

    def _add_dock(self) -> SecimsDock:
        dock = SecimsDock(self._workspace(), self._iface.mainWindow())
        was_visible = PluginSettings().flag(DOCK_VISIBLE, default=False)
        # Adds it to View > Panels too, and shows it; QGIS then restores where it was.
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._iface.mainWindow().restoreDockWidget(dock)
        dock.setVisible(was_visible)
        self.dock = dock
        return dock

    def _add_pages(self, dock: SecimsDock) -> None:
        self._pages = DockPages(dock, self._iface.mainWindow(), _icon(), self._show_options)
        self._iface.pluginHelpMenu().addAction(self._pages.help_entry)
        self._iface.registerOptionsWidgetFactory(self._pages.options)

    def _remove_pages(self) -> None:
        pages, self._pages = self._pages, None
        if pages is not None:
            self._iface.unregisterOptionsWidgetFactory(pages.options)
            self._iface.pluginHelpMenu().removeAction(pages.help_entry)
            pages.close()

    def _add_layer_tools(self, dock: SecimsDock) -> None:
        self._layer_tools = LayerToolsStart(self._iface.layerTreeView(), self._workspace(), dock)

    def _remove_layer_tools(self) -> None:
        tools, self._layer_tools = self._layer_tools, None
        if tools is not None:
            tools.stop()

    def _check_layers(self) -> None:
        if self._layer_tools is not None:
            self._layer_tools.check_all()

    def _remove_dock(self) -> None:
        dock, self.dock = self.dock, None
        if dock is None:
            return
        PluginSettings().set_flag(DOCK_VISIBLE, not dock.isHidden())
        dock.stop()
        self._iface.removeDockWidget(dock)
        dock.setParent(None)
        dock.deleteLater()

    def _add_actions(self, dock: SecimsDock) -> None:
        window = self._iface.mainWindow()
        show = QAction(_icon(), tr("SEC-IMS Catalogue"), window)
        show.setObjectName("mActionSecimsDock")
        show.setToolTip(tr("Search the spatial data of Saint Lucia"))
        show.setCheckable(True)
        dock.setToggleVisibilityAction(show)
        search = QAction(_icon(), tr("Search in SEC-IMS"), window)
        search.setObjectName("mActionSecimsSearch")
        search.triggered.connect(self._focus_search)
        window.addAction(search)
        QgsGui.shortcutsManager().registerAction(search, SHORTCUT)
        self._iface.addToolBarIcon(show)
        self._iface.addPluginToWebMenu(MENU, show)
        check = QAction(icon("propertyicons/CRS"), tr("Check Positions of All Layers"), window)
        check.setObjectName("mActionSecimsCheckLayers")
        check.triggered.connect(self._check_layers)
        self._iface.addPluginToWebMenu(MENU, search)
        self._iface.addPluginToWebMenu(MENU, check)
        self._actions = [show, search, check]

    def _remove_actions(self) -> None:
        window = self._iface.mainWindow()
        for action in reversed(self._actions):
            self._iface.removePluginWebMenu(MENU, action)
            self._iface.removeToolBarIcon(action)
            QgsGui.shortcutsManager().unregisterAction(action)
            window.removeAction(action)
            action.setParent(None)
            action.deleteLater()
        self._actions.clear()

    def _follow_project(self, project: QgsProject) -> None:
        """See to the layers of projects that are opened and saved, and of the one that is open."""
        from secims_qgis.project.reopening import added, point_to_gateway, reopened, tree_written, written

        project.readMapLayer.connect(reopened)
        project.layerWasAdded.connect(added)
        project.writeMapLayer.connect(written)
        project.writeProject.connect(tree_written)
        for layer in project.mapLayers().values():
            point_to_gateway(layer)

    def _leave_project(self, project: QgsProject) -> None:
        from secims_qgis.project.reopening import added, close_gateway, reopened, tree_written, written

        project.writeProject.disconnect(tree_written)
        project.writeMapLayer.disconnect(written)
        project.layerWasAdded.disconnect(added)
        project.readMapLayer.disconnect(reopened)
        close_gateway()

    def _focus_search(self) -> None:
        if self.dock is not None:
            self.dock.focus_search()

    def _workspace(self) -> Workspace:
        iface = self._iface
        return Workspace(
            canvas=iface.mapCanvas(),
            message_bar=iface.messageBar(),
            project=QgsProject.instance(),
            tasks=QgsApplication.taskManager(),
            main_window=iface.mainWindow(),
            show_network_settings=self._show_network_settings,
        )

    def _show_options(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE_KEY)

    def _show_network_settings(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), "mOptionsPageNetwork")


def _icon() -> QIcon:
    return QIcon(str(resource("icon.svg")))
