"""Keeps list and map together: what is found, pointed at and selected in one shows in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QObject, QTimer

from secims_qgis.gui.footprints import Footprints
from secims_qgis.gui.map_pointer import REST_MS, MapPointer
from secims_qgis.gui.page_flow import Page
from secims_qgis.gui.results_model import RECORD_ROLE

if TYPE_CHECKING:
    from secims_qgis.gui.page_flow import PageFlow
    from secims_qgis.gui.results_page import ResultsPage
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.model import Record


class FootprintControl(QObject):
    """Owns the footprints and the watch on the map."""

    def __init__(self, page: ResultsPage, flow: PageFlow, workspace: Workspace) -> None:
        super().__init__(page)
        self._page, self._flow = page, flow
        self.footprints = Footprints(workspace.canvas, workspace.project, self)
        self.pointer = MapPointer(workspace.canvas, self.footprints, self)
        self._project = workspace.project
        self._is_seen = False
        self._wanted = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take_rest)
        page.list.row_pointed_at.connect(self._row_pointed_at)
        self.pointer.record_rested_on.connect(page.delegate.set_lit)
        self.pointer.record_rested_on.connect(lambda _id: page.list.viewport().update())
        self.pointer.record_clicked.connect(self._select_row)
        flow.page_shown.connect(self._listen)
        self._project.cleared.connect(self._clear)

    def draw(self) -> None:
        """Draw what is in the list."""
        shown = self._page.shown
        rows = (shown.index(row, 0).data(RECORD_ROLE) for row in range(shown.rowCount()))
        self.footprints.show_all(tuple(rows))

    def select(self, record: Record | None) -> None:
        """Draw the extent of the selected record."""
        self.footprints.select(record.bbox if record is not None else None)

    def set_seen(self, *, is_seen: bool) -> None:
        """Draw, and watch the map, only while the dock is seen."""
        self._is_seen = is_seen
        self.footprints.set_shown(is_shown=is_seen)
        self._listen()

    def stop(self) -> None:
        """Leave the map for good."""
        self._is_seen = False
        self._rest.stop()
        self._project.cleared.disconnect(self._clear)
        self._listen()
        self.footprints.remove()

    def _listen(self) -> None:
        shows_results = self._flow.page is Page.RESULTS or self._flow.is_wide
        self.pointer.set_listening(is_listening=self._is_seen and shows_results)
        if not shows_results:
            self.footprints.hover("")

    def _clear(self) -> None:
        """Another project: its map shows nothing of before until something is searched or selected."""
        self.footprints.select(None)
        self.footprints.show_all(())

    def _row_pointed_at(self, index: QModelIndex) -> None:
        record = index.data(RECORD_ROLE)
        self._wanted = record.id if record is not None else ""
        self._rest.start()

    def _take_rest(self) -> None:
        self.footprints.hover(self._wanted)

    def _select_row(self, record_id: str) -> None:
        self._page.select(record_id)
        self._page.list.scrollTo(self._page.list.currentIndex())
