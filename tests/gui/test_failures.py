"""What the dock says when the catalogue misbehaves."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest

from secims_qgis.gui.results_page import Face
from secims_qgis.model import Flavour
from tests.fault_server import Behaviour, Fault

PATH = "/records/collections/metadata:main"
ITEMS = f"{PATH}/items"
SECONDS = 1000
CSW = "http://www.opengis.net/cat/csw/2.0.2"


@pytest.fixture
def failing(qtbot, use, server, open_dock):
    """The dock on a catalogue whose search answers as it is told to."""

    def search(**how):
        server.serve(ITEMS, **how)
        use(server.url(PATH), Flavour.OGC_API_RECORDS)
        body = open_dock().body
        body.results.bar.set_text("reef")
        qtbot.waitUntil(
            lambda: body.results.face is Face.MESSAGE and not body.results.busy.is_busy,
            timeout=20 * SECONDS,
        )
        return body

    return search


def answer(*features, matched=None):
    """A page of OGC API Records."""
    found = len(features) if matched is None else matched
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": list(features),
            "numberMatched": found,
            "numberReturned": len(features),
            "links": [],
        }
    ).encode()


def feature(identifier, title, **more):
    return {
        "type": "Feature",
        "id": identifier,
        "geometry": None,
        "properties": {"type": "dataset", "title": title, **more},
        "links": [],
    }


@pytest.mark.parametrize(
    ("how", "title"),
    [
        ({"status": 500}, "The catalogue had a problem"),
        ({"status": 503}, "The catalogue had a problem"),
        ({"status": 404}, "There is no catalogue at this address"),
        ({"status": 401}, "127.0.0.1 wants a login"),
        ({"fault": Fault.NO_CONNECTION}, None),
        ({"body": b"<html><body>Welcome</body></html>", "content_type": "text/html"}, None),
        ({"body": b'{"type": "Feat', "content_type": "application/json"}, None),
        ({"body": b'{"a": 1}' * 5000, "fault": Fault.HALF, "content_type": "application/json"}, None),
    ],
    ids=["500", "503", "404", "401", "no connection", "html", "cut json", "closed half-way"],
)
def test_each_failure_is_one_clear_message_with_what_to_do(failing, how, title):
    body = failing(**how)
    message = body.results.message
    assert message.title
    if title:
        assert message.title == title
    assert "Traceback" not in message.text
    assert {"Try Again", "Copy Details"} <= {button.text() for button in message.buttons}
    assert body.results.bar.line.text() == "reef"
    assert not body.results.busy.is_busy


def test_nothing_listens_there(qtbot, use, server, open_dock):
    url = server.url(PATH)
    server.close()
    use(url)
    body = open_dock().body
    qtbot.waitUntil(lambda: body.results.face is Face.MESSAGE, timeout=20 * SECONDS)
    assert body.results.message.title == "Cannot reach 127.0.0.1"
    assert "Network Settings…" in [button.text() for button in body.results.message.buttons]


def test_try_again_repeats_the_search(qtbot, failing, server):
    body = failing(status=500)
    server.serve(
        PATH,
        json.dumps({"id": "metadata:main", "itemType": "record", "links": []}).encode(),
        content_type="application/json",
    )
    server.serve(ITEMS, answer(feature("a", "Coral reefs")), content_type="application/geo+json")
    qtbot.mouseClick(body.results.message.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    assert body.results.shown.index(0, 0).data() == "Coral reefs"


def test_the_details_can_be_copied(qtbot, failing):
    body = failing(status=500, body=b"database is locked", content_type="text/plain")
    copy = next(button for button in body.results.message.buttons if button.text() == "Copy Details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "HttpError" in QGuiApplication.clipboard().text()


def test_an_empty_catalogue_is_no_error(qtbot, use, server, open_dock):
    server.serve(ITEMS, answer(), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    qtbot.waitUntil(lambda: "0 datasets" in body.results.count.text(), timeout=20 * SECONDS)
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: body.results.face is Face.MESSAGE, timeout=20 * SECONDS)
    assert body.results.message.title == "Nothing found"
    assert body.results.message.text == "This catalogue is empty."


def test_a_silent_server_can_be_cancelled_at_once(qtbot, use, server, open_dock):
    server.serve(ITEMS, fault=Fault.SILENT)
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("reef")
    qtbot.waitUntil(lambda: body.results.face is Face.SKELETON, timeout=5 * SECONDS)
    qtbot.mouseClick(body.results.cancel_button, Qt.MouseButton.LeftButton)
    assert not body.results.busy.is_busy
    qtbot.waitUntil(lambda: not body.tasks._tasks or not _running(body), timeout=1 * SECONDS)


def _running(body):
    return [task for task in body.tasks._tasks if task.isActive()]


def test_text_of_a_server_is_never_read_as_html(qtbot, use, server, open_dock):
    nasty = "<b>bold</b> <img src='http://127.0.0.1:1/x.png'> \u202eevil"
    server.serve(ITEMS, answer(feature("a", nasty, description=nasty)), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("bold")
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    body.navigation.open_record(body.results.model.records[0])
    assert body.record.title.text().startswith("<b>bold</b>")
    assert body.record.title.textFormat() == Qt.TextFormat.PlainText
    assert "\u202e" not in body.record.title.text()


def test_a_record_without_links_says_that_there_is_nothing(qtbot, use, server, open_dock):
    server.serve(ITEMS, answer(feature("a", "Nothing")), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("nothing")
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    body.navigation.open_record(body.results.model.records[0])
    qtbot.waitUntil(body.record.nothing.isVisible, timeout=20 * SECONDS)
    assert "nothing to open" in body.record.nothing.text()
    assert not body.record.offer_list.isVisible()


def test_a_record_without_details_takes_no_button_away(qtbot, use, server, open_dock):
    server.serve(ITEMS, answer(feature("a", "Reefs")), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("reefs")
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    body.navigation.open_record(body.results.model.records[0])
    body.record.notice.say_working("Opening the layer…")
    qtbot.waitUntil(lambda: body.navigation._has_no_details, timeout=20 * SECONDS)
    assert body.record.notice.text == "Opening the layer…"


def test_a_catalogue_that_gives_fewer_datasets_than_it_says_is_not_called_whole(
    qtbot, use, server, open_dock
):
    """It gives its first page whatever it is asked for."""
    server.serve(ITEMS, answer(*(feature(f"r{n}", f"Reef {n}") for n in range(20)), matched=95))
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("reef")
    model = body.results.model
    qtbot.waitUntil(lambda: model.rowCount() == 20, timeout=20 * SECONDS)
    model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: model.is_complete, timeout=20 * SECONDS)
    qtbot.waitUntil(lambda: body.results.count.text() == "20 of 95 datasets", timeout=20 * SECONDS)
    assert "All" not in body.results.footer.text()


def test_a_list_that_begins_anew_in_the_middle_goes_on_to_its_end(qtbot, use, server, open_dock):
    """Records breaks down after two pages; CSW has all of them, and gives them from the first one on."""
    pages = {
        offset: [feature(f"r{n}", f"Reef {n}") for n in range(offset, offset + 20)] for offset in (0, 20)
    }

    def behaviour(path):
        parts = urlsplit(path)
        offset = dict(parse_qsl(parts.query)).get("offset")
        if parts.path == ITEMS:
            found = pages.get(int(offset or 0))
            return Behaviour(b"", 500) if found is None else Behaviour(answer(*found, matched=70))
        if parts.path != "/csw":
            return Behaviour(b"{}", 404)
        if "GetCapabilities" in path:
            return Behaviour(f'<csw:Capabilities xmlns:csw="{CSW}"/>'.encode())
        return Behaviour(csw_page(server.requests[-1].body))

    server.behaviour = behaviour
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("reef")
    model = body.results.model
    qtbot.waitUntil(lambda: model.rowCount() == 20, timeout=20 * SECONDS)
    for _scrolled in range(6):
        if model.is_complete:
            break
        before = model.rowCount()
        model.fetchMore(QModelIndex())
        qtbot.waitUntil(lambda before=before: model.rowCount() > before, timeout=20 * SECONDS)
    assert [record.id for record in model.records] == [f"r{n}" for n in range(70)]
    assert body.results.count.text() == "70 datasets"


def csw_page(asked):
    """A page of 70 records in Dublin Core."""
    start = int(re.search(rb'startPosition="(\d+)"', asked).group(1)) - 1
    records = "".join(
        f'<csw:Record><dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">r{n}</dc:identifier></csw:Record>'
        for n in range(start, min(70, start + 20))
    )
    return (
        f'<csw:GetRecordsResponse xmlns:csw="{CSW}"><csw:SearchResults numberOfRecordsMatched="70" '
        f'numberOfRecordsReturned="20" nextRecord="0">{records}</csw:SearchResults></csw:GetRecordsResponse>'
    ).encode()
