"""An archive on a server that sends files only as a whole: said at once, and downloaded by one click."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.commands import Command
from secims_qgis.gui.results_page import Face
from secims_qgis.model import DistributionKind, Flavour
from tests.archive_server import archive
from tests.fault_server import Fault
from tests.gui.test_failures import ITEMS, PATH, answer, feature

SECONDS = 1000
OFFERED = ["Download", "Copy Details"]
TILE = bytes.fromhex("1a0a0a04646f74737802280a")


def test_the_download_is_offered(qtbot, use, server, open_dock, project, tmp_path):
    project.write(str(tmp_path / "island.qgz"))
    body_of_file = archive({(0, 0, 0): TILE})
    server.serve("/reefs.pmtiles", body_of_file, fault=Fault.IGNORE_RANGE)
    media = "application/vnd.pmtiles"
    link = {"href": server.url("/reefs.pmtiles"), "rel": "item", "type": media, "title": "Reefs"}
    server.serve(
        ITEMS, answer({**feature("a", "Reefs"), "links": [link]}), content_type="application/geo+json"
    )
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("reefs")
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    body.navigation.open_record(body.results.model.records[0])
    qtbot.waitUntil(lambda: bool(body.record.offers), timeout=20 * SECONDS)
    (offer,) = body.record.offers
    assert offer.first.kind is DistributionKind.PMTILES
    body.record.actions._buttons[Command.ADD].click()

    def is_said():
        assert "Download it instead" in body.record.notice.text

    qtbot.waitUntil(is_said, timeout=60 * SECONDS)
    assert body.record.notice.text.startswith("This cannot be drawn live. 127.0.0.1 sends files only as a")
    # A layout shows what is put into it when the event loop comes to it.
    qtbot.waitUntil(lambda: [button.text() for button in _buttons(body.record.notice)] == OFFERED)
    qtbot.mouseClick(_buttons(body.record.notice)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("reefs.pmtiles"))), timeout=20 * SECONDS)
    assert next(iter(tmp_path.rglob("reefs.pmtiles"))).read_bytes() == body_of_file
    assert not project.mapLayers()


def _buttons(notice):
    return [button for button in notice.findChildren(QPushButton) if button.isVisible()]
