"""What the menu of a live layer offers: an extract, offline use, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.core import Qgis, QgsMapLayer, QgsMapLayerStyle, QgsVectorLayer
from qgis.gui import QgsLayerTreeView, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSlot
from qgis.PyQt.QtWidgets import QAction, QMenu, QPushButton

from secims_qgis.gui import theme
from secims_qgis.gui.extract_control import ExtractWindows, free_file
from secims_qgis.gui.extract_order import ExtractSubject, can_be_extracted, result_words, suffix_of
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.offline_service import ServiceTask
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.network.errors import CancelledError, SecimsError
from secims_qgis.project.offline import back_to_live, is_offline, live_data, take_offline
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.extract_task import Extracted
    from secims_qgis.gui.workspace import Workspace

BRIEF_S = 8


class OfflineLayers(QObject):
    """Adds to the menu each time it opens; works whether the dock is open or not."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = TaskKeeper(workspace.tasks, self)
        self.windows = ExtractWindows(workspace, self._tasks, self)
        self._items: list[QgsMessageBarItem] = []
        self._tree = workspace.main_window.findChild(QgsLayerTreeView)
        if self._tree is not None:
            self._tree.contextMenuAboutToShow.connect(self._add_to)

    def stop(self) -> None:
        """Add nothing any more, and stop what runs."""
        if self._tree is not None:
            self._tree.contextMenuAboutToShow.disconnect(self._add_to)
            self._tree = None
        self.windows.stop()
        self._tasks.stop()
        for item in self._items:
            if not sip.isdeleted(item):
                self._workspace.message_bar.popWidget(item)
        self._items.clear()

    def extract(self, layer: QgsMapLayer) -> None:
        """Open the window for an extract of what a live layer shows."""
        self._open(layer, tr("Extract What Is in View"), self._add_beside, wants_layers=True)

    def make_offline(self, layer: QgsMapLayer) -> None:
        """Open the window for the file that a live layer is to read from then on."""
        # Features fit as a whole more often than not; of pixels and tiles, all is seldom meant.
        is_all = isinstance(layer, QgsVectorLayer)
        self._open(layer, tr("Make Available Offline"), self._go_offline, is_all=is_all)

    def go_live(self, layer: QgsMapLayer) -> None:
        """Let a layer read its service again, as soon as that has answered."""
        task = ServiceTask(layer)
        layer_id = layer.id()
        task.succeeded.connect(lambda _answer: self._go_live_now(layer_id))
        task.failed.connect(self._say_failed)
        self._tasks.start(task, 80)

    @pyqtSlot(QMenu)
    def _add_to(self, menu: QMenu) -> None:
        layers = self._tree.selectedLayers() if self._tree is not None else []
        if len(layers) != 1:
            return
        layer = layers[0]
        if is_offline(layer):
            menu.addSeparator()
            self._add_action(menu, "mActionRefresh", tr("Back to Live"), lambda: self.go_live(layer))
            return
        live = live_data(layer)
        if live is None or not can_be_extracted(live.distribution):
            return
        menu.addSeparator()
        self._add_action(
            menu, "algorithms/mAlgorithmClip", tr("Extract What Is in View…"), lambda: self.extract(layer)
        )
        self._add_action(
            menu, "mActionSharingImport", tr("Make Available Offline…"), lambda: self.make_offline(layer)
        )

    def _add_action(self, menu: QMenu, icon: str, text: str, do: Callable[[], None]) -> None:
        action = QAction(theme.icon(icon), text, menu)
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)

    def _open(
        self,
        layer: QgsMapLayer,
        title: str,
        done: Callable[[str, Extracted], None],
        *,
        is_all: bool = False,
        wants_layers: bool = False,
    ) -> None:
        live = live_data(layer)
        if live is None:
            return
        subject = ExtractSubject(live.distribution, layer.name(), live.authcfg, layer.extent(), layer.crs())
        target = free_file(self._folder(), layer.name(), suffix_of(live.distribution))
        layer_id = layer.id()
        self.windows.show(
            title,
            subject,
            target,
            lambda extracted: done(layer_id, extracted),
            is_all=is_all,
            wants_layers=wants_layers,
        )

    def _folder(self) -> Path:
        project = self._workspace.project
        home = project.absolutePath() if project.fileName() else ""
        return (Path(home) / "secims" if home else Path.home()) / "extracts"

    def _go_offline(self, layer_id: str, extracted: Extracted) -> None:
        layer = self._workspace.project.mapLayer(layer_id)
        if layer is None:
            return
        try:
            take_offline(layer, extracted.order.target)
        except SecimsError as error:
            self._say_failed(error)
            return
        text = tr("{name} is read from {file} now: {amount}.").format(
            name=layer.name(), file=extracted.order.target.name, amount=result_words(extracted.result)
        )
        self._say(text, Qgis.MessageLevel.Success, tr("Back to Live"), lambda: self._go_live_by_id(layer_id))

    def _go_live_by_id(self, layer_id: str) -> None:
        layer = self._workspace.project.mapLayer(layer_id)
        if layer is not None and is_offline(layer):
            self.go_live(layer)

    def _go_live_now(self, layer_id: str) -> None:
        layer = self._workspace.project.mapLayer(layer_id)
        if layer is None or not is_offline(layer):
            return
        try:
            back_to_live(layer)
        except SecimsError as error:
            self._say_failed(error)
            return
        self._say(tr("{name} is live again.").format(name=layer.name()), Qgis.MessageLevel.Success)

    def _add_beside(self, layer_id: str, extracted: Extracted) -> None:
        """Add the layers of an extract above the live layer, in its style."""
        project = self._workspace.project
        live = project.mapLayer(layer_id)
        node = project.layerTreeRoot().findLayer(layer_id)
        parent = node.parent() if node is not None else project.layerTreeRoot()
        place = parent.children().index(node) if node is not None else 0
        for layer in extracted.layers:
            if live is not None:
                _dress(layer, live)
            project.addMapLayer(layer, False)
            parent.insertLayer(place, layer)
        text = tr("Added {title}: {amount}.").format(
            title=extracted.order.subject.title, amount=result_words(extracted.result)
        )
        self._say(text, Qgis.MessageLevel.Success)

    def _say_failed(self, error: SecimsError) -> None:
        if not isinstance(error, CancelledError):
            self._say(explain(error, Activity.ADD).sentence, Qgis.MessageLevel.Warning)

    def _say(
        self,
        text: str,
        level: Qgis.MessageLevel,
        button: str = "",
        do: Callable[[], None] | None = None,
    ) -> None:
        bar = self._workspace.message_bar
        item = bar.createMessage(tr("SEC-IMS"), text.replace("<", "‹"))
        if do is not None:
            push = QPushButton(button)
            push.clicked.connect(lambda _checked=False: (do(), bar.popWidget(item)))
            item.layout().addWidget(push)
        item.setLevel(level)
        if level is Qgis.MessageLevel.Success:
            item.setDuration(BRIEF_S)
        self._items = [kept for kept in self._items if not sip.isdeleted(kept)]
        self._items.append(item)
        bar.pushItem(item)


def _dress(layer: QgsMapLayer, live: QgsMapLayer) -> None:
    """Give a layer the style, the metadata and the origin of another, as far as they fit."""
    from secims_qgis.project.provenance import read_provenance, write_provenance

    fits = type(layer) is type(live) and (
        not isinstance(layer, QgsVectorLayer) or layer.geometryType() == live.geometryType()
    )
    if fits:
        style = QgsMapLayerStyle()
        style.readFromLayer(live)
        style.writeToLayer(layer)
    layer.setMetadata(live.metadata())
    provenance = read_provenance(live)
    if provenance is not None:
        write_provenance(layer, provenance)
