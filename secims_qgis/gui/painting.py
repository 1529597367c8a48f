"""Shapes and texts that the delegates of the dock share."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import (
    QApplication,
    QStyle,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.badges import Badge, BadgeStyle

HOVER_SHARE = 0.05
RULE_SHARE = 0.12


@dataclass(frozen=True)
class RowColours:
    """The colours of one row, selected or not."""

    text: QColor
    quiet: QColor
    back: QColor
    accent: QColor
    rule: QColor


def colours_of(option: QStyleOptionViewItem) -> RowColours:
    """Return the colours for a row from the palette of its own list, not of the application."""
    palette = (option.widget or QApplication.instance()).palette()
    group = (
        QPalette.ColorGroup.Active
        if option.state & QStyle.StateFlag.State_Enabled
        else QPalette.ColorGroup.Disabled
    )
    text = palette.color(group, QPalette.ColorRole.Text)
    base = palette.color(group, QPalette.ColorRole.Base)
    accent = palette.color(group, QPalette.ColorRole.Highlight)
    rule = theme.mixed(text, base, RULE_SHARE)
    if option.state & QStyle.StateFlag.State_Selected:
        lit = palette.color(group, QPalette.ColorRole.HighlightedText)
        return RowColours(lit, theme.secondary(lit, accent), accent, lit, rule)
    return RowColours(text, theme.secondary(text, base), base, accent, rule)


def paint_background(painter: QPainter, option: QStyleOptionViewItem, colours: RowColours) -> None:
    """Fill a row and rule it off at its bottom; a hovered row is a little darker."""
    back = colours.back
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if option.state & QStyle.StateFlag.State_MouseOver and not is_selected:
        back = theme.mixed(colours.text, colours.back, HOVER_SHARE)
    painter.fillRect(option.rect, back)
    if not is_selected:
        painter.setPen(QPen(colours.rule, 0))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def paint_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the style's focus frame where the keyboard is."""
    wanted = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if option.state & wanted != wanted or option.widget is None:
        return
    focus = QStyleOptionFocusRect()
    focus.initFrom(option.widget)
    focus.rect = option.rect.adjusted(1, 1, -1, -1)
    focus.state |= QStyle.StateFlag.State_KeyboardFocusChange
    focus.backgroundColor = option.widget.palette().color(QPalette.ColorRole.Highlight)
    option.widget.style().drawPrimitive(
        QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, option.widget
    )


def paint_icon(painter: QPainter, icon: QIcon, rect: QRect, *, is_enabled: bool = True) -> None:
    """Draw an icon, dimmed where it stands for something that cannot be used."""
    mode = QIcon.Mode.Normal if is_enabled else QIcon.Mode.Disabled
    icon.paint(painter, rect, Qt.AlignmentFlag.AlignCenter, mode)


def paint_elided(painter: QPainter, rect: QRect, text: str) -> int:
    """Draw one line of text with the painter's font and pen; return its width in pixels."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def pill_width(metrics: QFontMetrics, text: str) -> int:
    """Return the width of a pill around a text."""
    return metrics.horizontalAdvance(text) + round(metrics.height() * 0.8)


def paint_pill(painter: QPainter, rect: QRect, badge: Badge, colours: RowColours) -> None:
    """Draw a badge: a tinted pill, or a dashed outline for a warning."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = outline.height() / 2
    if badge.style is BadgeStyle.WARNING:
        pen = QPen(colours.text, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        is_live = badge.style is BadgeStyle.LIVE
        share = theme.LIVE_PILL_SHARE if is_live else theme.PILL_SHARE
        tint = colours.accent if is_live else colours.text
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mixed(tint, colours.back, share))
    painter.drawRoundedRect(outline, radius, radius)
    painter.setPen(colours.text)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), badge.text)
    painter.restore()


def paint_placeholder(painter: QPainter, rect: QRect, icon: QIcon, colours: RowColours) -> None:
    """Draw the place of a picture that is not there: the icon of the kind on a tinted card."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mixed(colours.text, colours.back, theme.PILL_SHARE))
    painter.drawRoundedRect(rect, 3, 3)
    painter.restore()
    side = round(rect.height() * 0.5)
    place = QRect(QPoint(0, 0), QSize(side, side))
    place.moveCenter(rect.center())
    icon.paint(painter, place)


def centred(inner: QSize, outer: QRect) -> QPointF:
    """Return where the top left corner of a smaller thing lies in the middle of a larger."""
    return QPointF(
        outer.x() + (outer.width() - inner.width()) / 2,
        outer.y() + (outer.height() - inner.height()) / 2,
    )


def widget_of(option: QStyleOptionViewItem) -> QWidget:
    """Return the list that a row belongs to; delegates are only ever used in one."""
    return option.widget
