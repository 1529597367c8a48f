"""When: any time, the last years, or from one date to another."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate, QRegularExpression, pyqtSignal
from qgis.PyQt.QtGui import QRegularExpressionValidator
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui.limits import time_words
from secims_qgis.translation import tr

DATE = QRegularExpression(r"((1[5-9]|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
"""A year, a month or a day of ISO 8601, or nothing."""
YEARS_BACK = (1, 5, 10)
_OTHER = "other"


class TimeBox(QWidget):
    """A choice, and below it two lines for dates while they are wanted."""

    period_chosen = pyqtSignal(object)
    """Start and end, ISO 8601 dates or years; None where it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Time"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.start, self.end = _date_line(tr("From")), _date_line(tr("To"))
        self._dates = QWidget()
        self._shown: tuple[str | None, str | None] = (None, None)
        self._lay_out()
        self._fill()
        self.choice.activated.connect(self._take_choice)
        for line in (self.start, self.end):
            line.editingFinished.connect(self._take_dates)

    def show_period(self, start: str | None, end: str | None) -> None:
        """Show what is in force."""
        self._shown = (start, end)
        self._fill()
        self.start.setText(start or "")
        self.end.setText(end or "")
        if not start and not end and not self._dates.isAncestorOf(self.focusWidget() or self):
            self._dates.hide()

    def _lay_out(self) -> None:
        rows, dates = QVBoxLayout(self), QHBoxLayout(self._dates)
        for layout in (rows, dates):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
        for text, line in ((tr("From"), self.start), (tr("to"), self.end)):
            dates.addWidget(QLabel(text))
            dates.addWidget(line, 1)
        rows.addWidget(self.choice)
        rows.addWidget(self._dates)
        self._dates.hide()

    def _fill(self) -> None:
        start, end = self._shown
        self.choice.clear()
        self.choice.addItem(tr("Any time"), (None, None))
        year = QDate.currentDate().year()
        for back in YEARS_BACK:
            self.choice.addItem(tr("Since {year}").format(year=year - back), (str(year - back), None))
        known = [self.choice.itemData(row) for row in range(self.choice.count())]
        if (start, end) not in known:
            words = time_words(start, end)
            if start and end:
                words = tr("From {start} to {end}").format(start=start, end=end)
            self.choice.addItem(words, (start, end))
            known.append((start, end))
        self.choice.addItem(tr("From … to …"), _OTHER)
        self.choice.setCurrentIndex(known.index((start, end)))

    def _take_choice(self, row: int) -> None:
        wanted = self.choice.itemData(row)
        if wanted == _OTHER:
            self._dates.show()
            self.start.setFocus()
            return
        self._dates.hide()
        self.period_chosen.emit(tuple(wanted))

    def _take_dates(self) -> None:
        if not self.start.hasAcceptableInput() or not self.end.hasAcceptableInput():
            return
        start, end = self.start.text() or None, self.end.text() or None
        if start and end and start > end:
            start, end = end, start
        if (start, end) != self._shown:
            self.period_chosen.emit((start, end))


def _date_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(tr("2018 or 2018-05-31"))
    line.setAccessibleName(name)
    line.setToolTip(tr("A year, or a date as 2018-05-31"))
    line.setValidator(QRegularExpressionValidator(DATE, line))
    line.setMinimumWidth(1)
    return line
