"""Shows a page of the help: Markdown, with pictures that fit and links to headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    QTextFragment,
    QTextLength,
    QTextTableFormat,
)
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from secims_qgis.translation import tr

_NO_PART_OF_A_SLUG = re.compile(r"[^\w\- ]")
_IMAGE = QTextDocument.ResourceType.ImageResource
MARGIN_SHARE = 1.0
"""Room around the text, in font heights."""
USUAL_DPI = 96
LINE_PERCENT = 115
CODE_SHADE = 0.08
FIXED_FONT = "monospace"
OBJECT = "\ufffc"
"""Stands for a picture in the text."""


class HelpText(QTextBrowser):
    """The text; only files of the help are shown in it, web pages open in the desktop's browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        # A bar that came and went with the length of a page would change the width of its pictures.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # all of it is wrapped
        self.setAccessibleName(tr("Help"))
        self.anchorClicked.connect(self.follow)
        self._width_drawn = self._room()

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
        if kind != _IMAGE:
            return super().loadResource(kind, name)
        return self._fitted(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._width_drawn:
            self._width_drawn = self._room()
            self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Give the document pictures for another width; it keeps those that it was given."""
        document = self.document()
        for block in self._blocks():
            for piece in _pieces_of(block):
                if piece.charFormat().isImageFormat():
                    url = self.source().resolved(QUrl(piece.charFormat().toImageFormat().name()))
                    document.addResource(_IMAGE, url, self._fitted(url))
                    document.markContentsDirty(piece.position(), piece.length())

    def _fitted(self, name: QUrl) -> QImage:
        picture = QImage(self.source().resolved(name).toLocalFile())
        room, ratio = self._room(), self.devicePixelRatioF()
        if picture.width() > room * ratio:
            smoothly = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(round(room * ratio), smoothly)
        # A document enlarges pictures with the dots per inch; this keeps each pixel one of the screen.
        picture.setDevicePixelRatio(ratio * self.logicalDpiX() / USUAL_DPI)
        return picture

    def _room(self) -> int:
        return max(100, round(self.viewport().width() - 2 * self._margin() - 2))

    def _margin(self) -> float:
        return self.fontMetrics().height() * MARGIN_SHARE

    def _set_out(self) -> None:
        """Give the text the distances that Markdown does not have."""
        document = self.document()
        document.setDocumentMargin(self._margin())
        for frame in document.rootFrame().childFrames():
            style = frame.frameFormat()
            if style.isTableFormat():
                table = QTextTableFormat(style.toTableFormat())
                table.setCellPadding(self.fontMetrics().height() * 0.25)
                table.setBorderCollapse(True)
                table.setBorder(1)
                table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFrameFormat(table)
        for block in self._blocks():
            self._set_out_block(block)

    def _set_out_block(self, block: QTextBlock) -> None:
        cursor, style = QTextCursor(block), QTextBlockFormat(block.blockFormat())
        is_code = style.hasProperty(QTextFormat.Property.BlockCodeFence)
        if is_code:
            shade = QColor(self.palette().text().color())
            shade.setAlphaF(CODE_SHADE)
            style.setBackground(shade)
        elif not cursor.currentTable() and OBJECT not in block.text():
            style.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight)
        cursor.setBlockFormat(style)
        mono = QTextCharFormat()
        mono.setFontFamily(FIXED_FONT)
        for start, length in _code_in(block, is_code=is_code):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mono)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _headings(self) -> list[tuple[str, QTextBlock]]:
        return [(slug(block.text()), block) for block in self._blocks() if block.blockFormat().headingLevel()]

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
    return [
        (piece.position(), piece.length())
        for piece in _pieces_of(block)
        if piece.charFormat().fontFixedPitch()
    ]


def _pieces_of(block: QTextBlock) -> Iterator[QTextFragment]:
    pieces = block.begin()
    while not pieces.atEnd():
        yield pieces.fragment()
        pieces += 1


def slug(heading: str) -> str:
    """Return how links name a heading, as on GitHub: lower case, no punctuation, hyphens for blanks."""
    return _NO_PART_OF_A_SLUG.sub("", heading.strip().lower()).replace(" ", "-")
