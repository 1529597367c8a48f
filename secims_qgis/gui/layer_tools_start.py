"""Brings the marks and menus of the layer tree up soon after QGIS has started, not while it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSlot

from secims_qgis.gui.services import LoadTask
from secims_qgis.gui.tasks import TaskKeeper

if TYPE_CHECKING:
    from qgis.gui import QgsLayerTreeView

    from secims_qgis.gui.dock import SecimsDock
    from secims_qgis.gui.layer_tools import LayerTools
    from secims_qgis.gui.workspace import Workspace

MODULE = "secims_qgis.gui.layer_tools"


class LayerToolsStart(QObject):
    """Imports the parts off the GUI thread, then makes them and connects them to the dock."""

    def __init__(self, view: QgsLayerTreeView, workspace: Workspace, dock: SecimsDock) -> None:
        super().__init__(dock)
        self._view, self._workspace, self._dock = view, workspace, dock
        self.tools: LayerTools | None = None
        self._wants_check = False
        self._is_stopped = False
        self._loading = TaskKeeper(workspace.tasks, self)
        task = LoadTask((MODULE,))
        task.succeeded.connect(self._build)
        task.failed.connect(self._build)
        self._loading.start(task, 20)

    def check_all(self) -> None:
        """Check all layers of the project, as soon as that is possible."""
        self._wants_check = self.tools is None
        if self.tools is not None:
            self.tools.check_all()

    def stop(self) -> None:
        """Take everything off the layer tree."""
        self._is_stopped = True
        self._loading.stop()
        if self.tools is not None:
            self.tools.stop()

    @pyqtSlot(object)
    def _build(self, _outcome: object) -> None:
        if self._is_stopped:
            return
        from secims_qgis.gui.layer_tools import LayerTools

        self.tools = LayerTools(self._view, self._workspace, self)
        dock = self._dock
        self.tools.report_wanted.connect(
            lambda source, report: dock.come_up_and(lambda body: body.show_report(source, report))
        )
        self.tools.list_wanted.connect(
            lambda positions: dock.come_up_and(lambda body: body.show_positions(positions))
        )
        if self._wants_check:
            self.tools.check_all()
