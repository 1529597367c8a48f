"""Icons, distances and colours: everything follows the font and the palette of the widget."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

READABLE_CONTRAST = 4.5
"""Least contrast of small text (WCAG 2.1, success criterion 1.4.3)."""

OPAQUE = 255
PILL_SHARE = 0.09
LIVE_PILL_SHARE = 0.22


def icon(name: str) -> QIcon:
    """Return an icon of the QGIS theme, such as ``mActionAddLayer``."""
    return QgsApplication.getThemeIcon(f"/{name}.svg")


def unit(widget: QWidget) -> int:
    """Return the height of the widget's font in pixels; distances are multiples of it."""
    return QFontMetrics(widget.font()).height()


def bold(font: QFont) -> QFont:
    """Return the font in bold."""
    strong = QFont(font)
    strong.setBold(True)
    return strong


def scaled(font: QFont, factor: float) -> QFont:
    """Return the font in another size, whether it was given in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return other


def mixed(one: QColor, two: QColor, share_of_one: float) -> QColor:
    """Return the colour between two, ``share_of_one`` from 0 to 1."""
    rest = 1.0 - share_of_one
    return QColor(
        round(one.red() * share_of_one + two.red() * rest),
        round(one.green() * share_of_one + two.green() * rest),
        round(one.blue() * share_of_one + two.blue() * rest),
    )


def contrast(one: QColor, two: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def secondary(text: QColor, base: QColor) -> QColor:
    """Return the colour of less important text: as pale as it may be and still be readable."""
    return QColor.fromRgb(_secondary_rgb(text.rgb(), base.rgb()))


def quiet_window_text(widget: QWidget) -> QColor:
    """Return the colour of less important text on the background that a widget stands on."""
    return secondary(widget.palette().color(QPalette.ColorRole.WindowText), background_of(widget))


def background_of(widget: QWidget) -> QColor:
    """Return the colour behind a widget; the labels of themes with a style sheet have none of their own."""
    place: QWidget | None = widget
    while place is not None:
        brush = place.palette().brush(QPalette.ColorRole.Window)
        if brush.style() != Qt.BrushStyle.NoBrush and brush.color().alpha() == OPAQUE:
            return brush.color()
        place = place.parentWidget()
    return QGuiApplication.palette().color(QPalette.ColorRole.Window)


@lru_cache(maxsize=64)
def _secondary_rgb(text_rgb: int, base_rgb: int) -> int:
    text, base = QColor.fromRgb(text_rgb), QColor.fromRgb(base_rgb)
    for percent in range(62, 101, 2):
        colour = mixed(text, base, percent / 100)
        if contrast(colour, base) >= READABLE_CONTRAST:
            return colour.rgb()
    return text_rgb


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
