"""The contacts of a JSON record, in the places and shapes that catalogues have for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from .responsible import shared_contact
from .texts import first_line, mapping, unique

if TYPE_CHECKING:
    from secims_qgis.model import Contact

MAX_CONTACTS = 100
_PLACES = {
    "contacts": "",
    "providers": "",
    "contact": "",
    "contactPoint": "pointOfContact",
    "publisher": "publisher",
    "creator": "author",
}
"""Properties of OGC API Records (20-004), its drafts, STAC and Dublin Core, and the role each stands for."""


def contacts_of(properties: Mapping[str, Any]) -> tuple[Contact, ...]:
    """Return everyone that is named, each once."""
    contacts = (_contact(entry, role) for entry, role in islice(_entries(properties), MAX_CONTACTS))
    return tuple(dict.fromkeys(c for c in contacts if c.organisation or c.name or c.email))


def _entries(properties: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for place, role in _PLACES.items():
        value = properties.get(place)
        for entry in value if isinstance(value, list) else [value]:
            # A mere text there is the name of an office, but for lists of contacts, which have objects.
            yield ({"organization": entry} if role and isinstance(entry, str) else mapping(entry)), role


def _contact(entry: dict[str, Any], role: str) -> Contact:
    info = mapping(entry.get("contactInfo"))
    texts = (
        first_line(entry.get("organization"), entry.get("organisation"), entry.get("organizationName")),
        first_line(entry.get("name"), entry.get("individualName")),
        first_line(entry.get("position"), entry.get("positionName")),
        first_line(entry.get("emails"), entry.get("email"), _first_in(info.get("email"))),
        first_line(entry.get("phones"), entry.get("phone"), _first_in(info.get("phone"))),
    )
    roles = entry.get("roles", entry.get("role", role))
    named = unique(first_line(one) for one in (roles if isinstance(roles, list) else [roles]))
    return shared_contact(texts, named or unique([role]))


def _first_in(value: object) -> object:
    """Return the first value of a mapping by use ("work", "office"), else the value itself."""
    return next(iter(value.values()), "") if isinstance(value, dict) and "value" not in value else value
