"""The parts of QGIS that the dock works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from qgis.core import QgsProject, QgsTaskManager
    from qgis.gui import QgsMapCanvas, QgsMessageBar
    from qgis.PyQt.QtWidgets import QMainWindow


def _do_nothing() -> None:
    """Stand in for a window that has no such dialog."""


@dataclass(frozen=True)
class Workspace:
    """Canvas, message bar, project, tasks and window; ``plugin.py`` takes them from QGIS."""

    canvas: QgsMapCanvas
    message_bar: QgsMessageBar
    project: QgsProject
    tasks: QgsTaskManager
    main_window: QMainWindow
    show_network_settings: Callable[[], None] = _do_nothing
