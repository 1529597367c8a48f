"""Which collections of an OGC API hold records."""

from __future__ import annotations

from typing import Any

from .texts import items, line, mapping


def is_record_collection(document: dict[str, Any]) -> bool:
    """Return whether a collection says that its items are records."""
    kinds = document.get("itemType")
    named = [line(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return not {"record", "records"}.isdisjoint(named)


def may_be_record_collection(document: dict[str, Any]) -> bool:
    """Return whether a collection has items, but does not say what they are, as the standard only advises."""
    links = map(mapping, items(document.get("links")))
    return not document.get("itemType") and any(line(link.get("rel")).endswith("items") for link in links)


def conforms_to_records(conformance: dict[str, Any]) -> bool:
    """Return whether a server promises OGC API Records (20-004, annex A), whatever its collections say."""
    return any("/ogcapi-records" in line(uri) for uri in items(conformance.get("conformsTo")))


def record_collections(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the collections of records by id; none where no collection says that it is one."""
    return {name: entry for name, entry in _named(document).items() if is_record_collection(entry)}


def possible_collections(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the collections that may be of records by id."""
    return {name: entry for name, entry in _named(document).items() if may_be_record_collection(entry)}


def _named(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    entries = {line(entry.get("id")): entry for entry in map(mapping, items(document.get("collections")))}
    entries.pop("", None)
    return entries
