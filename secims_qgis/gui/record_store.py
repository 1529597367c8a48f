"""Records as JSON and back, for the copy that is kept for times without a network."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from secims_qgis.model import BBox, Contact, CrsRef, Distribution, DistributionKind, Part, Record

DESCRIPTION_MAX = 2_000
DISTRIBUTIONS_MAX = 60
TEXT_MAX = 200


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON values; long texts and lists are cut, the catalogue has the whole."""
    values = asdict(record)
    values["description"] = record.description[:DESCRIPTION_MAX]
    values["distributions"] = values["distributions"][:DISTRIBUTIONS_MAX]
    values["links_left_out"] += max(0, len(record.distributions) - DISTRIBUTIONS_MAX)
    return values


def from_json(values: Any) -> Record:
    """Return a record as it was.

    Raises:
        ValueError, TypeError, KeyError: these are no values of a record.
    """
    given = dict(values)
    given["bbox"] = BBox(**given["bbox"]) if given.get("bbox") else None
    given["contacts"] = tuple(_contact(entry) for entry in given.get("contacts", ()))
    given["crs"] = tuple(_crs(entry) for entry in given.get("crs", ()))
    given["distributions"] = tuple(_distribution(entry) for entry in given.get("distributions", ()))
    given["related"] = tuple((str(key), str(title)) for key, title in given.get("related", ()))
    for name in ("keywords", "themes", "constraints"):
        given[name] = tuple(str(entry) for entry in given.get(name, ()))
    return Record(**_known(Record, given))


def _contact(values: dict[str, Any]) -> Contact:
    known = _known(Contact, values)
    return Contact(**{**known, "roles": tuple(str(role) for role in known.get("roles", ()))})


def _crs(values: dict[str, Any]) -> CrsRef:
    # Read again: only the strict patterns give a code.
    read = CrsRef.from_text(str(values.get("authid") or ""))
    return CrsRef(read.authid if read is not None else None, str(values["text"])[:TEXT_MAX])


def _distribution(values: dict[str, Any]) -> Distribution:
    known = _known(Distribution, values)
    known["kind"] = DistributionKind(known["kind"])
    known["crs"] = _crs(known["crs"]) if known.get("crs") else None
    known["part"] = Part(**known["part"]) if known.get("part") else None
    return Distribution(**known)


def _known(kind: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what this version of the plugin does not know."""
    names = {entry.name for entry in fields(kind)}
    return {name: value for name, value in values.items() if name in names}
