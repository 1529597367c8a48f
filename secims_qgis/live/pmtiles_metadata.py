"""What an archive says about itself: names, attribution, layers of its vector tiles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from secims_qgis.live.pmtiles_archive import MAX_METADATA_BYTES, Archive, read_section, told
from secims_qgis.live.pmtiles_header import usable_bounds
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.live.tiles_source import SourceLayer
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    import requests

MAX_LAYERS = 200
MAX_TEXT = 2_000
_GEOMETRIES = {"Point": "Point", "LineString": "Line", "Polygon": "Polygon"}


class Facts(NamedTuple):
    """What the metadata says (PMTiles 3, clause 5); texts are as they came, HTML perhaps."""

    name: str = ""
    description: str = ""
    attribution: str = ""
    layers: tuple[SourceLayer, ...] = ()
    """Of vector tiles; their geometry types are known where the writer counted them (tippecanoe)."""
    bounds: tuple[float, float, float, float] | None = None


def read_facts(session: requests.Session, archive: Archive) -> Facts:
    """Return the metadata of an archive.

    Raises:
        LiveLayerError: it is damaged or larger than 4 MB.
        NetworkError: it did not arrive.
    """
    return facts_of(read_document(session, archive))


def read_document(session: requests.Session, archive: Archive) -> dict[str, Any]:
    """Return the metadata of an archive as it is written, empty where there is none; raises likewise."""
    section = archive.header.metadata
    if not section.length:
        return {}
    if section.length > MAX_METADATA_BYTES:
        raise LiveLayerError(f"the metadata of the archive claims {section.length} bytes", url=archive.url)
    packed = read_section(session, archive, section)
    with told(archive.url):
        return parse_document(unpack(packed, archive.header.packed, MAX_METADATA_BYTES))


def parse_document(document: bytes) -> dict[str, Any]:
    """Read the metadata.

    Raises:
        ValueError: it is no JSON object.
    """
    try:
        metadata = json.loads(document.decode("utf-8", "replace"))
        return dict(metadata.items())
    except (ValueError, RecursionError, AttributeError) as error:
        raise ValueError("the metadata of the archive cannot be read") from error


def facts_of(metadata: dict[str, Any]) -> Facts:
    """Return what the metadata says; what is not as it should be counts as absent."""
    return Facts(
        name=_text(metadata.get("name")),
        description=_text(metadata.get("description")),
        attribution=_text(metadata.get("attribution")),
        layers=_layers(metadata),
        bounds=_bounds(metadata.get("bounds")),
    )


def nested(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what MBTiles keep as a JSON text in the member ``json``, and converters leave there."""
    try:
        nested = json.loads(metadata.get("json") or "{}")
    except (ValueError, TypeError, RecursionError):
        return {}
    return nested if isinstance(nested, dict) else {}


def _layers(metadata: dict[str, Any]) -> tuple[SourceLayer, ...]:
    inner = nested(metadata)
    geometries = _geometries(metadata.get("tilestats") or inner.get("tilestats"))
    found: dict[str, SourceLayer] = {}
    for item in _objects(metadata.get("vector_layers") or inner.get("vector_layers")):
        name = item.get("id")
        if isinstance(name, str) and name:
            fields = item.get("fields")
            names = tuple(map(str, fields)) if isinstance(fields, dict) else ()
            found.setdefault(name, SourceLayer(name, names, geometries.get(name, frozenset())))
    return tuple(found.values())


def _geometries(tilestats: Any) -> dict[str, frozenset[str]]:
    """Return the geometry types that tippecanoe notes in its statistics."""
    said = _objects(tilestats.get("layers")) if isinstance(tilestats, dict) else []
    pairs = ((str(item.get("layer")), _GEOMETRIES.get(str(item.get("geometry")))) for item in said)
    return {name: frozenset({geometry}) for name, geometry in pairs if geometry}


def _objects(said: Any) -> list[dict[str, Any]]:
    return [item for item in said[:MAX_LAYERS] if isinstance(item, dict)] if isinstance(said, list) else []


def _bounds(said: Any) -> tuple[float, float, float, float] | None:
    parts = said.split(",") if isinstance(said, str) else said
    try:
        return usable_bounds([float(part) for part in parts])
    except (TypeError, ValueError):
        return None


def _text(said: Any) -> str:
    return " ".join(said.split())[:MAX_TEXT] if isinstance(said, str) else ""
