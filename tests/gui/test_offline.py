"""Without an answer of the catalogue, the records seen before can be searched."""

from __future__ import annotations

import json

import pytest
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from secims_qgis.gui.badges import BadgeStyle, badges_of
from secims_qgis.gui.offline_search import saved_words
from secims_qgis.gui.record_store import as_json, from_json
from secims_qgis.gui.results_page import Face
from secims_qgis.gui.saved_copy import SAVED_MAX, ReadTask, SaveTask, copy_file
from secims_qgis.model import Flavour, Record
from tests.gui import samples
from tests.gui.test_failures import ITEMS, PATH, answer, feature
from tests.gui.test_search import titles

SECONDS = 1000


def test_a_record_comes_back_as_it_was():
    for record in samples.RECORDS:
        assert from_json(json.loads(json.dumps(as_json(record)))) == record


def test_a_copy_that_somebody_else_wrote_does_no_harm(tmp_path):
    file = tmp_path / "copy.json"
    good = as_json(samples.HABITATS)
    bad = [{}, {"id": 5, "bbox": [1]}, {**good, "bbox": {"west": 999}}, "text", None]
    file.write_text(json.dumps({"records": [*bad, good]}))
    assert samples.HABITATS in ReadTask(file, ()).work().records
    for text in ("", "[]", "{", '{"records": {}}', "[" * 99_999):
        file.write_text(text)
        assert ReadTask(file, ()).work().records == ()


def test_the_copy_is_bounded_and_details_are_not_lost(tmp_path):
    file = tmp_path / "deep" / "copy.json"
    SaveTask(file, (samples.HABITATS,)).work()
    SaveTask(file, (Record(samples.HABITATS.id, "less is known"),)).work()
    assert ReadTask(file, ()).work().records == (samples.HABITATS,)
    SaveTask(file, tuple(Record(str(number)) for number in range(SAVED_MAX + 50))).work()
    kept = ReadTask(file, ()).work().records
    assert len(kept) == SAVED_MAX
    assert kept[-1].id == str(SAVED_MAX + 49)
    assert [entry.name for entry in file.parent.iterdir()] == ["copy.json"]


def test_the_time_of_the_copy_is_said_as_people_say_it():
    today, clock = QDate.currentDate(), QTime(9, 40)
    assert saved_words(QDateTime(today, clock)) == "today at 09:40"
    assert saved_words(QDateTime(today.addDays(-1), clock)) == "yesterday at 09:40"
    assert saved_words(QDateTime(QDate(2025, 5, 3), clock)) == "on 3 May 2025"


def test_live_access_has_to_wait():
    assert badges_of(samples.HABITATS, is_offline=True)[0].text == "Live (offline)"
    assert badges_of(samples.HABITATS, is_offline=True)[0].style is BadgeStyle.PLAIN


@pytest.fixture
def offline(qtbot, use, server, open_dock):
    """The dock after one good answer and one failure."""
    reefs = feature("a", "Coral reefs", keywords=["reef"])
    roads = feature("b", "Roads")
    server.serve(ITEMS, answer(reefs, roads), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    copy_file(server.url(PATH)).unlink(missing_ok=True)
    body = open_dock().body
    body.results.bar.search_committed.emit()
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    server.serve(ITEMS, status=503)
    body.results.bar.set_text("reefs")
    qtbot.waitUntil(
        lambda: any("Saved Copy" in button.text() for button in body.results.message.buttons),
        timeout=20 * SECONDS,
    )
    return body


def test_the_copy_is_offered_searched_and_left_when_the_catalogue_is_back(qtbot, offline, server):
    texts = [button.text() for button in offline.results.message.buttons]
    assert texts[:2] == ["Try Again", "Search Saved Copy (2)"]
    qtbot.mouseClick(offline.results.message.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: offline.results.face is Face.LIST, timeout=5 * SECONDS)
    assert titles(offline) == ["Coral reefs"]
    assert offline.results.banner.accessibleName().startswith("Offline. These records were saved today at ")
    assert offline.results.count.text() == "1 dataset, saved copy"
    count = len(server.requests)
    offline.results.bar.set_text("roads")
    qtbot.waitUntil(lambda: titles(offline) == ["Roads"], timeout=5 * SECONDS)
    assert len(server.requests) == count, "nothing is asked while the copy is searched"
    server.serve(ITEMS, answer(feature("b", "Roads")), content_type="application/geo+json")
    server.serve(PATH, b'{"id": "metadata:main", "itemType": "record", "links": []}')
    qtbot.mouseClick(offline.results.banner.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved copy" not in offline.results.count.text(), timeout=20 * SECONDS)
    assert not offline.results.banner.isVisible()


def test_the_copy_is_on_the_disk_some_seconds_later(qtbot, offline, server):
    file = copy_file(server.url(PATH))
    assert not file.exists() or ReadTask(file, ()).work().records
    offline.copies.write()
    qtbot.waitUntil(file.exists, timeout=10 * SECONDS)
    assert {record.id for record in ReadTask(file, ()).work().records} == {"a", "b"}


def test_a_long_copy_comes_in_pages(qtbot):
    from secims_qgis.gui.offline_search import AT_ONCE, SiftTask
    from secims_qgis.gui.saved_copy import SavedCopy
    from secims_qgis.model import SearchQuery

    copy = SavedCopy(tuple(Record(str(number), f"Reef {number}") for number in range(AT_ONCE + 30)))
    first = SiftTask(copy, SearchQuery("reef")).work()
    assert (len(first.records), first.matched) == (AT_ONCE, AT_ONCE + 30)
    second = SiftTask(copy, first.next).work()
    assert (len(second.records), second.next) == (30, None)
    assert not {record.id for record in first.records} & {record.id for record in second.records}
