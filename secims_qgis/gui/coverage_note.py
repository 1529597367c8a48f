"""Says before a coverage is added how much of it the map would load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt, pyqtSlot

from secims_qgis.gui.formats import short_size_text
from secims_qgis.gui.labels import QuietLabel
from secims_qgis.gui.map_extent import visible_extent
from secims_qgis.model import BBox, DistributionKind
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QVBoxLayout

    from secims_qgis.gui.offers import Offer
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.workspace import Workspace


class CoverageNote(QObject):
    """A line above the action bar, while a coverage is selected whose size is known."""

    def __init__(self, page: RecordPage, workspace: Workspace) -> None:
        super().__init__(page)
        self._page, self._workspace = page, workspace
        self.label = QuietLabel()
        self.label.setContentsMargins(8, 3, 8, 3)
        self.label.hide()
        rows: QVBoxLayout = page.layout()
        rows.insertWidget(rows.indexOf(page.actions), self.label)
        page.offer_list.selection_moved.connect(self._show)
        # Queued: what was selected is selected again only after the rows have changed.
        queued = Qt.ConnectionType.QueuedConnection
        page.offer_list.offers.modelReset.connect(self._show, queued)
        page.offer_list.offers.dataChanged.connect(self._show, queued)
        workspace.canvas.extentsChanged.connect(self._show)

    @pyqtSlot()
    def _show(self) -> None:
        offer, record = self._page.selected, self._page.record
        words = ""
        if offer is not None and record is not None and is_measured(offer):
            view = visible_extent(self._workspace.canvas, self._workspace.project)
            words = view_note(offer.details.size_bytes or 0, record.bbox, view)
        self.label.setText(words)
        self.label.setVisible(bool(words))


def is_measured(offer: Offer) -> bool:
    """Return whether an offer is a coverage of which the server told the size."""
    is_coverage = offer.first.kind is DistributionKind.COVERAGE
    return is_coverage and offer.details.size_is_estimate and bool(offer.details.size_bytes)


def view_note(size_bytes: int, place: BBox | None, view: BBox | None) -> str:
    """Return what a view loads of a coverage with so many bytes at a place; empty where nobody knows."""
    from secims_qgis.live.coverage_budget import MB, default_budget_mb

    most = default_budget_mb() * MB
    if place is None or view is None or place.crosses_antimeridian:
        return ""
    width = min(place.east, view.east) - max(place.west, view.west)
    height = min(place.north, view.north) - max(place.south, view.south)
    area = place.width_deg * (place.north - place.south)
    if width <= 0 or height <= 0 or area <= 0:
        return tr("The map shows no part of it now.")
    needed = round(size_bytes * width * height / area)
    size = short_size_text(needed)
    if needed <= most:
        return tr("The map would load at most {size} of it now.").format(size=size)
    budget = short_size_text(most)
    words = tr("The map holds {size} of it now; more than {budget} is drawn as a coarse preview at first.")
    return words.format(size=size, budget=budget)
