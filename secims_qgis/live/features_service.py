"""What an OGC API Features service says of itself, read past the cache and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from secims_qgis.model import BBox, CrsRef
from secims_qgis.network import (
    AnswerError,
    HttpError,
    LiveLayerError,
    fetch_json,
    same_origin,
)

if TYPE_CHECKING:
    import requests

MAX_DOCUMENT_BYTES = 20_000_000
_FRESH = {"Cache-Control": "no-cache", "Accept": "application/json"}
_CRS_CLASS = "/conf/crs"
_HTTP_NOT_FOUND = 404


@dataclass(frozen=True)
class FeaturesService:
    """What the provider relies on.

    ``landing_url`` is the landing page's address in the form, with or without a slash at its end, to
    which the server answers.
    ``crs`` are those that may be asked for (OGC 18-058, empty without Part 2); ``max_limit`` is the
    largest page the server gives, None where it does not say; ``bbox`` is the collection's extent.
    """

    landing_url: str
    title: str
    crs: frozenset[str]
    storage_crs: str
    max_limit: int | None
    bbox: BBox | None


def read_service(session: requests.Session, landing_url: str, collection_id: str) -> FeaturesService:
    """Fetch landing page, collection, conformance and OpenAPI document, as the provider will.

    The requests are those of the provider, to the letter, so that what is in QGIS's cache is
    replaced: an error page that once was stored there would break the layer for good.

    Raises:
        LiveLayerError: there is no such collection, or links lead to another host.
        NetworkError, AnswerError: a document does not arrive or is none.
    """
    landing_url, landing = _landing(session, landing_url)
    links = [link for link in _list(landing.get("links")) if isinstance(link, dict)]
    _check_hosts(links, landing_url)
    collection = _collection(session, landing_url, collection_id)
    _check_hosts([link for link in _list(collection.get("links")) if isinstance(link, dict)], landing_url)
    return FeaturesService(
        landing_url=landing_url,
        title=str(collection.get("title") or ""),
        crs=_offered_crs(collection) if _has_part_2(session, landing_url) else frozenset(),
        storage_crs=_authid(collection.get("storageCrs")),
        max_limit=_max_limit(session, links, landing_url, collection_id),
        bbox=_bbox(collection),
    )


def read_collection(session: requests.Session, landing_url: str, collection_id: str) -> FeaturesService:
    """Fetch no more than it takes to page through the items: the collection, and the conformance.

    ``max_limit`` stays unknown: a server tells by what it returns how many it gives at once.

    Raises as ``read_service`` does.
    """
    collection = _collection(session, landing_url, collection_id)
    return FeaturesService(
        landing_url=landing_url,
        title=str(collection.get("title") or ""),
        crs=_offered_crs(collection) if _has_part_2(session, landing_url) else frozenset(),
        storage_crs=_authid(collection.get("storageCrs")),
        max_limit=None,
        bbox=_bbox(collection),
    )


def _landing(session: requests.Session, url: str) -> tuple[str, dict[str, Any]]:
    """Return the landing page and its address; some servers know it only without a slash at the end."""
    try:
        return url, _document(session, url)
    except HttpError as error:
        parts = urlsplit(url)
        if error.status != _HTTP_NOT_FOUND or parts.path in {"", "/"}:
            raise
        bare = parts._replace(path=parts.path.rstrip("/")).geturl()
        try:
            return bare, _document(session, bare)
        except HttpError:
            raise error from None


def _document(session: requests.Session, url: str) -> dict[str, Any]:
    document = fetch_json(session, url, headers=_FRESH, max_bytes=MAX_DOCUMENT_BYTES)
    if not isinstance(document, dict):
        raise AnswerError("not the document of an OGC API", url=url)
    return document


def _collection(session: requests.Session, landing_url: str, collection_id: str) -> dict[str, Any]:
    url = _below(landing_url, f"collections/{quote(collection_id, safe='')}")
    try:
        return _document(session, url)
    except HttpError as error:
        if error.status == _HTTP_NOT_FOUND:
            raise LiveLayerError(
                f"the service has no collection {collection_id}",
                url=url,
                status=error.status,
                server_words=error.server_words,
            ) from error
        raise


def _below(landing_url: str, path: str) -> str:
    parts = urlsplit(landing_url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{path}").geturl()


_FOLLOWED_RELS = frozenset({"data", "service-desc", "conformance", "items"})


def _check_hosts(links: list[dict[str, Any]], landing_url: str) -> None:
    """Refuse a service whose links lead to another host: QGIS follows them and gets nothing."""
    for link in links:
        rel = str(link.get("rel") or "").rpartition("/")[2]
        href = link.get("href")
        if rel not in _FOLLOWED_RELS or not isinstance(href, str) or "html" in str(link.get("type")):
            continue
        target = urljoin(landing_url, href)
        if not same_origin(target, landing_url):
            raise LiveLayerError(
                f"the links of the service lead to {urlsplit(target).netloc.rpartition('@')[2]}, "
                "not to the address it was asked at; its operator has to set its own address right",
                url=landing_url,
            )


def _has_part_2(session: requests.Session, landing_url: str) -> bool:
    """Return whether other CRS may be asked for (OGC 18-058); the provider needs the same answer."""
    try:
        conformance = _document(session, _below(landing_url, "conformance"))
    except HttpError:
        return False
    classes = _list(conformance.get("conformsTo"))
    return any(isinstance(entry, str) and "features-2" in entry and _CRS_CLASS in entry for entry in classes)


def _offered_crs(collection: dict[str, Any]) -> frozenset[str]:
    found = {_authid(entry) for entry in _list(collection.get("crs"))}
    return frozenset(found - {""})


def _max_limit(
    session: requests.Session, links: list[dict[str, Any]], landing_url: str, collection_id: str
) -> int | None:
    """Return ``limit.maximum`` of the collection's items in the OpenAPI document."""
    hrefs = [item.get("href") for item in links if item.get("rel") == "service-desc"]
    targets = [urljoin(landing_url, href) for href in hrefs if isinstance(href, str)]
    # Web pages among them were not checked, and may be anywhere.
    target = next((target for target in targets if same_origin(target, landing_url)), None)
    if target is None:
        raise LiveLayerError("the service has no OpenAPI document, which QGIS needs", url=landing_url)
    document = _document(session, target)
    path = f"/collections/{collection_id}/items"
    paths = document.get("paths")
    operation = _mapping(_mapping(_mapping(paths).get(path)).get("get"))
    for parameter in _list(operation.get("parameters")):
        resolved = _resolved(parameter, document)
        if resolved.get("name") == "limit":
            maximum = _mapping(resolved.get("schema")).get("maximum")
            return maximum if isinstance(maximum, int) and maximum > 0 else None
    return None


def _resolved(parameter: Any, document: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter, looked up where it refers to the document's components."""
    given = _mapping(parameter)
    reference = given.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return given
    node: Any = document
    for name in reference[2:].split("/"):
        node = _mapping(node).get(name)
    return _mapping(node)


def _bbox(collection: dict[str, Any]) -> BBox | None:
    """Return the first, overall extent (OGC 17-069r4, clause 7.13); 2D or 3D, longitude first."""
    boxes = _list(_mapping(_mapping(collection.get("extent")).get("spatial")).get("bbox"))
    bounds = [number for number in _list(boxes[0] if boxes else None) if isinstance(number, (int, float))]
    if len(bounds) == 6:
        bounds = [*bounds[0:2], *bounds[3:5]]
    try:
        return BBox(*bounds) if len(bounds) == 4 else None
    except ValueError:
        return None


def _authid(value: Any) -> str:
    reference = CrsRef.from_text(value) if isinstance(value, str) else None
    return (reference.authid or "") if reference is not None else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
