"""A layer that a task has opened is drawn for longer than its thread has something to do."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsTask

from secims_qgis.live import open_layer
from secims_qgis.live.crs_threads import keep_worker_threads
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.fault_server import fault_server
from tests.live.tile_server import VECTOR_TYPE, serve_json, vector_tile

CRS = "EPSG:32712"
"""One that nothing else meets: the main thread must not know it before."""


@pytest.fixture
def hasty_pool():
    """Threads of tasks that end after 50 ms."""
    pool = QgsApplication.taskManager().threadPool()
    pool.setExpiryTimeout(50)
    yield pool
    keep_worker_threads()


def _serve_tiles_in(server, crs):
    matrices = [
        {
            "id": str(level),
            "cellSize": 40_000 / 2**level,
            "pointOfOrigin": [-5_000_000, 10_000_000],
            "matrixWidth": 2**level,
            "matrixHeight": 2**level,
            "tileWidth": 256,
            "tileHeight": 256,
        }
        for level in range(3)
    ]
    uri = f"http://www.opengis.net/def/crs/EPSG/0/{crs.rpartition(':')[2]}"
    link = {"rel": "item", "type": VECTOR_TYPE, "href": server.url("/tiles/a/{z}/{y}/{x}")}
    grid = {"id": "a", "crs": uri, "tileMatrices": matrices}
    serve_json(server, "/tiles/a", {"tileMatrixSetId": "a", "tileMatrixSet": grid, "links": [link]})
    for level in range(3):
        for row in range(2**level):
            for column in range(2**level):
                server.serve(f"/tiles/a/{level}/{row}/{column}", vector_tile(), content_type=VECTOR_TYPE)


def test_the_crs_of_a_layer_outlives_its_task(hasty_pool, qtbot):
    opened, problems = [], []

    class Opening(QgsTask):
        def run(self):
            try:
                opened.append(open_layer(tiles, open_session(timeout_s=5)))
            except Exception as error:  # noqa: BLE001 - told below
                problems.append(error)
            return bool(opened)

    with fault_server() as server:
        _serve_tiles_in(server, CRS)
        tiles = Distribution(DistributionKind.TILES, server.url("/tiles/a"), title="Tiles")
        task = Opening("opens")
        QgsApplication.taskManager().addTask(task)
        qtbot.waitUntil(lambda: bool(opened or problems), timeout=30_000)
    assert problems == []
    (layer,) = opened
    assert layer.crs().authid() == CRS
    qtbot.wait(400)  # long after a hasty thread would have ended
    assert not layer.crs().bounds().isNull()
    assert layer.crs().toWkt()
