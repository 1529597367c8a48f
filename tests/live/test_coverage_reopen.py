"""Projects with live rasters: opened elsewhere, without the server, without the plugin; a reload of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject

from secims_qgis.live import open_layer
from secims_qgis.live.coverage import view_state
from secims_qgis.live.coverage_state import View
from secims_qgis.model import Distribution, DistributionKind
from tests.live.coverage_server import coverage_server, heights
from tests.live.drawing import draw
from tests.live.test_coverage_servers import _window

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = r"""
import json, os, sys
from qgis.core import QgsApplication, QgsProject
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False, sys.argv[4])
application.initQgis()
has_plugin, opened, saved = sys.argv[1] == "plugin", sys.argv[2], sys.argv[3]
if has_plugin:
    from secims_qgis.live.raster_registry import register_providers
    register_providers()
project = QgsProject.instance()
project.read(opened)
layers = [layer for layer in project.mapLayers().values()]
facts = {"valid": [layer.isValid() for layer in layers]}
facts["properties"] = [layer.customProperty("secims/record_id") for layer in layers]
if has_plugin:
    from qgis.PyQt.QtCore import QEventLoop
    from tests.live.drawing import draw
    from secims_qgis.live.coverage import view_state
    layer = layers[0]
    box = layer.extent()
    box.setXMaximum(box.xMinimum() + 128 * layer.rasterUnitsPerPixelX())
    box.setYMinimum(box.yMaximum() - 128 * layer.rasterUnitsPerPixelX())
    image, errors = draw(layer, box, 128)
    facts["seen"] = image.pixelColor(64, 64).alpha()
    image, errors = draw(layer, layer.extent(), 64)
    facts["errors"], facts["view"] = errors, view_state(layer).view.value
    from secims_qgis.live.raster_registry import release_tiles
    release_tiles()
if saved:
    facts["written"] = project.write(saved)
print("FACTS" + json.dumps(facts))
sys.stdout.flush()
os._exit(0)
"""


def _elsewhere(tmp_path: Path, opened: str, saved: str = "", *, plugin: bool) -> dict:
    """Open a project in another process, with a profile that has what was seen before, or nothing."""
    import os

    profile = tmp_path / "profile"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QGIS_CUSTOM_CONFIG_PATH": str(profile)}
    command = [sys.executable, "-c", SCRIPT, "plugin" if plugin else "bare", opened, saved, str(profile)]
    outcome = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert "FACTS" in outcome.stdout, outcome.stdout + outcome.stderr
    return json.loads(outcome.stdout.partition("FACTS")[2])


@pytest.fixture
def saved(project, tmp_path):
    """A running server, and a project with a layer of it."""
    with coverage_server(values=heights(300, 300)) as server:
        layer = open_layer(
            Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=tiff", title="t")
        )
        layer.setCustomProperty("secims/record_id", "heights")
        project.addMapLayer(layer)
        path = str(tmp_path / "project.qgz")
        assert project.write(path)
        yield server, path


def test_another_process_opens_it_and_draws(saved, tmp_path):
    _server, path = saved
    facts = _elsewhere(tmp_path, path, plugin=True)
    assert (facts["valid"], facts["errors"], facts["view"]) == ([True], [], "full")
    assert facts["seen"] == 255


def test_without_the_server_it_is_offline_and_what_was_seen_is_drawn(saved, tmp_path):
    server, path = saved
    _elsewhere(tmp_path, path, plugin=True)
    server.stop()
    facts = _elsewhere(tmp_path, path, plugin=True)
    assert facts["valid"] == [True]
    assert (facts["seen"], facts["view"]) == (255, "full")  # all of it was seen before
    (tmp_path / "profile").rename(tmp_path / "old")
    facts = _elsewhere(tmp_path, path, plugin=True)
    assert (facts["valid"], facts["seen"], facts["view"]) == ([True], 0, "offline")
    assert "refused" in facts["errors"][0]
    server.start()
    assert _elsewhere(tmp_path, path, plugin=True)["view"] == "full"


def test_without_the_plugin_it_is_kept_and_comes_back(saved, tmp_path):
    _server, path = saved
    again = str(tmp_path / "again.qgz")
    facts = _elsewhere(tmp_path, path, again, plugin=False)
    assert (facts["written"], facts["valid"]) == (True, [False])
    facts = _elsewhere(tmp_path, again, plugin=True)
    assert (facts["valid"], facts["seen"], facts["view"]) == ([True], 255, "full")
    assert facts["properties"] == ["heights"]


def test_a_reload_of_the_plugin_leaves_the_layers_alive(saved):
    """As QGIS does it: the modules are forgotten and imported again, while layers are in the project."""
    server, _path = saved
    (layer,) = QgsProject.instance().mapLayers().values()
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "secims_qgis"}
    try:
        for name in kept:
            del sys.modules[name]
        from secims_qgis.live.raster_registry import register_providers

        register_providers()
        image, errors = draw(layer, _window(server.coverage, 0, 0, 100, 100), 100)
        assert (errors, image.pixelColor(50, 50).alpha()) == ([], 255)
        copy = layer.clone()
        image, errors = draw(copy, _window(server.coverage, 100, 100, 100, 100), 100)
        assert (errors, image.pixelColor(50, 50).alpha()) == ([], 255)
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "secims_qgis"]:
            del sys.modules[name]
        sys.modules.update(kept)
    assert view_state(layer).view in set(View)
