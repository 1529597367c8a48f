"""The plugin in a window that offers what QGIS's interface object offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsLayerTreeModel, QgsProject
from qgis.gui import QgsGui, QgsLayerTreeView
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QToolBar

from secims_qgis import classFactory
from secims_qgis.gui.settings import DOCK_VISIBLE

ROOT = Path(__file__).resolve().parents[2]


class Interface:
    """The part of QgisInterface that the plugin uses, on a real main window."""

    def __init__(self, window):
        self._window = window
        self.tools, self.web, self.panels = QToolBar(window), QMenu("Web", window), QMenu("Panels", window)
        self.help = QMenu("Plugins", window)
        self.factories = []
        self._menus = {}
        self.options_opened = []
        self.layer_tree = QgsLayerTreeView(window)
        self.layer_tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), window))

    def mainWindow(self):
        return self._window

    def mapCanvas(self):
        return self._window.canvas

    def messageBar(self):
        return self._window.bar

    def layerTreeView(self):
        return self.layer_tree

    def addDockWidget(self, area, dock):
        self._window.addDockWidget(area, dock)
        self.panels.addAction(dock.toggleViewAction())
        dock.show()

    def removeDockWidget(self, dock):
        self._window.removeDockWidget(dock)
        self.panels.removeAction(dock.toggleViewAction())

    def addToolBarIcon(self, action):
        self.tools.addAction(action)

    def removeToolBarIcon(self, action):
        self.tools.removeAction(action)

    def addPluginToWebMenu(self, name, action):
        menu = self._menus.setdefault(name, QMenu(name, self._window))
        self.web.addMenu(menu)
        menu.addAction(action)

    def removePluginWebMenu(self, name, action):
        menu = self._menus[name]
        menu.removeAction(action)
        if menu.isEmpty():
            self.web.removeAction(menu.menuAction())
            del self._menus[name]

    def pluginHelpMenu(self):
        return self.help

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)

    def showOptionsDialog(self, _parent, page):
        self.options_opened.append(page)


@pytest.fixture
def iface(window, project, settings):
    return Interface(window)


def traces(iface):
    """What a plugin may have left in QGIS."""
    window = iface.mainWindow()
    return {
        "docks": [dock.objectName() for dock in window.findChildren(QDockWidget)],
        "tools": [action.text() for action in iface.tools.actions()],
        "web": [action.text() for action in iface.web.actions()],
        "panels": [action.text() for action in iface.panels.actions()],
        "help": [action.text() for action in iface.help.actions()],
        "options": [factory.key() for factory in iface.factories],
        "actions": [a.objectName() for a in window.findChildren(QAction) if "Secims" in a.objectName()],
        "shortcuts": [a.objectName() for a in QgsGui.shortcutsManager().listActions()],
        "providers": sorted(item.id() for item in QgsApplication.processingRegistry().providers()),
        "canvas": len(window.canvas.scene().items()),
        "messages": len(window.bar.items()),
    }


def test_what_the_plugin_adds(iface, qtbot):
    plugin = classFactory(iface)
    plugin.initGui()
    found = traces(iface)
    plugin.unload()
    assert found["docks"] == ["SecimsDock"]
    assert found["tools"] == ["SEC-IMS Catalogue"]
    assert found["web"] == ["SEC-IMS"]
    assert found["panels"] == ["SEC-IMS"]
    assert found["help"] == ["SEC-IMS"]
    assert found["options"] == ["mOptionsPageSecims"]
    assert "mActionSecimsSearch" in found["shortcuts"]
    assert "secims" in found["providers"]


def test_it_unloads_without_a_trace_and_loads_again_twice(iface, window, qtbot, use, server):
    use(server.url("/none"))
    before = traces(iface)
    for _time in range(3):
        plugin = classFactory(iface)
        plugin.initGui()
        window.show()
        plugin.dock.setUserVisible(True)
        qtbot.waitUntil(lambda plugin=plugin: plugin.dock.body is not None, timeout=10_000)
        plugin.unload()
        assert traces(iface) == before


def test_unloading_stops_what_runs(iface, window, qtbot, use, server):
    from tests.fault_server import Fault

    server.serve("/slow/items", fault=Fault.SILENT)
    use(server.url("/slow"))
    plugin = classFactory(iface)
    plugin.initGui()
    window.show()
    plugin.dock.setUserVisible(True)
    qtbot.waitUntil(lambda: plugin.dock.body is not None, timeout=10_000)
    plugin.dock.body.results.bar.set_text("reef")
    qtbot.wait(200)
    plugin.unload()
    assert QgsApplication.taskManager().countActiveTasks() == 0


def test_a_dock_that_was_open_comes_back_and_a_closed_one_does_not(iface, window, settings):
    window.show()
    for is_visible in (True, False):
        settings.set_flag(DOCK_VISIBLE, not is_visible)
        plugin = classFactory(iface)
        plugin.initGui()
        assert plugin.dock.isHidden() is is_visible
        plugin.dock.setVisible(is_visible)
        plugin.unload()
        assert settings.flag(DOCK_VISIBLE, default=not is_visible) is is_visible


def test_the_shortcut_opens_the_dock_on_the_search_line(iface, window, qtbot, use, server):
    use(server.url("/none"))
    plugin = classFactory(iface)
    plugin.initGui()
    window.show()
    search = next(a for a in window.findChildren(QAction) if a.objectName() == "mActionSecimsSearch")
    assert search.shortcut().toString() == "Ctrl+Alt+S"
    search.trigger()
    qtbot.waitUntil(lambda: plugin.dock.body is not None, timeout=10_000)
    line = plugin.dock.body.results.bar.line
    assert window.focusWidget() is line
    plugin.unload()


def test_the_network_settings_of_qgis_are_opened_on_their_page(iface, window, qtbot):
    plugin = classFactory(iface)
    plugin.initGui()
    plugin._workspace().show_network_settings()
    plugin.unload()
    assert iface.options_opened == ["mOptionsPageNetwork"]


def test_heavy_modules_wait_until_they_are_needed():
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], True); app.initQgis();"
        "import secims_qgis.plugin, secims_qgis.processing.provider;"
        "print([name for name in ('requests', 'owslib', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr
