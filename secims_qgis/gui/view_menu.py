"""What the menu of a layer in the layer tree offers for live layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QAction, QMenu

from secims_qgis.gui import theme
from secims_qgis.gui.view_kinds import is_live, is_live_raster
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtWidgets import QMainWindow


class ViewMenu(QObject):
    """Adds to the menu each time it opens, so that nothing is left in it when the plugin goes."""

    refresh_wanted = pyqtSignal(object)
    settings_wanted = pyqtSignal(object)

    def __init__(self, window: QMainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = window.findChild(QgsLayerTreeView)
        if self._tree is not None:
            self._tree.contextMenuAboutToShow.connect(self._add_to)

    def stop(self) -> None:
        """Add nothing any more."""
        if self._tree is not None:
            self._tree.contextMenuAboutToShow.disconnect(self._add_to)
            self._tree = None

    @pyqtSlot(QMenu)
    def _add_to(self, menu: QMenu) -> None:
        layers = [layer for layer in self._tree.selectedLayers() if is_live(layer)]
        if not layers:
            return
        menu.addSeparator()
        refresh = QAction(theme.icon("mActionRefresh"), tr("Refresh from Server"), menu)
        refresh.triggered.connect(lambda _checked=False: self._refresh(layers))
        menu.addAction(refresh)
        if len(layers) == 1 and is_live_raster(layers[0]):
            settings = QAction(theme.icon("mActionOptions"), tr("Live Data…"), menu)
            settings.triggered.connect(lambda _checked=False: self.settings_wanted.emit(layers[0]))
            menu.addAction(settings)

    def _refresh(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            self.refresh_wanted.emit(layer)
