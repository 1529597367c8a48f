"""The links of a JSON record, wherever catalogues put them.

``links`` and ``linkTemplates`` are of OGC API Records (20-004r1), ``associations`` of its drafts,
``assets`` of STAC items, which pycsw and others serve as records too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from .texts import first_line, items, line, mapping

MAX_LINKS = 1_000
MAX_RELATED = 50
_RELATED_RELS = frozenset({"related", "child", "predecessor-version", "successor-version", "latest-version"})
"""Relations to other records (RFC 5988, RFC 5829, and "child" of STAC)."""
_RELS_OF_ROLES = {
    "thumbnail": "preview",
    "overview": "preview",
    "metadata": "alternate",
    "data": "enclosure",
}
_ISO = re.compile(r"19115|19139|\bgm[di]\b|\biso\b", re.IGNORECASE)
_NO_ISO = re.compile(r"xhtml|rdf|rss|atom|gml|kml|dcat", re.IGNORECASE)
"""Media types of documents in XML that are of something else."""
_PARENT_PROPERTIES = ("parentIdentifier", "parentidentifier", "parent_identifier", "parentId", "isPartOf")


def links_of(
    feature: Mapping[str, Any], properties: Mapping[str, Any]
) -> tuple[list[Mapping[str, Any]], int]:
    """Return the first thousand links, and how many more there are."""
    given = [link for source in _sources(feature, properties) for link in source if isinstance(link, Mapping)]
    return given[:MAX_LINKS], max(0, len(given) - MAX_LINKS)


def _sources(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[list[Any]]:
    yield items(feature.get("links")) or items(properties.get("links"))
    yield items(feature.get("linkTemplates")) or items(properties.get("linkTemplates"))
    yield items(properties.get("associations"))
    assets = mapping(feature.get("assets"))
    yield [_of_asset(name, mapping(asset)) for name, asset in assets.items()]


def _of_asset(name: str, asset: Mapping[str, Any]) -> dict[str, Any]:
    roles = [line(role).lower() for role in items(asset.get("roles"))]
    rel = next((_RELS_OF_ROLES[role] for role in roles if role in _RELS_OF_ROLES), "")
    size = asset.get("file:size")
    return {"rel": rel, "title": line(asset.get("title")) or line(name), "length": size, **asset}


def parent_id(properties: Mapping[str, Any], links: list[Mapping[str, Any]]) -> str:
    """Return the id of the record that this one is part of, empty where none is named."""
    named = first_line(*(properties.get(name) for name in _PARENT_PROPERTIES))
    return named or next(filter(None, (_record_id(_path_of(link)) for link in links if _leads_up(link))), "")


def related_records(links: list[Mapping[str, Any]], url: str) -> tuple[tuple[str, str], ...]:
    """Return ids and titles of other records of this catalogue that the record at ``url`` points to."""
    found: dict[str, str] = {}
    own_path = urlsplit(url).path
    for link in links:
        if line(link.get("rel")) not in _RELATED_RELS or _leads_up(link):
            continue
        try:
            path = urlsplit(urljoin(url, line(link.get("href")))).path
        except ValueError:
            continue
        # Behind a proxy hosts differ, but the end of the path is that of the collection.
        is_here = _collection(path) == _collection(own_path)
        record_id = _record_id(path)
        if record_id and is_here and path != own_path and len(found) < MAX_RELATED:
            found.setdefault(record_id, first_line(link.get("title"), link.get("name")) or record_id)
    return tuple(found.items())


def _collection(path: str) -> str:
    return path.rpartition("/items/")[0].rpartition("/collections/")[2]


def _leads_up(link: Mapping[str, Any]) -> bool:
    """Return whether a link leads to the whole; pycsw 3 calls that a "related record"."""
    rel, name = line(link.get("rel")), line(link.get("name"))
    return rel in {"up", "parent"} or (rel == "related" and name == "related record")


def _path_of(link: Mapping[str, Any]) -> str:
    return line(link.get("href")).partition("?")[0].partition("#")[0]


def _record_id(path: str) -> str:
    return line(unquote(path.rpartition("/items/")[2].rstrip("/"))) if "/items/" in path else ""


def iso_url(links: list[Mapping[str, Any]], base_url: str) -> str:
    """Return the address of the record's ISO document, where a link gives one.

    GeoNetwork has one link for each of a dozen forms, most of them in XML.
    """
    forms = [link for link in links if line(link.get("rel")) == "alternate" and _is_xml(link)]
    for link in sorted(forms, key=lambda link: not _ISO.search(_form(link))):
        href = line(link.get("href")).replace(" ", "%20")  # servers put ids in as they are
        try:
            return urljoin(base_url, href) if href else ""
        except ValueError:
            continue
    return ""


def _is_xml(link: Mapping[str, Any]) -> bool:
    return "xml" in line(link.get("type")) and not _NO_ISO.search(line(link.get("type")))


def _form(link: Mapping[str, Any]) -> str:
    return " ".join(first_line(link.get(name)) for name in ("type", "title", "name", "profile", "href"))


def licence_of(properties: Mapping[str, Any], links: list[Mapping[str, Any]]) -> str:
    """Return the licence in the record's words; where those only point to a link, the link's."""
    words = first_line(properties.get("license"), properties.get("licence"))
    if words.lower() not in {"", "other", "various", "proprietary"}:
        return words
    linked = next((link for link in links if line(link.get("rel")).lower() == "license"), {})
    return first_line(linked.get("title"), linked.get("name"), linked.get("href")) or words
