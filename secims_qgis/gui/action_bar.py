"""The fixed bar at the bottom of a record: what can be done with the selected distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.abilities import Ability, adding, downloading, extracting, opening
from secims_qgis.gui.buttons import name_button, text_button, tool_button
from secims_qgis.gui.commands import Command, look_of
from secims_qgis.gui.offers import Offer, OfferGroup
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QResizeEvent

TEXT_FROM_UNITS = 23
"""Width of the bar, in font heights, from which Download has its text."""


class ActionBar(QWidget):
    """Add to Map, Download, Extract, Open, Copy Link; a button that is off says why."""

    command_given = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Command, QToolButton] = {}
        self._add = self._text_button(Command.ADD)
        # The main button is framed and bold, so that it is found first.
        self._add.setAutoRaise(False)
        self._add.setFont(theme.bold(self._add.font()))
        self._download = self._text_button(Command.DOWNLOAD)
        self._extract = self._icon_button(Command.EXTRACT, "algorithms/mAlgorithmClip")
        self._open = self._icon_button(Command.OPEN, "mActionLink")
        self._copy = self._icon_button(Command.COPY_LINK, "mActionEditCopy")
        self._lay_out()
        self.show_offer(None)

    def show_offer(self, offer: Offer | None, others: tuple[Offer, ...] = ()) -> None:
        """Offer what can be done with a distribution."""
        nothing = Ability(is_given=False, reason=tr("Select a distribution first"))
        is_document = offer is not None and offer.group is OfferGroup.DOCUMENTS
        abilities = {
            Command.ADD: adding(offer, others) if offer else nothing,
            Command.DOWNLOAD: downloading(offer) if offer else nothing,
            Command.EXTRACT: extracting(offer) if offer else nothing,
            Command.OPEN: opening(offer) if offer else nothing,
            Command.COPY_LINK: Ability(is_given=True) if offer else nothing,
        }
        for command, ability in abilities.items():
            self._set(command, ability)
        # A document's first thing to do is to open it.
        self._open.setIcon(theme.icon("mIconFolderOpen" if is_document else "mActionLink"))

    def is_given(self, command: Command) -> bool:
        """Return whether a command can be given now."""
        return self._buttons[command].isEnabled()

    def reason(self, command: Command) -> str:
        """Return what the button says when it is pointed at."""
        return self._buttons[command].toolTip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._add.setFont(theme.bold(self.font()))
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        is_wide = self.width() >= theme.unit(self) * TEXT_FROM_UNITS
        style = Qt.ToolButtonStyle.ToolButtonIconOnly
        if is_wide:
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if self._download.toolButtonStyle() != style:
            self._download.setToolButtonStyle(style)

    def _set(self, command: Command, ability: Ability) -> None:
        button, look = self._buttons[command], look_of(command)
        button.setEnabled(ability.is_given)
        tip = look.text if ability.is_given else ability.reason
        if ability.is_given and look.keys:
            tip = f"{look.text} ({look.keys.replace('Return', 'Enter')})"
        name_button(button, look.text)
        button.setToolTip(_as_plain(tip))
        button.setAccessibleDescription("" if ability.is_given else ability.reason)

    def _text_button(self, command: Command) -> QToolButton:
        look = look_of(command)
        return self._register(command, text_button(look.icon, look.text))

    def _icon_button(self, command: Command, icon: str) -> QToolButton:
        return self._register(command, tool_button(icon, look_of(command).text))

    def _register(self, command: Command, button: QToolButton) -> QToolButton:
        button.clicked.connect(lambda _checked=False: self.command_given.emit(command))
        self._buttons[command] = button
        return button

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        # Without this the texts that are shown would keep the dock from becoming narrower again.
        rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        rows.addWidget(rule)
        row = QHBoxLayout()
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(4)
        row.addWidget(self._add)
        row.addStretch(1)
        for button in (self._download, self._extract, self._open, self._copy):
            row.addWidget(button)
        rows.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def _as_plain(text: str) -> str:
    """Return text of a server so that Qt does not take it for HTML."""
    return text if "<" not in text else text.replace("&", "&amp;").replace("<", "&lt;")
