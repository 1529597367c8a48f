"""What can be done with an offer, and where not, why not."""

from __future__ import annotations

from dataclasses import dataclass

from secims_qgis.distributions import is_worth_a_look
from secims_qgis.distributions.formats import DOCUMENT_FORMATS
from secims_qgis.gui.formats import one_line
from secims_qgis.gui.offers import Offer, OfferGroup
from secims_qgis.model import DistributionKind
from secims_qgis.network.link_policy import refusal
from secims_qgis.translation import tr


@dataclass(frozen=True)
class Ability:
    """Whether a command can be given; ``reason`` says why not, and what can be done instead."""

    is_given: bool
    reason: str = ""


GIVEN = Ability(is_given=True)


def adding(offer: Offer, others: tuple[Offer, ...] = ()) -> Ability:
    """Return whether an offer can be added to the map; ``others`` are all of the record."""
    first = offer.first
    if not first.usable:
        return _refused(tr(one_line(first.reason)) or tr("This link cannot be used"))
    if first.kind is DistributionKind.FILE:
        if first.format in DOCUMENT_FORMATS:
            return _refused(tr("A document cannot be drawn; open it instead"))
        return GIVEN
    if first.kind is DistributionKind.COG:
        return GIVEN
    if first.kind in _supported_kinds():
        return GIVEN
    if is_worth_a_look(first):
        return _refused(tr("Double-click it to see what is behind it"))
    if offer.group is OfferGroup.DOCUMENTS:
        return _refused(tr("A link cannot be drawn; open it instead"))
    return _refused(_not_yet(offer, others))


def is_fetched(offer: Offer) -> bool:
    """Return whether adding an offer fetches its files; one picture or archive is read by parts instead."""
    return offer.first.kind is DistributionKind.FILE or (
        offer.first.kind is DistributionKind.COG and len(offer.distributions) > 1
    )


def downloading(offer: Offer) -> Ability:
    """Return whether an offer can be fetched as a file."""
    if not offer.first.usable:
        return _refused(tr(one_line(offer.first.reason)) or tr("This link cannot be used"))
    if offer.first.is_file:
        return GIVEN
    if offer.group is OfferGroup.DOCUMENTS:
        return _refused(tr("This is a page, not a file; open it instead"))
    return _refused(tr("This is a service, not a file; add it to the map"))


def extracting(offer: Offer) -> Ability:
    """Return whether a part of an offer can be saved as a file of its own."""
    from secims_qgis.gui.extract_order import can_be_extracted

    if can_be_extracted(offer.first):
        return GIVEN
    if offer.first.is_file:
        return _refused(tr("This is a file; download it instead"))
    return _refused(tr("Nothing can be extracted of this"))


def opening(offer: Offer) -> Ability:
    """Return whether the address of an offer can be opened in the browser."""
    why = refusal(offer.first.url)
    return _refused(one_line(why)) if why else GIVEN


def _supported_kinds() -> frozenset[DistributionKind]:
    from secims_qgis.live import SUPPORTED_KINDS

    return SUPPORTED_KINDS


def _not_yet(offer: Offer, others: tuple[Offer, ...]) -> str:
    """Return that a service is not supported yet, and which file to take instead."""
    files = [other for other in others if other.group is OfferGroup.FILES and adding(other).is_given]
    if files:
        return tr("Not supported yet; download the {file}").format(file=files[0].title)
    return tr("Not supported yet")


def _refused(reason: str) -> Ability:
    return Ability(is_given=False, reason=reason)
