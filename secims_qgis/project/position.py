"""Where a layer of a project should be, and whether it is: also layers that did not come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.crs import SAINT_LUCIA, check_crs
from secims_qgis.model import BBox, CrsRef, CrsReport, CrsVerdict
from secims_qgis.project.provenance import read_provenance
from secims_qgis.translation import mark

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject


COUNTRY, AREA_WORDS = mark("Saint Lucia"), mark("the area it was compared with")


@dataclass(frozen=True)
class Position:
    """A layer's report, and what it was compared with."""

    layer: QgsMapLayer
    declared: CrsRef | None
    expected: BBox | None
    report: CrsReport


def check_position(layer: QgsMapLayer, project: QgsProject, area: BBox | None = None) -> Position:
    """Check a layer against its record; one without a record against ``area``, or the country.

    Data of elsewhere is no mistake: a layer without a record that fits nothing known here is compared
    with nothing. Main thread only.
    """
    declared, expected = recorded_crs(layer), recorded_extent(layer)
    context = project.transformContext()
    if expected is None and read_provenance(layer) is None:
        return _check_foreign(layer, project, area)
    if expected is not None or area is not None:
        expected = expected or area
        return Position(
            layer, declared, expected, check_crs(layer, declared, expected, project.crs(), context)
        )
    return Position(layer, declared, None, check_crs(layer, declared, None, project.crs(), context))


def _check_foreign(layer: QgsMapLayer, project: QgsProject, area: BBox | None) -> Position:
    """Check a layer that came from elsewhere, and perhaps lies there."""
    crs, context = project.crs(), project.transformContext()
    name = AREA_WORDS if area is not None else COUNTRY
    place = area or SAINT_LUCIA
    report = check_crs(layer, None, place, crs, context, compared_with=name)
    if area is not None or report.verdict is not CrsVerdict.WRONG_PLACE:
        return Position(layer, None, place, report)
    return Position(layer, None, None, check_crs(layer, None, None, crs, context, compared_with=name))


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
