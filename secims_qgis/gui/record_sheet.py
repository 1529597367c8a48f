"""What the page of a record offers: its distributions with what servers told, and the best of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from secims_qgis.distributions.details import Details, with_details
from secims_qgis.gui.offers import NO_DETAILS, Offer, cut_note, found_offers, offers_of
from secims_qgis.model import Distribution, Purpose, Record


@dataclass(frozen=True)
class Findings:
    """What was found out about a record's links: details by address, and what is behind them."""

    details: Mapping[str, Details] = field(default_factory=dict)
    found: tuple[Distribution, ...] = ()


@dataclass(frozen=True)
class RecordSheet:
    """The rows of a record; ``notes`` say what the recommended one costs, and how many links are shown."""

    record: Record
    offers: tuple[Offer, ...]
    notes: tuple[str, ...] = ()


NOTHING_FOUND = Findings()


def sheet_of(
    record: Record, purpose: Purpose = Purpose.ANALYSIS, findings: Findings = NOTHING_FOUND
) -> RecordSheet:
    """Return the rows of a record, the recommended one for a purpose marked."""
    from secims_qgis.distributions import recommend

    details, distributions = findings.details, record.distributions
    # Most links of a record with thousands are as they were: they are not touched.
    filled = tuple(
        with_details(item, details[item.url]) if item.url in details else item for item in distributions
    )
    known = replace(record, distributions=filled) if details else record
    choice = recommend(record, purpose, details)
    chosen = filled[distributions.index(choice.distribution)] if choice is not None else None
    offers = offers_of(known, chosen, choice.why if choice is not None else "")
    told = [replace(offer, details=details.get(offer.first.url, NO_DETAILS)) for offer in offers]
    fresh = _not_named(findings.found, distributions)
    notes = (choice.note if choice is not None else "", cut_note(record, offers))
    return RecordSheet(known, (*told, *found_offers(fresh)), tuple(filter(None, notes)))


def _not_named(
    found: tuple[Distribution, ...], distributions: tuple[Distribution, ...]
) -> tuple[Distribution, ...]:
    """Leave out what the record names itself."""
    if not found:
        return ()
    named = {(item.kind, item.url) for item in distributions}
    return tuple(item for item in found if (item.kind, item.url) not in named)
