"""An abstract of which four lines show, with More behind them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QResizeEvent, QTextLayout, QTextOption
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from secims_qgis.gui.formats import visible
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.translation import tr

FOLDED_LINES = 4
UNFOLDED_MAX = 6000
"""Characters shown of an abstract after More; the whole is in the catalogue."""


class FoldedText(QWidget):
    """Text of a server, folded until somebody wants more of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._is_unfolded, self._folded_for = "", False, ("", 0)
        self._label = PlainLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        # This link is ours, not the server's: it only folds.
        self._link = QLabel()
        self._link.setTextFormat(Qt.TextFormat.RichText)
        self._link.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._link.linkActivated.connect(self._toggle)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(self._label)
        rows.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)

    @property
    def shown_text(self) -> str:
        """What can be read now."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Show another text, folded; the same text stays as it is."""
        clean = visible(text).strip()
        if clean == self._text:
            return
        self._text, self._is_unfolded = clean, False
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _toggle(self, _link: str) -> None:
        self._is_unfolded = not self._is_unfolded
        self._folded_for = ("", 0)
        self._fold()

    def _fold(self) -> None:
        if self._folded_for == (self._text, self.width()):
            return
        self._folded_for = (self._text, self.width())
        folded = self._first_lines()
        is_short = folded == self._text
        self._label.setText(self._text[:UNFOLDED_MAX] if self._is_unfolded else folded)
        words = tr("Less") if self._is_unfolded else tr("More")
        self._link.setText(f'<a href="more">{words}</a>')
        self._link.setVisible(not is_short)

    def _first_lines(self) -> str:
        """Return the text if it is short, else what fits into four lines, cut at a word."""
        plain = " ".join(self._text[:2000].split())
        layout = QTextLayout(plain, self._label.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        end = 0
        for _number in range(FOLDED_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, self.width()))
            line.setPosition(QPointF(0, 0))
            end = line.textStart() + line.textLength()
        layout.endLayout()
        if end >= len(plain):
            return self._text if "\n" not in self._text and len(plain) == len(self._text) else plain
        cut = plain[: max(0, end - 2)].rpartition(" ")[0] or plain[: max(0, end - 2)]
        return f"{cut.rstrip(' ,;.')}…"
