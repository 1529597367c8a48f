"""What a live coverage or map shows, how much of it may be loaded, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.formats import one_line
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.gui.view_words import kept_words
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.live.coverage_cube import Cube

MOST_MB = 2000


@dataclass(frozen=True)
class ViewSettings:
    """What can be chosen for a layer.

    ``budget_mb`` is None for a map, whose pictures are as large as the view. ``cube`` has variables
    and times, where there are some; ``styles`` are key and title of those of a map.
    """

    name: str
    budget_mb: float | None = None
    cube: Cube | None = None
    styles: tuple[tuple[str, str], ...] = ()
    style: str = ""


@dataclass(frozen=True)
class ViewChoice:
    """What was chosen; None for what stays as it is."""

    budget_mb: float | None = None
    variable: str | None = None
    step: int | None = None
    style: str | None = None


class ViewDialog(QDialog):
    """Changes nothing itself: it says what was chosen, and that everything is to be fetched anew."""

    chosen = pyqtSignal(object)
    refresh_wanted = pyqtSignal()

    def __init__(self, settings: ViewSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Live Data"))
        self._settings = settings
        self.budget, self.variable, self.time, self.style = QSpinBox(), QComboBox(), QComboBox(), QComboBox()
        self.kept = PlainLabel(tr("Looking…"))
        self.refresh = QPushButton(theme.icon("mActionRefresh"), tr("Refresh"))
        self.refresh.setAutoDefault(False)
        self.refresh.clicked.connect(lambda _checked=False: self.refresh_wanted.emit())
        self._fill()
        self._lay_out()

    def show_kept(self, size_bytes: int, since: float | None) -> None:
        """Say what is kept on disk, and since when (seconds since 1970)."""
        self.kept.setText(kept_words(size_bytes, since))

    def accept(self) -> None:
        choice = self._choice()
        super().accept()
        if choice != ViewChoice():
            self.chosen.emit(choice)

    def _choice(self) -> ViewChoice:
        was, cube = self._settings, self._settings.cube
        budget = None if was.budget_mb is None else float(self.budget.value())
        variable = self.variable.currentData() if cube else None
        step = self.time.currentIndex() if cube and cube.steps else None
        return ViewChoice(
            budget if was.budget_mb is not None and budget != round(was.budget_mb) else None,
            variable if cube and variable != cube.variable else None,
            step if cube and step is not None and step != cube.step else None,
            self.style.currentData() if was.styles and self.style.currentData() != was.style else None,
        )

    def _fill(self) -> None:
        from secims_qgis.live.coverage_times import iso

        settings, cube = self._settings, self._settings.cube
        self.budget.setRange(1, MOST_MB)
        self.budget.setSuffix(tr(" MB"))
        self.budget.setValue(round(settings.budget_mb or 1))
        for item in cube.variables if cube else ():
            self.variable.addItem(one_line(item.words), item.key)
        for key, title in settings.styles:
            self.style.addItem(one_line(title or key), key)
        self.style.setCurrentIndex(max(0, self.style.findData(settings.style)))
        if cube:
            self.variable.setCurrentIndex(max(0, self.variable.findData(cube.variable)))
            self.time.addItems([iso(seconds).replace("T", " ") for seconds in cube.steps])
            self.time.setCurrentIndex(cube.step)
            self.time.setMaxVisibleItems(20)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        cube = self._settings.cube
        if cube is not None and len(cube.variables) > 1:
            form.addRow(tr("&Variable"), self.variable)
        if cube is not None and cube.steps:
            form.addRow(tr("&Time (UTC)"), self.time)
            form.addRow("", QuietLabel(tr("Shown while the temporal controller is off.")))
        if self._settings.styles:
            form.addRow(tr("&Style"), self.style)
        if self._settings.budget_mb is not None:
            form.addRow(tr("&Load at most"), self.budget)
            form.addRow("", QuietLabel(tr("For one view. What holds more is drawn as a coarse preview.")))
        kept = QHBoxLayout()
        kept.addWidget(self.kept, 1)
        kept.addWidget(self.refresh)
        form.addRow(tr("Kept"), kept)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        title = PlainLabel(one_line(self._settings.name))
        title.setFont(theme.bold(title.font()))
        rows.addWidget(title)
        rows.addLayout(form)
        rows.addStretch(1)
        rows.addWidget(buttons)
        self.resize(theme.unit(self) * 28, self.sizeHint().height())
