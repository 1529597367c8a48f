"""How a record looks in the list of results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QHelpEvent, QPainter
from qgis.PyQt.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from secims_qgis.gui import painting, theme
from secims_qgis.gui.record_kind import icon_of
from secims_qgis.gui.results_model import BADGES_ROLE, RECORD_ROLE, byline_of, title_of
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.badges import Badge
    from secims_qgis.gui.thumbnails import Thumbnails
    from secims_qgis.model import Record

ROW_UNITS = 4.45
PICTURE_UNITS = 2.9
BADGE_FONT_SCALE = 0.9
DIMMED_OPACITY = 0.5


@dataclass(frozen=True)
class RowPlaces:
    """Where the parts of a row lie."""

    picture: QRect
    icon: QRect
    title: QRect
    byline: QRect
    badges: QRect
    add: QRect


class RecordDelegate(QStyledItemDelegate):
    """Picture, icon, title, organisation and year, badges; Add appears where the pointer is."""

    add_clicked = pyqtSignal(QModelIndex)

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._is_dimmed = False
        self._lit = ""

    def set_lit(self, record_id: str) -> None:
        """Tint the row of the record whose footprint the mouse is on."""
        self._lit = record_id

    def set_dimmed(self, *, is_dimmed: bool) -> None:
        """Draw rows of an answer that is being replaced paler."""
        self._is_dimmed = is_dimmed

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, round(theme.unit(option.widget) * ROW_UNITS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        record: Record = index.data(RECORD_ROLE)
        if record.id == self._lit:
            option = QStyleOptionViewItem(option)
            option.state |= QStyle.StateFlag.State_MouseOver
        colours, places = painting.colours_of(option), _places(option)
        painter.save()
        painting.paint_background(painter, option, colours)
        painter.setOpacity(DIMMED_OPACITY if self._is_dimmed else 1.0)
        self._paint_picture(painter, places.picture, record, colours)
        painting.paint_icon(painter, icon_of(record), places.icon)
        painter.setFont(theme.bold(option.widget.font()))
        painter.setPen(colours.text)
        painting.paint_elided(painter, places.title, title_of(record))
        painter.setFont(option.widget.font())
        painter.setPen(colours.quiet)
        _paint_byline(painter, places.byline, record)
        _paint_badges(painter, places.badges, index.data(BADGES_ROLE), colours)
        if _shows_add(option):
            theme.icon("mActionAddLayer").paint(painter, places.add)
        painting.paint_focus(painter, option)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        is_click = (
            event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        )
        if is_click and _places(option).add.adjusted(-4, -4, 4, 4).contains(event.pos()):
            self.add_clicked.emit(index)
            return True
        return super().editorEvent(event, model, option, index)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> bool:
        if not index.isValid():
            return False
        self.initStyleOption(option, index)
        record: Record = index.data(RECORD_ROLE)
        is_add = _places(option).add.contains(event.pos())
        text = tr("Add to Map (Ctrl+Enter)") if is_add else _tip(record)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _paint_picture(
        self, painter: QPainter, rect: QRect, record: Record, colours: painting.RowColours
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._thumbnails.pixmap(record.thumbnail_url, rect.size(), ratio)
        if pixmap is None:
            painting.paint_placeholder(painter, rect, icon_of(record), colours)
        else:
            size = (pixmap.size() / ratio) if ratio else pixmap.size()
            painter.drawPixmap(painting.centred(size, rect), pixmap)


def _places(option: QStyleOptionViewItem) -> RowPlaces:
    unit, row = theme.unit(option.widget), option.rect
    side, gap = round(unit * PICTURE_UNITS), round(unit * 0.53)
    picture = QRect(row.x() + gap, row.y() + (row.height() - side) // 2, side, side)
    left = picture.right() + 1 + gap
    line = round(unit * 1.15)
    top = row.y() + (row.height() - 3 * line) // 2 - round(unit * 0.05)
    icon_side = round(unit * 0.95)
    add_side = round(unit * 1.15)
    add = QRect(row.right() - gap - add_side, top, add_side, add_side)
    right = add.left() - 4 if _shows_add(option) else row.right() - gap + 2
    icon = QRect(left, top + (line - icon_side) // 2, icon_side, icon_side)
    title_left = icon.right() + 1 + round(unit * 0.25)
    width = row.right() - gap - left
    return RowPlaces(
        picture,
        icon,
        QRect(title_left, top, right - title_left, line),
        QRect(left, top + line, width, line),
        QRect(left, top + 2 * line + round(unit * 0.1), width, line),
        add,
    )


def _shows_add(option: QStyleOptionViewItem) -> bool:
    shown = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected
    return bool(option.state & shown)


def _paint_byline(painter: QPainter, rect: QRect, record: Record) -> None:
    """Draw organisation and year; the organisation gives way, the year stays."""
    organisation, year = byline_of(record)
    if not organisation or not year:
        painting.paint_elided(painter, rect, organisation or year)
        return
    tail = f" · {year}"
    tail_width = QFontMetrics(painter.font()).horizontalAdvance(tail)
    used = painting.paint_elided(painter, rect.adjusted(0, 0, -tail_width, 0), organisation)
    painting.paint_elided(painter, rect.adjusted(used, 0, 0, 0), tail)


def _paint_badges(
    painter: QPainter, rect: QRect, badges: tuple[Badge, ...], colours: painting.RowColours
) -> None:
    """Draw the badges that fit, then how many more there are."""
    painter.setFont(theme.scaled(painter.font(), BADGE_FONT_SCALE))
    metrics = QFontMetrics(painter.font())
    height, gap, left = metrics.height() + 2, round(metrics.height() * 0.4), rect.x()
    top = rect.y() + (rect.height() - height) // 2
    for place, badge in enumerate(badges):
        rest = len(badges) - place
        width = painting.pill_width(metrics, badge.text)
        reserve = 0 if rest == 1 else gap + metrics.horizontalAdvance(f"+{rest}")
        if left + width + reserve > rect.right() and place:
            painter.setPen(colours.quiet)
            painting.paint_elided(painter, QRect(left, top, rect.right() - left, height), f"+{rest}")
            return
        width = min(width, rect.right() - left)
        painting.paint_pill(painter, QRect(left, top, width, height), badge, colours)
        left += width + gap


def _tip(record: Record) -> str:
    """Return the whole title and organisation as plain text; Qt would read mark-up as HTML."""
    organisation, year = byline_of(record)
    lines = [title_of(record), " · ".join(part for part in (organisation, year) if part)]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines if line]
    return "<p>" + "<br>".join(escaped) + "</p>"
