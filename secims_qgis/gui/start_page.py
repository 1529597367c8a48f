"""What the dock shows before the first search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.labels import heading
from secims_qgis.gui.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Facet

THEMES_MAX = 8


class LinkRow(QAbstractButton):
    """One line to click: icon, text, and something small at the right."""

    def __init__(self, icon: QIcon, text: str, right: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon)
        self.setText(text.replace("&", "&&"))
        self._shown, self._right = text, right
        self.setAccessibleName(f"{text} {right}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * 8, round(unit * 1.66))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, unit = QPainter(self), self.palette(), theme.unit(self)
        text = palette.color(QPalette.ColorRole.WindowText)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.mixed(text, theme.background_of(self), 0.07))
        side, gap = unit, round(unit * 0.2)
        self.icon().paint(painter, QRect(gap, (self.height() - side) // 2, side, side))
        metrics, left = self.fontMetrics(), 2 * gap + side
        right_width = metrics.horizontalAdvance(self._right) + gap
        room = self.width() - left - right_width - gap
        shown = metrics.elidedText(self._shown, Qt.TextElideMode.ElideRight, room)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(text)
        painter.drawText(QRect(left, 0, room, self.height()), middle, shown)
        painter.setPen(theme.quiet_window_text(self))
        place = QRect(self.width() - right_width - gap, 0, right_width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight) | middle, self._right)
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)


class StartPage(QScrollArea):
    """Recent searches, and the themes of the catalogue where it tells them."""

    text_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent: tuple[str, ...] = ()
        self._themes: tuple[Facet, ...] = ()
        self._build()

    def show_recent(self, texts: tuple[str, ...]) -> None:
        """Offer earlier searches."""
        if texts != self._recent:
            self._recent = texts
            self._build()

    def show_themes(self, facets: tuple[Facet, ...]) -> None:
        """Offer the keywords or themes that the catalogue counted."""
        if facets != self._themes:
            self._themes = facets
            self._build()

    def _build(self) -> None:
        """Fill a fresh page; it is short, and it changes only between searches."""
        body, unit = QWidget(), theme.unit(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, round(unit * 0.3), 8, unit)
        layout.setSpacing(0)
        if self._recent:
            layout.addWidget(heading(tr("Recent Searches")))
            for text in self._recent:
                layout.addWidget(self._row(LinkRow(theme.icon("search"), text), text))
            layout.addSpacing(round(unit * 0.5))
        for facet in self._themes[:1]:
            layout.addWidget(heading(tr("Themes")))
            for value in facet.values[:THEMES_MAX]:
                row = LinkRow(theme.icon("mIconVector"), value.value, str(value.count))
                layout.addWidget(self._row(row, value.value))
        layout.addStretch(1)
        self.setWidget(body)

    def _row(self, row: LinkRow, text: str) -> LinkRow:
        row.clicked.connect(lambda _checked=False: self.text_chosen.emit(text))
        return row
