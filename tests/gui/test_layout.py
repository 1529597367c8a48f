"""Widths, fonts and palettes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette

from secims_qgis.gui import theme
from secims_qgis.gui.commands import Command
from secims_qgis.gui.dock import SecimsDock
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.search_runner import SearchAnswer
from secims_qgis.model import Flavour, SearchQuery
from tests.gui import samples


@pytest.fixture
def filled(qtbot, use, server, open_dock, window):
    """The dock with results in it, whatever the catalogue does."""
    use(server.url("/none"), Flavour.OGC_API_RECORDS)
    font = window.font()
    font.setPixelSize(12)
    window.setFont(font)

    def show(width):
        dock = open_dock(width)
        body = dock.body
        body.search.cancel()
        body.search._query = SearchQuery("reef")
        answer = SearchAnswer(body.search._query, samples.page(*samples.RECORDS), Flavour.OGC_API_RECORDS, "")
        body.search._take_answer(answer)
        body.loader.load = lambda *_args: None
        return dock

    return show


@pytest.mark.parametrize("width", [320, 360])
def test_it_can_be_as_narrow_as_this_and_nothing_scrolls_sideways(qtbot, filled, window, width):
    dock = filled(width)
    body = dock.body
    body.navigation.open_record(samples.HABITATS)
    window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: dock.width() <= width, timeout=10_000)
    qtbot.waitUntil(lambda: body.record._scroll.horizontalScrollBar().maximum() == 0, timeout=10_000)
    assert body.record._scroll.widget().width() <= body.record._scroll.viewport().width()
    body.navigation.show_results()
    assert body.results.list.horizontalScrollBar().maximum() == 0


def test_the_dock_opens_at_some_360_pixels(qtbot, window, workspace, use, server):
    use(server.url("/none"))
    font = window.font()
    font.setPixelSize(12)
    window.setFont(font)
    dock = SecimsDock(workspace, window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    qtbot.waitUntil(lambda: dock.body is not None, timeout=10_000)
    assert 330 <= dock.width() <= 400
    dock.stop()
    window.removeDockWidget(dock)


def test_a_record_that_was_open_does_not_keep_the_dock_wide(qtbot, filled, window):
    dock = filled(460)
    dock.body.navigation.open_record(samples.HABITATS)
    window.resizeDocks([dock], [310], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: dock.width() <= 320, timeout=10_000)


def test_the_text_of_download_goes_where_there_is_no_room(qtbot, filled, window):
    dock = filled(420)
    dock.body.navigation.open_record(samples.HABITATS)
    button = dock.body.record.actions._buttons[Command.DOWNLOAD]
    window.resizeDocks([dock], [420], Qt.Orientation.Horizontal)
    both = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    qtbot.waitUntil(lambda: button.toolButtonStyle() == both, timeout=10_000)
    window.resizeDocks([dock], [310], Qt.Orientation.Horizontal)
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    qtbot.waitUntil(lambda: button.toolButtonStyle() == only, timeout=10_000)
    assert button.accessibleName() == "Download"


def test_a_wide_dock_shows_list_and_record_side_by_side(qtbot, filled):
    dock = filled(360)
    body = dock.body
    dock.setFloating(True)
    dock.resize(960, 600)
    qtbot.waitUntil(lambda: body.flow.is_wide, timeout=10_000)
    assert body.results.isVisible()
    body.results.list.setCurrentIndex(body.results.shown.index(2, 0))
    qtbot.waitUntil(lambda: body.flow.page is Page.RECORD, timeout=10_000)
    assert body.results.isVisible()
    assert body.record.isVisible()
    assert body.record.title.text() == "Nearshore bathymetry 2 m"
    assert not body.record.header.back.isVisible()
    dock.resize(400, 600)
    qtbot.waitUntil(lambda: not body.results.isVisible(), timeout=10_000)
    assert body.record.header.back.isVisible()


def test_rows_follow_the_font(qtbot, filled):
    dock = filled(360)
    view = dock.body.results.list
    small = view.sizeHintForRow(0)
    assert small == round(theme.unit(view) * 4.45)
    font = view.font()
    font.setPixelSize(24)
    view.setFont(font)
    assert view.sizeHintForRow(0) > 1.8 * small


@pytest.mark.parametrize(
    ("text", "base"),
    [("#000000", "#ffffff"), ("#eeeeee", "#202020"), ("#aaaaaa", "#323232"), ("#777777", "#ffffff")],
)
def test_less_important_text_stays_readable(text, base):
    quiet = theme.secondary(QColor(text), QColor(base))
    assert theme.contrast(quiet, QColor(base)) >= min(
        theme.READABLE_CONTRAST, theme.contrast(QColor(text), QColor(base))
    )


def test_every_button_has_a_name_that_can_be_read_out(filled):
    from qgis.PyQt.QtWidgets import QAbstractButton

    dock = filled(360)
    dock.body.navigation.open_record(samples.HABITATS)
    nameless = [
        button
        for button in dock.body.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    # Qt's own: the corner of scroll areas, the triangles of groups.
    ours = [button for button in nameless if not button.objectName().startswith(("qt_", "collapseButton"))]
    assert [type(button).__name__ for button in ours if button.focusPolicy() != Qt.FocusPolicy.NoFocus] == []


def test_a_change_of_the_palette_is_followed(qtbot, filled):
    dock = filled(360)
    view = dock.body.results.list
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#eeeeee"))
    view.setPalette(palette)
    image = view.viewport().grab().toImage()
    assert QColor(image.pixel(image.width() // 2, image.height() - 3)).lightness() < 60
    assert QColor(image.pixel(image.width() - 6, 3)).lightness() < 60
