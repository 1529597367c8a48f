"""Live coverages in the map: what is said of a preview, of a server that is away, and what can be set."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsProject,
    QgsRasterFileWriter,
    QgsRasterFileWriterTask,
    QgsRasterPipe,
    QgsRectangle,
)
from qgis.gui import QgsGui, QgsHistoryProviderRegistry, QgsLayerTreeView
from qgis.PyQt.QtWidgets import QMenu, QPushButton

from secims_qgis.gui.view_control import ViewControl
from secims_qgis.gui.view_dialog import ViewDialog
from secims_qgis.gui.view_words import kept_words
from secims_qgis.live import open_layer
from secims_qgis.live.coverage import kept_pixels, source_key, view_budget_mb, view_state
from secims_qgis.live.coverage_choice import choices
from secims_qgis.live.coverage_state import View
from secims_qgis.live.map_layer import styles_of
from secims_qgis.model import Distribution, DistributionKind
from tests.fault_server import fault_server
from tests.live.coverage_server import coverage_server, heights
from tests.live.test_map import styled_service


@pytest.fixture
def coverage():
    with coverage_server(values=heights(3000, 3000)) as server:
        yield server


@pytest.fixture
def tree(window, project):
    """A layer tree like that of QGIS."""
    view = QgsLayerTreeView(window)
    model = QgsLayerTreeModel(project.layerTreeRoot(), view)
    view.setModel(model)
    return view


@pytest.fixture
def shown(qtbot, window, workspace, tree):
    """The plugin's part that looks after views, in a window that is seen."""
    window.resize(500, 400)
    window.show()
    qtbot.waitExposed(window)
    wanted = []
    control = ViewControl(workspace, wanted.append)
    control.wanted = wanted
    yield control
    if not control.is_stopped:
        control.stop()


@pytest.fixture
def layer(coverage, project, window, shown):
    layer = open_layer(
        Distribution(DistributionKind.COVERAGE, f"{coverage.url}/coverage?f=tiff", title="Heights <b>")
    )
    layer.setName("Heights <b>")
    project.addMapLayer(layer)
    window.canvas.setLayers([layer])
    return layer


def _look(qtbot, window, extent: QgsRectangle) -> None:
    """Draw an extent and wait until it is drawn."""
    with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
        window.canvas.setExtent(extent)
        window.canvas.refresh()


def _said(window) -> str:
    item = window.bar.currentItem()
    return item.text() if item is not None else ""


def _press(window, words: str) -> None:
    next(button for button in _buttons(window) if button.text() == words).click()


def _buttons(window) -> list[QPushButton]:
    return window.bar.currentItem().findChildren(QPushButton)


def _part(layer, columns: int) -> QgsRectangle:
    box = layer.extent()
    side = columns * layer.rasterUnitsPerPixelX()
    return QgsRectangle(box.xMinimum(), box.yMaximum() - side, box.xMinimum() + side, box.yMaximum())


class TestMessages:
    def test_a_preview_says_so_and_zooms_in(self, qtbot, window, layer):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        assert "Heights &lt;b>" in _said(window)
        words = {button.text(): button.toolTip() for button in _buttons(window)}
        assert "At most 16 MB" in words["Load 36 MB…"]
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            _press(window, "Zoom In")
        assert window.canvas.mapUnitsPerPixel() == pytest.approx(layer.rasterUnitsPerPixelX(), rel=0.01)
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)
        assert view_state(layer).view is View.FULL

    def test_what_was_closed_is_not_said_again_until_it_was_well(self, qtbot, window, layer):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        window.bar.popWidget(window.bar.currentItem())
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)
        box = layer.extent()
        box.scale(0.95)
        _look(qtbot, window, box)
        assert _said(window) == ""
        _look(qtbot, window, _part(layer, 300))
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)

    def test_a_server_that_is_away_is_tried_again(self, qtbot, window, layer, coverage):
        _look(qtbot, window, _part(layer, 200))
        coverage.stop()
        _look(qtbot, window, _part(layer, 600))
        qtbot.waitUntil(lambda: "cannot be reached" in _said(window), timeout=5_000)
        coverage.start()
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            _press(window, "Try Again")
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)
        assert view_state(layer).view is View.FULL

    def test_a_bad_answer_is_told_with_its_cause(self, qtbot, window, layer, coverage):
        coverage.coverage.fault = "500"
        _look(qtbot, window, _part(layer, 200))
        qtbot.waitUntil(lambda: "could not be drawn" in _said(window), timeout=5_000)
        assert "query error" in _said(window)
        assert "http://" not in _said(window)

    def test_holes_in_a_file_that_qgis_saves_are_told(self, qtbot, window, layer, coverage, tmp_path):
        coverage.coverage.fault = "500"
        pipe = QgsRasterPipe()
        assert pipe.set(layer.dataProvider().clone())
        writer = QgsRasterFileWriter(str(tmp_path / "saved.tif"))
        context = QgsProject.instance().transformContext()
        task = QgsRasterFileWriterTask(writer, pipe, 50, 50, _part(layer, 50), layer.crs(), context)
        QgsApplication.taskManager().addTask(task)
        qtbot.waitUntil(lambda: "values are missing" in _said(window), timeout=20_000)
        assert "query error" in _said(window)
        coverage.coverage.fault = ""
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            _press(window, "Try Again")
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=20_000)

    def test_download_offers_an_extract(self, qtbot, window, layer, shown):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        _press(window, "Download…")
        assert shown.wanted == [layer]

    def test_messages_go_with_their_layer(self, qtbot, window, layer, project):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        window.canvas.setLayers([])
        project.removeMapLayer(layer.id())
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)

    def test_nothing_is_left_when_the_plugin_goes(self, qtbot, window, layer, shown, tree):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        shown.stop()
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)
        menu = QMenu()
        tree.setCurrentLayer(layer)
        tree.contextMenuAboutToShow.emit(menu)
        assert menu.actions() == []


class TestMarks:
    def _tips(self, tree, layer, project) -> list[str]:
        node = project.layerTreeRoot().findLayer(layer.id())
        return [mark.toolTip() for mark in tree.indicators(node)]

    def test_the_layer_tree_shows_what_is_offline(self, qtbot, window, layer, tree, coverage, project, shown):
        _look(qtbot, window, _part(layer, 200))
        assert self._tips(tree, layer, project) == []
        coverage.stop()
        _look(qtbot, window, _part(layer, 600))
        qtbot.waitUntil(lambda: "Offline" in "".join(self._tips(tree, layer, project)), timeout=5_000)
        group = project.layerTreeRoot().addGroup("elsewhere")
        node = project.layerTreeRoot().findLayer(layer.id())
        group.addChildNode(node.clone())
        project.layerTreeRoot().removeChildNode(node)
        assert len(self._tips(tree, layer, project)) == 1
        coverage.start()
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            shown.marks.refresh_wanted.emit(layer)
        qtbot.waitUntil(lambda: self._tips(tree, layer, project) == [], timeout=5_000)

    def test_a_preview_is_marked_until_the_plugin_goes(self, qtbot, window, layer, tree, project, shown):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "Coarse preview" in "".join(self._tips(tree, layer, project)), timeout=5_000)
        shown.stop()
        assert self._tips(tree, layer, project) == []


class TestMenu:
    def test_live_layers_can_be_refreshed(self, qtbot, window, layer, tree, coverage):
        _look(qtbot, window, _part(layer, 200))
        coverage.coverage.values = coverage.coverage.values + 1
        tree.setCurrentLayer(layer)
        menu = QMenu()
        tree.contextMenuAboutToShow.emit(menu)
        words = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert words == ["Refresh from Server", "Live Data…"]
        asked = len(coverage.windows)
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            menu.actions()[1].trigger()
        assert len(coverage.windows) == asked + 1
        block = layer.dataProvider().block(1, _part(layer, 10), 10, 10)
        assert block.value(3, 3) == pytest.approx(4.003)

    def test_other_layers_have_their_own_menu(self, project, shown, tree):
        from qgis.core import QgsVectorLayer

        other = QgsVectorLayer("Point?crs=EPSG:4326", "mine", "memory")
        project.addMapLayer(other)
        tree.setCurrentLayer(other)
        menu = QMenu()
        tree.contextMenuAboutToShow.emit(menu)
        assert menu.actions() == []


class TestFiles:
    def _run(self, algorithm: str, **inputs) -> None:
        options = QgsHistoryProviderRegistry.HistoryEntryOptions()
        about = {"algorithm_id": algorithm, "parameters": {"inputs": inputs}}
        QgsGui.historyProviderRegistry().addEntry("processing", about, options)

    @pytest.mark.parametrize("algorithm", ["gdal:warpreproject", "native:slope", "grass7:r.slope.aspect"])
    def test_algorithms_that_read_files_get_an_offer(self, qtbot, window, layer, shown, algorithm):
        self._run(algorithm, INPUT=[layer.source()], OUTPUT="x.tif")
        qtbot.waitUntil(lambda: "reads files only" in _said(window), timeout=5_000)
        _press(window, "Extract…")
        assert shown.wanted == [layer]

    def test_others_get_none(self, window, layer, shown):
        self._run("native:rastercalc", LAYERS=[layer.source()])
        self._run("gdal:warpreproject", INPUT="/data/elevation.tif")
        self._run("gdal:warpreproject", INPUT=None, EXTRA={"a": 3})
        assert _said(window) == ""


class TestRecord:
    def test_the_layers_of_a_distribution_can_be_refreshed(self, qtbot, layer, project, coverage, workspace):
        from secims_qgis.gui.commands import Command
        from secims_qgis.gui.offers import Offer
        from secims_qgis.gui.tasks import TaskKeeper
        from secims_qgis.gui.view_refresh import LayerRefresh
        from secims_qgis.model import Record
        from secims_qgis.project.provenance import Provenance, write_provenance

        refused = []
        refresh = LayerRefresh(project, TaskKeeper(workspace.tasks, layer), layer)
        refresh.refused.connect(refused.append)
        offer = Offer((Distribution(DistributionKind.COVERAGE, "https://one.example/coverage"),))
        refresh.give(Command.REFRESH_LAYER, Record("r"), offer)
        assert len(refused) == 1
        write_provenance(layer, Provenance(record_id="r", distribution_url="https://one.example/coverage"))
        block = layer.dataProvider().block(1, _part(layer, 10), 10, 10)
        coverage.coverage.values = coverage.coverage.values + 1
        with qtbot.waitSignal(layer.repaintRequested, timeout=20_000):
            refresh.give(Command.REFRESH_LAYER, Record("r"), offer)
        again = layer.dataProvider().block(1, _part(layer, 10), 10, 10)
        assert again.value(3, 3) == pytest.approx(block.value(3, 3) + 1)


def _dialog(window) -> ViewDialog:
    return window.findChildren(ViewDialog)[-1]


class TestSettings:
    def test_the_budget_is_set_and_the_view_is_whole(self, qtbot, window, layer, shown):
        _look(qtbot, window, layer.extent())
        qtbot.waitUntil(lambda: "coarse preview" in _said(window), timeout=5_000)
        _press(window, "Load 36 MB…")
        dialog = _dialog(window)
        assert dialog.budget.value() == 16
        dialog.budget.setValue(60)
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            dialog.accept()
        assert view_budget_mb(layer) == 60
        qtbot.waitUntil(lambda: window.bar.currentItem() is None, timeout=5_000)
        assert view_state(layer).view is View.FULL

    def test_what_is_kept_is_told_and_dropped(self, qtbot, window, layer, shown):
        _look(qtbot, window, _part(layer, 200))
        assert kept_pixels(source_key(layer))[0] > 200 * 200 * 4
        shown.show_settings(layer)
        dialog = _dialog(window)
        qtbot.waitUntil(lambda: "fetched less than an hour ago" in dialog.kept.text(), timeout=5_000)
        with qtbot.waitSignal(window.canvas.mapCanvasRefreshed, timeout=20_000):
            dialog.refresh.click()
        assert dialog.kept.text() == "Nothing is kept on this computer yet."
        dialog.reject()

    def test_cancel_changes_nothing(self, layer, shown, window):
        source = layer.source()
        shown.show_settings(layer)
        _dialog(window).budget.setValue(99)
        _dialog(window).reject()
        assert layer.source() == source

    def test_the_style_of_a_map(self, qtbot, window, shown, project):
        with fault_server() as server:
            map_layer = open_layer(styled_service(server))
            project.addMapLayer(map_layer)
            shown.show_settings(map_layer)
            dialog = _dialog(window)
            words = [dialog.style.itemText(row) for row in range(dialog.style.count())]
            assert words == ["As the service shows it", "At night", "by day"]
            dialog.style.setCurrentIndex(1)
            dialog.accept()
            qtbot.waitUntil(lambda: styles_of(map_layer)[1] == "night", timeout=10_000)

    @pytest.mark.demo
    def test_variable_and_time(self, qtbot, window, shown, project, demo):
        url = f"{demo.pygeoapi}collections/sea/coverage?f=NetCDF"
        sea = open_layer(Distribution(DistributionKind.COVERAGE, url, title="Sea"))
        project.addMapLayer(sea)
        shown.show_settings(sea)
        dialog = _dialog(window)
        assert [dialog.variable.itemText(row) for row in range(3)] == [
            "Sea surface temperature [degC]", "Chlorophyll a [mg m-3]", "Temperature [degC]",
        ]  # fmt: skip
        assert (dialog.time.count(), dialog.time.currentText()) == (60, "2024-12-16 12:00:00")
        dialog.time.setCurrentIndex(2)
        dialog.variable.setCurrentIndex(1)
        with qtbot.waitSignal(sea.repaintRequested, timeout=20_000):
            dialog.accept()
        qtbot.waitUntil(lambda: choices(sea).variable == "chlorophyll", timeout=20_000)
        assert choices(sea).step == 2
        shown.show_settings(sea)
        assert _dialog(window).variable.currentText() == "Chlorophyll a [mg m-3]"
        _dialog(window).reject()


def test_ages_in_words(monkeypatch):
    monkeypatch.setattr("secims_qgis.gui.view_words.time.time", lambda: 1_000_000.0)
    assert (
        kept_words(2_500_000, 1_000_000.0 - 2 * 86400)
        == "2.5 MB on this computer, the oldest fetched 2 d ago."
    )
    assert "3 h ago" in kept_words(1, 1_000_000.0 - 3 * 3600 - 5)
