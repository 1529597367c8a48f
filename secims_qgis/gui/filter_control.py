"""Keeps the filters, shows them in panel, chips and toggle, and says when others are wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal, pyqtSlot

from secims_qgis.gui.facet_counts import COUNTED_MAX, Counted, FacetCounter
from secims_qgis.gui.limits import ANYWHERE, VISIBLE_MAP, Area, AreaKind, FilterField, Filters, Limits
from secims_qgis.gui.map_drawing import MapDrawing
from secims_qgis.gui.map_extent import visible_extent
from secims_qgis.gui.map_follower import MapFollower
from secims_qgis.gui.settings import IN_MAP
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.results_page import ResultsPage
    from secims_qgis.gui.search_runner import SearchRunner
    from secims_qgis.gui.settings import PluginSettings
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.model import BBox, Connection, SearchQuery


class FilterControl(QObject):
    """The one owner of the filters."""

    filters_changed = pyqtSignal()
    """Others are in force: search again."""
    map_moved = pyqtSignal()
    """The visible map, which is searched, is another one."""

    def __init__(
        self, page: ResultsPage, runner: SearchRunner, settings: PluginSettings, workspace: Workspace
    ) -> None:
        super().__init__(page)
        self._page, self._bar, self._panel = page, page.bar, page.panel
        self._settings, self._workspace = settings, workspace
        self._connection = settings.active_connection()
        self._counter = FacetCounter(runner, self)
        self._follower = MapFollower(workspace.canvas, self)
        self._drawing = MapDrawing(workspace.canvas, workspace.project, self)
        self._counted = Counted()
        in_map = settings.flag(IN_MAP, default=False)
        self.filters = Filters(VISIBLE_MAP if in_map else ANYWHERE)
        self._connect()
        self._show()

    @property
    def limits(self) -> Limits:
        """All that limits the search now."""
        bar = self._bar
        return Limits(bar.text, self.filters, bar.live.isChecked(), bar.download.isChecked())

    def query(self, limits: Limits, limit: int, sort: str | None = None) -> SearchQuery:
        """Return what to ask the catalogue for, with the map as it is now."""
        return limits.query(self._visible(), limit, sort)

    def use(self, connection: Connection) -> None:
        """Count in another catalogue; what was ticked in the last one means nothing here."""
        if (connection.name, connection.url) != (self._connection.name, self._connection.url):
            self.filters = self.filters.untick()
            self._counted = Counted()
        self._connection = connection
        self._show()

    def set_limits(self, limits: Limits) -> None:
        """Show other limits, without a search for them."""
        bar = self._bar
        for widget in (bar.live, bar.download, bar.line):
            widget.blockSignals(True)
        bar.live.setChecked(limits.live)
        bar.download.setChecked(limits.download)
        bar.line.setText(limits.text)
        for widget in (bar.live, bar.download, bar.line):
            widget.blockSignals(False)
        self.filters = limits.filters
        self._show()

    def change(self, filters: Filters) -> None:
        """Put other filters in force and search."""
        if filters != self.filters:
            self.filters = filters
            self._show()
            self.filters_changed.emit()

    def search_area(self, box: BBox, name: str) -> None:
        """Search within a place."""
        self.change(replace(self.filters, area=Area(AreaKind.BOX, box, name)))

    def count(self) -> None:
        """Count what the ticks would give, where somebody looks at it."""
        if not self._panel.isVisibleTo(self._page):
            self._counter.stop()
            return
        untouched = replace(self.limits, filters=self.filters.untick())
        query = self.query(untouched, COUNTED_MAX)
        self._counter.count(
            self._connection, replace(query, facets=True, live=untouched.live, download=untouched.download)
        )

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the panel."""
        self._bar.filters_button.setChecked(is_open)

    def stop(self) -> None:
        """Count and draw nothing more."""
        self._follower.stop()
        self._counter.stop()
        self._drawing.stop()

    def _connect(self) -> None:
        bar, panel, page = self._bar, self._panel, self._page
        bar.in_map.toggled.connect(self._in_map_toggled)
        bar.filters_button.toggled.connect(self._open_panel)
        panel.area.area_chosen.connect(self._take_area)
        panel.area.drawing_wanted.connect(self._draw)
        panel.time.period_chosen.connect(self._take_period)
        panel.tree.ticked.connect(self._take_ticks)
        panel.clear_clicked.connect(self.clear)
        panel.close_wanted.connect(self._close_panel)
        panel.drawing_given_up.connect(self._drawing.stop)
        page.chips.removed.connect(lambda part: self.change(self.filters.without(part)))
        page.chips.cleared.connect(self.clear)
        self._counter.counted.connect(self._take_counts)
        self._follower.map_rested.connect(self._map_moved)
        self._drawing.box_drawn.connect(self._take_drawn)
        self._drawing.ended.connect(lambda: panel.show_drawing(is_drawing=False))

    def clear(self) -> None:
        """Remove all filters; the visible map is a toggle of its own and stays."""
        self.change(self.filters.cleared())

    def _show(self) -> None:
        bar, parts = self._bar, self.filters.parts
        bar.in_map.blockSignals(True)
        bar.in_map.setChecked(self.filters.area.kind is AreaKind.MAP)
        bar.in_map.blockSignals(False)
        self._settings.set_flag(IN_MAP, bar.in_map.isChecked())
        bar.show_filter_count(len(parts))
        self._panel.show_filters(self.filters)
        self._panel.tree.show_choices(self._counted.choices(self.filters), self.filters, self._counted.note())
        self._page.chips.show_parts(parts, is_shown=not bar.filters_button.isChecked())

    def _visible(self) -> BBox | None:
        return visible_extent(self._workspace.canvas, self._workspace.project)

    def _map_moved(self) -> None:
        if self.limits.in_map and self._page.isVisible():
            self.map_moved.emit()

    def _in_map_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.change(replace(self.filters, area=VISIBLE_MAP if is_on else ANYWHERE))

    def _open_panel(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._panel.setVisible(is_open)
        if not is_open:
            self._drawing.stop()
        self._show()
        self.count()

    def _close_panel(self) -> None:
        self.set_open(is_open=False)
        self._page.focus_results()

    def _take_area(self, area: Area) -> None:
        self.change(replace(self.filters, area=area))

    def _take_period(self, period: tuple[str | None, str | None]) -> None:
        self.change(replace(self.filters, start=period[0], end=period[1]))

    def _take_ticks(self, group: FilterField, values: tuple[str, ...]) -> None:
        self.change(self.filters.with_ticked(group, values))

    @pyqtSlot(object)
    def _take_counts(self, counted: Counted) -> None:
        self._counted = counted
        self._show()

    def _draw(self) -> None:
        self._panel.show_drawing(is_drawing=True)
        self._drawing.start()

    def _take_drawn(self, box: BBox) -> None:
        self.search_area(box, tr("Drawn area"))
        self._panel.area.setFocus(Qt.FocusReason.OtherFocusReason)
