"""Finding out what kind of catalogue is at an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from secims_qgis.model import Connection, Flavour
from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    LoginNeededError,
    NetworkError,
    NotACatalogueError,
    check_link,
    fetch_bytes,
    open_session,
    same_origin,
)
from secims_qgis.network.fetch import looks_like_html, parse_json

from .csw import CswCatalogue
from .csw_endpoint import MAX_DOCUMENT_BYTES, csw_at, looks_like_csw, without_kvp
from .fallback import RecordsOrCsw
from .record_collection import (
    conforms_to_records,
    is_record_collection,
    may_be_record_collection,
    possible_collections,
    record_collections,
)
from .records_api import collection_address
from .texts import first_line, items, line, mapping

if TYPE_CHECKING:
    import requests

    from .acquaintance import Acquaintance
    from .protocol import Catalogue

_BAD_REQUEST = 400
_MAX_LISTS = 5
"""Pages of a list of collections that are looked through."""
_PREFERRED = "metadata:main"
_USUAL_PLACES = ("records/", "collections", "csw")
"""Where a site that has a catalogue has it; asked only when the address itself is none."""


def from_connection(
    connection: Connection, session: requests.Session | None, known: Acquaintance
) -> Catalogue:
    """Return the catalogue of a connection, without a request where it is known.

    The flavour alone is not enough: the address may be that of the site, and the catalogue elsewhere.
    """
    opened = _session(connection.url, session, connection.authcfg)
    check_link(connection.url)
    if not known.url:
        if connection.flavour is Flavour.CSW and looks_like_csw(connection.url):
            known.url, known.flavour = without_kvp(connection.url), Flavour.CSW
        elif connection.flavour is Flavour.OGC_API_RECORDS and "/collections/" in connection.url:
            known.url, known.flavour = collection_address(connection.url), Flavour.OGC_API_RECORDS
        else:
            found = discover(connection.url, opened)
            known.title, known.flavour, known.url = found.title, found.flavour, found.url
    if known.flavour is Flavour.CSW:
        return CswCatalogue(known.url, opened, known.title)
    return RecordsOrCsw(known.url, opened, known.title, known)


def discover(url: str, session: requests.Session | None) -> Catalogue:
    """Return the catalogue at the address; see ``open_catalogue``."""
    check_link(url)
    opened = _session(url, session, "")
    if looks_like_csw(url):
        return csw_at(url, opened)
    found = _at(url, opened) or _above(url, opened) or _csw_in_disguise(url, opened) or _nearby(url, opened)
    if found is None:
        raise NotACatalogueError("there is no catalogue at this address", url=url)
    return found


def _session(url: str, session: requests.Session | None, authcfg: str) -> requests.Session:
    opened = session if session is not None else open_session(authcfg)
    bind = getattr(opened, "bind_credentials", None)
    if bind is not None:
        bind(url)
    return opened


def _at(url: str, session: requests.Session) -> Catalogue | None:
    """Return the catalogue that this very address leads to, or None if the answer is no such thing."""
    try:
        body = _get(_as_json(url), session)
    except LoginNeededError:
        raise
    except HttpError as error:
        if error.status == _BAD_REQUEST and url != _as_json(url) and not parse_qsl(urlsplit(url).query):
            return _at_plain(url, session)
        if error.status in {_BAD_REQUEST, 404, 405, 406, 501}:
            return None
        raise
    return _of_body(body, url, session)


def _above(url: str, session: requests.Session) -> Catalogue | None:
    """Return the catalogue of a collection that something below is of: a record, or nothing but a slash."""
    collection = collection_address(url)
    is_below = "/collections/" in collection and urlsplit(url).path != urlsplit(collection).path
    return _at(collection, session) if is_below else None


def _at_plain(url: str, session: requests.Session) -> Catalogue | None:
    """Ask a server that refuses the parameter ``f`` and goes by the header alone."""
    try:
        return _of_body(_get(url, session), url, session)
    except LoginNeededError:
        raise
    except HttpError:
        return None


def _get(url: str, session: requests.Session) -> bytes:
    return fetch_bytes(session, url, headers={"Accept": "application/json"}, max_bytes=MAX_DOCUMENT_BYTES)


def _of_body(body: bytes, url: str, session: requests.Session) -> Catalogue | None:
    if body.lstrip().startswith(b"<") and b"/cat/csw/" in body[:4000] and not looks_like_html(body):
        return csw_at(url, session)
    try:
        return _of_document(mapping(parse_json(body, url)), url, session)
    except AnswerError:
        return None


def _csw_in_disguise(url: str, session: requests.Session) -> Catalogue | None:
    """Return the CSW at an address that does not look like one (".../csw202", ".../catalog.aspx")."""
    try:
        return csw_at(url, session)
    except LoginNeededError:
        raise
    except (HttpError, AnswerError, NotACatalogueError):
        return None


def _as_json(url: str) -> str:
    """Ask for JSON in the way that every OGC API server understands."""
    parts = urlsplit(url)
    given = [(name, value) for name, value in parse_qsl(parts.query) if name != "f"]
    return parts._replace(query=urlencode([*given, ("f", "json")]), fragment="").geturl()


def _of_document(document: dict[str, Any], url: str, session: requests.Session) -> Catalogue | None:
    is_collection = "/collections/" in urlsplit(url).path and "/items" not in urlsplit(url).path
    if is_record_collection(document) or (
        is_collection
        and may_be_record_collection(document)
        and _conforms(url.rpartition("/collections/")[0], session)
    ):
        address = collection_address(url)
        return RecordsOrCsw(address, session, first_line(document.get("title")))
    if document.get("type") == "FeatureCollection" and urlsplit(url).path.rstrip("/").endswith("/items"):
        return _at(collection_address(url), session)
    if isinstance(document.get("collections"), list):
        return _of_collections(document, url, session)
    links = [mapping(link) for link in items(document.get("links"))]
    data = next((link for link in links if _is_data_link(link)), None)
    if data is not None:
        target = urljoin(url, line(data.get("href")))
        # Behind a proxy, links often name a host that only the server itself can reach.
        address = target if same_origin(target, url) else urljoin(_folder(url), "collections")
        return _of_collections(_document(address, session), address, session)
    return None


def _is_data_link(link: dict[str, Any]) -> bool:
    return line(link.get("rel")).rpartition("/")[2] == "data" and "html" not in line(link.get("type"))


def _conforms(landing: str, session: requests.Session) -> bool:
    try:
        return conforms_to_records(_document(f"{landing}/conformance", session))
    except (HttpError, AnswerError):
        return False


def _of_collections(document: dict[str, Any], url: str, session: requests.Session) -> Catalogue | None:
    found = _listed(document, url, session)
    if not found:
        found = possible_collections(document)
        landing = collection_address(url).rpartition("/collections")[0]
        if not found or not _conforms(landing, session):
            return None
    chosen = found.get(_PREFERRED) or next(iter(found.values()))
    address = f"{collection_address(url).rstrip('/')}/{line(chosen.get('id'))}"
    return RecordsOrCsw(address, session, first_line(chosen.get("title")))


def _listed(document: dict[str, Any], url: str, session: requests.Session) -> dict[str, dict[str, Any]]:
    """Return the record collections on the first page of the list that has any."""
    for _page in range(_MAX_LISTS):
        found, following = record_collections(document), _next_list(document, url)
        if found or following in {"", url}:
            return found
        document, url = _document(following, session), following
    return {}


def _next_list(document: dict[str, Any], url: str) -> str:
    for link in map(mapping, items(document.get("links"))):
        if line(link.get("rel")) == "next":
            target = urljoin(url, line(link.get("href")))
            return target if same_origin(target, url) else ""
    return ""


def _document(url: str, session: requests.Session) -> dict[str, Any]:
    try:
        body = _get(_as_json(url), session)
    except HttpError as error:
        if error.status != _BAD_REQUEST:
            raise
        body = _get(url, session)
    return mapping(parse_json(body, url))


def _nearby(url: str, session: requests.Session) -> Catalogue | None:
    """Try the usual places below the address; a place that breaks is not the catalogue."""
    for place in _USUAL_PLACES:
        address = urljoin(_folder(url), place)
        try:
            found = csw_at(address, session) if looks_like_csw(address) else _at(address, session)
        except CancelledError:
            raise
        except (NetworkError, AnswerError, NotACatalogueError):
            continue  # nosec B112 - nothing there; the next place may have it
        if found is not None:
            return found
    return None


def _folder(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/", query="", fragment="").geturl()
