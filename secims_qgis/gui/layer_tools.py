"""What the plugin adds to the layer tree: marks, entries of the layers' menu, the check of all layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsMapLayer
from qgis.gui import QgsLayerTreeView, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QMenu, QPushButton

from secims_qgis.crs import last_change, title_in_words
from secims_qgis.gui import theme
from secims_qgis.gui.crs_indicators import CrsIndicators
from secims_qgis.gui.crs_words import QUIET, checked_words
from secims_qgis.gui.layer_verdict import note_verdict
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.project_check import ProjectCheck
from secims_qgis.gui.report_source import source_of
from secims_qgis.network.errors import SecimsError
from secims_qgis.project.position import Position, check_position
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.workspace import Workspace

BRIEF_S = 8


class LayerTools(QObject):
    """Made with QGIS's window, not with the dock: layers are wrong whether the dock is open or not."""

    report_wanted = pyqtSignal(object, object)
    """A ReportSource and its CrsReport are to be shown."""
    list_wanted = pyqtSignal(object)
    """The Positions of a check of all layers are to be shown, worst first."""

    def __init__(self, view: QgsLayerTreeView, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._project, self._bar = view, workspace.project, workspace.message_bar
        self._items: list[QgsMessageBarItem] = []
        self._is_stopped = False
        self.indicators = CrsIndicators(view, workspace.project, self)
        self.project_check = ProjectCheck(workspace.project, self)
        self.indicators.report_wanted.connect(self.show_report)
        self.indicators.check_wanted.connect(self._check_later)
        self.project_check.finished.connect(self._say_checked)
        view.contextMenuAboutToShow.connect(self._extend)

    def stop(self) -> None:
        """Take everything off again; a second time does nothing."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self._view.contextMenuAboutToShow.disconnect(self._extend)
        self.project_check.stop()
        self.indicators.stop()
        for item in list(self._items):
            if not sip.isdeleted(item):
                self._bar.popWidget(item)
        self._items.clear()

    def show_report(self, layer: QgsMapLayer) -> None:
        """Check a layer and show what was found."""
        position = check_position(layer, self._project)
        note_verdict(layer, position.report)
        self.report_wanted.emit(source_of(position, self._project), position.report)

    def undo(self, layer: QgsMapLayer) -> None:
        """Take back the last remedy of a layer."""
        change = last_change(layer, self._project)
        if change is None:
            return
        try:
            change.undo()
        except SecimsError as error:
            self._say(explain(error, Activity.MEND).sentence, Qgis.MessageLevel.Warning)
            return
        note_verdict(layer, check_position(layer, self._project).report)
        title = title_in_words(change.note.title)
        self._say(
            tr("{layer}: “{title}” was undone.").format(layer=layer.name(), title=title),
            Qgis.MessageLevel.Success,
        )

    def check_all(self) -> None:
        """Check all layers of the project, also those that did not come from a catalogue."""
        self.project_check.start()

    def _extend(self, menu: QMenu) -> None:
        layers = self._view.selectedLayers()
        if not layers:
            return
        menu.addSeparator()
        if len(layers) == 1:
            layer = layers[0]
            check = self._entry(menu, tr("Check Position"), "propertyicons/CRS")
            check.triggered.connect(lambda _checked=False: self.show_report(layer))
            change = last_change(layer, self._project)
            if change is not None:
                undo = self._entry(menu, tr("Undo CRS Change"), "mActionUndo")
                undo.setToolTip(title_in_words(change.note.title))
                undo.triggered.connect(lambda _checked=False: self.undo(layer))
            return
        check = self._entry(menu, tr("Check Positions"), "propertyicons/CRS")
        check.triggered.connect(lambda _checked=False: self.project_check.start(layers))

    def _entry(self, menu: QMenu, text: str, icon: str) -> QAction:
        action = QAction(theme.icon(icon), text, menu)
        menu.addAction(action)
        return action

    def _check_later(self, layer: QgsMapLayer) -> None:
        """After whoever changed the CRS has finished; a remedy notes the new verdict itself."""
        QTimer.singleShot(0, lambda: self._check_quietly(layer))

    def _check_quietly(self, layer: QgsMapLayer) -> None:
        if not sip.isdeleted(layer) and self._project.mapLayer(layer.id()) is not None:
            note_verdict(layer, check_position(layer, self._project).report)

    def _say_checked(self, positions: tuple[Position, ...]) -> None:
        doubtful = [item for item in positions if item.report.verdict not in QUIET]
        text = checked_words(len(positions), len(doubtful))
        if doubtful:
            self._say(text, Qgis.MessageLevel.Warning, positions)
        else:
            self._say(text, Qgis.MessageLevel.Success)

    def _say(self, text: str, level: Qgis.MessageLevel, shown: tuple[Position, ...] = ()) -> None:
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        item = QgsMessageBarItem(tr("SEC-IMS"), plain, level, 0 if shown else BRIEF_S)
        if shown:
            button = QPushButton(tr("Show"), item)
            button.clicked.connect(lambda _checked=False: self._show_list(item, shown))
            item.layout().addWidget(button)
        self._items = [old for old in self._items if not sip.isdeleted(old)] + [item]
        self._bar.pushItem(item)

    def _show_list(self, item: QgsMessageBarItem, positions: tuple[Position, ...]) -> None:
        self.list_wanted.emit(positions)
        self._bar.popWidget(item)
