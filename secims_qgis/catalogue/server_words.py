"""What software a catalogue runs on, and which edition of its standard it speaks, by its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from secims_qgis.model import Flavour
from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    SecimsError,
    fetch_json,
    translated_errors,
)
from secims_qgis.network.fetch import read_body

from .texts import line, mapping

if TYPE_CHECKING:
    import requests

    from .protocol import Catalogue

_LOOKED_AT = 1_000_000
_SOFTWARE = re.compile(r"[A-Za-z][\w ./-]{1,40}?[ /]v?\d[\w.+-]{0,20}")
_COMMENT = re.compile(r"<!--\s*([^<>-]{3,60}(?:-[^<>-]{1,20})?)\s*-->")
_EDITION = re.compile(r"/ogcapi-records-\d+/(\d+(?:\.\d+)*)(?:/|$)")


def server_words(catalogue: Catalogue, session: requests.Session) -> str:
    """Return server and versions ("pygeoapi 0.21.0, OGC API Records 1.0"), as far as they are told.

    A few requests: for a test of a connection, not for searches.
    """
    try:
        if catalogue.flavour is Flavour.CSW:
            return _csw_words(catalogue.url, session)
        return _records_words(catalogue.url.rpartition("/collections/")[0], session)
    except CancelledError:
        raise
    except SecimsError:
        return ""


def _csw_words(endpoint: str, session: requests.Session) -> str:
    """Pycsw writes its version into a comment before the capabilities."""
    query = "service=CSW&version=2.0.2&request=GetCapabilities"
    address = f"{endpoint}{'&' if '?' in endpoint else '?'}{query}"
    with translated_errors(address, session):
        response = session.get(address, stream=True)
        powered = _software(response.headers.get("X-Powered-By"))
        start = read_body(response, max_bytes=5 * _LOOKED_AT)[:2_000].decode("utf-8", "replace")
    comments = (_software(match.group(1)) for match in _COMMENT.finditer(start))
    return powered or next(filter(None, comments), "")


def _records_words(landing: str, session: requests.Session) -> str:
    address = f"{landing}/conformance"
    with translated_errors(address, session):
        response = session.get(
            address, params={"f": "json"}, headers={"Accept": "application/json"}, stream=True
        )
        software = _software(response.headers.get("X-Powered-By"))
        body = read_body(response, max_bytes=_LOOKED_AT)
    edition = _EDITION.search(body.decode("utf-8", "replace"))
    words = [software or _version_of_api(landing, session)]
    if edition:
        words.append(f"{Flavour.OGC_API_RECORDS} {edition.group(1)}")
    return ", ".join(filter(None, words))


def _version_of_api(landing: str, session: requests.Session) -> str:
    """Return the version in the OpenAPI document, where pycsw has its own."""
    try:
        document: dict[str, Any] = mapping(
            fetch_json(session, f"{landing}/openapi", params={"f": "json"}, max_bytes=5 * _LOOKED_AT)
        )
    except (HttpError, AnswerError):
        return ""
    version = line(mapping(document.get("info")).get("version"))[:40]
    return f"version {version}" if version else ""


def _software(text: object) -> str:
    """Return a text that is a name with a version, else nothing: it is a stranger's."""
    plain = line(text)
    return plain if _SOFTWARE.fullmatch(plain) else ""
