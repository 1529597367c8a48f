"""Which query parameters a server understands, by its own words.

pycsw answers 400 to any parameter that it does not know, so nothing is sent on the off chance. What
every server of OGC API Records takes (q, bbox, type, limit, offset, sortby) needs no look here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    SecimsError,
    fetch_json,
    same_origin,
)

from .texts import items, line, mapping

if TYPE_CHECKING:
    import requests

    from .acquaintance import Acquaintance

MAX_DOCUMENT_BYTES = 5_000_000
_PASSING_STATUS = frozenset({429, 502, 503, 504})


class _NoAnswerError(Exception):
    """Nothing was learned, not even that there is nothing to learn."""


class ServerParameters:
    """Reads OpenAPI document and queryables once, when something is first asked of them."""

    def __init__(self, collection_url: str, session: requests.Session, acquaintance: Acquaintance) -> None:
        """``collection_url`` is ``.../collections/{id}``; nothing is requested yet."""
        self._collection_url = collection_url
        self._landing, _, self._collection_id = collection_url.rpartition("/collections/")
        self._session = session
        self._known = acquaintance

    def knows(self, name: str) -> bool:
        """Return whether searches take this parameter, by the OpenAPI document or else by conformance.

        False where the server does not answer; it is asked again for the next search.
        """
        if self._known.parameter_names is None:
            try:
                self._known.parameter_names = self._parameter_names()
            except _NoAnswerError:
                return False
        return name in self._known.parameter_names

    def has_queryables(self, *names: str) -> bool:
        """Return whether filters may name all these properties (OGC 19-079r2, clause 6.2).

        False where the server does not answer; it is asked again for the next search.
        """
        if self._known.queryables is None:
            try:
                document = self._document(f"{self._collection_url}/queryables")
            except _NoAnswerError:
                return False
            self._known.queryables = frozenset(mapping(document.get("properties")))
        return self._known.queryables.issuperset(names)

    def _parameter_names(self) -> frozenset[str]:
        seen: set[str] = set()
        for address in self._descriptions():
            if address in seen:
                continue
            seen.add(address)
            names = parameter_names(self._document(address), self._collection_id)
            if names:
                return names
        declared = items(self._document(f"{self._landing}/conformance").get("conformsTo"))
        return names_by_conformance([line(uri) for uri in declared])

    def _descriptions(self) -> Iterator[str]:
        """Give the usual place of the OpenAPI document, then where the landing page says that it is."""
        yield f"{self._landing}/openapi"
        landing = f"{self._landing}/"
        links = map(mapping, items(self._document(landing).get("links")))
        for link in links:
            address = urljoin(landing, line(link.get("href")))
            if line(link.get("rel")) == "service-desc" and "yaml" not in line(link.get("type")):
                # Behind a proxy, links often name a host that only the server itself can reach.
                path = urlsplit(address)._replace(scheme="", netloc="").geturl()
                yield address if same_origin(address, landing) else urljoin(landing, path)

    def _document(self, url: str) -> dict[str, Any]:
        """Return a document, empty where there is none: then nothing more is known.

        Raises:
            _NoAnswerError: the server does not answer, or is overloaded.
        """
        try:
            answer = fetch_json(self._session, url, params={"f": "json"}, max_bytes=MAX_DOCUMENT_BYTES)
        except CancelledError:
            raise
        except (HttpError, AnswerError) as error:
            if error.status in _PASSING_STATUS:
                raise _NoAnswerError from error
            return {}
        except SecimsError as error:
            raise _NoAnswerError from error
        return mapping(answer)


def names_by_conformance(uris: list[str]) -> frozenset[str]:
    """Return the parameters that conformance classes promise, of those that not every server has.

    A filter (OGC 19-079r2) is of use only in CQL2 text (OGC 21-065), in which it is written here.
    """
    ends = {uri.rpartition("/conf/")[2] for uri in uris}
    has_text = bool(ends & {"cql2-text", "cql-text"})
    has_filter = bool(ends & {"filter", "features-filter", "record-core-query-parameters/filter"})
    return frozenset({"filter"}) if has_filter and has_text else frozenset()


def parameter_names(document: dict[str, Any], collection_id: str) -> frozenset[str]:
    """Return the names of the query parameters of a collection's items."""
    paths = mapping(document.get("paths"))
    own = f"/collections/{collection_id}/items"
    path = mapping(paths.get(own) or paths.get(quote(own)) or _templated(paths))
    shared = mapping(mapping(document.get("components")).get("parameters"))
    given = items(path.get("parameters")) + items(mapping(path.get("get")).get("parameters"))
    return frozenset(filter(None, (_name(mapping(entry), shared) for entry in given)))


def _templated(paths: dict[str, Any]) -> object:
    for path, entry in paths.items():
        if path.startswith("/collections/{") and path.endswith("}/items"):
            return entry
    return None


def _name(parameter: dict[str, Any], shared: dict[str, Any]) -> str:
    """Return the name of a query parameter; one kept elsewhere is called by the end of its address."""
    reference = line(parameter.get("$ref"))
    if reference:
        last = reference.rpartition("/")[2]
        parameter = mapping(shared.get(last)) or {"name": last, "in": "query"}
    return line(parameter.get("name")) if parameter.get("in") == "query" else ""
