"""From a record to other searches, to its documents, and back to it as a favourite."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton

from secims_qgis.gui.commands import Command
from secims_qgis.gui.favourites import Favourites
from secims_qgis.gui.limits import AreaKind
from secims_qgis.gui.link_row import LinkRow
from secims_qgis.gui.menus import record_menu, result_menu
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.raw_document import LINE_MAX, SHOWN_MAX, shortened
from secims_qgis.gui.results_page import Face
from secims_qgis.model import Flavour, Record
from tests.gui import samples
from tests.gui.test_failures import ITEMS, PATH, answer, feature
from tests.gui.test_search import search_for, titles, wait_for_answer

SECONDS = 1000


@pytest.fixture
def recorded(qtbot, body):
    """The dock with the record of the coral reefs open, its details read."""
    search_for(qtbot, body, "coral reefs")
    body.navigation.open_record(body.results.model.records[0])
    qtbot.waitUntil(lambda: body.record.record.detailed, timeout=20 * SECONDS)
    return body


def actions(menu):
    return {action.data(): action for action in menu.actions() if action.data()}


def test_the_menu_names_the_organisation_and_says_why_it_cannot(qtbot):
    from qgis.PyQt.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    given = actions(result_menu(samples.HABITATS, parent))
    assert given[Command.ONLY_ORGANISATION].text() == "Only Department of Fisheries"
    assert given[Command.SEARCH_AREA].isEnabled()
    refused = actions(record_menu(samples.EMPTY, parent))
    assert not refused[Command.SEARCH_AREA].isEnabled()
    assert refused[Command.SEARCH_AREA].toolTip() == "This record states no extent"


@pytest.mark.demo
def test_only_its_organisation(qtbot, recorded):
    record = recorded.record.record
    recorded.navigation.command_given.emit(Command.ONLY_ORGANISATION, record, None)
    wait_for_answer(qtbot, recorded)
    assert recorded.flow.page is Page.RESULTS
    found = {item.organisation for item in recorded.results.model.records}
    assert record.organisation in found
    assert recorded.results.chips.chips[0].part.label == f"Organisation: {record.organisation}"
    assert recorded.results.bar.line.text() == "coral reefs"


@pytest.mark.demo
def test_search_within_its_area(qtbot, recorded):
    record = recorded.record.record
    recorded.navigation.command_given.emit(Command.SEARCH_AREA, record, None)
    wait_for_answer(qtbot, recorded)
    assert recorded.filters.filters.area.kind is AreaKind.BOX
    assert all(item.bbox.intersects(record.bbox) for item in recorded.results.model.records)


@pytest.mark.demo
def test_a_keyword_searches_for_all_that_have_it(qtbot, recorded):
    group = recorded.record.groups.keywords
    assert group.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None
    group.setCollapsed(False)
    buttons = [b for b in group.findChildren(QToolButton) if "keyword" in b.accessibleName()]
    reef = next(button for button in buttons if button.text() == "reef")
    qtbot.mouseClick(reef, Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, recorded)
    assert recorded.results.bar.line.text() == ""
    assert len(titles(recorded)) >= 3
    assert all("reef" in record.keywords for record in recorded.results.model.records)


@pytest.mark.demo
@pytest.mark.parametrize(
    ("command", "first"), [(Command.SHOW_ISO, "MD_Metadata"), (Command.SHOW_JSON, '"type": "Feature"')]
)
def test_the_document_of_a_record_is_shown_as_plain_text(qtbot, recorded, command, first):
    recorded.record.groups.technical.setCollapsed(False)
    recorded.record.groups.command_given.emit(command)
    qtbot.waitUntil(lambda: recorded.documents.shown is not None, timeout=20 * SECONDS)
    window = recorded.documents.shown
    assert first in window.text.toPlainText()
    assert window.text.isReadOnly()
    assert "\n" in window.text.toPlainText()
    window.close()
    qtbot.waitUntil(lambda: recorded.documents.shown is None, timeout=5 * SECONDS)


def test_a_document_that_cannot_be_had_says_so_in_the_record(qtbot, use, server, open_dock):
    server.serve(ITEMS, answer(feature("a", "Coral")), content_type="application/geo+json")
    server.serve(f"{ITEMS}/a", status=500)
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body
    body.results.bar.set_text("coral")
    qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
    body.navigation.open_record(body.results.model.records[0])
    qtbot.waitUntil(lambda: not body.record.header.busy.is_busy, timeout=20 * SECONDS)
    body.record.notice.hide()
    body.record.groups.command_given.emit(Command.SHOW_JSON)
    qtbot.waitUntil(lambda: "500" in body.record.notice.text, timeout=20 * SECONDS)
    assert body.documents.shown is None


def test_documents_without_end_are_cut():
    text = shortened("x" * 10 * LINE_MAX + "\n" + "line\n" * SHOWN_MAX)
    assert max(map(len, text.splitlines())) <= LINE_MAX + 2
    assert len(text) <= SHOWN_MAX + 100
    assert text.endswith("(cut; the whole is in the catalogue)")


def test_a_favourite_is_kept_for_its_catalogue_and_can_be_taken_back(settings):
    favourites = Favourites()
    favourites.toggle("https://one.example", samples.HABITATS)
    favourites.toggle("https://two.example", samples.REPORT)
    assert [entry.title for entry in favourites.of("https://one.example")] == ["Coastal habitats and reefs"]
    assert favourites.has("https://two.example", samples.REPORT.id)
    favourites.toggle("https://one.example", samples.HABITATS)
    assert favourites.of("https://one.example") == ()
    assert favourites.has("https://two.example", samples.REPORT.id)


def test_strange_settings_are_no_favourites(settings):
    QgsSettings().setValue("secims/favourites", ["{", json.dumps(["a"]), json.dumps(["u", "i", "t"])])
    assert [entry.record_id for entry in Favourites().of("u")] == ["i"]


@pytest.mark.demo
def test_the_start_page_opens_a_favourite(qtbot, recorded):
    record = recorded.record.record
    recorded.navigation.command_given.emit(Command.FAVOURITE, record, None)
    recorded.navigation.show_results()
    recorded.results.bar.line.clear()
    recorded.search._search_typed()
    assert recorded.results.face is Face.START
    rows = recorded.results.start.findChildren(LinkRow)
    row = next(row for row in rows if row.accessibleName() == record.title)
    qtbot.waitUntil(lambda: row.isVisible() and row.height() > 0, timeout=5 * SECONDS)
    qtbot.wait(50)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert recorded.flow.page is Page.RECORD
    assert recorded.record.title.text() == record.title
    assert recorded.record.offers


@pytest.mark.demo
def test_the_start_page_counts_the_keywords_of_the_whole_catalogue(qtbot, body, demo):
    from secims_qgis.catalogue import open_catalogue
    from secims_qgis.model import SearchQuery

    def words():
        return [row.accessibleName() for row in body.results.start.findChildren(LinkRow)]

    qtbot.waitUntil(lambda: bool(words()), timeout=20 * SECONDS)
    word, _space, count = words()[0].rpartition(" ")
    page = open_catalogue(demo.records).search(SearchQuery(limit=100))
    assert sum(word in record.keywords for record in page.records) == int(count)
    qtbot.mouseClick(body.results.start.findChildren(LinkRow)[0], Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, body)
    assert len(titles(body)) == int(count)


@pytest.mark.demo
def test_the_whole_that_a_record_is_part_of_is_opened(qtbot, recorded):
    other = next(
        record for record in recorded.results.model.records if record.id != recorded.record.record.id
    )
    part = Record("part", "A part", parent_id=other.id)
    recorded.navigation.command_given.emit(Command.OPEN_PARENT, part, None)
    qtbot.waitUntil(lambda: recorded.record.record.title == other.title, timeout=20 * SECONDS)


@pytest.mark.demo
def test_a_series_lists_its_parts_and_each_leads_back(qtbot, body):
    search_for(qtbot, body, "pictures of the island from the air")
    record = next(item for item in body.results.model.records if item.id == "lca-imagery")
    body.navigation.open_record(record)
    group = body.record.groups.family
    qtbot.waitUntil(lambda: len(group.rows) == 2, timeout=20 * SECONDS)
    assert not group.isHidden()
    qtbot.waitUntil(lambda: group.rows[0].isVisible() and group.rows[0].height() > 0, timeout=5 * SECONDS)
    assert "Its parts" in body.record.nothing.text()
    title = group.rows[0].accessibleName()
    group.rows[0].click()
    assert body.record.record.title in title
    qtbot.waitUntil(lambda: len(group.rows) == 1, timeout=20 * SECONDS)
    assert group.rows[0].accessibleName().startswith(record.title)
    group.rows[0].setFocus()
    QTest.keyClick(group.rows[0], Qt.Key.Key_Return)
    assert body.record.record.id == record.id
    assert len(group.rows) == 2, "what was found is kept"


@pytest.mark.demo
def test_a_record_that_stands_alone_asks_for_no_family(qtbot, recorded):
    assert recorded.record.groups.family.isHidden()
    assert recorded.family._task is None
