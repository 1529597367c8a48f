"""Live coverages and maps in the project: what is said of their views, their menu and their settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Callable

from qgis.core import Qgis, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsRectangle
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSlot

from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.gui.view_files import FileOffers
from secims_qgis.gui.view_kinds import is_coverage, is_live_raster
from secims_qgis.gui.view_marks import ViewMarks
from secims_qgis.gui.view_menu import ViewMenu
from secims_qgis.gui.view_news import ViewNews
from secims_qgis.gui.view_refresh import refresh_layer
from secims_qgis.live.raster_registry import shared
from secims_qgis.network.errors import LiveLayerError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsRasterLayer

    from secims_qgis.gui.view_dialog import ViewChoice, ViewSettings
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.network.errors import SecimsError


def _nothing(_layer: QgsMapLayer) -> None:
    """Stand in where nobody extracts."""


class ViewControl(QObject):
    """Works whether the dock is seen or not: layers come with the project, too."""

    def __init__(self, workspace: Workspace, extract: Callable[[QgsMapLayer], None] = _nothing) -> None:
        """``extract`` offers to save the part of a layer that is in view."""
        super().__init__(workspace.main_window)
        self._workspace, self._project = workspace, workspace.project
        self._tasks = TaskKeeper(workspace.tasks, self)
        self.is_stopped = False
        self.news = ViewNews(workspace.message_bar, workspace.project, self)
        self.menu = ViewMenu(workspace.main_window, self)
        self.marks = ViewMarks(workspace.main_window, workspace.project, self)
        self.files = FileOffers(workspace.message_bar, workspace.project, self)
        shared().news.view_changed.connect(self.news.take)
        shared().news.view_changed.connect(self.marks.take)
        self._project.layersRemoved.connect(self._layers_removed)
        for source in (self.news, self.files):
            source.extract_wanted.connect(extract)
        self.news.zoom_wanted.connect(self.zoom_to_native)
        for source in (self.news, self.menu, self.marks):
            source.settings_wanted.connect(self.show_settings)
            source.refresh_wanted.connect(self.refresh)

    def stop(self) -> None:
        """Take everything back."""
        self.is_stopped = True
        shared().news.view_changed.disconnect(self.news.take)
        shared().news.view_changed.disconnect(self.marks.take)
        self._project.layersRemoved.disconnect(self._layers_removed)
        self.files.stop()
        self.marks.stop()
        self.menu.stop()
        self.news.stop()
        self._tasks.stop()

    @pyqtSlot(object)
    def refresh(self, layer: QgsMapLayer) -> None:
        """Fetch a layer anew: what is kept of it is dropped."""
        refresh_layer(layer, self._tasks)

    @pyqtSlot(object)
    def zoom_to_native(self, layer: QgsMapLayer) -> None:
        """Show the layer with one of its pixels in one of the map, around the middle of the map."""
        canvas, extent = self._workspace.canvas, layer.extent()
        to_layer = QgsCoordinateTransform(
            canvas.mapSettings().destinationCrs(), layer.crs(), self._project.transformContext()
        )
        try:
            middle = to_layer.transform(canvas.center())
        except QgsCsException:
            middle = extent.center()
        if not extent.contains(middle):
            middle = extent.center()
        width = canvas.width() * layer.rasterUnitsPerPixelX()
        height = canvas.height() * layer.rasterUnitsPerPixelY()
        view = QgsRectangle.fromCenterAndSize(QgsPointXY(middle), width, height)
        try:
            canvas.setExtent(to_layer.transformBoundingBox(view, Qgis.TransformDirection.Reverse))
        except QgsCsException:
            return
        canvas.refresh()

    @pyqtSlot(object)
    def show_settings(self, layer: QgsRasterLayer) -> None:
        """Open the settings of a coverage or a map."""
        from secims_qgis.gui.view_dialog import ViewDialog
        from secims_qgis.gui.view_tasks import KeptTask
        from secims_qgis.live.coverage import source_key

        try:
            settings = _settings_of(layer)
        except LiveLayerError:
            return  # a damaged source: QGIS shows the layer as invalid
        dialog = ViewDialog(settings, self._workspace.main_window)
        dialog.chosen.connect(lambda choice: self._apply(layer, choice))
        dialog.refresh_wanted.connect(lambda: self.refresh(layer))
        dialog.refresh_wanted.connect(lambda: dialog.show_kept(0, None))
        task = KeptTask(source_key(layer))
        task.succeeded.connect(lambda kept: None if sip.isdeleted(dialog) else dialog.show_kept(*kept))
        self._tasks.start(task)
        dialog.open()

    def _apply(self, layer: QgsRasterLayer, choice: ViewChoice) -> None:
        from secims_qgis.live.coverage import set_view_budget
        from secims_qgis.live.coverage_choice import show_step
        from secims_qgis.live.coverage_source import read_source

        if sip.isdeleted(layer):
            return
        if choice.budget_mb is not None:
            set_view_budget(layer, choice.budget_mb)
        if choice.step is not None:
            show_step(layer, choice.step)
        if choice.variable is not None:
            self._show_variable(layer, read_source(layer.source()), choice.variable)
        if choice.style is not None:
            self._show_style(layer, choice.style)

    def _show_variable(self, layer: QgsRasterLayer, source: CoverageSource, variable: str) -> None:
        from secims_qgis.gui.view_tasks import VariableTask
        from secims_qgis.network import open_session

        session = open_session(source.authcfg)
        session.bind_credentials(source.url)
        task = VariableTask(source, variable, session)
        task.succeeded.connect(partial(self._variable_found, layer))
        task.failed.connect(self._say_failure)
        self._tasks.start(task, 90)

    def _show_style(self, layer: QgsRasterLayer, style: str) -> None:
        from secims_qgis.gui.view_tasks import StyleTask
        from secims_qgis.live.map_source import read_map_source
        from secims_qgis.network import open_session

        source = read_map_source(layer.source())
        session = open_session(source.authcfg)
        session.bind_credentials(source.url)
        task = StyleTask(layer.source(), style, session)
        task.succeeded.connect(partial(self._style_found, layer))
        task.failed.connect(self._say_failure)
        self._tasks.start(task, 90)

    def _style_found(self, layer: QgsRasterLayer, found: tuple[str, str]) -> None:
        from secims_qgis.live.map_layer import show_style

        if not sip.isdeleted(layer):
            show_style(layer, *found)

    def _variable_found(self, layer: QgsRasterLayer, source: CoverageSource) -> None:
        from secims_qgis.live.coverage_choice import show_source

        if not sip.isdeleted(layer):
            show_source(layer, source)

    def _say_failure(self, error: SecimsError) -> None:
        from secims_qgis.gui.messages import Activity, explain

        message = explain(error, Activity.ADD)
        self._workspace.message_bar.pushMessage(
            "SEC-IMS", message.sentence.replace("<", "‹"), message.level, 0
        )

    @pyqtSlot()
    def _layers_removed(self, *_ids: object) -> None:
        from secims_qgis.live.coverage import source_key

        layers = [layer for layer in self._project.mapLayers().values() if is_live_raster(layer)]
        self.news.forget({source_key(layer) for layer in layers})


def _settings_of(layer: QgsRasterLayer) -> ViewSettings:
    from secims_qgis.gui.view_dialog import ViewSettings
    from secims_qgis.live.coverage import view_budget_mb
    from secims_qgis.live.coverage_choice import choices
    from secims_qgis.live.map_layer import styles_of

    if not is_coverage(layer):
        styles, style = styles_of(layer)
        named = tuple((item.key, item.title) for item in styles)
        own = () if style else (("", tr("As the service shows it")),)
        return ViewSettings(layer.name(), styles=(*own, *named) if named else (), style=style)
    return ViewSettings(layer.name(), view_budget_mb(layer), choices(layer))
