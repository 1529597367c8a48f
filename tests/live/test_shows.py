"""Every kind of drawn layer covers what its data covers, here and after the project was opened elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapToolIdentify

from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.project.reopening import tree_written, written
from tests.live.drawn_layers import DRAWN, agreement, without_words
from tests.live.painted import areas_of_file

pytestmark = pytest.mark.demo
ROOT = Path(__file__).resolve().parents[2]
LEAST = 0.97


@pytest.fixture(autouse=True)
def no_gateway_left():
    yield
    stop_gateway()


@pytest.mark.parametrize("name", DRAWN)
def test_it_covers_what_its_source_covers(demo, name):
    drawn = DRAWN[name]
    layer = without_words(open_layer(drawn.distribution(demo.base), crs=drawn.crs), drawn.file)
    assert agreement(layer, drawn.file) >= LEAST


def test_all_of_them_do_so_in_a_project_that_another_process_opens(demo, project, tmp_path):
    project.writeMapLayer.connect(written)
    project.writeProject.connect(tree_written)
    for name, drawn in DRAWN.items():
        layer = without_words(open_layer(drawn.distribution(demo.base), crs=drawn.crs), drawn.file)
        layer.setName(name)
        project.addMapLayer(layer)
    assert project.write(str(tmp_path / "all.qgz"))
    project.writeProject.disconnect(tree_written)
    project.writeMapLayer.disconnect(written)
    stop_gateway()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.drawn_layers", str(tmp_path / "all.qgz")],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["valid"] == dict.fromkeys(DRAWN, True)
    assert {name: share for name, share in told["shares"].items() if share < LEAST} == {}


@pytest.mark.parametrize("name", ["vector tiles", "vector tiles in degrees", "archive of vector tiles"])
def test_identify_tells_the_attributes_of_the_source_feature(demo, project, qtbot, name):
    drawn = DRAWN[name]
    layer = open_layer(drawn.distribution(demo.base))
    project.addMapLayer(layer)
    source = areas_of_file(drawn.file)
    features = sorted(source.getFeatures(), key=lambda each: each.geometry().area(), reverse=True)[:5]
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 600)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setLayers([layer])
    tool = QgsMapToolIdentify(canvas)
    for feature in features:
        place = feature.geometry().pointOnSurface().asPoint()
        canvas.setExtent(QgsRectangle.fromCenterAndSize(place, 0.05, 0.05))
        pixel = canvas.getCoordinateTransform().transform(place)
        hits = tool.identify(
            int(pixel.x()), int(pixel.y()), [layer], QgsMapToolIdentify.IdentifyMode.TopDownAll
        )
        found = [dict(zip(hit.mFields.names(), hit.mFeature.attributes())) for hit in hits]
        (same,) = [each for each in found if each["fid"] == feature["fid"]]
        names = [field.name() for field in source.fields()]
        told = {key: same[key] for key in names if key in same}
        assert len(told) > 2
        assert told == {key: feature[key] for key in told}
