"""Whether a CSW 2.0.2 is at an address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from secims_qgis.network import (
    AnswerError,
    HttpError,
    LoginNeededError,
    NotACatalogueError,
    fetch_bytes,
)
from secims_qgis.network.xml import parse_xml

from .csw import CswCatalogue
from .texts import line

if TYPE_CHECKING:
    import requests

_KVP = frozenset({"service", "version", "request", "acceptversions"})
_KVP_OF_REQUESTS = frozenset(
    {"id", "elementsetname", "outputschema", "outputformat", "typenames", "resulttype", "namespace"}
    | {"constraint", "constraintlanguage", "constraint_language_version", "startposition", "maxrecords"}
    | {"sections", "acceptformats"}
)
"""Parameters of GetRecords, GetRecordById and GetCapabilities (OGC 07-006r1, clause 10)."""
MAX_DOCUMENT_BYTES = 5_000_000


def looks_like_csw(url: str) -> bool:
    """Return whether an address is that of a CSW, by the look of it."""
    parts = urlsplit(url)
    parameters = {name.lower(): value.lower() for name, value in parse_qsl(parts.query)}
    return parameters.get("service") == "csw" or parts.path.rstrip("/").lower().endswith("/csw")


def csw_at(url: str, session: requests.Session) -> CswCatalogue:
    """Return a CSW after a look at its capabilities.

    Raises:
        NotACatalogueError: the answer is no CSW capabilities document.
        NetworkError: nothing answers, or with an error of the server's.
    """
    endpoint = without_kvp(url)
    parameters = {"service": "CSW", "version": "2.0.2", "request": "GetCapabilities"}
    separator = "&" if "?" in endpoint else "?"
    address = f"{endpoint}{separator}{urlencode(parameters)}"
    try:
        root = parse_xml(fetch_bytes(session, address, max_bytes=MAX_DOCUMENT_BYTES), address)
    except AnswerError as error:
        raise NotACatalogueError(
            f"no CSW: {error.cause}", url=url, server_words=error.server_words
        ) from error
    except HttpError as error:
        if isinstance(error, LoginNeededError) or (error.status or 0) >= 500:
            raise
        raise NotACatalogueError(error.cause, url=url, status=error.status) from error
    if not str(root.tag).endswith("}Capabilities") or "/cat/csw/" not in str(root.tag):
        raise NotACatalogueError("no CSW capabilities at this address", url=url)
    title = root.findtext("{*}ServiceIdentification/{*}Title") or ""
    return CswCatalogue(endpoint, session, line(title))


def without_kvp(url: str) -> str:
    """Return the endpoint: the parameters that every request sets itself are taken off."""
    parts = urlsplit(url)
    given = [(name.lower(), (name, value)) for name, value in parse_qsl(parts.query)]
    is_request = "request" in dict(given)
    left_out = _KVP | _KVP_OF_REQUESTS if is_request else _KVP
    kept = [pair for name, pair in given if name not in left_out]
    return parts._replace(query=urlencode(kept), fragment="").geturl()
