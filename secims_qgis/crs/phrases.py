"""Phrases of many sentences, with words for a file and for a service where languages need both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.names import name_in_text
from secims_qgis.crs.same import is_same_crs
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Candidate, Reading


def of_source(reading: Reading, of_file: str, of_service: str) -> str:
    """Return the text for a layer of a file, or that for one of a service."""
    return of_file if reading.source == "file" else of_service


def says(reading: Reading, crs: str) -> str:
    """Return the clause, for the middle of a sentence, that file or service says this CRS."""
    return of_source(reading, tr("the file says {crs}"), tr("the service says {crs}")).format(crs=crs)


def contradiction(reading: Reading, declared: QgsCoordinateReferenceSystem) -> str:
    """Return the sentence that the record says another CRS than file or service."""
    text = of_source(
        reading,
        tr("The record says {declared}, the file {crs}."),
        tr("The record says {declared}, the service {crs}."),
    )
    return text.format(declared=name_in_text(declared), crs=name_in_text(reading.crs))


def is_named(reading: Reading, candidate: Candidate) -> bool:
    """Return whether a CRS that fits is the one that the record names."""
    declared = reading.declared.crs
    return declared is not None and is_same_crs(declared, candidate.crs)


def fitting_name(reading: Reading, candidate: Candidate) -> str:
    """Return the name of a CRS that fits, linked to the record where it is the record's; ends a clause."""
    name = name_in_text(candidate.crs)
    return tr("{crs}, which the record names").format(crs=name) if is_named(reading, candidate) else name


def area(reading: Reading) -> str:
    """Return what the layer is compared with, for the middle of a sentence."""
    return tr(reading.compared_with)
