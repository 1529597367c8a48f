"""Whether the CRS that a record promises can be right: seen before anything is downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.model import CrsRef, DistributionKind
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Distribution, Record

_DATA = frozenset(
    {
        DistributionKind.FILE,
        DistributionKind.COG,
        DistributionKind.FEATURES,
        DistributionKind.COVERAGE,
        DistributionKind.WFS,
        DistributionKind.WCS,
    }
)
"""Kinds whose coordinates are the data's own; tiles and pictures come in the CRS that is asked for."""


@dataclass(frozen=True)
class OfferPosition:
    """A few words for the right end of a row, and whether they warn."""

    text: str = ""
    is_doubtful: bool = False


def position_of(distribution: Distribution, record: Record, *, is_data: bool) -> OfferPosition:
    """Return what the record's own words say of the position of a distribution."""
    if distribution.kind not in _DATA or not is_data:
        return OfferPosition()
    from secims_qgis.crs.promise import CHECKABLE, ELSEWHERE, NOT_STATED, promise_of

    promises = {promise_of(ref, record.bbox) for ref in _declared(distribution, record)}
    if CHECKABLE in promises:
        return OfferPosition(tr("CRS fits") if record.bbox is not None else "")
    if ELSEWHERE in promises:
        return OfferPosition(tr("CRS of another area"), is_doubtful=True)
    if promises <= {NOT_STATED}:
        return OfferPosition(tr("CRS not stated"), is_doubtful=True)
    return OfferPosition(tr("CRS unknown"), is_doubtful=True)


def _declared(distribution: Distribution, record: Record) -> tuple[CrsRef | None, ...]:
    if distribution.crs is not None:
        return (distribution.crs,)
    return record.crs or (None,)
