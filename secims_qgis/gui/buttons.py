"""Buttons of bars."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QToolButton

from secims_qgis.gui import theme


def tool_button(icon: str, name: str) -> QToolButton:
    """Return a flat button with an icon only; its name is tooltip and accessible name."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    name_button(button, name)
    return button


def text_button(icon: str, text: str) -> QToolButton:
    """Return a flat button with icon and text."""
    button = tool_button(icon, text)
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def name_button(button: QToolButton, name: str) -> None:
    """Give a button the name that is read out and shown as a tip."""
    button.setToolTip(name)
    button.setAccessibleName(name)
