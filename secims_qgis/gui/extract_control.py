"""Opens the windows of extracts, and brings into the project what they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject

from secims_qgis.gui.extract_order import ExtractSubject, suffix_of
from secims_qgis.model import CrsRef, Distribution
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.extract_dialog import ExtractDialog
    from secims_qgis.gui.extract_task import Extracted
    from secims_qgis.gui.file_folder import FileFolder
    from secims_qgis.gui.layer_adder import LayerAdder
    from secims_qgis.gui.offers import Offer
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.model import Connection, Record

_MAX_NUMBER = 1_000


class ExtractWindows(QObject):
    """Keeps the windows that are open; each may be used beside the map and the others."""

    def __init__(self, workspace: Workspace, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._open: list[ExtractDialog] = []

    @property
    def open_windows(self) -> tuple[ExtractDialog, ...]:
        """Those that a person can see now."""
        return tuple(window for window in self._open if not sip.isdeleted(window) and window.isVisible())

    def show(  # noqa: PLR0913 - what it is about, where it goes, and who is told
        self,
        title: str,
        subject: ExtractSubject,
        target: Path,
        done: Callable[[Extracted], None],
        *,
        is_all: bool = False,
        wants_layers: bool = True,
    ) -> ExtractDialog:
        """Open a window; ``done`` is called with what it has made."""
        from secims_qgis.gui.extract_dialog import ExtractDialog  # not while QGIS starts

        dialog = ExtractDialog(
            title, subject, target, self._workspace, self._tasks, is_all=is_all, wants_layers=wants_layers
        )
        dialog.extracted.connect(done)
        self._open = [*self.open_windows, dialog]
        dialog.show()
        return dialog

    def stop(self) -> None:
        """Cancel all work and close all windows."""
        for window in self._open:
            if not sip.isdeleted(window):
                window.stop()
        self._open.clear()


class OfferExtracts(QObject):
    """Extracts of the distributions of a record, into its group."""

    def __init__(
        self, workspace: Workspace, windows: ExtractWindows, folder: FileFolder, adder: LayerAdder
    ) -> None:
        super().__init__(windows)
        self._workspace, self._windows, self._folder, self._adder = workspace, windows, folder, adder

    def open(self, record: Record, offer: Offer, connection: Connection) -> None:
        """Open the window for a live distribution."""
        from secims_qgis.gui.results_model import title_of

        distribution = offer.first
        subject = ExtractSubject(distribution, title_of(record), connection.authcfg)
        folder = self._folder.for_record(record)
        if folder is None:
            return
        name = distribution.collection_id or title_of(record)
        self._windows.show(
            tr("Extract What Is in View"),
            subject,
            free_file(folder, name, suffix_of(distribution)),
            lambda extracted: self._enter(record, offer, connection, extracted),
        )

    def _enter(self, record: Record, offer: Offer, connection: Connection, extracted: Extracted) -> None:
        from secims_qgis.gui.layer_check import checked

        order = extracted.order
        asked = as_asked(offer.first, extracted)
        layers = tuple(checked(layer, record, asked, order.place) for layer in extracted.layers)
        self._adder.enter(
            record, replace(offer, distributions=(asked,)), connection, layers, extracted.result.sha256
        )


def as_asked(distribution: Distribution, extracted: Extracted) -> Distribution:
    """Return the distribution with the CRS that its extract was to have."""
    crs = extracted.order.crs
    return distribution if crs is None else replace(distribution, crs=CrsRef.from_text(crs.authid()))


def free_file(folder: Path, name: str, suffix: str) -> Path:
    """Return a file of that name that is not there yet."""
    from secims_qgis.download.names import numbered, safe_name

    plain = safe_name(f"{name}{suffix}")
    if not plain.lower().endswith(suffix):
        plain += suffix
    candidates = (
        folder / (plain if number == 1 else numbered(plain, number)) for number in range(1, _MAX_NUMBER)
    )
    return next((path for path in candidates if not path.exists()), folder / plain)
