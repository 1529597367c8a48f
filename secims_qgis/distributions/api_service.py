"""Landing page and OpenAPI document of an OGC API: its collections, each with its ways to the data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import CancelledError, SecimsError, same_origin

from .addresses import as_document, below, collection_address
from .api_collection import access_of, guarded, last_word, links_of
from .classify import classify
from .hosts import note_about
from .link import plain_text, read_link

if TYPE_CHECKING:
    from .look_up import LookUp

MAX_COLLECTIONS = 200
MAX_PAGES = 5
_KINDS = DistributionKind
_LITERAL_PATH = re.compile(r"^/collections/(?P<id>[^/{}]+)(?:/(?:items|coverage|map|tiles))?$")
_DOCUMENT_PATH = re.compile(r"/(?:openapi|api|api-docs)/?$")


def behind_api(look: LookUp, url: str) -> tuple[Distribution, ...]:
    """Return what an address of an OGC API offers: a collection, a landing page, an OpenAPI document.

    What the document is decides, not what the link was taken for.

    Raises:
        NetworkError, AnswerError: a document does not arrive or is none.
        LinkRefusedError: the address may not be asked.
    """
    address = collection_address(url)
    document_url = as_document(url)
    document = look.json(document_url)
    if isinstance(document.get("collections"), list):
        return _of_collections(look, document, document_url)
    if "openapi" in document or "swagger" in document:
        return _of_openapi(look, document, document_url)
    if address is not None:
        return access_of({"id": address.id, **document}, document_url)
    return _of_landing_page(look, document, document_url)


def _of_landing_page(look: LookUp, document: Mapping[str, Any], url: str) -> tuple[Distribution, ...]:
    """Return what the dataset as a whole offers (OGC 20-057: tilesets), then the collections."""
    own = access_of({**document, "itemType": None, "id": ""}, url)
    links = links_of(document)
    data = [read_link(raw, url) for raw in links if last_word(str(raw.get("rel"))) == "data"]
    linked = [
        link.url
        for link in data
        if not link.why_unsafe and "html" not in link.media_type and same_origin(link.url, url)
    ]
    if not data and not any(last_word(str(raw.get("rel"))) == "conformance" for raw in links):
        return own  # a JSON document, but no landing page (OGC 19-072, clause 8.2)
    # Behind a proxy the links may name another host; the path below our own is the standard's.
    collections_url = linked[0] if linked else below(url, "collections")
    try:
        listed = look.json(as_document(collections_url))
        return own + _of_collections(look, listed, collections_url)
    except CancelledError:
        raise
    except SecimsError:
        if own:
            return own
        raise


def _of_collections(look: LookUp, document: Mapping[str, Any], url: str) -> tuple[Distribution, ...]:
    found: list[Distribution] = []
    count = 0
    seen = {url}
    for _page in range(MAX_PAGES):
        listed = document.get("collections")
        entries = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
        for entry in entries[: MAX_COLLECTIONS - count]:
            found += _of_entry(entry, url, document.get("crs"))
        count += len(entries)
        following = _next_page(document, url)
        if count >= MAX_COLLECTIONS or not entries or not following or following in seen:
            break
        seen.add(following)
        document = look.json(following)
    return tuple(found)


def _of_entry(entry: dict[str, Any], url: str, all_crs: object) -> tuple[Distribution, ...]:
    """Return the ways to a listed collection; a list may leave them to the collection's own document."""
    found = access_of(entry, url, all_crs)
    collection_id = plain_text(entry.get("id"))
    if found or not collection_id:
        return found
    title = plain_text(entry.get("title")) or collection_id
    own = Distribution(_KINDS.COLLECTION, below(url, collection_id), title, collection_id=collection_id)
    return (own,)


def _next_page(document: Mapping[str, Any], url: str) -> str:
    for link in (read_link(raw, url) for raw in links_of(document)):
        if link.rel == "next" and not link.why_unsafe and same_origin(link.url, url):
            return link.url
    return ""


def _of_openapi(look: LookUp, document: Mapping[str, Any], url: str) -> tuple[Distribution, ...]:
    """Return the collections of the API that is described; its own list knows more than the paths do."""
    paths = document.get("paths")
    if not isinstance(paths, dict) or not any(str(path).startswith("/collections") for path in paths):
        return ()
    base = _server(document, url)
    listed_at = below(base, "collections")
    try:
        listed = look.json(listed_at)
    except CancelledError:
        raise
    except SecimsError:
        return _of_paths(paths, base)
    return _of_collections(look, listed, listed_at)


def _server(document: Mapping[str, Any], url: str) -> str:
    """Return the root of the API (OpenAPI 3.0, Server Object), which has to be where the document is."""
    servers = document.get("servers")
    for server in servers if isinstance(servers, list) else []:
        written = server.get("url") if isinstance(server, dict) else None
        if isinstance(written, str) and "{" not in written:
            root = urljoin(url, written)
            if same_origin(root, url):
                return root
    return _DOCUMENT_PATH.sub("/", url.partition("?")[0])


def _of_paths(paths: Mapping[str, Any], base: str) -> tuple[Distribution, ...]:
    found: list[Distribution] = []
    ids: set[str] = set()
    for path in paths:
        match = _LITERAL_PATH.match(str(path))
        if match is None:
            continue
        ids.add(match.group("id"))
        if len(ids) > MAX_COLLECTIONS:
            break
        item = classify({"href": below(base, *map(unquote, str(path).strip("/").split("/")))}, base)
        found.append(guarded(replace(item, title=item.collection_id), base))
    # The collection itself is of use only where no way to its data is described.
    described = {item.collection_id for item in found if item.kind is not _KINDS.COLLECTION}
    return tuple(
        item for item in found if item.kind is not _KINDS.COLLECTION or item.collection_id not in described
    )


def with_notes(found: tuple[Distribution, ...], catalogue_url: str) -> tuple[Distribution, ...]:
    """Return the distributions, each address once, with what to say about links that are not encrypted."""
    once = {(item.kind, item.url, item.layer_name): item for item in reversed(found)}
    kept = [item for item in found if once.get((item.kind, item.url, item.layer_name)) is item]
    return tuple(
        replace(item, note=item.note or note_about(item.url, catalogue_url)) if item.usable else item
        for item in kept
    )
