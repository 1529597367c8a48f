"""How many records have each value, and over what that was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.facet_model import Choice
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.limits import TICKED, FilterField, Filters, Limits, field_name
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner
    from secims_qgis.model import Connection, Facet, Record, SearchQuery

COUNTED_MAX = 100
"""Records that are looked at; where a search finds no more than these, the counts are exact."""


@dataclass(frozen=True)
class Counted:
    """What a search without ticks found: its records, all or the first of them, and their facets."""

    records: tuple[Record, ...] = ()
    facets: tuple[Facet, ...] = ()
    is_complete: bool = False

    def choices(self, filters: Filters) -> dict[FilterField, tuple[Choice, ...]]:
        """Return the values of each group in a fixed order, with the counts that a tick would give."""
        known = {facet.name: facet for facet in self.facets}
        return {group: self._values(known.get(group.value), group, filters) for group in TICKED}

    def note(self) -> str:
        """Return what the counts are of, where that is not everything that was found."""
        counted = [facet.name for facet in self.facets if not facet.of_server]
        names = [field_name(group) for group in TICKED if group.value in counted]
        if self.is_complete or not names:
            return ""
        loaded = count_text(len(self.records))
        if len(counted) == len(self.facets):
            return tr("Counted in the {count} loaded").format(count=loaded)
        return tr("{names}: counted in the {count} loaded").format(names=", ".join(names), count=loaded)

    def _values(self, facet: Facet | None, group: FilterField, filters: Filters) -> tuple[Choice, ...]:
        if facet is None:
            return ()
        counts = _by_value(facet)
        others = filters.with_ticked(group, ()) if group is not FilterField.KEYWORD else filters
        if self.is_complete and others != filters.untick():
            counts = self._counts(facet.name, others)
        return tuple(Choice(entry.value, counts.get(entry.value.casefold())) for entry in facet.values)

    def _counts(self, name: str, others: Filters) -> dict[str, int]:
        """Count again over the records that fit what is ticked in the other groups."""
        from secims_qgis.catalogue.facets import count_facets
        from secims_qgis.catalogue.filter import fits

        query = Limits(filters=others).query(None, COUNTED_MAX)
        fitting = [record for record in self.records if fits(record, query)]
        facets = {facet.name: facet for facet in count_facets(fitting)}
        return _by_value(facets[name]) if name in facets else {}


class FacetCounter(QObject):
    """Asks in the background for what the counts are made of; once for each search."""

    counted = pyqtSignal(object)

    def __init__(self, runner: SearchRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._asked: tuple[str, SearchQuery] | None = None
        runner.answer_arrived.connect(self._take)
        runner.search_failed.connect(self._fail)

    def count(self, connection: Connection, query: SearchQuery) -> None:
        """Count over what a search finds; ``query`` has no ticks in it."""
        wanted = (connection.url, query)
        if wanted == self._asked:
            return
        self._asked = wanted
        self._runner.search(connection, query)

    def stop(self) -> None:
        """Forget what was asked."""
        self._asked = None
        self._runner.cancel()

    @pyqtSlot(object)
    def _take(self, answer: SearchAnswer) -> None:
        page = answer.page
        self.counted.emit(Counted(page.records, page.facets, is_complete=page.next is None))

    @pyqtSlot(object)
    def _fail(self, _failure: SearchFailure) -> None:
        """Show no counts; the search itself says what is wrong."""
        self._asked = None
        self.counted.emit(Counted())


def _by_value(facet: Facet) -> dict[str, int]:
    """Return counts by value; the same value may be written in another case in other records."""
    return {entry.value.casefold(): entry.count for entry in facet.values}
