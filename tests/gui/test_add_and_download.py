"""From a record into the project, against the demo."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton

from secims_qgis.gui.commands import Command
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.place_sketch import PlaceSketch
from secims_qgis.gui.remedy_row import RemedyRow
from secims_qgis.model import CrsVerdict, DistributionKind
from secims_qgis.project.provenance import read_provenance

pytestmark = pytest.mark.demo
SECONDS = 1000


@pytest.fixture
def folder(project, tmp_path):
    """A saved project, whose files go beside it."""
    project.write(str(tmp_path / "island.qgz"))
    return tmp_path


def open_record(qtbot, body, text, title):
    body.results.bar.set_text(text)
    qtbot.waitUntil(lambda: not body.results.busy.is_busy, timeout=20 * SECONDS)
    record = next(record for record in body.results.model.records if record.title == title)
    body.navigation.open_record(record)
    qtbot.waitUntil(lambda: body.record.record.detailed, timeout=20 * SECONDS)


def choose(body, kind, format_=None):
    offers = body.record.offers
    offer = next(o for o in offers if o.first.kind is kind and o.first.format == format_)
    body.record.offer_list.select_row(body.record.offer_list.offers.row_of(offer.first.url))


def press(body, command):
    button = body.record.actions._buttons[command]
    assert button.isEnabled(), button.toolTip()
    button.click()


def test_features_are_added_live_without_a_download(qtbot, body, project, folder):
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    choose(body, DistributionKind.FEATURES)
    press(body, Command.ADD)
    assert body.record.notice.text == "Opening the layer…"
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=30 * SECONDS)
    layer = next(iter(project.mapLayers().values()))
    assert layer.isValid()
    assert layer.providerType() == "OAPIF"
    assert layer.thread() is project.thread()
    assert read_provenance(layer).record_id == body.record.record.id
    assert body.record.notice.text.startswith("Added to the map. Position checked")
    assert not body.queue.jobs


@pytest.mark.parametrize(
    ("text", "title", "kind", "provider"),
    [
        ("elevation", "Elevation model, half an arc second", DistributionKind.COG, "gdal"),
        ("coastal habitats", "Coastal habitats of Saint Lucia", DistributionKind.PMTILES, "xyzvectortiles"),
    ],
)
def test_what_is_read_by_parts_is_added_without_a_download(
    qtbot, body, project, monkeypatch, text, title, kind, provider
):
    """Nor is anybody asked for a folder, though the project is not saved."""
    monkeypatch.setattr("secims_qgis.gui.file_folder.FileFolder.ask", lambda _folder: pytest.fail("asked"))
    open_record(qtbot, body, text, title)
    offer = next(offer for offer in body.record.offers if offer.first.kind is kind)
    body.record.offer_list.select_row(body.record.offer_list.offers.row_of(offer.first.url))
    press(body, Command.ADD)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=30 * SECONDS)
    layer = next(iter(project.mapLayers().values()))
    assert (layer.isValid(), layer.providerType()) == (True, provider)
    assert kind is not DistributionKind.COG or layer.source().startswith("/vsicurl")
    assert not body.queue.jobs


def test_a_geopackage_is_fetched_verified_and_added(qtbot, body, project, folder):
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    press(body, Command.ADD)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=30 * SECONDS)
    job = body.queue.jobs[0]
    assert job.status.state is JobState.DONE
    assert len(list(folder.rglob("*.gpkg"))) == 1
    assert not list(folder.rglob("*.part"))
    qtbot.waitUntil(lambda: body.strip.words == "1 downloaded")
    assert body.strip.rows[job].words.startswith("Verified and added · ")
    layer = next(iter(project.mapLayers().values()))
    assert read_provenance(layer).crs_verdict == CrsVerdict.OK.value


def test_a_download_alone_leaves_the_project_as_it_is(qtbot, body, project, folder):
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    press(body, Command.DOWNLOAD)
    qtbot.waitUntil(lambda: body.queue.jobs[0].status.state is JobState.DONE, timeout=30 * SECONDS)
    assert not project.mapLayers()
    assert len(list(folder.rglob("*.gpkg"))) == 1


def test_an_unsaved_project_asks_once_for_a_folder(qtbot, body, project, tmp_path, monkeypatch):
    asked = []

    def choose_folder(*_args):
        asked.append(True)
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    press(body, Command.DOWNLOAD)
    qtbot.waitUntil(lambda: body.queue.jobs[0].status.state is JobState.DONE, timeout=30 * SECONDS)
    press(body, Command.DOWNLOAD)
    qtbot.waitUntil(lambda: len(body.queue.jobs) == 2, timeout=5 * SECONDS)
    assert asked == [True]
    assert list(tmp_path.rglob("*.gpkg"))


def test_no_folder_no_download(qtbot, body, project, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    press(body, Command.DOWNLOAD)
    assert not body.queue.jobs


def test_a_layer_without_crs_is_said_in_the_message_bar_and_mended_in_one_click(
    qtbot, body, project, folder, window
):
    open_record(qtbot, body, "archive copy", "Cadastral parcels, archive copy")
    press(body, Command.ADD)
    qtbot.waitUntil(lambda: bool(window.bar.items()), timeout=30 * SECONDS)
    item = window.bar.items()[0]
    assert item.text() == "Cadastral parcels, archive copy was added, but its CRS is unknown."
    assert body.record.notice.text == ""
    qtbot.mouseClick(item.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert body.flow.page is Page.REPORT
    layer = body.report.layer
    assert not layer.crs().isValid()
    qtbot.mouseClick(body.report.findChildren(RemedyRow)[0].button, Qt.MouseButton.LeftButton)
    assert layer.crs().authid() == "EPSG:2006"
    assert body.report.text.startswith("In the right place")
    undo = next(b for b in body.report.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert not layer.crs().isValid()


def test_a_layer_in_the_wrong_place_is_told_with_its_distance_and_shown_on_a_small_map(
    qtbot, body, project, folder, window
):
    open_record(qtbot, body, "survey edition", "Road network, survey edition 2016")
    press(body, Command.ADD)
    qtbot.waitUntil(lambda: bool(window.bar.items()), timeout=30 * SECONDS)
    text = window.bar.items()[0].text()
    assert text == "Road network, survey edition 2016 was added, but is drawn 208 km too far west."
    qtbot.mouseClick(window.bar.items()[0].findChild(QPushButton), Qt.MouseButton.LeftButton)
    sketch = body.report.findChild(PlaceSketch)
    assert sketch.accessibleName() == "Map: the layer is drawn 208 km from where its record puts it"
    assert not window.bar.items()
    qtbot.mouseClick(body.report.findChildren(RemedyRow)[0].button, Qt.MouseButton.LeftButton)
    assert body.report.layer.crs().authid() == "EPSG:2006"
    assert not body.report._scroll.widget().findChild(PlaceSketch).is_displaced


def test_a_project_that_was_closed_meanwhile_gets_no_layer(qtbot, body, project, folder):
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    choose(body, DistributionKind.FEATURES)
    press(body, Command.ADD)
    project.clear()
    qtbot.waitUntil(lambda: not body.adder._live, timeout=30 * SECONDS)
    assert not project.mapLayers()


def test_opening_a_layer_can_be_cancelled(qtbot, body, project, folder):
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    choose(body, DistributionKind.FEATURES)
    press(body, Command.ADD)
    cancel = body.record.notice.findChildren(QPushButton)[0]
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not body.adder._live, timeout=5 * SECONDS)
    qtbot.wait(300)
    assert not project.mapLayers()
    assert body.record.notice.text == ""


def test_ctrl_enter_in_the_list_adds_the_recommended_distribution(qtbot, body, project, folder):
    body.results.bar.set_text("coral reefs")
    qtbot.waitUntil(lambda: not body.results.busy.is_busy, timeout=20 * SECONDS)
    body.results.list.setCurrentIndex(body.results.shown.index(0, 0))
    QTest.keyClick(body.results.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=30 * SECONDS)
    assert body.flow.page is Page.RESULTS
