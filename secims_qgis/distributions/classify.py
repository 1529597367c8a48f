"""What a link is: a list of rules, of which the first that knows the link wins.

The order is the knowledge: an address that says what it is beats a protocol that an editor chose,
and a protocol beats an extension. Sources: OGC 19-072 (API Common, link relations), OGC 17-069r4,
19-087, 20-057, 20-058 (paths of Features, Coverages, Tiles, Maps), OGC 06-121r9 (KVP), and links
seen in pycsw, pygeoapi, GeoServer and ArcGIS catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from secims_qgis.model import Distribution, DistributionKind

from .file_rules import by_download_word, by_file_format
from .hosts import note_about
from .link import Link, read_link
from .ogc_api_rules import by_landing_page, by_openapi, by_path, by_rel, by_tile_template
from .part_words import part_of
from .service_rules import by_arcgis, by_geoserver_path, by_kvp, by_protocol

_NAVIGATION_RELS = frozenset(
    {
        "self",
        "root",
        "parent",
        "collection",
        "alternate",
        "canonical",
        "next",
        "prev",
        "previous",
        "first",
        "last",
        "license",
        "related",
        "describedby",
        "service-doc",
        "up",
        "queryables",
        "conformance",
    }
)
_PREVIEW_RELS = frozenset({"preview", "icon", "thumbnail", "overview"})


def classify(link: Mapping[str, Any], base_url: str) -> Distribution:
    """Return what a link of a record leads to.

    ``link`` is a link object of OGC API Records (any flavour); ``base_url`` is the address of the
    record, to which a relative link is resolved. Never raises: a link that may not be followed
    is of kind UNSAFE, with the reason.
    """
    read = read_link(link, base_url)
    if read.why_unsafe:
        return Distribution(
            DistributionKind.UNSAFE,
            read.url,
            title=read.label,
            description=read.description,
            rel=read.rel,
            usable=False,
            reason=read.why_unsafe,
        )
    found = next((hit for hit in (rule(read) for rule in RULES) if hit is not None), None)
    known = _completed(found or Distribution(DistributionKind.WEB_PAGE, read.url), read)
    note = note_about(read.url, base_url) if known.usable else ""
    return replace(known, note=note) if note else known


def _by_navigation(link: Link) -> Distribution | None:
    if link.rel.lower() not in _NAVIGATION_RELS:
        return None
    return Distribution(DistributionKind.NAVIGATION, link.url, usable=False, reason="part of the catalogue")


def _by_preview(link: Link) -> Distribution | None:
    if link.rel.lower() in _PREVIEW_RELS or "image-thumbnail" in link.protocol.lower():
        return Distribution(DistributionKind.THUMBNAIL, link.url)
    return None


def _by_pmtiles(link: Link) -> Distribution | None:
    if link.path.lower().endswith(".pmtiles"):
        return Distribution(DistributionKind.PMTILES, link.url)
    return None


RULES = (
    _by_navigation,
    _by_preview,
    _by_pmtiles,
    by_path,
    by_openapi,
    by_tile_template,
    by_kvp,
    by_protocol,
    by_arcgis,
    by_geoserver_path,
    by_rel,
    by_landing_page,
    by_file_format,
    by_download_word,
)
"""Asked in this order; what none of them knows is a web page."""

_LAYER_KINDS = frozenset(
    {
        DistributionKind.WMS,
        DistributionKind.WMTS,
        DistributionKind.WFS,
        DistributionKind.WCS,
        DistributionKind.OWS,
    }
)


def _completed(found: Distribution, link: Link) -> Distribution:
    """Add what every kind has: texts, size, part, the layer of a web service."""
    layer_name = found.layer_name or (link.name if found.kind in _LAYER_KINDS else "")
    return replace(
        found,
        title=link.label,
        description=link.description,
        media_type=link.media_type,
        rel=link.rel,
        size_bytes=link.length,
        checksum=link.checksum,
        layer_name=layer_name,
        part=part_of(link.label, link.description, link.path.rpartition("/")[2]),
    )
