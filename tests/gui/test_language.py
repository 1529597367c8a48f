"""Nothing that the plugin shows of its own is left in English: it speaks a language without words here."""

from __future__ import annotations

import re

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel, QLineEdit, QWidget

from secims_qgis.gui.options_page import OptionsNews, OptionsPage
from secims_qgis.processing.provider import SecimsProvider
from secims_qgis.translation import speak
from tests.gui.test_add_and_download import open_record

MARK = "¤"
WORD = re.compile(r"[A-Za-z]{3,}")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# The same in every language: names, keys, and the mark-up of a link.
NAMES = re.compile(r"SEC-IMS|Saint Lucia|Test catalogue|GeoPackage|WGS|\((?:Ctrl|Alt|Shift)\+[^)]*\)|<[^>]*>")


@pytest.fixture
def marked():
    """A language in which each text is its English with a mark, and all of its words are gone."""
    speak(_marked)
    yield
    speak()


def _marked(text):
    parts = PLACEHOLDER.split(text)
    kept = [*PLACEHOLDER.findall(text), ""]
    return "".join(WORD.sub(MARK, part) + placeholder for part, placeholder in zip(parts, kept))


def _shown(root):
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget.parent(), QgsFileWidget):
            continue  # its words are QGIS's own
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))


def _english(texts, of_the_record=()):
    """Return the texts with words that are neither names nor said by the record."""
    found = []
    for text in sorted(set(texts)):
        rest = text
        for said in of_the_record:
            rest = rest.replace(said, "")
        if WORD.search(NAMES.sub("", rest)):
            found.append(text)
    return found


@pytest.mark.demo
def test_the_dock(marked, use, demo, open_dock, qtbot):
    use(demo.records)
    body = open_dock().body
    qtbot.waitUntil(lambda: MARK in body.results.count.text(), timeout=20_000)
    assert _english(_shown(body)) == []
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    record = body.record.record
    said = (record.title, record.organisation, record.license, record.description[:98], "Jun")
    assert _english(_shown(body.record), said) == []
    rows = body.record.offer_list.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    texts = [rows.index(row, 0).data(role) for row in range(rows.rowCount()) for role in roles]
    assert any(MARK in text for text in texts)
    assert _english(texts) == []


def test_the_options(marked, settings):
    page = OptionsPage(OptionsNews())
    assert any(MARK in text for text in _shown(page))
    assert _english(_shown(page)) == []


def test_the_algorithms(marked):
    provider = SecimsProvider()
    provider.loadAlgorithms()
    algorithms = provider.algorithms()
    assert len(algorithms) >= 6
    for algorithm in algorithms:
        named = (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions())
        texts = [algorithm.displayName(), algorithm.shortHelpString(), algorithm.shortDescription()]
        assert _english([*texts, *(each.description() for each in named)]) == []
