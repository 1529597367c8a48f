"""Whose data it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from secims_qgis.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROLES = (
    "owner",
    "custodian",
    "author",
    "originator",
    "principalInvestigator",
    "resourceProvider",
    "publisher",
)
"""Roles of ISO 19115 (CI_RoleCode) that stand for the data, the nearest to it first."""
_DATA_ROLES = frozenset(_ROLES)


def organisation_of(contacts: Iterable[Contact]) -> str:
    """Return the organisation that stands for the data.

    Catalogues put the contact for the metadata first, which is the same for all their records.
    """
    named = [contact for contact in contacts if contact.organisation]
    for role in _ROLES:
        for contact in named:
            if role in contact.roles:
                return contact.organisation
    return named[0].organisation if named else ""


def stands_for_data(contact: Contact) -> bool:
    """Return whether a contact owns, made or keeps the data, and is not only there to be asked."""
    return not _DATA_ROLES.isdisjoint(contact.roles)


@lru_cache(maxsize=500)
def shared_contact(texts: tuple[str, str, str, str, str], roles: tuple[str, ...]) -> Contact:
    """Return one object for all records with the same contact: in a catalogue, thousands have it.

    ``texts`` are organisation, name, position, e-mail address and telephone number.
    """
    return Contact(*texts, roles=roles)
