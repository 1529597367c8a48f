"""A mark in the layer tree beside every layer that is not where it should be; a click opens its report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Callable

from qgis.core import QgsLayerTree, QgsLayerTreeNode, QgsMapLayer, QgsProject
from qgis.gui import QgsLayerTreeView, QgsLayerTreeViewIndicator
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QModelIndex, QObject, pyqtSignal

from secims_qgis.crs import CRS_REMEDY_PROPERTY, last_change
from secims_qgis.gui import theme
from secims_qgis.gui.crs_words import ALARMING, verdict_words
from secims_qgis.gui.layer_verdict import VERDICT_PROPERTY, verdict_of
from secims_qgis.gui.left_records import LeftRecords
from secims_qgis.model import CrsVerdict, RemedyAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsLayerTreeLayer

_SHOWN = ALARMING | {CrsVerdict.DIFFERS}


class CrsIndicators(QObject):
    """Follows the verdicts that are kept on the layers; ``stop`` takes all marks off the tree."""

    report_wanted = pyqtSignal(object)
    """The layer whose mark was clicked."""
    check_wanted = pyqtSignal(object)
    """The layer whose CRS has changed since it was checked."""

    def __init__(self, view: QgsLayerTreeView, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._project = view, project
        self._marks: dict[str, QgsLayerTreeViewIndicator] = {}
        self._watched: dict[str, tuple[QgsMapLayer, Callable[[str], None], Callable[[], None]]] = {}
        project.layersAdded.connect(self._watch)
        project.layersWillBeRemoved.connect(self._forget)
        root = project.layerTreeRoot()
        # A layer that is dragged to another group gets another node.
        root.addedChildren.connect(self._nodes_added)
        root.removedChildren.connect(self._nodes_removed)
        self._watch(list(project.mapLayers().values()))

    def marked(self) -> tuple[str, ...]:
        """Return the ids of the layers that have a mark."""
        return tuple(self._marks)

    def refresh(self, layer: QgsMapLayer) -> None:
        """Give a layer the mark that it deserves, or none."""
        self._unmark(layer.id())
        node, verdict = self._node_of(layer), verdict_of(layer)
        if node is None or verdict not in _SHOWN or self._is_left(layer):
            return
        mark = QgsLayerTreeViewIndicator(self)
        mark.setIcon(theme.icon("mIconWarning" if verdict in ALARMING else "mIndicatorLowAccuracy"))
        mark.setToolTip(tr("{problem}. Click for the report.").format(problem=verdict_words(verdict)))
        mark.clicked.connect(self._clicked)
        self._view.addIndicator(node, mark)
        self._marks[layer.id()] = mark

    def stop(self) -> None:
        """Take all marks off, and follow nothing any more."""
        root = self._project.layerTreeRoot()
        root.removedChildren.disconnect(self._nodes_removed)
        root.addedChildren.disconnect(self._nodes_added)
        self._project.layersWillBeRemoved.disconnect(self._forget)
        self._project.layersAdded.disconnect(self._watch)
        for layer_id in list(self._watched):
            self._forget([layer_id])

    def _watch(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            if layer.id() not in self._watched:
                noted, changed = partial(self._property_changed, layer), partial(self._crs_changed, layer)
                layer.customPropertyChanged.connect(noted)
                layer.crsChanged.connect(changed)
                self._watched[layer.id()] = (layer, noted, changed)
            self.refresh(layer)

    def _forget(self, layer_ids: list[str]) -> None:
        for layer_id in layer_ids:
            self._unmark(layer_id)
            layer, noted, changed = self._watched.pop(layer_id, (None, None, None))
            if layer is not None and not sip.isdeleted(layer):
                layer.crsChanged.disconnect(changed)
                layer.customPropertyChanged.disconnect(noted)

    def _property_changed(self, layer: QgsMapLayer, key: str) -> None:
        if key in {VERDICT_PROPERTY, CRS_REMEDY_PROPERTY}:
            self.refresh(layer)

    def _crs_changed(self, layer: QgsMapLayer) -> None:
        """Somebody set a CRS by hand, or a remedy did: what was found before holds no more."""
        if verdict_of(layer) is not None:
            self.check_wanted.emit(layer)

    def _nodes_added(self, node: QgsLayerTreeNode, first: int, last: int) -> None:
        for child in node.children()[first : last + 1]:
            nodes = [child] if QgsLayerTree.isLayer(child) else child.findLayers()
            for item in nodes:
                if item.layer() is not None:
                    self.refresh(item.layer())

    def _nodes_removed(self, _node: QgsLayerTreeNode, _first: int, _last: int) -> None:
        """A dragged layer is in the tree twice for a moment; what is marked must be the one that stays."""
        for layer_id in list(self._marks):
            self.refresh(self._watched[layer_id][0])

    def _clicked(self, index: QModelIndex) -> None:
        node = self._view.index2node(index)
        if node is not None and QgsLayerTree.isLayer(node) and node.layer() is not None:
            self.report_wanted.emit(node.layer())

    def _node_of(self, layer: QgsMapLayer) -> QgsLayerTreeLayer | None:
        return self._project.layerTreeRoot().findLayer(layer.id())

    def _is_left(self, layer: QgsMapLayer) -> bool:
        change = last_change(layer, self._project)
        return LeftRecords().has(layer) or (
            change is not None and change.note.action == RemedyAction.LEAVE.value
        )

    def _unmark(self, layer_id: str) -> None:
        mark = self._marks.pop(layer_id, None)
        if mark is None or sip.isdeleted(mark):
            return
        node = self._project.layerTreeRoot().findLayer(layer_id)
        if node is not None:
            self._view.removeIndicator(node, mark)
        mark.deleteLater()
