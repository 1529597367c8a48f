"""The server dies while somebody waits for it: one clear error, soon, and nothing half-done."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.core import QgsApplication, QgsTask

from demo.launch import running
from secims_qgis.catalogue import open_catalogue
from secims_qgis.download import download
from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, DistributionKind, SearchQuery
from secims_qgis.network import NetworkError, SecimsError, fetch_bytes, open_session

pytestmark = [pytest.mark.demo, pytest.mark.slow]
TIME_OUT_S = 5.0


class _Until(QgsTask):
    """Does something over and over until it fails."""

    def __init__(self, do):
        super().__init__("until it fails")
        self._do, self.error, self.rounds = do, None, 0

    def run(self):
        end = time.monotonic() + 60
        try:
            while time.monotonic() < end:
                self._do()
                self.rounds += 1
        except SecimsError as error:
            self.error = error
        return True


def _kill_during(demo, do, qtbot):
    """Run something in a task, kill the server in the middle, and return the error it ended with."""
    task = _Until(do)
    killer = threading.Timer(1.0, demo.kill)
    with qtbot.waitSignal(task.taskCompleted, timeout=int((TIME_OUT_S + 20) * 1000)):
        QgsApplication.taskManager().addTask(task)
        killer.start()
    assert task.rounds >= 1, task.error
    return task.error


def test_during_a_search(qtbot):
    with running() as demo:
        session = open_session(timeout_s=TIME_OUT_S)
        catalogue = open_catalogue(demo.records, session)
        start = time.monotonic()
        error = _kill_during(demo, lambda: catalogue.search(SearchQuery(text="reef")), qtbot)
        assert isinstance(error, NetworkError)
        assert time.monotonic() - start < TIME_OUT_S + 5


def test_during_an_add(qtbot):
    with running() as demo:
        session = open_session(timeout_s=TIME_OUT_S)
        url = f"{demo.pygeoapi}collections/districts/items"
        distribution = Distribution(DistributionKind.FEATURES, url)
        error = _kill_during(demo, lambda: open_layer(distribution, session), qtbot)
        assert isinstance(error, SecimsError)
        with pytest.raises(SecimsError):
            open_layer(distribution, open_session(timeout_s=TIME_OUT_S))


def test_during_a_download(qtbot, tmp_path):
    with running() as demo:
        record = open_catalogue(demo.records).record("lca-buildings")
        item = next(item for item in record.distributions if item.kind is DistributionKind.FILE)
        length = len(fetch_bytes(open_session(), item.url))
        session = open_session(timeout_s=TIME_OUT_S)
        rounds = iter(range(10_000))

        def fetch():
            download(item, tmp_path / str(next(rounds)), session)

        error = _kill_during(demo, fetch, qtbot)
        assert isinstance(error, SecimsError)
        named = [path for path in tmp_path.rglob("*.gpkg") if path.is_file()]
        assert named
        assert {path.stat().st_size for path in named} == {length}
