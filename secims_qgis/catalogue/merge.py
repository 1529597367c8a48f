"""One record out of its JSON and its ISO document."""

from __future__ import annotations

from dataclasses import fields, replace

from secims_qgis.model import Distribution, Record

_FROM_JSON = frozenset({"id", "title", "url", "iso_url", "distributions", "detailed", "thumbnail_url"})


def with_iso(record: Record, iso: Record) -> Record:
    """Return the record with everything that the ISO document says; JSON fills the gaps.

    The links are those of the ISO document, which still has descriptions, names and groups that
    catalogues drop on the way to JSON; links that only the JSON has follow.
    """
    from_iso = {
        item.name: getattr(iso, item.name)
        for item in fields(Record)
        if item.name not in _FROM_JSON and getattr(iso, item.name)
    }
    return replace(
        record,
        **from_iso,
        thumbnail_url=record.thumbnail_url or iso.thumbnail_url,
        iso_url=iso.iso_url,
        distributions=_joined(record.distributions, iso.distributions),
        detailed=True,
    )


def _joined(
    from_json: tuple[Distribution, ...], from_iso: tuple[Distribution, ...]
) -> tuple[Distribution, ...]:
    exact = {item.url: item for item in from_json if item.size_bytes or item.checksum}
    known = {item.url for item in from_iso}
    told = tuple(_with_exact(item, exact[item.url]) if item.url in exact else item for item in from_iso)
    return told + tuple(item for item in from_json if item.url not in known)


def _with_exact(item: Distribution, told: Distribution) -> Distribution:
    """Return a link of the ISO document with what only JSON has room for: length in bytes, checksum."""
    checked = replace(item, checksum=item.checksum or told.checksum)
    # A length in bytes is exact, a transfer size is rounded.
    return replace(checked, size_bytes=told.size_bytes, size_is_total=False) if told.size_bytes else checked
