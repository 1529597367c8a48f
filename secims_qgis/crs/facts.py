"""The evidence of a CRS report, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.change import has_change
from secims_qgis.crs.confidence import confidence_of
from secims_qgis.crs.names import code_or_name, listed_name, short_name
from secims_qgis.crs.phrases import of_source
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import coordinates
from secims_qgis.model import Confidence, CrsFact, CrsReport, CrsVerdict
from secims_qgis.translation import mark, tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer

    from secims_qgis.crs.datum_shift import DatumShift
    from secims_qgis.crs.finding import Finding
    from secims_qgis.crs.reading import Reading

POSITION = mark("Position")
"""Name of the fact that says how a layer is drawn wrong, such as "208 km too far west"."""
REFERENCE = mark("Reference")
"""Name of the fact that says how a layer lies to one that is trusted."""

_HEADLINES = {
    CrsVerdict.OK: mark("In the right place"),
    CrsVerdict.MISSING: mark("CRS unknown"),
    CrsVerdict.DIFFERS: mark("Record and data name different CRSs"),
    CrsVerdict.SWAPPED_AXES: mark("X and Y are swapped"),
    CrsVerdict.WRONG_PLACE: mark("Not where its record says"),
    CrsVerdict.WRONG_BUT_KNOWN: mark("Wrong CRS"),
    CrsVerdict.NO_EXTENT: mark("Position not checked"),
}


def headline(report: CrsReport) -> str:
    """Return the verdict as a heading, with its number where the layer is drawn elsewhere."""
    away = drawn_away(report)
    if away:
        return tr("Drawn {away}").format(away=away)
    if report.verdict is CrsVerdict.OK and position_of(report):
        return position_of(report)
    return tr(_HEADLINES[report.verdict])


def drawn_away(report: CrsReport) -> str:
    """Return how a layer is drawn elsewhere ("208 km too far west"), empty where it is not, or in no way."""
    is_elsewhere = report.verdict in {CrsVerdict.WRONG_PLACE, CrsVerdict.WRONG_BUT_KNOWN}
    return position_of(report) if is_elsewhere else ""


def position_of(report: CrsReport) -> str:
    """Return what the report says of the position, empty where that is nothing."""
    return next((fact.value for fact in report.facts if fact.name == POSITION), "")


def facts(
    layer: QgsMapLayer,
    reading: Reading,
    finding: Finding,
    project: QgsCoordinateReferenceSystem,
    shift: DatumShift | None,
) -> tuple[CrsFact, ...]:
    """Return what was found, in the order in which a person follows the argument.

    The names are keys, in English; ``tr`` has the words for them.
    """
    lines = [
        (POSITION, str(finding.displacement or _shifted(finding, shift))),
        (mark("Record"), _declared(reading) if _has_record(reading) else ""),
        (of_source(reading, mark("File"), mark("Service")), _said(reading.source_crs)),
        (mark("Delivered"), _delivered(reading)),
        (mark("Coordinates"), _fitting(reading, finding)),
        (mark("Layer"), _layer(layer, reading)),
        (mark("Project"), listed_name(project) if project.isValid() else tr("no CRS")),
        (mark("Datum shift"), shift.text if shift else ""),
        (mark("Certainty"), _certainty(reading, finding)),
    ]
    return tuple(CrsFact(name, value) for name, value in lines if value)


def _shifted(finding: Finding, shift: DatumShift | None) -> str:
    """Say how far a layer is off for its datum shift alone."""
    if finding.verdict is not CrsVerdict.OK or shift is None or shift.apart_m is None:
        return ""
    return tr("{metres:.1f} m off by its datum shift").format(metres=shift.apart_m)


def _certainty(reading: Reading, finding: Finding) -> str:
    """Say how sure the verdict is, and why; nothing where the explanation says it all."""
    if finding.verdict in {CrsVerdict.NO_EXTENT, CrsVerdict.OK} or finding.fitting is None:
        return ""
    words = {
        Confidence.CERTAIN: tr("certain: position and record agree"),
        Confidence.LIKELY: tr("likely: no other CRS known here fits"),
        Confidence.UNSURE: tr("unsure: an extent cannot decide it"),
    }
    return words[confidence_of(reading, finding)]


def _has_record(reading: Reading) -> bool:
    return reading.declared.crs is not None or bool(reading.declared.text) or reading.has_record


def _declared(reading: Reading) -> str:
    if reading.declared.crs is not None:
        return listed_name(reading.declared.crs)
    text = reading.declared.text
    return tr("“{name}”").format(name=text) if text else tr("names no CRS")


def _delivered(reading: Reading) -> str:
    """Say what CRS the answers of a service name, beside the one that was asked for."""
    delivered = reading.delivered
    if delivered is None or not delivered.named:
        return ""
    text = tr("{crs}, as asked") if delivered.is_as_asked else tr("{crs}, though {asked} was asked for")
    return text.format(crs=delivered.named, asked=delivered.asked)


def _said(crs: QgsCoordinateReferenceSystem) -> str:
    return listed_name(crs) if crs.isValid() else tr("says no CRS")


def _fitting(reading: Reading, finding: Finding) -> str:
    if reading.extent is None:
        return ""
    if finding.fitting is None:
        return coordinates(reading.extent)
    crs = code_or_name(finding.fitting)
    if not reading.crs.isValid() or is_same_crs(finding.fitting, reading.crs):
        return tr("fit {crs}").format(crs=crs)
    return tr("fit {crs}, not {other}").format(crs=crs, other=code_or_name(reading.crs))


def _layer(layer: QgsMapLayer, reading: Reading) -> str:
    if not reading.crs.isValid():
        return tr("no CRS")
    if is_same_crs(reading.crs, reading.source_crs):
        text = of_source(reading, tr("{crs}, as the file says"), tr("{crs}, as the service says"))
        return text.format(crs=short_name(reading.crs))
    text = tr("{crs}, set by you") if has_change(layer) else tr("{crs}, set in this project")
    return text.format(crs=listed_name(reading.crs))
