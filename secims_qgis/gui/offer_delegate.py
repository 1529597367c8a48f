"""How a distribution looks in the record."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtGui import QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from secims_qgis.gui import painting, theme
from secims_qgis.gui.badges import Badge
from secims_qgis.gui.offer_model import ROW_ROLE, OfferRow
from secims_qgis.gui.record_kind import distribution_icon
from secims_qgis.translation import tr

ROW_UNITS = 3.1
ROW_WITH_REASON_UNITS = 4.3
HEADING_UNITS = 1.6
BADGE_FONT_SCALE = 0.85
DIMMED_OPACITY = 0.62


class OfferDelegate(QStyledItemDelegate):
    """Icon, title, size at the right; CRS and parts below; the reason of a recommended one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row: OfferRow = index.data(ROW_ROLE)
        units = ROW_WITH_REASON_UNITS if row.reason else ROW_UNITS
        if row.offer is None:
            units = HEADING_UNITS
        return QSize(0, round(theme.unit(option.widget) * units))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: OfferRow = index.data(ROW_ROLE)
        painter.save()
        if row.offer is None:
            _paint_heading(painter, option, row)
        else:
            _paint_offer(painter, option, row)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, row: OfferRow) -> None:
    palette, rect = option.widget.palette(), option.rect
    back = palette.color(QPalette.ColorRole.Window)
    quiet = theme.secondary(palette.color(QPalette.ColorRole.WindowText), back)
    painter.fillRect(rect, back)
    gap = round(theme.unit(option.widget) * 0.53)
    inner = rect.adjusted(gap, 0, -gap, 0)
    painter.setPen(quiet)
    painter.setFont(theme.bold(option.widget.font()))
    painting.paint_elided(painter, inner, row.title)
    painter.setFont(option.widget.font())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.right)


def _paint_offer(painter: QPainter, option: QStyleOptionViewItem, row: OfferRow) -> None:
    colours, unit = painting.colours_of(option), theme.unit(option.widget)
    painting.paint_background(painter, option, colours)
    if row.is_dimmed:
        painter.setOpacity(DIMMED_OPACITY)
    gap, line = round(unit * 0.53), round(unit * 1.12)
    lines = 3 if row.reason else 2
    top = option.rect.y() + (option.rect.height() - lines * line) // 2
    side = round(unit * 1.4)
    icon = QRect(option.rect.x() + gap, top, side, side)
    if row.offer is not None:
        painting.paint_icon(painter, distribution_icon(row.offer.first), icon, is_enabled=not row.is_dimmed)
    left = icon.right() + 1 + gap
    room = QRect(left, top, option.rect.right() - gap - left, line)
    _paint_title_line(painter, option, row, (room, colours))
    painter.setFont(option.widget.font())
    # What cannot be done must be readable too: dimmed rows do not become paler still.
    painter.setPen(colours.text if row.is_dimmed else colours.quiet)
    _paint_facts_line(painter, option, row, (room.translated(0, line), colours))
    if row.reason:
        painter.setPen(colours.text)
        painting.paint_elided(painter, room.translated(0, 2 * line), row.reason)
    painter.setOpacity(1.0)
    painting.paint_focus(painter, option)


def _paint_facts_line(
    painter: QPainter,
    option: QStyleOptionViewItem,
    row: OfferRow,
    place: tuple[QRect, painting.RowColours],
) -> None:
    """CRS and parts, and at the right what the record's own words say of the position."""
    rect, colours = place
    words = row.position.text
    metrics = QFontMetrics(option.widget.font())
    width = metrics.horizontalAdvance(words) + (metrics.height() // 2 if words else 0)
    if not row.position.is_doubtful and metrics.horizontalAdvance(row.facts) + width > rect.width():
        words, width = "", 0  # what is as it should be gives way
    painting.paint_elided(painter, rect.adjusted(0, 0, -width, 0), row.facts)
    if words:
        painter.setPen(colours.text if row.position.is_doubtful else colours.quiet)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)


def _paint_title_line(
    painter: QPainter,
    option: QStyleOptionViewItem,
    row: OfferRow,
    place: tuple[QRect, painting.RowColours],
) -> None:
    rect, colours = place
    metrics = QFontMetrics(option.widget.font())
    size_width = metrics.horizontalAdvance(row.right) + (metrics.height() // 2 if row.right else 0)
    painter.setFont(option.widget.font())
    painter.setPen(colours.text)
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(rect, right, row.right)
    room = rect.adjusted(0, 0, -size_width, 0)
    if row.offer is None or not row.offer.is_recommended or row.is_dimmed:
        painting.paint_elided(painter, room, row.title)
        return
    badge = Badge(tr("Recommended"))
    pill_font = theme.scaled(option.widget.font(), BADGE_FONT_SCALE)
    width = painting.pill_width(QFontMetrics(pill_font), badge.text)
    painter.setFont(theme.bold(option.widget.font()))
    gap = round(metrics.height() * 0.4)
    if QFontMetrics(painter.font()).horizontalAdvance(row.title) + gap + width > room.width():
        # The title matters more; the row is bold and says why it is recommended.
        painting.paint_elided(painter, room, row.title)
        return
    used = painting.paint_elided(painter, room.adjusted(0, 0, -width - gap, 0), row.title)
    painter.setFont(pill_font)
    height = QFontMetrics(pill_font).height() + 1
    pill = QRect(rect.x() + used + gap, rect.y() + (rect.height() - height) // 2, width, height)
    painting.paint_pill(painter, pill, badge, colours)
