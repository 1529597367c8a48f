"""Shows a page of the help: Markdown, with pictures that fit and links to headings."""

from __future__ import annotations

import re
from typing import Any

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTableFormat,
)
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from secims_qgis.gui.translation import tr

_NO_PART_OF_A_SLUG = re.compile(r"[^\w\- ]")
MARGIN_SHARE = 1.0
"""Room around the text, in font heights."""
LINE_PERCENT = 115
CODE_SHADE = 0.08
FIXED_FONT = "monospace"


class HelpText(QTextBrowser):
    """The text; only files of the help are shown in it, web pages open in the desktop's browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Help"))
        self.anchorClicked.connect(self.follow)
        self._width_drawn = 0

    def show_page(self, url: QUrl) -> None:
        """Show a file, from its top or from the heading that the fragment names."""
        file = url.adjusted(QUrl.UrlFormattingOption.RemoveFragment)
        if file != self.source():
            self.setSource(file, QTextDocument.ResourceType.MarkdownResource)
        self._set_out()
        if url.fragment():
            self._scroll_to(url.fragment())

    def follow(self, link: QUrl) -> None:
        """Open a link: another page of the help here, anything else on the web."""
        url = self.source().resolved(link)
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)
        elif url.isLocalFile() and url.path().endswith(".md"):
            self.show_page(url)

    def headings(self) -> list[str]:
        """Return the headings as links name them."""
        return [slug for slug, _block in self._headings()]

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Make pictures as wide as the text at most."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource or not name.isValid():
            return found
        picture = QImage(self.source().resolved(name).toLocalFile())
        room = self._room()
        ratio = self.devicePixelRatioF()
        if picture.width() > room * ratio:
            smoothly = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(round(room * ratio), smoothly)
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The document keeps the pictures that it was given; another width needs others.
        if self._width_drawn and self._room() != self._width_drawn:
            place = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
            self.reload()
            self._set_out()
            self.verticalScrollBar().setValue(round(place * self.verticalScrollBar().maximum()))

    def _room(self) -> int:
        return max(100, round(self.viewport().width() - 2 * self._margin() - 2))

    def _margin(self) -> float:
        return self.fontMetrics().height() * MARGIN_SHARE

    def _set_out(self) -> None:
        """Give the text the distances that Markdown does not have."""
        self._width_drawn = self._room()
        document = self.document()
        document.setDocumentMargin(self._margin())
        for frame in document.rootFrame().childFrames():
            style = frame.frameFormat()
            if style.isTableFormat():
                table = QTextTableFormat(style.toTableFormat())
                table.setCellPadding(self.fontMetrics().height() * 0.25)
                table.setBorderCollapse(True)
                table.setBorder(1)
                frame.setFrameFormat(table)
        block = document.begin()
        while block.isValid():
            self._set_out_block(block)
            block = block.next()

    def _set_out_block(self, block: QTextBlock) -> None:
        cursor, style = QTextCursor(block), QTextBlockFormat(block.blockFormat())
        is_code = style.hasProperty(QTextFormat.Property.BlockCodeFence)
        if is_code:
            shade = QColor(self.palette().text().color())
            shade.setAlphaF(CODE_SHADE)
            style.setBackground(shade)
        elif not cursor.currentTable():
            style.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight)
        cursor.setBlockFormat(style)
        mono = QTextCharFormat()
        mono.setFontFamily(FIXED_FONT)
        for start, length in _code_in(block, is_code=is_code):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mono)

    def _headings(self) -> list[tuple[str, Any]]:
        found, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                found.append((slug(block.text()), block))
            block = block.next()
        return found

    def _scroll_to(self, fragment: str) -> None:
        for name, block in self._headings():
            if name == fragment:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
                self.setTextCursor(QTextCursor(block))
                self.verticalScrollBar().setValue(round(top))
                return


def _code_in(block: QTextBlock, *, is_code: bool) -> list[tuple[int, int]]:
    """Return position and length of what is code in a block."""
    if is_code:
        return [(block.position(), block.length() - 1)]
    found, pieces = [], block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().fontFixedPitch():
            found.append((piece.position(), piece.length()))
        pieces += 1
    return found


def slug(heading: str) -> str:
    """Return how links name a heading, as on GitHub: lower case, no punctuation, hyphens for blanks."""
    return _NO_PART_OF_A_SLUG.sub("", heading.strip().lower()).replace(" ", "-")
