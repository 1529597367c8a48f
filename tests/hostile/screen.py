"""What a person, or a screen reader, gets to see of a widget; and whether any of it is read as HTML."""

from __future__ import annotations

import re
import unicodedata

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTextBrowser, QWidget

HIDDEN = {"Cc", "Cf", "Cs", "Co"}
OUR_MARKUP = ('<a href="more">',)
"""The one link that the dock itself makes; it folds a text."""
_TAG = re.compile(r"<\s*[a-zA-Z!/?]")


def labels(widget: QWidget) -> list[QLabel]:
    """All labels that say something."""
    return [label for label in widget.findChildren(QLabel) if label.text()]


def model_texts(widget: QWidget) -> list[str]:
    """Display and accessible text of all rows of all lists."""
    found = []
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        rows = model.rowCount() if model is not None else 0
        for row in range(rows):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                text = model.index(row, 0).data(role)
                if isinstance(text, str):
                    found.append(text)
    return found


def texts(widget: QWidget) -> list[str]:
    """Everything that can be read or heard."""
    found = [label.text() for label in labels(widget)] + model_texts(widget)
    for child in [widget, *widget.findChildren(QWidget)]:
        found += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
        if isinstance(child, QAbstractButton):
            found.append(child.text())
    return [text for text in found if text]


def assert_harmless(widget: QWidget) -> None:
    """See that no text of a server is read as HTML, and none has characters that hide others."""
    for label in labels(widget):
        is_ours = label.text().startswith(OUR_MARKUP)
        assert is_ours or label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()
    for child in [widget, *widget.findChildren(QWidget)]:
        assert not _is_markup(child.toolTip()), child.toolTip()
    for browser in widget.findChildren(QTextBrowser):
        assert not browser.openLinks()
        assert not browser.openExternalLinks()
    for text in texts(widget):
        hidden = [char for char in text if unicodedata.category(char) in HIDDEN and char not in "\n\t"]
        assert not hidden, (text[:80], hidden)


def _is_markup(tip: str) -> bool:
    return _TAG.search(tip.replace("<p>", "").replace("</p>", "").replace("<br>", "")) is not None
