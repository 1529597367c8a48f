"""From a record to other searches: its area, its organisation, a keyword, its parts, the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject

from secims_qgis.gui.commands import Command
from secims_qgis.gui.limits import Area, AreaKind, Filters, Limits
from secims_qgis.gui.results_model import title_of
from secims_qgis.model import Record
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.filter_control import FilterControl
    from secims_qgis.gui.navigation import Navigation
    from secims_qgis.gui.search_controller import SearchController


class Narrowing(QObject):
    """Changes the limits of the search and shows the list."""

    def __init__(self, filters: FilterControl, search: SearchController, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._filters, self._search, self._navigation = filters, search, navigation

    def give(self, command: Command, record: Record, _offer: object = None) -> None:
        """Carry out a command that leads to another search; all others are left alone."""
        now = self._filters.limits
        if command is Command.SEARCH_AREA and record.bbox is not None:
            name = tr("Area of {title}").format(title=title_of(record))
            area = Area(AreaKind.BOX, record.bbox, name)
            self.search_for(replace(now, filters=replace(now.filters, area=area)))
        elif command is Command.ONLY_ORGANISATION and record.organisation:
            filters = replace(now.filters, organisation=(record.organisation,))
            self.search_for(replace(now, filters=filters))
        elif command is Command.SEARCH_PARTS:
            # Catalogues search the whole document, where the parts name what they belong to.
            self.search_for(Limits(record.id))
        elif command is Command.OPEN_PARENT and record.parent_id:
            self._navigation.open_record(Record(record.parent_id, record.parent_id))

    def search_keyword(self, word: str) -> None:
        """Search for everything that has a keyword."""
        self.search_for(Limits(filters=Filters(keywords=(word,))))

    def search_for(self, limits: Limits) -> None:
        """Search, and show what is found."""
        self._filters.set_limits(limits)
        self._navigation.show_results()
        self._search.search()
