"""Options: how much one view of a coverage may load, and what is kept on disk."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSlot
from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from secims_qgis.gui.formats import size_text
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.translation import tr


class LiveOptions(QGroupBox):
    """The budget holds for layers that are added later; emptying the cache needs no OK."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Live Data"), parent)
        self._tasks = TaskKeeper(QgsApplication.taskManager(), self)
        self.budget, self.kept = QSpinBox(), PlainLabel()
        self.empty_button = QPushButton(tr("Empty"))
        self.empty_button.setAccessibleName(tr("Empty the cache of live data"))
        self.empty_button.setAutoDefault(False)
        self.empty_button.clicked.connect(self._empty)
        self._fill()
        form, row = QFormLayout(self), QHBoxLayout()
        form.addRow(tr("Load at most"), self.budget)
        row.addWidget(self.kept, 1)
        row.addWidget(self.empty_button)
        form.addRow(tr("Kept on disk"), row)
        self._show_kept()

    def apply(self) -> None:
        """Keep the budget."""
        from secims_qgis.live.coverage_budget import default_budget_mb, set_default_budget

        if self.budget.value() != default_budget_mb():
            set_default_budget(self.budget.value())

    def _fill(self) -> None:
        from secims_qgis.live.coverage_budget import LEAST_MB, MOST_MB, default_budget_mb

        self.budget.setRange(LEAST_MB, MOST_MB)
        self.budget.setSuffix(tr(" MB for one view of a coverage"))
        self.budget.setValue(default_budget_mb())
        self.budget.setAccessibleName(tr("Load at most for one view of a coverage, in megabytes"))
        self.budget.setToolTip(
            tr("What holds more is drawn as a coarse preview; each layer can be given more later.")
        )

    def _empty(self) -> None:
        self.empty_button.setEnabled(False)
        task = EmptyTask()
        task.succeeded.connect(self._show_kept)
        task.failed.connect(self._show_kept)
        self._tasks.start(task)

    @pyqtSlot()
    @pyqtSlot(object)
    def _show_kept(self, _outcome: object = None) -> None:
        from secims_qgis.live.coverage import size_of_kept

        size = size_of_kept()
        self.kept.setText(tr("{size} of coverages and maps").format(size=size_text(size)))
        self.empty_button.setEnabled(size > 0)


class EmptyTask(WorkTask):
    """Drops what is kept of all coverages and maps."""

    def __init__(self) -> None:
        super().__init__(tr("Emptying the cache of live data"), None)

    def work(self) -> None:
        from secims_qgis.live.coverage import forget_all

        forget_all()
