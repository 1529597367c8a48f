"""The help inside QGIS: its pages are shown whole, fit the window, and F1 leads to the right one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from secims_qgis.gui.help_desk import HelpDesk, HelpKey
from secims_qgis.gui.help_pages import HelpPage, page_file
from secims_qgis.gui.help_text import HelpText, slug
from secims_qgis.gui.help_window import HelpWindow
from tests.docs.pages import DOCS, headings_of, links_of


@pytest.fixture
def shown(qtbot):
    window = HelpWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    qtbot.waitExposed(window)
    return window


def beyond(text: HelpText) -> float:
    """How much of the text is cut off at the right edge; roundings of Qt's tables fall into the margin."""
    document = text.document()
    return max(0.0, document.size().width() - document.documentMargin() - text.viewport().width())


@pytest.mark.parametrize("page", HelpPage, ids=lambda page: page.value)
def test_a_page_is_shown_once_and_as_wide_as_the_window(shown, page):
    shown.show_page(page)
    file = DOCS / f"{page.value}.md"
    assert shown.text.headings() == [slug(words) for words in headings_of(file)]
    for width in (900, 560, 1300):
        shown.resize(width, 700)
        QApplication.processEvents()
        assert beyond(shown.text) == 0, width
        assert shown.text.headings() == [slug(words) for words in headings_of(file)]


def test_pictures_shrink_with_the_window_and_grow_back(shown, qtbot):
    shown.show_page(HelpPage.INDEX)
    heights = []
    for width in (1400, 600, 1400):
        shown.resize(width, 700)
        QApplication.processEvents()
        picture = shown.text.document().resource(2, shown.text.source().resolved(QUrl("images/dock.png")))
        heights.append(picture.height())
        assert 0 < picture.width() <= shown.text.viewport().width()
    assert heights[1] < heights[0] == heights[2]


def test_links_open_pages_headings_and_the_browser(shown, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    shown.show_page(HelpPage.ACCESS)
    shown.text.follow(QUrl("downloads.md#extracts"))
    assert shown.text.source().fileName() == "downloads.md"
    assert shown.text.textCursor().block().text() == "Extracts"
    assert shown.text.verticalScrollBar().value() > 0
    assert shown.pages.currentItem().data(Qt.ItemDataRole.UserRole) is HelpPage.DOWNLOADS
    shown.text.follow(QUrl("https://secims.govt.lc"))
    shown.text.follow(QUrl("file:///etc/passwd"))
    assert shown.text.source().fileName() == "downloads.md"
    assert opened == ["https://secims.govt.lc"]
    shown.back.click()
    assert shown.text.source().fileName() == "access.md"


def test_every_link_of_the_pages_can_be_followed(shown, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    for page in HelpPage:
        for target, is_picture in links_of(DOCS / f"{page.value}.md"):
            if not is_picture and ".md" in target:
                shown.show_page(page)
                shown.text.follow(QUrl(target))
                file, _, heading = target.partition("#")
                assert shown.text.source().fileName() == file
                if heading:
                    assert slug(shown.text.textCursor().block().text()) == heading


def test_words_are_found_on_a_page_and_then_again(shown):
    shown.show_page(HelpPage.CRS)
    QTest.keyClicks(shown.find_line, "castries")
    first = shown.text.textCursor().position()
    assert shown.text.textCursor().selectedText().lower() == "castries"
    QTest.keyClick(shown.find_line, Qt.Key.Key_Return)
    assert shown.text.textCursor().position() > first
    for _time in range(5):
        QTest.keyClick(shown.find_line, Qt.Key.Key_Return)
    assert shown.text.textCursor().selectedText().lower() == "castries"


def test_names_for_screen_readers(shown):
    for widget in (shown.text, shown.pages, shown.find_line, shown.back, shown.forward):
        assert widget.accessibleName()


def test_one_window_is_used_again_and_goes_with_the_plugin(qtbot):
    parent, desk = QWidget(), HelpDesk()
    qtbot.addWidget(parent)
    desk.show_page(parent, HelpPage.SCRIPTING, "extract")
    first = desk.window
    assert first.text.cursorRect().top() < first.text.viewport().height() / 4
    desk.show_page(parent, HelpPage.CRS, "mending-it")
    assert desk.window is first
    assert first.text.textCursor().block().text() == "Mending it"
    assert first.text.cursorRect().top() < first.text.viewport().height() / 4
    desk.close()
    assert desk.window is None
    assert not parent.findChildren(HelpWindow)


def test_f1_is_taken_before_qgis_opens_its_own_manual(qtbot):
    asked, frame = [], QWidget()
    line = QLineEdit(frame)
    QVBoxLayout(frame).addWidget(line)
    qtbot.addWidget(frame)
    HelpKey(frame, lambda: asked.append(True))
    plain = Qt.KeyboardModifier.NoModifier
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F1, plain)
    override.ignore()
    QApplication.sendEvent(line, override)
    assert override.isAccepted()
    assert not asked
    QTest.keyClick(line, Qt.Key.Key_F1)
    assert asked == [True]
    QTest.keyClick(line, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [True]


def test_the_zip_shows_its_own_pages(installed, tmp_path):
    """In a process that sees nothing but what was unpacked."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from secims_qgis.gui.help_pages import HelpPage, page_file\n"
        "from secims_qgis.paths import help_folder\n"
        "assert str(help_folder()).startswith(sys.argv[1]), help_folder()\n"
        "print([page.value for page in HelpPage if page_file(page).is_file()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(installed)],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str([page.value for page in HelpPage])
    names = {file.name for file in (installed / "secims_qgis" / "help" / "images").iterdir()}
    shown = {target for page in HelpPage for target, is_picture in links_of(page_file(page)) if is_picture}
    assert names == {target.rpartition("/")[2] for target in shown}


def test_the_icons_are_there():
    for name in ("mActionHelpContents", "mActionArrowLeft", "mActionArrowRight"):
        assert not QgsApplication.getThemeIcon(f"/{name}.svg").isNull()
