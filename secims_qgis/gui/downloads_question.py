"""Asks, when QGIS starts, what is to become of the downloads that were not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.formats import count_text
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.gui import QgsMessageBar

    from secims_qgis.download.queue_state import KeptJob


class DownloadsQuestion(QObject):
    """One message on the bar, which stays until it is answered."""

    continue_wanted = pyqtSignal()

    def __init__(self, bar: QgsMessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._item: QgsMessageBarItem | None = None

    def ask(self, jobs: list[KeptJob]) -> None:
        """Ask, if there is something to continue."""
        count = sum(job.was_interrupted for job in jobs)
        if not count:
            return
        text = (
            tr("A download is not finished. Go on with it?")
            if count == 1
            else tr("{count} downloads are not finished. Go on with them?").format(count=count_text(count))
        )
        item = QgsMessageBarItem(tr("SEC-IMS"), text, Qgis.MessageLevel.Info, 0)
        for words, answer in ((tr("Continue"), self._continue), (tr("Not Now"), self.withdraw)):
            button = QPushButton(words, item)
            button.clicked.connect(lambda _checked=False, answer=answer: answer())
            item.layout().addWidget(button)
        item.destroyed.connect(self._forget)
        self._item = item
        self._bar.pushItem(item)

    def withdraw(self) -> None:
        """Take the question off the bar; the jobs stay on the list, paused."""
        item, self._item = self._item, None
        if item is not None:
            self._bar.popWidget(item)

    def _continue(self) -> None:
        self.withdraw()
        self.continue_wanted.emit()

    def _forget(self) -> None:
        self._item = None
