"""Rules for OGC APIs: what stands behind ``/collections/{id}`` says it all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from secims_qgis.model import Distribution, DistributionKind

from .formats import format_of_path

if TYPE_CHECKING:
    from .link import Link

_COLLECTION_PATH = re.compile(r"^(?P<landing>.*)/collections/(?P<id>[^/]+)(?:/(?P<rest>.*?))?/?$")
_XYZ = re.compile(r"\{(?:z|tileMatrix|TileMatrix|-?y|x|tileRow|tileCol|TileRow|TileCol)\}")
_TILE_MATRIX = re.compile(r"\{(?:z|tileMatrix|TileMatrix)\}", re.IGNORECASE)
_VECTOR_TILE = re.compile(r"\bmvt\b|\bpbf\b|mapbox-vector-tile", re.IGNORECASE)
_IMAGE_TILE = re.compile(r"\bpng\b|\bjpe?g\b|\bwebp\b|\btiff?\b", re.IGNORECASE)
_CATALOGUE_COLLECTION = re.compile(r"^metadata:")
_API_WORD = re.compile(r"\bOGC ?(?:-|:)? ?(?:OGC)?API\b|OGCAPI", re.IGNORECASE)
_ITEMS_FILE = re.compile(r"items\.(?P<format>csv|geojson|gpkg|gml|kml|fgb|parquet|xlsx)")
"""All features as a file, as some servers have them beside ``/items``."""
_PARTS_OF_MAP = re.compile(r"^(?:styles/[^/]+/)?map$")
_PARTS_OF_TILES = re.compile(r"^(?P<map>(?:styles/[^/]+/)?map/)?tiles(?:/(?P<set>.*))?$")

KIND_OF_REL = {
    "items": DistributionKind.FEATURES,
    "coverage": DistributionKind.COVERAGE,
    "map": DistributionKind.MAP,
    "tilesets-vector": DistributionKind.VECTOR_TILES,
    "tilesets-map": DistributionKind.RASTER_TILES,
    "tilesets-raster": DistributionKind.RASTER_TILES,
    "tilesets-coverage": DistributionKind.TILES,
}
"""Last word of an OGC link relation (the tilesets-raster of pygeoapi is none) to kind."""


def by_path(link: Link) -> Distribution | None:
    """Know a resource of a collection by its path, whatever the protocol says."""
    # The encoded path: an id may hold an encoded slash.
    match = _COLLECTION_PATH.match(urlsplit(link.url).path)
    if match is None:
        return None
    collection_id = unquote(match.group("id"))
    found = _resource(link, unquote(match.group("rest") or ""))
    if _CATALOGUE_COLLECTION.match(collection_id):
        found = _of_catalogue(link, found)
    return replace(found, collection_id=collection_id)


def _of_catalogue(link: Link, found: Distribution) -> Distribution:
    """Features of a catalogue are records, not data."""
    if found.kind in {DistributionKind.FEATURES, DistributionKind.COLLECTION}:
        return Distribution(DistributionKind.CATALOGUE_SERVICE, link.url)
    return Distribution(DistributionKind.NAVIGATION, link.url, usable=False, reason="part of the catalogue")


def _resource(link: Link, rest: str) -> Distribution:
    kinds = DistributionKind
    if not rest:
        return Distribution(kinds.COLLECTION, link.url)
    if rest == "items":
        return Distribution(kinds.FEATURES, link.url)
    as_file = _ITEMS_FILE.fullmatch(rest)
    if as_file:
        return Distribution(kinds.FILE, link.url, format=as_file.group("format"))
    if rest.startswith("items/"):
        return Distribution(kinds.FILE, link.url, format=format_of_path(rest) or "geojson")
    if rest.partition("/")[0] == "coverage":
        return Distribution(kinds.COVERAGE, link.url)
    if _PARTS_OF_MAP.match(rest):
        return Distribution(kinds.MAP, link.url)
    tiles = _PARTS_OF_TILES.match(rest)
    if tiles:
        return Distribution(_kind_of_tiles(link, is_map=bool(tiles.group("map"))), link.url)
    return Distribution(kinds.NAVIGATION, link.url, usable=False, reason="part of the service")


def _kind_of_tiles(link: Link, *, is_map: bool) -> DistributionKind:
    by_relation = _kind_of_relation(link)
    if by_relation is not None:
        return by_relation
    if is_map:
        return DistributionKind.RASTER_TILES
    if _XYZ.search(link.path):
        return kind_of_template(link) or DistributionKind.TILES
    return DistributionKind.TILES


def kind_of_template(link: Link) -> DistributionKind | None:
    """Return the kind of tiles that a template is for; None where neither type nor address tells."""
    tells = " ".join((link.parameters.get("f", ""), link.media_type, link.path))
    if _VECTOR_TILE.search(tells):
        return DistributionKind.VECTOR_TILES
    if _IMAGE_TILE.search(tells):
        return DistributionKind.RASTER_TILES
    return None


def _kind_of_relation(link: Link) -> DistributionKind | None:
    """Return the kind of an OGC link relation, written in full or short."""
    if "opengis.net/def/rel/" not in link.rel and not link.rel.startswith("tilesets-"):
        return None
    return KIND_OF_REL.get(link.rel.rpartition("/")[2])


def by_rel(link: Link) -> Distribution | None:
    """Know a resource by its OGC link relation alone."""
    kind = _kind_of_relation(link)
    return None if kind is None else Distribution(kind, link.url)


def by_openapi(link: Link) -> Distribution | None:
    """Know an OpenAPI document."""
    is_description = (
        link.rel.lower() == "service-desc"
        or "openapi" in link.protocol.lower()
        or link.path.rstrip("/").lower().endswith("/openapi")
    )
    return Distribution(DistributionKind.SERVICE_DESCRIPTION, link.url) if is_description else None


def by_tile_template(link: Link) -> Distribution | None:
    """Know a tile template outside of an OGC API."""
    if not _TILE_MATRIX.search(link.path):
        return None
    return Distribution(kind_of_template(link) or DistributionKind.RASTER_TILES, link.url)


def by_landing_page(link: Link) -> Distribution | None:
    """Know the landing page of an OGC API: the protocol says API, the path names no collection."""
    if _API_WORD.search(link.protocol):
        return Distribution(DistributionKind.LANDING_PAGE, link.url)
    return None
