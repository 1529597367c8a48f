"""Help and options together with the real dock."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtTest import QTest

from secims_qgis.gui.commands import Command
from secims_qgis.gui.dock_pages import DockPages
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.help_pages import HelpPage
from secims_qgis.model import Connection, Purpose

pytestmark = pytest.mark.demo
SECONDS = 1000


@pytest.fixture
def asked():
    return []


@pytest.fixture
def pages(body, window, asked):
    dock = body.parent()
    made = DockPages(dock, window, QIcon(), lambda: asked.append("options"))
    dock.body_built.emit(body)  # it was built before the pages were
    yield made
    made.close()


def reefs(qtbot, body):
    """Search, and return the row of the coral reefs."""
    body.results.bar.set_text("coral reefs")
    qtbot.waitUntil(lambda: not body.results.busy.is_busy, timeout=20 * SECONDS)
    record = next(item for item in body.results.model.records if item.title == "Coral reefs of Saint Lucia")
    return body.results.shown.index(body.results.shown.row_of(record.id), 0), record


def shown_page(pages) -> str:
    return pages.help.window.text.source().fileName()


def test_f1_opens_the_page_about_what_is_seen(qtbot, body, pages):
    body.focus_search()
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_F1)
    assert shown_page(pages) == "search.md"
    _index, record = reefs(qtbot, body)
    body.navigation.open_record(record)
    QTest.keyClick(body.record.offer_list, Qt.Key.Key_F1)
    assert shown_page(pages) == "access.md"
    body.navigation.show_report()
    QTest.keyClick(body.report, Qt.Key.Key_F1)
    assert shown_page(pages) == "crs.md"


def test_the_menu_of_the_spanner_leads_to_help_and_options(body, pages, asked):
    menu = body.results.bar.options_button.menu()
    menu.aboutToShow.emit()
    entries = {action.text().partition("\t")[0]: action for action in menu.actions()}
    entries["Help"].trigger()
    assert shown_page(pages) == "search.md"
    entries["Options…"].trigger()
    assert asked == ["options"]


def test_the_entry_under_help_plugins_opens_the_first_page(pages):
    pages.help_entry.trigger()
    assert shown_page(pages) == f"{HelpPage.INDEX.value}.md"


def test_another_catalogue_is_searched_at_once(qtbot, body, pages, settings, demo):
    settings.save_connection(Connection("By CSW", demo.csw))
    settings.activate("By CSW")
    pages.options._news.catalogues_changed.emit()
    assert body.search.connection.name == "By CSW"
    assert body.results.bar.line.placeholderText() == "Search By CSW"


def test_the_purpose_decides_what_a_row_adds(qtbot, body, pages, settings, project, tmp_path):
    project.write(str(tmp_path / "island.qgz"))
    settings.set_purpose(Purpose.LIVE)
    pages.options._news.purpose_changed.emit()
    assert body.record.purpose.purpose is Purpose.LIVE
    index, _record = reefs(qtbot, body)
    body.results.list.setCurrentIndex(index)
    body.results.list.command_given.emit(Command.ADD, index)
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 1, timeout=30 * SECONDS)
    assert next(iter(project.mapLayers().values())).providerType() == "OAPIF"
    assert not body.queue.jobs


def test_the_queue_follows_the_options(body, pages, settings):
    settings.set_downloads_at_once(3)
    settings.set_download_limit(64_000)
    pages.options._news.downloads_changed.emit()
    assert body.queue.at_once == 3
    assert body.queue.limit.bytes_per_s == 64_000
    assert not [job for job in body.queue.jobs if job.state is JobState.RUNNING]
