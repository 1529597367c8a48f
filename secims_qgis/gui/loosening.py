"""Ways to widen a search that found nothing, the closest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secims_qgis.gui.formats import count_text
from secims_qgis.gui.limits import ANYWHERE, AreaKind, Limits
from secims_qgis.translation import tr


@dataclass(frozen=True)
class Loosening:
    """What a button says, and what is left of the limits after it."""

    words: str
    limits: Limits

    def words_with(self, count: int, *, is_exact: bool) -> str:
        """Return the words with what this would give; a count that goes on has a plus."""
        shown = count_text(count) if is_exact else f"{count_text(count)}+"
        return f"{self.words} ({shown})"


def loosenings(limits: Limits) -> tuple[Loosening, ...]:
    """Return what can be left out of a search, each limit alone and then all of them."""
    filters, found = limits.filters, []
    if filters.area.kind is not AreaKind.ANYWHERE:
        wider = replace(limits, filters=replace(filters, area=ANYWHERE))
        found.append(Loosening(tr("Search Anywhere"), wider))
    if limits.access_filtered:
        found.append(
            Loosening(tr("Show Without Live and Download"), replace(limits, live=False, download=False))
        )
    parts = [part for part in filters.parts if filters.without(part) != replace(filters, area=ANYWHERE)]
    for part in parts:
        words = tr("Remove “{filter}”").format(filter=part.label)
        found.append(Loosening(words, replace(limits, filters=filters.without(part))))
    if limits.text and limits != Limits(limits.text):
        found.append(Loosening(tr("Clear All Filters"), Limits(limits.text)))
    if limits.text or len(found) > 1:
        found.append(Loosening(tr("Show All Datasets"), Limits()))
    return _without_doubles(found)


def _without_doubles(found: list[Loosening]) -> tuple[Loosening, ...]:
    """Leave out what another button does already."""
    first: dict[Limits, Loosening] = {}
    for way in found:
        first.setdefault(way.limits, way)
    return tuple(first.values())
