"""Which query parameters a server understands, by its own words.

pycsw answers 400 to any parameter that it does not know, so nothing is sent on the off chance. What
every server of OGC API Records takes (q, bbox, type, limit, offset, sortby) needs no look here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from secims_qgis.network import CancelledError, SecimsError, fetch_json

from .texts import items, line, mapping

if TYPE_CHECKING:
    import requests

MAX_DOCUMENT_BYTES = 5_000_000


class ServerParameters:
    """Reads OpenAPI document and queryables once, when something is first asked of them."""

    def __init__(self, collection_url: str, session: requests.Session) -> None:
        """``collection_url`` is ``.../collections/{id}``; nothing is requested yet."""
        self._collection_url = collection_url
        self._landing, _, self._collection_id = collection_url.rpartition("/collections/")
        self._session = session
        self._names: frozenset[str] | None = None
        self._queryables: frozenset[str] | None = None

    def knows(self, name: str) -> bool:
        """Return whether searches take this parameter, by the OpenAPI document."""
        if self._names is None:
            document = self._document(f"{self._landing}/openapi")
            self._names = parameter_names(document, self._collection_id)
        return name in self._names

    def has_queryables(self, *names: str) -> bool:
        """Return whether filters may name all these properties (OGC 19-079r2, clause 6.2)."""
        if self._queryables is None:
            document = self._document(f"{self._collection_url}/queryables")
            self._queryables = frozenset(mapping(document.get("properties")))
        return self._queryables.issuperset(names)

    def _document(self, url: str) -> dict[str, Any]:
        """Return a document, empty where there is none: then nothing more is known."""
        try:
            answer = fetch_json(self._session, url, params={"f": "json"}, max_bytes=MAX_DOCUMENT_BYTES)
        except CancelledError:
            raise
        except SecimsError:
            return {}
        return mapping(answer)


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
