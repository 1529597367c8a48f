"""Threads that stay, because what QGIS keeps of a CRS dies with the thread that met it first.

QGIS ends threads that had nothing to do for 30 s. A CRS that one of them has read is "valid" then, but has
no area of use, no WKT, and transforms nothing: a layer that a task has opened vanishes from the map, and
checks of positions are wrong.
"""

from __future__ import annotations

from qgis.core import QgsApplication

_FOR_EVER = -1


def keep_worker_threads() -> None:
    """Let the threads of QGIS's tasks live as long as QGIS.

    They are as many as the machine has processors, at most. Any thread may call it, any number of times.
    Nothing undoes it: the layers that they have opened may stay for as long. Threads that draw are left
    alone: they make no layers, and take over changed proxy settings when they are made anew.
    """
    if QgsApplication.instance() is not None:
        QgsApplication.taskManager().threadPool().setExpiryTimeout(_FOR_EVER)
