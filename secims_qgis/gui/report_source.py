"""What a CRS report was made from, so that it can be made again after a remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from secims_qgis.crs.reading import ITS_RECORD

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.crs import CrsChange
    from secims_qgis.model import BBox, CrsRef
    from secims_qgis.project.position import Position


@dataclass(frozen=True)
class ReportSource:
    """A layer, what its record says about it, and the remedy that was applied, if one was."""

    layer: QgsMapLayer
    name: str
    declared: CrsRef | None
    expected: BBox | None
    change: CrsChange | None = None
    compared_with: str = ITS_RECORD
    """What ``expected`` is, in the words of a sentence."""

    def with_change(self, change: CrsChange | None) -> ReportSource:
        """Return the same with another remedy, or with none."""
        return replace(self, change=change)


def source_of(position: Position, project: QgsProject) -> ReportSource:
    """Return what the report of a position was made from, with the remedy that is in force."""
    from secims_qgis.crs import last_change

    layer = position.layer
    change, words = last_change(layer, project), position.compared_with
    return ReportSource(layer, layer.name(), position.declared, position.expected, change, words)
