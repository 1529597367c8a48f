"""Where a layer of a project should be, and whether it is: also layers that did not come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.crs import SAINT_LUCIA, check_crs
from secims_qgis.crs.reading import ITS_RECORD
from secims_qgis.model import BBox, CrsRef, CrsReport, CrsVerdict
from secims_qgis.project.provenance import read_provenance
from secims_qgis.translation import mark

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

COUNTRY, AREA_WORDS = mark("Saint Lucia"), mark("the area it was compared with")


@dataclass(frozen=True)
class Position:
    """A layer's report, and what it was compared with: an extent, and what that is in a sentence."""

    layer: QgsMapLayer
    declared: CrsRef | None
    expected: BBox | None
    report: CrsReport
    compared_with: str = ITS_RECORD


def check_position(layer: QgsMapLayer, project: QgsProject, area: BBox | None = None) -> Position:
    """Check a layer against its record; one without a record against ``area``, or the country.

    Data of elsewhere is no mistake: a layer without a record that fits nothing known here is compared
    with nothing. Main thread only.
    """
    declared, expected = recorded_crs(layer), recorded_extent(layer)
    if expected is not None:
        return _compared(layer, project, (declared, expected, ITS_RECORD))
    if area is not None:
        return _compared(layer, project, (declared, area, AREA_WORDS))
    if read_provenance(layer) is not None:
        return _compared(layer, project, (declared, None, ITS_RECORD))
    at_home = _compared(layer, project, (None, SAINT_LUCIA, COUNTRY))
    if at_home.report.verdict is not CrsVerdict.WRONG_PLACE:
        return at_home
    return _compared(layer, project, (None, None, COUNTRY))


def _compared(
    layer: QgsMapLayer, project: QgsProject, with_what: tuple[CrsRef | None, BBox | None, str]
) -> Position:
    declared, expected, words = with_what
    context = project.transformContext()
    report = check_crs(layer, declared, expected, project.crs(), context, compared_with=words)
    return Position(layer, declared, expected, report, words)


def recorded_crs(layer: QgsMapLayer) -> CrsRef | None:
    """Return what the record said when the plugin added the layer."""
    provenance = read_provenance(layer)
    return CrsRef.from_text(provenance.declared_crs) if provenance is not None else None


def recorded_extent(layer: QgsMapLayer) -> BBox | None:
    """Return the extent of the record, as the plugin has put it into the layer's metadata."""
    if read_provenance(layer) is None:
        return None
    metadata = layer.metadata()
    extent = metadata.extent()  # dies with its metadata, which has to be kept
    boxes = [item.bounds for item in extent.spatialExtents()]
    if not boxes:
        return None
    # Two boxes are one extent that crosses the antimeridian: the first ends there, the other begins.
    first, last = boxes[0], boxes[-1]
    try:
        return BBox(first.xMinimum(), first.yMinimum(), last.xMaximum(), first.yMaximum())
    except ValueError:
        return None
