"""On whose behalf pixels are read, and what that allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from qgis.core import QgsApplication, QgsRasterBlockFeedback
from qgis.PyQt.QtCore import QThread

DRAW_TIMEOUT_S = 30.0
GUI_TIMEOUT_S = 10.0
"""The GUI thread waits for an identified pixel, so not for long."""


def _never() -> bool:
    return False


def _nothing() -> None:
    """Nobody looks at what is there so far."""


@dataclass(frozen=True)
class Wish:
    """What a caller wants.

    A drawing may be coarse, and partial; a calculation may not. ``is_from_cache`` asks for what is
    there already, for a first look while the rest arrives. While one on the GUI thread is fulfilled,
    QGIS stands still.
    """

    is_drawing: bool = False
    is_from_cache: bool = False
    is_on_gui_thread: bool = False
    timeout_s: float = DRAW_TIMEOUT_S
    is_cancelled: Callable[[], bool] = _never
    show_progress: Callable[[], None] = _nothing


def wish_of(feedback: QgsRasterBlockFeedback | None) -> Wish:
    """Return what the caller of ``QgsRasterInterface.block`` wants; only map drawings have a context."""
    is_on_gui_thread = is_gui_thread()
    timeout_s = GUI_TIMEOUT_S if is_on_gui_thread else DRAW_TIMEOUT_S
    if feedback is None:
        return Wish(timeout_s=timeout_s, is_on_gui_thread=is_on_gui_thread)
    is_first_look = feedback.isPreviewOnly()
    is_drawing = is_first_look or not feedback.renderContext().mapExtent().isEmpty()
    return Wish(
        is_drawing=is_drawing,
        is_from_cache=is_first_look,
        is_on_gui_thread=is_on_gui_thread,
        timeout_s=timeout_s,
        is_cancelled=feedback.isCanceled,
        show_progress=feedback.onNewData
        if feedback.renderPartialOutput() and not is_first_look
        else _nothing,
    )


def is_gui_thread() -> bool:
    """Return whether this is the thread that must not wait."""
    application = QgsApplication.instance()
    return application is not None and QThread.currentThread() == application.thread()
