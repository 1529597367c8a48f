"""What an archive says about itself: names, attribution, layers of its vector tiles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from secims_qgis.live.pmtiles_archive import MAX_METADATA_BYTES, Archive, read_section, told
from secims_qgis.live.pmtiles_header import usable_bounds
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    import requests

MAX_LAYERS = 200
MAX_TEXT = 2_000


class VectorLayerFacts(NamedTuple):
    """A layer within the vector tiles."""

    id: str
    geometry: str
    """``point``, ``line`` or ``polygon`` where the writer says so, else empty."""
    fields: tuple[str, ...]


class Facts(NamedTuple):
    """What the metadata says (PMTiles 3, clause 5); texts are as they came, HTML perhaps."""

    name: str = ""
    description: str = ""
    attribution: str = ""
    layers: tuple[VectorLayerFacts, ...] = ()
    bounds: tuple[float, float, float, float] | None = None


def read_facts(session: requests.Session, archive: Archive) -> Facts:
    """Return the metadata of an archive.

    Raises:
        LiveLayerError: it is damaged or larger than 4 MB.
        NetworkError: it did not arrive.
    """
    section = archive.header.metadata
    if not section.length:
        return Facts()
    if section.length > MAX_METADATA_BYTES:
        raise LiveLayerError(f"the metadata of the archive claims {section.length} bytes", url=archive.url)
    packed = read_section(session, archive, section)
    with told(archive.url):
        return parse_facts(unpack(packed, archive.header.packed, MAX_METADATA_BYTES))


def parse_facts(document: bytes) -> Facts:
    """Read the metadata; what is not as it should be counts as absent.

    Raises:
        ValueError: it is no JSON object.
    """
    try:
        metadata = json.loads(document.decode("utf-8", "replace"))
        metadata = dict(metadata.items())
    except (ValueError, RecursionError, AttributeError) as error:
        raise ValueError("the metadata of the archive cannot be read") from error
    return Facts(
        name=_text(metadata.get("name")),
        description=_text(metadata.get("description")),
        attribution=_text(metadata.get("attribution")),
        layers=_layers(metadata.get("vector_layers") or _nested(metadata).get("vector_layers")),
        bounds=_bounds(metadata.get("bounds")),
    )


def _nested(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what MBTiles keep as a JSON text in the member ``json``, and converters leave there."""
    try:
        nested = json.loads(metadata.get("json") or "{}")
    except (ValueError, TypeError, RecursionError):
        return {}
    return nested if isinstance(nested, dict) else {}


def _layers(said: Any) -> tuple[VectorLayerFacts, ...]:
    found: dict[str, VectorLayerFacts] = {}
    for item in said[:MAX_LAYERS] if isinstance(said, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str) and item["id"]:
            fields = item.get("fields")
            names = tuple(map(str, fields)) if isinstance(fields, dict) else ()
            found.setdefault(item["id"], VectorLayerFacts(item["id"], _geometry(item), names))
    return tuple(found.values())


def _geometry(item: dict[str, Any]) -> str:
    text = str(item.get("geometry_type") or item.get("geometry") or "").lower().replace("multi", "")
    return {"linestring": "line"}.get(text, text if text in {"point", "line", "polygon"} else "")


def _bounds(said: Any) -> tuple[float, float, float, float] | None:
    parts = said.split(",") if isinstance(said, str) else said
    try:
        return usable_bounds([float(part) for part in parts])
    except (TypeError, ValueError):
        return None


def _text(said: Any) -> str:
    return " ".join(said.split())[:MAX_TEXT] if isinstance(said, str) else ""
