"""The themes on the start page: the keywords of the whole catalogue, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSlot

from secims_qgis.gui.facet_counts import COUNTED_MAX, Counted, FacetCounter
from secims_qgis.model import Facet, FacetValue, SearchQuery

if TYPE_CHECKING:
    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.start_page import StartPage
    from secims_qgis.model import Connection

LEAST_COUNT = 2
"""A keyword of one record is no theme."""


class Themes(QObject):
    """Shows only numbers that are true of the whole catalogue: the server's, or counted over all of it."""

    def __init__(self, page: StartPage, runner: SearchRunner) -> None:
        super().__init__(page)
        self._page = page
        self._counter = FacetCounter(runner, self)
        self._counter.counted.connect(self._take)

    def show(self, connection: Connection, total: int | None) -> None:
        """Look through a catalogue that is small enough; ask a large one for what it counts itself."""
        limit = COUNTED_MAX if total is not None and total <= COUNTED_MAX else 1
        self._counter.count(connection, SearchQuery(limit=limit, facets=True))

    def forget(self) -> None:
        """Show none: another catalogue is searched."""
        self._counter.stop()
        self._page.show_themes(())

    def stop(self) -> None:
        """Ask nothing any more."""
        self._counter.stop()

    @pyqtSlot(object)
    def _take(self, counted: Counted) -> None:
        self._page.show_themes(_themes(counted))


def _themes(counted: Counted) -> tuple[FacetValue, ...]:
    true = [facet for facet in counted.facets if facet.of_server or counted.is_complete]
    keywords = next((facet for facet in true if facet.name == "keyword"), Facet("keyword", ()))
    return tuple(value for value in keywords.values if value.count >= LEAST_COUNT)
