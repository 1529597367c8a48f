"""The document of a collection of an OGC API: in which ways its data can be had.

OGC 19-072, clause 9.2.3; the link relations are those of OGC 17-069r4 (items), OGC API - Coverages,
- Maps and OGC 20-057 (tilesets-vector, tilesets-map), and the tilesets-raster of pygeoapi.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import is_private_host

from .addresses import collection_address, without_parameters
from .classify import classify
from .formats import format_of_media_type
from .hosts import INTO_PRIVATE_NETWORK
from .link import Link, plain_text, read_link
from .ogc_api_rules import KIND_OF_REL

MAX_LINKS = 200
MAX_CRS = 50
_KINDS = DistributionKind
_ORDER = (
    _KINDS.FEATURES,
    _KINDS.COVERAGE,
    _KINDS.MAP,
    _KINDS.VECTOR_TILES,
    _KINDS.RASTER_TILES,
    _KINDS.TILES,
)
_PREFERRED = {
    _KINDS.FEATURES: (r"geo\+json", r"^application/json", r"^$"),
    _KINDS.COVERAGE: (r"tiff", r"netcdf", r"^(?!.*(?:json|html))"),
    _KINDS.MAP: (r"png", r"webp", r"jpe?g", r"^(?!.*html)"),
}
"""Media types that QGIS reads best, as patterns, best first; what fits none comes last."""
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_FILE_RELS = frozenset({"enclosure", "download"})


def access_of(document: Mapping[str, Any], url: str, all_crs: object = None) -> tuple[Distribution, ...]:
    """Return one distribution for each way to the data, always in the same order.

    ``url`` is where the document came from; ``all_crs`` is the list that ``#/crs`` stands for in a
    list of collections. A collection of records is a catalogue, not data. Never raises.
    """
    links = [read_link(raw, url) for raw in links_of(document)]
    if document.get("itemType") == "record":
        catalogue = Distribution(_KINDS.CATALOGUE_SERVICE, _own_url(links, url))
        return (_described(catalogue, document, None),)
    best: dict[DistributionKind, Link] = {}
    for link in links:
        kind = KIND_OF_REL.get(last_word(link.rel))
        if kind is None or link.why_unsafe:
            continue
        if kind not in best or _rank(kind, link) < _rank(kind, best[kind]):
            best[kind] = link
    crs = stored_crs(document, crs_of(document, all_crs))
    found = [_access(kind, best[kind]) for kind in _ORDER if kind in best]
    files = [classify(raw, url) for raw in links_of(document) if raw.get("rel") in _FILE_RELS]
    found += [item for item in files if item.kind in {_KINDS.FILE, _KINDS.COG, _KINDS.PMTILES}]
    return tuple(guarded(_described(item, document, crs), url) for item in found)


def links_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the links of a document, whatever else stands in their place left out."""
    links = document.get("links")
    return [link for link in links if isinstance(link, dict)][:MAX_LINKS] if isinstance(links, list) else []


def last_word(rel: str) -> str:
    """Return what a relation says: ``map`` of ``.../def/rel/ogc/1.0/map`` and of ``[ogc-rel:map]``."""
    return re.split(r"[/:]", rel.strip("[] "))[-1].lower()


def crs_of(document: Mapping[str, Any], all_crs: object = None) -> tuple[CrsRef, ...]:
    """Return the CRS of a collection, that of storage first, then those it can be asked for in.

    OGC 18-058, clauses 6.2 and 6.3.
    """
    written = document.get("crs")
    offered = written if isinstance(written, list) else []
    if "#/crs" in offered and isinstance(all_crs, list):
        offered = [entry for entry in offered if entry != "#/crs"] + all_crs
    found: dict[str, CrsRef] = {}
    for entry in [document.get("storageCrs"), *offered[:MAX_CRS]]:
        reference = CrsRef.from_text(entry) if isinstance(entry, str) else None
        if reference is not None:
            found.setdefault(reference.label, reference)
    return tuple(found.values())


def stored_crs(document: Mapping[str, Any], systems: tuple[CrsRef, ...]) -> CrsRef | None:
    """Return the CRS that the data is in: that of storage, or the only one there is."""
    if isinstance(document.get("storageCrs"), str) or len(systems) == 1:
        return systems[0] if systems else None
    return None


def guarded(item: Distribution, url: str) -> Distribution:
    """Return a distribution found in a document, unusable where a public server points inwards."""
    if item.usable and is_private_host(item.url) and not is_private_host(url):
        return replace(item, usable=False, reason=INTO_PRIVATE_NETWORK)
    return item


def _described(item: Distribution, document: Mapping[str, Any], crs: CrsRef | None) -> Distribution:
    """Add what the document says of all ways together."""
    collection_id = plain_text(document.get("id"))
    is_data = item.kind in {_KINDS.FEATURES, _KINDS.COVERAGE}
    return replace(
        item,
        title=plain_text(document.get("title")) or item.title or collection_id,
        description=plain_text(document.get("description")) or item.description,
        collection_id=collection_id,
        crs=item.crs or (crs if is_data else None),
    )


def _access(kind: DistributionKind, link: Link) -> Distribution:
    # The format matters where it is that of the data; the others are asked for theirs anyway.
    has_own_format = kind in {_KINDS.COVERAGE, _KINDS.MAP}
    url = link.url if has_own_format else without_parameters(link.url, "f")
    return Distribution(
        kind, url, format=_format(kind, link.media_type), media_type=link.media_type, rel=link.rel
    )


def _format(kind: DistributionKind, media_type: str) -> str | None:
    if kind not in {_KINDS.COVERAGE, _KINDS.MAP}:
        return None
    if "tiff" in media_type:  # application/image+tiff, as pygeoapi is often configured
        return "tif"
    return format_of_media_type(media_type) or _PICTURES.get(media_type.partition(";")[0].strip().lower())


def _rank(kind: DistributionKind, link: Link) -> int:
    patterns = _PREFERRED.get(kind, (r"^application/json", r"json", r"^(?!.*html)"))
    media_type = link.media_type.lower()
    return next((place for place, text in enumerate(patterns) if re.search(text, media_type)), len(patterns))


def _own_url(links: Iterable[Link], url: str) -> str:
    own = next((link.url for link in links if link.rel == "self" and not link.why_unsafe), url)
    address = collection_address(own)
    return address.url if address is not None else own
