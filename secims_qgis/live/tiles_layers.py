"""The layers inside of vector tiles, as documents name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secims_qgis.live.tiles_source import SourceLayer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_LAYERS = 100
MAX_FIELDS = 200
_OF_DIMENSION = {0: "Point", 1: "Line", 2: "Polygon"}


def layers_of(tilejson: Mapping[str, Any], tileset: Mapping[str, Any]) -> tuple[SourceLayer, ...]:
    """Return the layers that a TileJSON names, else those of a tileset (OGC 17-083r4, clause 10.1)."""
    return tuple(_of_tilejson(tilejson)) or tuple(_of_tileset(tileset))


def _of_tilejson(document: Mapping[str, Any]) -> Iterator[SourceLayer]:
    for entry in _entries(document.get("vector_layers")):
        yield SourceLayer(entry["id"], _names(entry.get("fields")))


def _of_tileset(document: Mapping[str, Any]) -> Iterator[SourceLayer]:
    for entry in _entries(document.get("layers")):
        schema = entry.get("propertiesSchema")
        dimension = entry.get("geometryDimension")
        geometry = _OF_DIMENSION.get(dimension) if isinstance(dimension, int) else None
        if entry.get("dataType", "vector") == "vector":
            yield SourceLayer(
                entry["id"],
                _names(schema.get("properties") if isinstance(schema, dict) else None),
                frozenset({geometry} if geometry else ()),
            )


def _entries(said: object) -> Iterator[dict[str, Any]]:
    for entry in said[:MAX_LAYERS] if isinstance(said, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"]:
            yield entry


def _names(fields: object) -> tuple[str, ...]:
    return tuple(map(str, fields))[:MAX_FIELDS] if isinstance(fields, dict) else ()
