"""Run by QGIS for pictures.py: goes through the dock and takes a picture at each stop.

What is waited for is seen in the dock, never a time alone; a stop that is not reached ends the tour
with `complaint.txt`.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QSize, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QPushButton, QWidget
from qgis.utils import iface, plugins

import demo.first_steps  # noqa: F401 - makes the project with the island, when it is imported
from secims_qgis.gui.commands import Command
from secims_qgis.gui.downloads import JobState
from secims_qgis.gui.extract_dialog import ExtractDialog
from secims_qgis.gui.limits import FilterField, Filters
from secims_qgis.gui.options_page import PAGE_KEY
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.results_model import RECORD_ROLE, title_of
from secims_qgis.gui.results_page import Face
from secims_qgis.live.coverage import set_view_budget
from secims_qgis.live.raster_registry import COVERAGE
from secims_qgis.model import DistributionKind, Record

if TYPE_CHECKING:
    from secims_qgis.gui.dock_body import DockBody
    from secims_qgis.gui.offers import Offer

FOLDER = Path(os.environ["SECIMS_PICTURES"])
WINDOW = QSize(1366, 768)
DOCK_WIDTH, LAYERS_WIDTH = 340, 230
POLL_MS, QUIET_POLLS, LONGEST_POLLS = 100, 8, 400
REEFS, FISHERIES = "Coral reefs of Saint Lucia", "Department of Fisheries"
WRONG_ROADS = "lca-roads-utm"
ON_THE_MAP = (
    ("lca-elevation", DistributionKind.COVERAGE),
    ("lca-coastal-habitats", DistributionKind.FEATURES),
)
ALL_OF_IT_MB = 100
LITTLE_BYTES = 400_000
SLOW_BYTES_PER_S = 200_000
DOWNLOADS = ("lca-coral-reefs", "lca-parcels", "lca-buildings")


@dataclass(frozen=True)
class Stop:
    """A place of the tour: what is to be seen there, and whether no work may be going on."""

    is_reached: Callable[[], bool]
    is_idle: bool = True


class TourError(Exception):
    """A stop was not reached."""


class Tour:
    """Goes on as soon as what it waits for is so, and all work behind it is done."""

    def __init__(self, stops: Iterator[Stop]) -> None:
        self._stops = stops
        self._next = Stop(lambda: True)
        self._polls = self._quiet = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._timer.start(POLL_MS)

    def _look(self) -> None:
        try:
            self._polls += 1
            if self._polls > LONGEST_POLLS:
                self._give_up()
            is_busy = self._next.is_idle and QgsApplication.taskManager().countActiveTasks()
            is_quiet = self._next.is_reached() and not is_busy
            self._quiet = self._quiet + 1 if is_quiet else 0
            if self._quiet >= (QUIET_POLLS if self._next.is_idle else 1):
                self._polls = self._quiet = 0
                self._next = next(self._stops)
        except StopIteration:
            self._end("done", "")
        except Exception:  # noqa: BLE001 - told to the script that waits
            self._end("complaint.txt", traceback.format_exc())

    def _give_up(self) -> None:
        running = [task.description() for task in QgsApplication.taskManager().activeTasks()]
        code = getattr(self._next.is_reached, "__code__", None)
        line = code.co_firstlineno if code is not None else "?"
        raise TourError(f"waited in vain at {line}; still running: {running}")

    def _end(self, file: str, text: str) -> None:
        self._timer.stop()
        (FOLDER / file).write_text(text, "utf-8")
        os._exit(0)  # nothing is to be saved, and nobody to be asked


def dock() -> QWidget:
    """The dock of the plugin."""
    return plugins["secims_qgis"].dock


def take(name: str, widget: QWidget | None = None) -> None:
    """Take a picture of the dock, or of another widget, without a blinking cursor or a tip."""
    (widget or dock()).grab().save(str(FOLDER / f"{name}.png"))


def search(body: DockBody, words: str) -> None:
    """Type words and press Enter."""
    body.navigation.show_results()
    body.results.bar.line.clear()
    QTest.keyClicks(body.results.bar.line, words)
    QTest.keyClick(body.results.bar.line, Qt.Key.Key_Return)


def found(body: DockBody) -> list[str]:
    """Return the titles in the list."""
    shown = body.results.shown
    return [title_of(shown.index(row, 0).data(RECORD_ROLE)) for row in range(shown.rowCount())]


def is_listed(body: DockBody, title: str) -> bool:
    """Say whether a search has ended and found a record."""
    return body.results.face is Face.LIST and not body.results.busy.is_busy and title in found(body)


def open_record(body: DockBody, record_id: str) -> Stop:
    """Open a record by its id; the stop is reached when all is known of it."""
    body.navigation.open_record(Record(record_id, record_id))
    return Stop(lambda: body.record.record is not None and bool(body.record.offers))


def add(body: DockBody, kind: DistributionKind) -> Stop:
    """Add a distribution of the open record; the stop is reached when its layer is in the project."""
    before = len(QgsProject.instance().mapLayers())
    body.commands.give(Command.ADD, body.record.record, _offer_of(body, kind))
    return Stop(lambda: len(QgsProject.instance().mapLayers()) > before)


def _offer_of(body: DockBody, kind: DistributionKind) -> Offer:
    return next(offer for offer in body.record.offers if offer.first.kind is kind)


def _extract_windows() -> list[ExtractDialog]:
    shown = iface.mainWindow().findChildren(ExtractDialog)
    return [window for window in shown if window.isVisible()]


def show_all_of_it() -> None:
    """Let coverages load all of a view: their preview is coarse."""
    for layer in QgsProject.instance().mapLayers().values():
        if layer.providerType() == COVERAGE:
            set_view_budget(layer, ALL_OF_IT_MB)


def stops() -> Iterator[Stop]:
    """The way through the dock."""
    QApplication.setCursorFlashTime(0)
    iface.mainWindow().resize(WINDOW)
    dock().setUserVisible(True)
    yield Stop(lambda: dock().body is not None)
    body = dock().body
    layers = iface.mainWindow().findChild(QDockWidget, "Layers")
    widths = [DOCK_WIDTH, LAYERS_WIDTH]
    iface.mainWindow().resizeDocks([dock(), layers], widths, Qt.Orientation.Horizontal)
    body.focus_search()
    yield Stop(lambda: "in this catalogue" in body.results.count.text())
    take("start")
    yield from search_stops(body)
    yield from map_stops(body)
    yield from download_stops(body)
    yield from options_stops()
    yield from outage_stops(body)


def search_stops(body: DockBody) -> Iterator[Stop]:
    """Results, filters, and nothing found."""
    search(body, "reef")
    yield Stop(lambda: is_listed(body, REEFS))
    body.results.focus_results()
    take("results")
    body.filters.change(Filters(organisation=(FISHERIES,), start="2018", end="2024"))
    body.filters.set_open(is_open=True)
    model = body.results.panel.tree.model
    yield Stop(lambda: is_listed(body, REEFS) and model.rowCount(model.heading(FilterField.KEYWORD)) > 0)
    take("filters")
    body.filters.set_open(is_open=False)
    body.filters.change(Filters(start="1890", end="1891"))
    yield Stop(lambda: body.results.face is Face.MESSAGE)
    take("nothing")
    body.filters.clear()
    yield Stop(lambda: is_listed(body, REEFS))


def map_stops(body: DockBody) -> Iterator[Stop]:
    """A record, the whole window with two live layers, and the report of a wrong CRS."""
    for record, kind in ON_THE_MAP:
        yield open_record(body, record)
        yield add(body, kind)
        if kind is DistributionKind.COVERAGE:
            show_all_of_it()
    take("record")
    body.commands.give(Command.EXTRACT, body.record.record, _offer_of(body, DistributionKind.FEATURES))
    yield Stop(lambda: bool(_extract_windows()) and "features" in _extract_windows()[0].estimate.text())
    take("extract", _extract_windows()[0])
    _extract_windows()[0].reject()
    search(body, "reef")
    yield Stop(lambda: is_listed(body, REEFS) and not iface.mapCanvas().isDrawing())
    iface.messageBar().clearWidgets()
    take("dock", iface.mainWindow())
    yield open_record(body, WRONG_ROADS)
    yield add(body, DistributionKind.FILE)
    item = iface.messageBar().currentItem()
    next(button for button in item.findChildren(QPushButton) if button.isVisible()).click()
    yield Stop(lambda: body.flow.page is Page.REPORT)
    take("crs")
    iface.messageBar().clearWidgets()


def download_stops(body: DockBody) -> Iterator[Stop]:
    """A download that is done, one that runs, and one that is paused."""
    body.queue.clear_finished()
    body.queue.set_limit(SLOW_BYTES_PER_S)
    found = []
    for record_id in DOWNLOADS:
        yield open_record(body, record_id)
        found.append((body.record.record, _offer_of(body, DistributionKind.FILE)))
    for record, offer in found:
        body.commands.give(Command.DOWNLOAD, record, offer)
    body.queue.pause(body.queue.jobs[-1])
    body.strip.set_open(is_open=True)
    done, running = body.queue.jobs[:2]
    yield Stop(lambda: done.state.is_over and running.status.received_bytes > LITTLE_BYTES, is_idle=False)
    take("downloads")
    body.queue.set_limit(0)
    body.queue.resume_all()
    yield Stop(lambda: all(job.state is JobState.DONE for job in body.queue.jobs))
    body.queue.clear_finished()


def options_stops() -> Iterator[Stop]:
    """The page of options."""
    # The dialog has an event loop of its own, in which the tour goes on.
    QTimer.singleShot(0, lambda: iface.showOptionsDialog(iface.mainWindow(), PAGE_KEY))
    yield Stop(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.resize(900, 560)
    yield Stop(dialog.isVisible)
    take("options", dialog)
    dialog.reject()
    yield Stop(lambda: QApplication.activeModalWidget() is None)


def outage_stops(body: DockBody) -> Iterator[Stop]:
    """The catalogue does not answer, and what was saved of it."""
    os.killpg(int(os.environ["SECIMS_DEMO_PROCESS"]), signal.SIGKILL)
    search(body, "reef")
    yield Stop(lambda: body.results.face is Face.MESSAGE)
    take("error")
    saved = next(b for b in body.results.message.findChildren(QPushButton) if "Saved" in b.text())
    saved.click()
    yield Stop(lambda: body.results.banner.isVisible() and body.results.face is Face.LIST)
    take("offline")


tour = Tour(stops())
QTimer.singleShot(0, tour.begin)
