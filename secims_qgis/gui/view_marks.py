"""A mark in the layer tree beside each live raster whose last drawing was not all that it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsLayerTree
from qgis.gui import QgsLayerTreeView, QgsLayerTreeViewIndicator
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QModelIndex, QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui import theme
from secims_qgis.gui.view_kinds import is_live_raster
from secims_qgis.gui.view_words import mark_words

if TYPE_CHECKING:
    from qgis.core import QgsLayerTreeLayer, QgsProject
    from qgis.PyQt.QtWidgets import QMainWindow

    from secims_qgis.live.coverage_state import ViewState


class ViewMarks(QObject):
    """Stays where the message bar's message is closed; ``stop`` takes all marks off."""

    settings_wanted = pyqtSignal(object)
    refresh_wanted = pyqtSignal(object)

    def __init__(self, window: QMainWindow, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree, self._project = window.findChild(QgsLayerTreeView), project
        self._marks: dict[str, QgsLayerTreeViewIndicator] = {}
        self._states: dict[str, ViewState] = {}
        if self._tree is not None:
            # A layer that is dragged to another group gets another node, and has two for a moment.
            project.layerTreeRoot().addedChildren.connect(self._mark_all)
            project.layerTreeRoot().removedChildren.connect(self._mark_all)

    def stop(self) -> None:
        """Take all marks off."""
        if self._tree is not None:
            self._project.layerTreeRoot().removedChildren.disconnect(self._mark_all)
            self._project.layerTreeRoot().addedChildren.disconnect(self._mark_all)
            for layer_id in list(self._marks):
                self._unmark(layer_id)
            self._tree = None

    @pyqtSlot(str, object)
    def take(self, key: str, state: ViewState) -> None:
        """Mark the layers of a source by what their drawing showed; on the GUI thread."""
        self._states[key] = state
        self._mark_all()

    @pyqtSlot()
    def _mark_all(self, *_where: object) -> None:
        from secims_qgis.live.coverage import source_key

        layers = [layer for layer in self._project.mapLayers().values() if is_live_raster(layer)]
        keys = {layer.id(): source_key(layer) for layer in layers}
        self._states = {key: state for key, state in self._states.items() if key in keys.values()}
        for layer_id in set(self._marks) | set(keys):
            self._unmark(layer_id)
            state = self._states.get(keys.get(layer_id, ""))
            if state is not None:
                self._mark(layer_id, state)

    def _mark(self, layer_id: str, state: ViewState) -> None:
        words, icon = mark_words(state)
        node: QgsLayerTreeLayer | None = self._project.layerTreeRoot().findLayer(layer_id)
        if not words or node is None or self._tree is None:
            return
        mark = QgsLayerTreeViewIndicator(self)
        mark.setIcon(theme.icon(icon))
        mark.setToolTip(words)
        mark.clicked.connect(self._clicked)
        self._tree.addIndicator(node, mark)
        self._marks[layer_id] = mark

    def _unmark(self, layer_id: str) -> None:
        mark = self._marks.pop(layer_id, None)
        if mark is None or sip.isdeleted(mark):
            return
        node = self._project.layerTreeRoot().findLayer(layer_id)
        if node is not None and self._tree is not None:
            self._tree.removeIndicator(node, mark)
        mark.deleteLater()

    @pyqtSlot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        from secims_qgis.live.coverage import source_key
        from secims_qgis.live.coverage_state import View

        node = self._tree.index2node(index) if self._tree is not None else None
        if node is None or not QgsLayerTree.isLayer(node) or node.layer() is None:
            return
        state = self._states.get(source_key(node.layer()))
        is_preview = state is not None and state.view is View.PREVIEW
        (self.settings_wanted if is_preview else self.refresh_wanted).emit(node.layer())
