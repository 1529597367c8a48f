"""The evidence of a CRS report, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.change import has_change
from secims_qgis.crs.confidence import confidence_of
from secims_qgis.crs.names import code_or_name, listed_name, short_name
from secims_qgis.crs.reading import ITS_RECORD
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import coordinates
from secims_qgis.model import Confidence, CrsFact, CrsReport, CrsVerdict

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer

    from secims_qgis.crs.datum_shift import DatumShift
    from secims_qgis.crs.finding import Finding
    from secims_qgis.crs.reading import Reading

POSITION = "Position"
"""Name of the fact that says how a layer is drawn wrong, such as "208 km too far west"."""

_HEADLINES = {
    CrsVerdict.OK: "In the right place",
    CrsVerdict.MISSING: "CRS unknown",
    CrsVerdict.DIFFERS: "Record and data name different CRSs",
    CrsVerdict.SWAPPED_AXES: "X and Y are swapped",
    CrsVerdict.WRONG_PLACE: "Not where its record says",
    CrsVerdict.WRONG_BUT_KNOWN: "Wrong CRS",
    CrsVerdict.NO_EXTENT: "Position not checked",
}


def headline(report: CrsReport) -> str:
    """Return the verdict as a heading, with its number where the layer is drawn elsewhere."""
    away = next((fact.value for fact in report.facts if fact.name == POSITION), "")
    if away and report.verdict in {CrsVerdict.WRONG_PLACE, CrsVerdict.WRONG_BUT_KNOWN}:
        return f"Drawn {away}"
    if away and report.verdict is CrsVerdict.OK:
        return away
    return _HEADLINES[report.verdict]


def facts(
    layer: QgsMapLayer,
    reading: Reading,
    finding: Finding,
    project: QgsCoordinateReferenceSystem,
    shift: DatumShift | None,
) -> tuple[CrsFact, ...]:
    """Return what was found, in the order in which a person follows the argument."""
    lines = [
        (POSITION, finding.displacement or _shifted(finding, shift)),
        ("Record", _declared(reading) if _has_record(reading) else ""),
        (reading.source.capitalize(), _said(reading.source_crs)),
        ("Delivered", _delivered(reading)),
        ("Coordinates", _fitting(reading, finding)),
        ("Layer", _layer(layer, reading)),
        ("Project", listed_name(project) if project.isValid() else "no CRS"),
        ("Datum shift", shift.text if shift else ""),
        ("Certainty", _certainty(reading, finding)),
    ]
    return tuple(CrsFact(name, value) for name, value in lines if value)


def _shifted(finding: Finding, shift: DatumShift | None) -> str:
    """Say how far a layer is off for its datum shift alone."""
    if finding.verdict is not CrsVerdict.OK or shift is None or shift.apart_m is None:
        return ""
    return f"{shift.apart_m:.1f} m off by its datum shift"


def _certainty(reading: Reading, finding: Finding) -> str:
    """Say how sure the verdict is, and why; nothing where the explanation says it all."""
    if finding.verdict in {CrsVerdict.NO_EXTENT, CrsVerdict.OK} or finding.fitting is None:
        return ""
    words = {
        Confidence.CERTAIN: "certain: position and record agree",
        Confidence.LIKELY: "likely: no other CRS known here fits",
        Confidence.UNSURE: "unsure: an extent cannot decide it",
    }
    return words[confidence_of(reading, finding)]


def _has_record(reading: Reading) -> bool:
    is_compared = reading.compared_with == ITS_RECORD or bool(reading.note)
    return reading.declared.crs is not None or bool(reading.declared.text) or is_compared


def _declared(reading: Reading) -> str:
    if reading.declared.crs is not None:
        return listed_name(reading.declared.crs)
    return f"“{reading.declared.text}”" if reading.declared.text else "names no CRS"


def _delivered(reading: Reading) -> str:
    """Say what CRS the answers of a service name, beside the one that was asked for."""
    delivered = reading.delivered
    if delivered is None or not delivered.named:
        return ""
    return (
        f"{delivered.named}, as asked"
        if delivered.is_as_asked
        else (f"{delivered.named}, though {delivered.asked} was asked for")
    )


def _said(crs: QgsCoordinateReferenceSystem) -> str:
    return listed_name(crs) if crs.isValid() else "says no CRS"


def _fitting(reading: Reading, finding: Finding) -> str:
    if reading.extent is None:
        return ""
    if finding.fitting is None:
        return coordinates(reading.extent)
    fits = f"fit {code_or_name(finding.fitting)}"
    if not reading.crs.isValid() or is_same_crs(finding.fitting, reading.crs):
        return fits
    return f"{fits}, not {code_or_name(reading.crs)}"


def _layer(layer: QgsMapLayer, reading: Reading) -> str:
    if not reading.crs.isValid():
        return "no CRS"
    if is_same_crs(reading.crs, reading.source_crs):
        return f"{short_name(reading.crs)}, as the {reading.source} says"
    return f"{listed_name(reading.crs)}, {'set by you' if has_change(layer) else 'set in this project'}"
