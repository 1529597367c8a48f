"""Carries out what is wanted of downloads: the strip says it, the queue or the project does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QPoint
from qgis.PyQt.QtWidgets import QMessageBox

from secims_qgis.gui.formats import size_text
from secims_qgis.gui.job_actions import JobAction, job_menu
from secims_qgis.gui.layer_choice import LayerChoice
from secims_qgis.gui.links import copy_link, show_folder
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.downloads import DownloadJob, DownloadQueue
    from secims_qgis.gui.downloads_strip import DownloadsStrip
    from secims_qgis.gui.file_folder import FileFolder
    from secims_qgis.gui.layer_adder import LayerAdder
    from secims_qgis.gui.layer_check import CheckedLayer
    from secims_qgis.gui.services import Services

ASK_FROM_BYTES = 50_000_000
"""Nobody wants to lose more than this by a slip of the mouse."""


class DownloadsControl(QObject):
    """One way for each action, whether it came from a button, a menu or a key."""

    def __init__(
        self,
        strip: DownloadsStrip,
        queue: DownloadQueue,
        adder: LayerAdder,
        folder: FileFolder,
        services: Services,
    ) -> None:
        super().__init__(strip)
        self._strip, self._queue, self._adder, self._folder = strip, queue, adder, folder
        self._services = services
        strip.action_wanted.connect(self.give)
        strip.menu_wanted.connect(self._open_menu)
        adder.choice_wanted.connect(self._offer_layers)

    def give(self, action: JobAction, job: DownloadJob) -> None:
        """Carry out an action."""
        doers = {
            JobAction.PAUSE: self._queue.pause,
            JobAction.RESUME: self._resume,
            JobAction.TRY_AGAIN: self._try_again,
            JobAction.TRY_NOW: lambda job: job.try_now(),
            JobAction.CHOOSE_FOLDER: self._try_elsewhere,
            JobAction.CHOOSE_LAYERS: self._choose_layers,
            JobAction.ADD_TO_PROJECT: self._add_to_project,
            JobAction.SHOW_FOLDER: lambda job: show_folder(job.order.folder),
            JobAction.START_FIRST: lambda job: self._services.when_ready(
                lambda: self._queue.start_first(job)
            ),
            JobAction.COPY_DETAILS: _copy_details,
            JobAction.REMOVE: self._queue.remove,
            JobAction.CANCEL: self._cancel,
        }
        doers[action](job)

    def _resume(self, job: DownloadJob) -> None:
        self._services.when_ready(lambda: self._queue.resume(job))

    def _try_again(self, job: DownloadJob) -> None:
        self._services.when_ready(lambda: self._queue.start_over(job))

    def _cancel(self, job: DownloadJob) -> None:
        if job.status.received_bytes >= ASK_FROM_BYTES and not self._is_sure(job):
            return
        self._queue.cancel(job)

    def _is_sure(self, job: DownloadJob) -> bool:
        box = QMessageBox(self._strip.window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Cancel Download"))
        amount = size_text(job.status.received_bytes)
        box.setText(tr("Cancel this download and lose the {size} that have arrived?").format(size=amount))
        lose = box.addButton(tr("Cancel Download"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep It"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        # The download went on meanwhile; one that has ended is not to be cancelled any more.
        return box.clickedButton() is lose and not job.state.is_over

    def _try_elsewhere(self, job: DownloadJob) -> None:
        if self._folder.ask():
            folder = self._folder.for_record(job.order.record)
            if folder is not None:
                self._queue.try_elsewhere(job, folder)

    def _add_to_project(self, job: DownloadJob) -> None:
        self._services.when_ready(lambda: self._adder.add_files(job))

    def _choose_layers(self, job: DownloadJob) -> None:
        fetched = job.status.fetched
        if fetched is None or not fetched.layers:
            self._add_to_project(job)
            return
        self._offer_layers(job, fetched.layers)

    def _offer_layers(self, job: DownloadJob, layers: tuple[CheckedLayer, ...]) -> None:
        choice = LayerChoice(job.order.title, layers, self._strip.window())
        choice.layers_chosen.connect(lambda layers: self._adder.add_chosen(job, layers))
        choice.open()

    def _open_menu(self, job: DownloadJob, place: QPoint) -> None:
        menu = job_menu(job, self._strip)
        menu.triggered.connect(lambda action: self.give(action.data(), job))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _copy_details(job: DownloadJob) -> None:
    message = job.status.message
    if message is not None:
        copy_link(message.details or message.sentence)
