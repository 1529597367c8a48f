"""Remedies that write: a corrected copy, the CRS into the file, X and Y exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs import titles
from secims_qgis.crs.copy_order import file_name
from secims_qgis.crs.means import Swap
from secims_qgis.crs.names import name_in_text
from secims_qgis.crs.position import is_made_for
from secims_qgis.crs.same import is_same_crs
from secims_qgis.model import Remedy, RemedyAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Candidate, Reading


def file_remedies(reading: Reading, best: Candidate) -> tuple[Remedy, ...]:
    """Offer a corrected copy and a label, for data whose true CRS is found and has a code."""
    return (*_copies(reading, best.crs), *_labels(reading, best.crs))


def swap_remedies(reading: Reading, crs: QgsCoordinateReferenceSystem) -> tuple[Remedy, ...]:
    """Offer to exchange X and Y, and to read them as this CRS; nothing where that is not possible."""
    if reading.means.swap is None:
        return ()
    is_other = crs.authid() and not is_same_crs(crs, reading.crs)
    title = titles.SWAP_AND_SET.format(crs=crs.authid()) if is_other else titles.SWAP
    remedy = Remedy(RemedyAction.SWAP_AXES, title, "", crs.authid())
    name = file_name(reading.means.stem, remedy, is_raster=reading.is_raster)
    effects = {
        Swap.COLUMNS: tr("Reads the two columns the other way round. The file stays as it is."),
        Swap.AXES: tr("QGIS exchanges X and Y as they arrive. The service stays as it is."),
        Swap.COPY: tr("Writes {name} with X and Y exchanged, and shows that. The file stays as it is."),
    }
    effect = effects[reading.means.swap].format(name=name)
    return (Remedy(remedy.action, title, effect, crs.authid()),)


def _copies(reading: Reading, crs: QgsCoordinateReferenceSystem) -> tuple[Remedy, ...]:
    if not reading.means.is_copied:
        return ()
    target = _wanted(reading) or crs
    remedy = Remedy(RemedyAction.REPROJECT_TO_FILE, titles.MAKE_COPY, "", target.authid(), crs.authid())
    name = file_name(reading.means.stem, remedy, is_raster=reading.is_raster)
    if target == crs:
        text = tr("Writes {name} with the right CRS inside, and shows that. The file stays as it is.")
    else:
        text = tr("Writes {name} transformed to {crs}, and shows that. The file stays as it is.")
    effect = text.format(name=name, crs=name_in_text(target))
    return (Remedy(remedy.action, remedy.title, effect, remedy.authid, remedy.from_authid),)


def _labels(reading: Reading, crs: QgsCoordinateReferenceSystem) -> tuple[Remedy, ...]:
    path = reading.means.path
    if path is None or not reading.means.is_labelled:
        return ()
    place = f"{path.stem}.prj" if path.suffix.lower() == ".shp" else path.name
    effect = tr("Puts {crs} into {place}, so that every program reads it. No coordinate changes.")
    words = effect.format(crs=crs.authid(), place=place)
    return (Remedy(RemedyAction.ASSIGN_TO_FILE, titles.WRITE_CRS, words, crs.authid()),)


def _wanted(reading: Reading) -> QgsCoordinateReferenceSystem | None:
    """Return the CRS that the record promises, where the data can be in it."""
    declared, expected = reading.declared.crs, reading.expected
    if declared is None or not declared.authid() or expected is None or not is_made_for(declared, expected):
        return None
    return declared
