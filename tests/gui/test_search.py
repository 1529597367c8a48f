"""Searching in the real dock against the demo catalogue."""

from __future__ import annotations

import pytest
from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtTest import QTest

from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.results_page import Face

pytestmark = pytest.mark.demo
SECONDS = 1000


def search_for(qtbot, body, text):
    """Type a text and wait for the answer."""
    line = body.results.bar.line
    line.clear()
    line.setFocus()
    QTest.keyClicks(line, text)
    wait_for_answer(qtbot, body)


def wait_for_answer(qtbot, body):
    qtbot.waitUntil(lambda: not body.results.bar._pause.isActive(), timeout=5 * SECONDS)
    qtbot.waitUntil(lambda: not body.results.busy.is_busy, timeout=20 * SECONDS)


def titles(body):
    shown = body.results.shown
    return [shown.index(row, 0).data() for row in range(shown.rowCount())]


def test_the_start_page_says_how_many_datasets_there_are(body):
    assert body.results.face is Face.START
    number = int(body.results.count.text().split()[0])
    assert number >= 60


def test_typing_searches_after_a_pause_without_enter(qtbot, body):
    search_for(qtbot, body, "reef")
    assert body.results.face is Face.LIST
    assert len(titles(body)) >= 3
    assert all("{" not in title for title in titles(body))
    assert body.results.count.text() == f"{len(titles(body))} datasets"
    assert body.results.footer.text() == f"All {len(titles(body))} shown"


def test_enter_searches_at_once_and_an_empty_line_finds_everything_page_by_page(qtbot, body):
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Return)
    assert body.results.busy.is_busy
    wait_for_answer(qtbot, body)
    assert len(titles(body)) == 20
    model = body.results.model
    for _page in range(10):
        if model.is_complete:
            break
        model.fetchMore(QModelIndex())
        wait_for_answer(qtbot, body)
    identifiers = [record.id for record in model.records]
    assert len(identifiers) == model.matched == len(set(identifiers))


def test_scrolling_to_the_end_fetches_the_next_page(qtbot, body):
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Return)
    wait_for_answer(qtbot, body)
    bar = body.results.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(titles(body)) > 20, timeout=20 * SECONDS)


def test_a_newer_search_makes_the_older_answer_disappear(qtbot, body):
    body.results.bar.set_text("road")
    body.results.bar.set_text("reef")
    wait_for_answer(qtbot, body)
    assert titles(body)
    assert not any("road" in title.lower() for title in titles(body))


def test_live_and_download_need_no_new_search(qtbot, body):
    search_for(qtbot, body, "reef")
    everything = titles(body)
    body.results.bar.live.click()
    live = titles(body)
    assert 0 < len(live) < len(everything)
    assert not body.results.busy.is_busy
    assert body.results.count.text() == f"{len(live)} of {len(everything)} datasets"
    body.results.bar.live.click()
    assert titles(body) == everything


def test_in_map_finds_what_lies_in_the_visible_map_and_follows_it(qtbot, body, window):
    window.canvas.setExtent(QgsRectangle(10, 10, 11, 11))
    search_for(qtbot, body, "reef")
    assert titles(body)
    body.results.bar.in_map.click()
    wait_for_answer(qtbot, body)
    assert body.results.face is Face.MESSAGE
    assert body.results.message.title == "Nothing found for “reef” here"
    qtbot.waitUntil(lambda: len(body.results.message.buttons) >= 1, timeout=20 * SECONDS)
    assert body.results.message.buttons[0].text().startswith("Search Anywhere (")
    window.canvas.setExtent(QgsRectangle(-61.12, 13.68, -60.83, 14.13))
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    assert titles(body)


def test_the_remedy_for_nothing_here_searches_anywhere(qtbot, body, window):
    window.canvas.setExtent(QgsRectangle(10, 10, 11, 11))
    body.results.bar.in_map.setChecked(True)
    search_for(qtbot, body, "reef")
    qtbot.waitUntil(lambda: len(body.results.message.buttons) >= 1, timeout=20 * SECONDS)
    qtbot.mouseClick(body.results.message.buttons[0], Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, body)
    assert not body.results.bar.in_map.isChecked()
    assert titles(body)


def test_a_misspelt_word_says_so_and_offers_only_what_gives_something(qtbot, body):
    search_for(qtbot, body, "reeeef")
    assert body.results.message.title == "Nothing found for “reeeef”"
    qtbot.waitUntil(lambda: len(body.results.message.buttons) == 1, timeout=20 * SECONDS)
    assert body.results.message.buttons[0].text().startswith("Show All Datasets (")


def test_escape_cancels_then_clears_then_leaves(qtbot, body, window):
    line = body.results.bar.line
    line.setFocus()
    QTest.keyClicks(line, "reef")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not body.results.busy.is_busy
    assert line.text() == "reef"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert body.results.face is Face.START
    body.search.cancel()
    with qtbot.waitSignal(body.navigation.map_focus_wanted):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_from_the_line_to_a_record_and_back_by_keys_alone(qtbot, body):
    search_for(qtbot, body, "reef")
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Down)
    QTest.keyClick(body.results.list, Qt.Key.Key_Down)
    second = body.results.list.currentIndex().data()
    QTest.keyClick(body.results.list, Qt.Key.Key_Return)
    assert body.flow.page is Page.RECORD
    assert body.record.title.text() == second
    assert body.record.header.title.text() == f"2 of {len(titles(body))}"
    assert body.record.offer_list.hasFocus()
    for key, row in ((Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Up, 0)):
        QTest.keyClick(body.record.offer_list, key, Qt.KeyboardModifier.AltModifier)
        assert body.record.title.text() == titles(body)[row]
    QTest.keyClick(body.record.offer_list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert body.flow.page is Page.RESULTS
    QTest.keyClick(body.results.list, Qt.Key.Key_Return)
    QTest.keyClick(body.record.offer_list, Qt.Key.Key_Escape)
    assert body.flow.page is Page.RESULTS
    assert body.results.list.currentIndex().row() == 0


def test_letters_in_the_list_go_on_with_the_search(qtbot, body):
    search_for(qtbot, body, "ree")
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Down)
    QTest.keyClicks(body.results.list, "f")
    assert body.results.bar.line.text() == "reef"


def test_the_details_of_an_opened_record_arrive_without_moving_anything(qtbot, body):
    search_for(qtbot, body, "coral reefs")
    body.results.list.setCurrentIndex(body.results.shown.index(0, 0))
    QTest.keyClick(body.results.list, Qt.Key.Key_Return)
    before = [offer.first.url for offer in body.record.offers]
    selected = body.record.selected.first.url
    qtbot.waitUntil(lambda: body.record.record.detailed, timeout=20 * SECONDS)
    assert [offer.first.url for offer in body.record.offers] == before
    assert body.record.selected.first.url == selected
    assert any(offer.size_bytes for offer in body.record.offers)
    assert not body.record.header.busy.is_busy
    assert body.results.model.records[0].detailed


def test_searches_are_remembered_without_what_was_typed_on_the_way(qtbot, body, settings):
    search_for(qtbot, body, "ree")
    search_for(qtbot, body, "reef")
    assert settings.recent_searches() == ("reef",)
    body.results.bar.line.clear()
    body.search.search()
    assert body.results.face is Face.START


def test_extents_are_drawn_while_the_dock_is_seen(qtbot, body, open_dock, window):
    search_for(qtbot, body, "reef")
    assert len(body.footprints.bands) == 1
    body.results.list.setCurrentIndex(body.results.shown.index(0, 0))
    assert len(body.footprints.bands) == 2
    dock = body.parent()
    dock.hide()
    assert body.footprints.bands == {}
    dock.show()
    assert len(body.footprints.bands) == 2


def test_what_was_found_out_about_the_catalogue_is_remembered(body, settings):
    assert settings.active_connection().flavour.value == "OGC API Records"


def test_a_csw_is_searched_in_the_same_way(qtbot, use, demo, open_dock):
    use(demo.csw)
    body = open_dock().body
    qtbot.waitUntil(lambda: "in this catalogue" in body.results.count.text(), timeout=20 * SECONDS)
    search_for(qtbot, body, "reef")
    assert len(titles(body)) >= 3
