"""Brings what was chosen into the project: live layers, and the layers of downloaded files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.crs_words import ALARMING
from secims_qgis.gui.download_task import DownloadOrder, OpenFilesTask
from secims_qgis.gui.downloads import DownloadJob, DownloadQueue, JobState
from secims_qgis.gui.layer_check import CheckedLayer, map_place
from secims_qgis.gui.layer_choice import CHOICE_FROM
from secims_qgis.gui.layer_verdict import note_verdict
from secims_qgis.gui.live_task import LiveOrder, LiveTask
from secims_qgis.gui.offers import Offer
from secims_qgis.gui.report_source import ReportSource
from secims_qgis.gui.results_model import title_of
from secims_qgis.gui.services import Services, session_for
from secims_qgis.network.errors import CancelledError, SecimsError

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.model import Connection, CrsReport, Distribution, Record


@dataclass(frozen=True)
class Added:
    """Layers that are in the project now; report and source are of the one worst placed."""

    record: Record
    layers: tuple[QgsMapLayer, ...]
    report: CrsReport | None
    source: ReportSource


@dataclass(frozen=True)
class AddFailure:
    """Why nothing was added."""

    record: Record
    offer: Offer
    error: SecimsError


@dataclass(frozen=True)
class _Origin:
    record: Record
    distribution: Distribution
    connection: Connection
    project_number: int


class LayerAdder(QObject):
    """Owns what is on its way into the project."""

    opening_started = pyqtSignal(object)
    """A live layer is being opened; the value is its Record."""
    layers_added = pyqtSignal(object)
    adding_failed = pyqtSignal(object)
    choice_wanted = pyqtSignal(object, object)
    """A file has more layers than are added unasked; the values are its job and the layers."""

    def __init__(
        self, project: QgsProject, services: Services, tasks: TaskKeeper, queue: DownloadQueue
    ) -> None:
        super().__init__(queue)
        self._project, self._services, self._tasks, self._queue = project, services, tasks, queue
        self._live: dict[LiveTask, tuple[_Origin, Offer]] = {}
        self._wanted: dict[DownloadJob, _Origin] = {}
        self._project_number = 0
        project.cleared.connect(self._project_changed)
        queue.job_ended.connect(self._take_job)

    def add(self, record: Record, offer: Offer, connection: Connection, folder: Path | None) -> None:
        """Add an offer to the project: its files, fetched into the folder first, or live without one."""
        if folder is not None:
            job = self.download(record, offer, connection, folder, wants_layers=True)
            self._wanted[job] = self._origin(record, offer, connection)
        else:
            self._services.when_ready(lambda: self._open_live(record, offer, connection))

    def download(
        self, record: Record, offer: Offer, connection: Connection, folder: Path, *, wants_layers: bool
    ) -> DownloadJob:
        """Fetch an offer into a folder."""
        order = DownloadOrder(
            record,
            offer.distributions,
            title_of(record),
            folder,
            map_place(self._project),
            wants_layers,
            self._project.fileName(),
        )
        return self._queue.add(order, connection)

    def add_files(self, job: DownloadJob) -> None:
        """Add the layers of files that were downloaded before."""
        task = OpenFilesTask(replace(job.order, place=map_place(self._project)), job.status.files)
        origin = self._origin_of(job)
        task.succeeded.connect(lambda layers: self._files_opened(job, origin, layers))
        task.failed.connect(lambda error: self._files_failed(origin, job, error))
        self._tasks.start(task, 90)

    def add_chosen(self, job: DownloadJob, layers: tuple[CheckedLayer, ...]) -> None:
        """Add those layers of a download that the user chose."""
        origin = self._wanted.pop(job, None) or self._origin_of(job)
        self._enter_job(job, origin, layers)

    def enter(
        self,
        record: Record,
        offer: Offer,
        connection: Connection,
        layers: tuple[CheckedLayer, ...],
        sha256: tuple[str, ...] = (),
    ) -> None:
        """Add layers that somebody else has made of an offer."""
        self._enter(self._origin(record, offer, connection), offer, layers, sha256)

    def is_opening(self, record: Record) -> bool:
        """Return whether a live layer of this record is on its way."""
        return any(origin.record.id == record.id for origin, _offer in self._live.values())

    def cancel(self, record: Record) -> None:
        """Stop opening live layers of a record."""
        for task, (origin, _offer) in list(self._live.items()):
            if origin.record.id == record.id:
                task.cancel()

    def stop(self) -> None:
        """Stop for good."""
        self._project.cleared.disconnect(self._project_changed)
        for task in self._live:
            task.succeeded.disconnect()
            task.failed.disconnect()
        self._live.clear()
        self._wanted.clear()

    def _open_live(self, record: Record, offer: Offer, connection: Connection) -> None:
        order = LiveOrder(record, offer.first, title_of(record), map_place(self._project))
        task = LiveTask(order, session_for(connection))
        self._live[task] = (self._origin(record, offer, connection), offer)
        task.succeeded.connect(lambda layer: self._live_opened(task, layer))
        task.failed.connect(lambda error: self._live_failed(task, error))
        self.opening_started.emit(record)
        self._tasks.start(task, 90)

    def _live_opened(self, task: LiveTask, layer: CheckedLayer) -> None:
        origin, offer = self._live.pop(task)
        self._enter(origin, offer, (layer,))

    def _live_failed(self, task: LiveTask, error: SecimsError) -> None:
        origin, offer = self._live.pop(task)
        self.adding_failed.emit(AddFailure(origin.record, offer, error))

    @pyqtSlot(object)
    def _take_job(self, job: DownloadJob) -> None:
        """Add the layers of a finished download; one that is tried again keeps its place here."""
        status = job.status
        if status.state is not JobState.DONE or status.fetched is None:
            return
        origin = self._wanted.get(job)
        if origin is None and self._is_for_this_project(job):
            origin = self._origin_of(job)
        if origin is None or len(status.fetched.layers) >= CHOICE_FROM:
            return  # the user chooses which of the layers are wanted
        self._wanted.pop(job, None)
        self._enter_job(job, origin, status.fetched.layers)

    def _is_for_this_project(self, job: DownloadJob) -> bool:
        """Tell whether a download from before QGIS was closed was meant for the project that is open."""
        order = job.order
        return (
            order.wants_layers and bool(order.project_file) and order.project_file == self._project.fileName()
        )

    def _files_opened(self, job: DownloadJob, origin: _Origin, layers: tuple[CheckedLayer, ...]) -> None:
        if len(layers) >= CHOICE_FROM:
            self.choice_wanted.emit(job, layers)
        else:
            self._enter_job(job, origin, layers)

    def _files_failed(self, origin: _Origin, job: DownloadJob, error: SecimsError) -> None:
        self.adding_failed.emit(AddFailure(origin.record, Offer(job.order.distributions), error))

    def _enter_job(self, job: DownloadJob, origin: _Origin, layers: tuple[CheckedLayer, ...]) -> None:
        offer = Offer(job.order.distributions)
        if self._enter(origin, offer, layers, job.status.sha256):
            job.note_in_project()

    def _origin_of(self, job: DownloadJob) -> _Origin:
        order = job.order
        return _Origin(order.record, order.distributions[0], job.connection, self._project_number)

    def _enter(
        self, origin: _Origin, offer: Offer, layers: tuple[CheckedLayer, ...], sha256: tuple[str, ...] = ()
    ) -> bool:
        """Add layers, and return whether they are in the project now."""
        if origin.project_number != self._project_number:
            error: SecimsError = CancelledError("the project was closed meanwhile")
            self.adding_failed.emit(AddFailure(origin.record, offer, error))
            return False
        if not layers:
            return False
        try:
            self._add_to_project(origin, layers, sha256)
        except SecimsError as error:
            self.adding_failed.emit(AddFailure(origin.record, offer, error))
            return False
        return True

    def _add_to_project(
        self, origin: _Origin, layers: tuple[CheckedLayer, ...], sha256: tuple[str, ...]
    ) -> None:
        from secims_qgis.crs import declared_crs
        from secims_qgis.project import add_layers

        worst = worst_of(layers)
        plain = [item.layer for item in layers]
        add_layers(
            self._project,
            plain,
            origin.record,
            origin.distribution,
            report=worst.report,
            sha256=sha256,
            catalogue_url=origin.connection.url,
        )
        for item in layers:  # each its own, where a file has several
            if item.report is not None:
                note_verdict(item.layer, item.report)
        declared = declared_crs(origin.record, origin.distribution, worst.layer)
        source = ReportSource(worst.layer, worst.layer.name(), declared, origin.record.bbox)
        self.layers_added.emit(Added(origin.record, tuple(plain), worst.report, source))

    def _origin(self, record: Record, offer: Offer, connection: Connection) -> _Origin:
        return _Origin(record, offer.first, connection, self._project_number)

    def _project_changed(self) -> None:
        self._project_number += 1


def worst_of(layers: tuple[CheckedLayer, ...]) -> CheckedLayer:
    """Return the layer that a person must hear of first."""
    alarming = [item for item in layers if item.report and item.report.verdict in ALARMING]
    return (alarming or list(layers))[0]
