"""The menu of the downloads strip: what holds for all downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QAction, QActionGroup, QMenu, QWidget

from secims_qgis.download.queue_state import AT_ONCE_MAX
from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text, size_text
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.downloads import DownloadQueue

LIMITS = (0, 64_000, 128_000, 256_000, 512_000, 1_000_000, 4_000_000)
"""Bytes per second that can be chosen; 0 is no limit."""


def downloads_menu(queue: DownloadQueue, parent: QWidget) -> QMenu:
    """Return the menu; it is made when it is wanted."""
    menu = QMenu(parent)
    menu.addMenu(_limit_menu(queue, menu))
    menu.addMenu(_count_menu(queue, menu))
    menu.addSeparator()
    clear = QAction(theme.icon("mActionDeleteSelected"), tr("Clear Finished"), menu)
    clear.setEnabled(any(job.state.is_over for job in queue.jobs))
    clear.triggered.connect(lambda _checked=False: queue.clear_finished())
    menu.addAction(clear)
    return menu


def limit_text(bytes_per_s: int) -> str:
    """Return a limit as it is read: "256 kB/s", "No Limit"."""
    return f"{size_text(bytes_per_s)}/s" if bytes_per_s else tr("No Limit")


def _limit_menu(queue: DownloadQueue, parent: QMenu) -> QMenu:
    menu = QMenu(tr("Limit Speed"), parent)
    group = QActionGroup(menu)
    for limit in sorted({*LIMITS, queue.limit.bytes_per_s}):
        action = _choice(limit_text(limit), group, menu, is_chosen=limit == queue.limit.bytes_per_s)
        action.triggered.connect(lambda _checked=False, limit=limit: queue.set_limit(limit))
    return menu


def _count_menu(queue: DownloadQueue, parent: QMenu) -> QMenu:
    menu = QMenu(tr("Downloads at Once"), parent)
    group = QActionGroup(menu)
    for count in range(1, AT_ONCE_MAX + 1):
        action = _choice(count_text(count), group, menu, is_chosen=count == queue.at_once)
        action.triggered.connect(lambda _checked=False, count=count: queue.set_at_once(count))
    return menu


def _choice(text: str, group: QActionGroup, menu: QMenu, *, is_chosen: bool) -> QAction:
    action = QAction(text, menu)
    action.setCheckable(True)
    action.setChecked(is_chosen)
    group.addAction(action)
    menu.addAction(action)
    return action
