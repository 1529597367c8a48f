"""One group of details: closed, and filled when it is first opened."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.commands import Command, look_of
from secims_qgis.gui.flow_layout import FlowLayout
from secims_qgis.gui.formats import one_line, visible
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.translation import tr

VALUE_MAX = 4000
KEYWORDS_MAX = 100
KEYWORD_UNITS = 16
"""A longer keyword is cut; its tool tip has the whole."""

Lines = list[tuple[str, str]]


class DetailGroup(QgsCollapsibleGroupBoxBasic):
    """Names and values; the labels are made when the group is first opened."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setCollapsed(True)
        self.setFlat(True)
        self._plain_font = self.font()
        self.setFont(theme.bold(self._plain_font))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._lines: Lines = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, 4, 4, 6)
        self._content: QWidget | None = None
        self.collapsedStateChanged.connect(self._fill_if_open)

    def show_lines(self, lines: Lines) -> None:
        """Show names and values."""
        self.setVisible(bool(lines))
        if lines == self._lines:
            return
        self._lines = lines
        self._drop_content()
        self._fill_if_open()

    def _drop_content(self) -> None:
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.deleteLater()
            self._content = None

    def _fill_if_open(self, *_state: object) -> None:
        if self.isCollapsed() or self._content is not None:
            return
        self._content = self._make_content()
        self._content.setFont(self._plain_font)
        self._box.addWidget(self._content)

    def _make_content(self) -> QWidget:
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(3)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, text in self._lines:
            value = PlainLabel(visible(text)[:VALUE_MAX])
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            value.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            if name:
                label = QuietLabel(name)
                label.setWordWrap(False)
                label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
                form.addRow(label, value)
            else:
                form.addRow(value)
        return content


class KeywordGroup(DetailGroup):
    """Keywords; a click searches for what else has it."""

    keyword_clicked = pyqtSignal(str)

    def show_keywords(self, words: tuple[str, ...]) -> None:
        """Show keywords, each as a small button."""
        self.show_lines([("", word) for word in words[:KEYWORDS_MAX] if one_line(word)])

    def _make_content(self) -> QWidget:
        content = QWidget()
        flow = FlowLayout(content)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(4)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        content.setSizePolicy(policy)
        for _name, word in self._lines:
            button = _small_button(one_line(word))
            tip = tr("Search for the keyword “{word}”").format(word=one_line(word))
            button.setAccessibleName(tip)
            button.setToolTip(tip.replace("<", "‹"))
            button.clicked.connect(lambda _checked=False, word=word: self.keyword_clicked.emit(word))
            flow.addWidget(button)
        return content


class TechnicalGroup(DetailGroup):
    """Names and values, and below them what else can be looked up."""

    command_given = pyqtSignal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._commands: tuple[Command, ...] = ()

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        """Offer these commands below the values."""
        if commands != self._commands:
            self._commands = commands
            self._drop_content()
            self._fill_if_open()

    def _make_content(self) -> QWidget:
        content, bar = super()._make_content(), QWidget()
        flow = FlowLayout(bar)
        flow.setContentsMargins(0, 4, 0, 0)
        flow.setSpacing(4)
        for command in self._commands:
            button = _small_button(look_of(command).text)
            button.clicked.connect(lambda _checked=False, command=command: self.command_given.emit(command))
            flow.addWidget(button)
        content.layout().addRow(bar)
        return content


def _small_button(text: str) -> QToolButton:
    button = QToolButton()
    room = theme.unit(button) * KEYWORD_UNITS
    shown = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    button.setText(shown.replace("&", "&&"))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
