"""What plugins use of QGIS's main window, without the main window."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsLayerTreeModel, QgsProject
from qgis.gui import QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtWidgets import QMainWindow, QMenu


class Window:
    """The part of QgisInterface that this plugin and MetaSearch call while they start."""

    def __init__(self) -> None:
        self._window = QMainWindow()
        self._canvas = QgsMapCanvas(self._window)
        self._bar = QgsMessageBar(self._window)
        self._layer_tree = QgsLayerTreeView(self._window)
        self._layer_tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self._window))
        self._toolbar = self._window.addToolBar("Plugins")
        self._menu = self._window.menuBar().addMenu("Web")
        self._help = self._window.menuBar().addMenu("Plugins")
        # QGIS's own toolbars have loaded Qt's SVG reader by the time that plugins come.
        QgsApplication.getThemeIcon("/mActionAddLayer.svg").pixmap(24, 24)

    def mainWindow(self) -> QMainWindow:
        return self._window

    def mapCanvas(self) -> QgsMapCanvas:
        return self._canvas

    def messageBar(self) -> QgsMessageBar:
        return self._bar

    def layerTreeView(self) -> QgsLayerTreeView:
        return self._layer_tree

    def addDockWidget(self, area: Any, dock: Any) -> None:
        self._window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: Any) -> None:
        self._window.removeDockWidget(dock)

    def addToolBarIcon(self, action: Any) -> None:
        self._toolbar.addAction(action)

    def removeToolBarIcon(self, action: Any) -> None:
        self._toolbar.removeAction(action)

    def addWebToolBarIcon(self, action: Any) -> None:
        self._toolbar.addAction(action)

    def removeWebToolBarIcon(self, action: Any) -> None:
        self._toolbar.removeAction(action)

    def addPluginToWebMenu(self, _name: str, action: Any) -> None:
        self._menu.addAction(action)

    def removePluginWebMenu(self, _name: str, action: Any) -> None:
        self._menu.removeAction(action)

    def pluginHelpMenu(self) -> QMenu:
        return self._help

    def registerOptionsWidgetFactory(self, factory: Any) -> None:
        """Nothing to measure: QGIS asks a factory for its page when the dialog is opened."""

    def unregisterOptionsWidgetFactory(self, factory: Any) -> None:
        """See above."""
