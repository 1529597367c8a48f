"""The CRS check: declared, actual, position and project, put together into a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext

from secims_qgis.crs import titles
from secims_qgis.crs.compared import judge_compared
from secims_qgis.crs.confidence import confidence_of, unseen_shift
from secims_qgis.crs.datum_shift import DatumShift, datum_shift
from secims_qgis.crs.displaced import null_island_note
from secims_qgis.crs.facts import REFERENCE, facts
from secims_qgis.crs.finding import offset_m
from secims_qgis.crs.islands import held_against_an_island
from secims_qgis.crs.judge import judge
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.placed import judge_exact
from secims_qgis.crs.position import centre_of
from secims_qgis.crs.reading import ITS_RECORD, Reading, as_delivered, read
from secims_qgis.crs.strays import without_strays
from secims_qgis.crs.tight import exact_rival
from secims_qgis.crs.words import distance, percent, sentences
from secims_qgis.model import CrsFact, CrsReport, CrsVerdict, Remedy, RemedyAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.crs.finding import Finding
    from secims_qgis.crs.reference import ReferenceOffset
    from secims_qgis.model import BBox, CrsRef


def check_crs(  # noqa: PLR0913 - four are the interface, two are for who knows more
    layer: QgsMapLayer,
    declared: CrsRef | None,
    expected_extent: BBox | None,
    project_crs: QgsCoordinateReferenceSystem | str | None,
    transform_context: QgsCoordinateTransformContext | None = None,
    *,
    offset: ReferenceOffset | None = None,
    compared_with: str = ITS_RECORD,
) -> CrsReport:
    """Check whether a layer is drawn where its record says, and what to do if not.

    Changes nothing. No network, but blocking: some formats (GeoJSON, CSV) are scanned for their
    extent, and PROJ takes some 50 ms at first. Call it in the task that opened the layer, before it is
    handed to the main thread, and from there on only on the thread that owns the layer.

    Args:
        layer: any map layer; a live layer counts with the extent that its service states.
        declared: what the record says about the CRS.
        expected_extent: extent of the record, degrees, longitude before latitude.
        project_crs: CRS of the map, as object or code; the datum shift is judged to it.
            None compares with WGS 84.
        transform_context: datum shifts the user has set; default: those of the layer's project.
        compared_with: what the expected extent is, for sentences: "Saint Lucia"; in English, where the
            plugin has a translation of it.
        offset: how far the layer lies from one that is trusted (:func:`measure_offset`), if that is known.

    Returns:
        The verdict with its reasons. ``accuracy_m`` and the fact "Datum shift" belong to the CRS
        that fits the coordinates, where that is another one than the layer's.
    """
    context = transform_context or layer.transformContext()
    said = read(layer, declared, expected_extent, context, compared_with)
    reading = as_delivered(held_against_an_island(said))
    finding = judge(reading)
    if _is_stretched(reading, finding):
        reading, finding = _without_strays(layer, reading, finding)
    if finding.verdict in {CrsVerdict.OK, CrsVerdict.DIFFERS} and not reading.is_chosen:
        rival = exact_rival(layer, reading)
        finding = judge_exact(reading, rival) if rival is not None else finding
    if offset is not None:
        finding = judge_compared(reading, finding, offset)
    project = QgsCoordinateReferenceSystem(project_crs) if project_crs else QgsCoordinateReferenceSystem()
    shift = _shift(reading, finding, project)
    return CrsReport(
        verdict=finding.verdict,
        explanation=_explanation(reading, finding, shift),
        remedies=(
            *_shift_remedies(reading, finding, project, shift),
            *finding.remedies,
            *_project_remedies(reading, finding, project_crs),
        ),
        facts=(*facts(layer, reading, finding, project, shift), *_reference_facts(offset)),
        offset_m=offset_m(reading),
        accuracy_m=shift.accuracy_m if shift else None,
        confidence=confidence_of(reading, finding),
        displaced_m=finding.displacement.metres if finding.displacement else None,
    )


def _is_stretched(reading: Reading, finding: Finding) -> bool:
    """Return whether a few features far off may be why an extent fits nothing, or fits too much."""
    if finding.verdict in {CrsVerdict.WRONG_PLACE, CrsVerdict.MISSING}:
        return finding.fitting is None
    return finding.verdict is CrsVerdict.OK and bool(null_island_note(reading))


def _without_strays(layer: QgsMapLayer, reading: Reading, finding: Finding) -> tuple[Reading, Finding]:
    """Return what most of the features show, where that is more than the whole extent does."""
    rest = without_strays(layer, reading)
    if rest is None:
        return reading, finding
    rest = held_against_an_island(rest)
    found = judge(rest)
    return (rest, found) if found.fitting is not None else (reading, finding)


def _shift(reading: Reading, finding: Finding, project: QgsCoordinateReferenceSystem) -> DatumShift | None:
    source = finding.fitting or reading.crs
    if not source.isValid() or not reading.is_spatial:
        return None
    target = project if project.isValid() else QgsCoordinateReferenceSystem("EPSG:4326")
    place = reading.place_in(source)
    near = place.centre if place is not None else centre_of(reading.expected or SAINT_LUCIA)
    return datum_shift(source, target, reading.context, near)


def _explanation(reading: Reading, finding: Finding, shift: DatumShift | None) -> str:
    parts = [shift.warning if shift else "", finding.explanation]
    if finding.verdict is not CrsVerdict.OK:
        parts.reverse()
    delivered = reading.delivered
    if delivered is not None and not delivered.is_as_asked:
        text = tr("The service was asked for {asked}, and says that it sends {named}.")
        parts.append(text.format(asked=delivered.asked, named=delivered.named))
    if finding.verdict is CrsVerdict.OK and not finding.is_confirmed:
        parts.append(unseen_shift(reading))
    return sentences(*parts, reading.note)


def _reference_facts(offset: ReferenceOffset | None) -> tuple[CrsFact, ...]:
    if offset is None:
        return ()
    text = tr("{reference}: the layer lies {distance} {direction}; {share} of its points agree")
    value = text.format(
        reference=offset.name or tr("a trusted layer"),
        distance=distance(offset.distance_m),
        direction=offset.direction,
        share=percent(offset.share),
    )
    return (CrsFact(REFERENCE, value),)


def _shift_remedies(
    reading: Reading, finding: Finding, project: QgsCoordinateReferenceSystem, shift: DatumShift | None
) -> tuple[Remedy, ...]:
    """Offer the better transformation, for a layer whose CRS is right."""
    target = project if project.isValid() else QgsCoordinateReferenceSystem("EPSG:4326")
    if shift is None or not shift.better or not (reading.crs.authid() and target.authid()):
        return ()
    if finding.verdict not in {CrsVerdict.OK, CrsVerdict.NO_EXTENT} or reading.is_tiled:
        return ()
    effect = tr("For all layers of this project that are in {crs}. No file is changed.")
    remedy = Remedy(
        RemedyAction.PICK_TRANSFORMATION,
        titles.USE_SHIFT.format(shift=shift.better_text),
        effect.format(crs=name_in_text(reading.crs)),
        target.authid(),
        reading.crs.authid(),
        shift.better,
    )
    return (remedy,)


def _project_remedies(
    reading: Reading, finding: Finding, project_crs: QgsCoordinateReferenceSystem | str | None
) -> tuple[Remedy, ...]:
    """Offer a CRS for a project that has none: there, nothing is transformed and nothing lines up."""
    if project_crs is None or finding.verdict is not CrsVerdict.OK or not reading.crs.authid():
        return ()
    if QgsCoordinateReferenceSystem(project_crs).isValid():
        return ()
    effect = tr("The map uses {crs}, and layers in other CRSs line up with it.")
    remedy = Remedy(
        RemedyAction.SET_PROJECT_CRS,
        titles.SET_PROJECT_CRS.format(crs=reading.crs.authid()),
        effect.format(crs=name_in_text(reading.crs)),
        reading.crs.authid(),
    )
    return (remedy,)
