"""The group of a record that shows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from secims_qgis.gui.detail_group import DetailGroup, Lines
from secims_qgis.gui.extent_overview import ExtentOverview

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from secims_qgis.model import BBox


class ExtentGroup(DetailGroup):
    """An overview, and the bounds in words; hidden where a record states no extent."""

    land_wanted = pyqtSignal(object)
    """The Frame that land is wanted for."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.overview: ExtentOverview | None = None
        self._bounds: BBox | None = None

    def show_extent(self, box: BBox | None, lines: Lines) -> None:
        """Show another extent."""
        if box != self._bounds:
            self._bounds = box
            self._drop_content()
        self.show_lines(lines if box is not None else [])

    def _drop_content(self) -> None:
        super()._drop_content()
        self.overview = None

    def _make_content(self) -> QWidget:
        content = super()._make_content()
        if self._bounds is not None:
            self.overview = ExtentOverview(self._bounds)
            self.overview.land_wanted.connect(self.land_wanted)
            content.layout().insertRow(0, self.overview)
        return content
