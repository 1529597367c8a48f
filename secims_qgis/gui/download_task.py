"""Fetches files, and opens and checks their layers, in tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsMapLayer
from qgis.PyQt.QtCore import pyqtSignal

from secims_qgis.gui.layer_check import CheckedLayer, MapPlace, checked
from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.download.pace import RateLimit
    from secims_qgis.model import Distribution, DownloadProgress, DownloadResult, Record
    from secims_qgis.network import QgisSession


@dataclass(frozen=True)
class DownloadOrder:
    """What to fetch, where to, and whether its layers are wanted in the project.

    ``project_file`` is the project that the layers are for, empty for one that was never saved.
    """

    record: Record
    distributions: tuple[Distribution, ...]
    title: str
    folder: Path
    place: MapPlace
    wants_layers: bool
    project_file: str = ""


@dataclass(frozen=True)
class Fetched:
    """Files that arrived, and their layers where they were wanted."""

    result: DownloadResult
    layers: tuple[CheckedLayer, ...] = ()


class DownloadTask(WorkTask):
    """Visible in QGIS's task list; its progress comes at most ten times a second."""

    progressed = pyqtSignal(object)

    def __init__(self, order: DownloadOrder, session: QgisSession, limit: RateLimit) -> None:
        super().__init__(tr("Download of {title}").format(title=order.title), session, FOREGROUND)
        self._order, self._limit = order, limit
        self._feedback = QgsFeedback()
        self.is_pausing = False
        self._is_hurried = False

    @property
    def is_stopping(self) -> bool:
        """Whether it was paused or cancelled."""
        return self._feedback.isCanceled()

    def pause(self) -> None:
        """Stop, and keep what has arrived."""
        self.is_pausing = True
        self.cancel()

    def hurry(self) -> None:
        """Try again at once, where it waits for its server."""
        self._is_hurried = True

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> Fetched:
        from secims_qgis.download import download
        from secims_qgis.download.patience import LONG
        from secims_qgis.download.terms import Terms

        order = self._order
        terms = Terms(LONG, self._limit, lambda: self.is_pausing, self._take_hurry)
        result = download(
            order.distributions, order.folder, self.session, self._feedback, self._report, terms=terms
        )
        return Fetched(result, layers_of(order, result.files, self._feedback) if order.wants_layers else ())

    def _take_hurry(self) -> bool:
        """Return whether somebody is in a hurry; once."""
        was_hurried, self._is_hurried = self._is_hurried, False
        return was_hurried

    def _report(self, progress: DownloadProgress) -> None:
        if progress.total_bytes:
            self.setProgress(min(100.0, 100 * progress.received_bytes / progress.total_bytes))
        self.progressed.emit(progress)


class OpenFilesTask(WorkTask):
    """Opens and checks the layers of files that were downloaded before."""

    def __init__(self, order: DownloadOrder, files: tuple[Path, ...]) -> None:
        super().__init__(tr("Opening {title}").format(title=order.title), None, FOREGROUND)
        self._order, self._files = order, files

    def work(self) -> tuple[CheckedLayer, ...]:
        return layers_of(self._order, self._files)


class DiscardTask(WorkTask):
    """Removes the unfinished files of a download that is no longer wanted."""

    def __init__(self, order: DownloadOrder) -> None:
        super().__init__(tr("Removing an unfinished download"), None)
        self._order = order

    def work(self) -> int:
        from secims_qgis.download.fetch import forget_file
        from secims_qgis.download.folder import remove_empty

        for distribution in self._order.distributions:
            forget_file(distribution, self._order.folder)
        remove_empty([self._order.folder])
        return len(self._order.distributions)


def layers_of(
    order: DownloadOrder, files: tuple[Path, ...], feedback: QgsFeedback | None = None
) -> tuple[CheckedLayer, ...]:
    """Return the layers of files, archives unpacked, opened and checked; blocks.

    Raises:
        DamagedFileError: a file should have layers, and cannot be read.
        CancelledError: the feedback was cancelled.
    """
    from secims_qgis.download.join_rasters import without_parts
    from secims_qgis.download.unpacked import open_download
    from secims_qgis.download.watch import Watch

    watch = Watch(feedback, None, len(files))
    layers: list[QgsMapLayer] = []
    loaded = without_parts(files)
    for path in loaded:
        watch.check()
        layers += open_download(
            path, order.title if len(loaded) == 1 else f"{order.title} - {path.stem}", watch.check
        )
    return tuple(checked(layer, order.record, order.distributions[0], order.place) for layer in layers)
