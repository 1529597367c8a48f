"""What WMS, WMTS, WFS and WCS have in common: capabilities fetched by our session, and the layer in them.

QGIS's providers read the capabilities themselves, often out of the cache, and give an invalid layer
without a word where something is wrong. So they are fetched first, past the cache, at the same address,
and read by OWSLib, which never gets to make a request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from secims_qgis.model import CrsRef
from secims_qgis.network import AnswerError, LiveLayerError, fetch_bytes

if TYPE_CHECKING:
    import requests

    from secims_qgis.model import Distribution

_Read = TypeVar("_Read")

MAX_NAME = 200
MAX_CAPABILITIES_BYTES = 20_000_000
NAMES_IN_MESSAGE = 8
_FRESH = {"Cache-Control": "no-cache", "Accept": "application/xml, text/xml;q=0.9, */*;q=0.1"}
_OF_REQUESTS = frozenset((
    "service", "request", "version", "acceptversions", "layers", "layer", "styles", "style", "format",
    "outputformat", "crs", "srs", "srsname", "bbox", "width", "height", "transparent", "typename",
    "typenames", "coverage", "coverageid", "tilematrixset", "tilematrix", "tilerow", "tilecol",
    "count", "maxfeatures", "startindex", "resulttype", "exceptions", "bgcolor",
))  # fmt: skip
"""Parameters of a request (names in lower case); all others belong to the server's address."""
# WMS 1.1.1 names its DTD, which is no more needed than any other.
_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+(?:WMT_MS_Capabilities|ServiceExceptionReport)\b[^\[>]{0,300}"
    rb"(?:\[\s*<!ELEMENT\s+VendorSpecificCapabilities[^<>]{0,100}>\s*\]\s*)?>"
)


def service_address(url: str) -> str:
    """Return the address of a service without the query of any request to it."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0].lower() not in _OF_REQUESTS]
    return parts._replace(query=urlencode(kept), fragment="").geturl()


def capabilities_address(url: str, **parameters: str) -> str:
    """Return the address at which QGIS's providers ask for the capabilities of a service."""
    parts = urlsplit(service_address(url))
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *parameters.items()]
    return parts._replace(query=urlencode(pairs, safe=",")).geturl()


def fetch_capabilities(session: requests.Session, url: str, roots: Iterable[str]) -> tuple[bytes, str]:
    """Return a capabilities document, checked to be one, and its version.

    ``roots`` are the names that its root element may have, with or without a word of its namespace
    ("wcs:Capabilities").

    Raises:
        AnswerError: a web page, an exception report or another document.
        NetworkError: the service does not answer, or with an error.
    """
    from secims_qgis.network.xml import parse_xml

    body = fetch_bytes(session, url, headers=_FRESH, max_bytes=MAX_CAPABILITIES_BYTES)
    body = _DOCTYPE.sub(b"", body, count=1)
    root = parse_xml(body, url)
    if not any(_is_called(str(root.tag), name) for name in roots):
        words = " ".join(" ".join(root.itertext()).split())
        raise AnswerError("not the capabilities of this kind of service", url=url, server_words=words)
    return body, str(root.get("version") or "")


def _is_called(tag: str, name: str) -> bool:
    namespace, _brace, local = tag.rpartition("}")
    word, _colon, wanted = name.rpartition(":")
    return local == wanted and word in namespace


def read_by_owslib(read: Callable[[], _Read], url: str) -> _Read:
    """Return what OWSLib reads out of a document.

    Raises:
        AnswerError: OWSLib stumbles over the document, as it does in many ways.
    """
    try:
        return read()
    except Exception as error:  # AttributeError, KeyError, ValueError, ServiceException ...
        raise AnswerError(f"capabilities that cannot be read ({error!r})", url=url) from error


def choose_layer(titles: Mapping[str, str], distribution: Distribution) -> str:
    """Return the name of the layer that a link means; ``titles`` are all, by name.

    That is the one it names, with or without the workspace; the one whose title is the link's label;
    or the only one there is.

    Raises:
        LiveLayerError: none of these; the message lists the first names.
    """
    wanted = distribution.layer_name
    if wanted in titles:
        return wanted
    for rule in (_same_name, _same_title):
        for text in filter(None, (wanted, distribution.title, distribution.description)):
            found = [name for name, title in titles.items() if rule(text, name, title)]
            if len(found) == 1:
                return found[0]
    if len(titles) == 1:
        return next(iter(titles))
    names = ", ".join(list(titles)[:NAMES_IN_MESSAGE])
    more = f" and {len(titles) - NAMES_IN_MESSAGE} more" if len(titles) > NAMES_IN_MESSAGE else ""
    what = f"has no layer {wanted[:100]}" if wanted else "has several layers, and the link names none"
    raise LiveLayerError(
        f"the service {what}; there are {names}{more}" if titles else "the service has no layers",
        url=distribution.url,
    )


def _same_name(text: str, name: str, _title: str) -> bool:
    short, own = text.rpartition(":")[2].lower(), name.rpartition(":")[2].lower()
    return text.lower() == name.lower() or short == own or short.replace("__", ":").endswith(f":{own}")


def _same_title(text: str, _name: str, title: str) -> bool:
    return bool(title) and " ".join(text.lower().split()) == " ".join(title.lower().split())


def choose_crs(offered: Iterable[Any], preferred: Iterable[str], authid: str | None, url: str) -> str:
    """Return the CRS to ask for: the given one, else the first preferred, else the first offered.

    ``offered`` are the CRS of a layer as the service writes them.

    Raises:
        LiveLayerError: the service does not offer the given one, or none that has an identifier.
    """
    known = [found for found in map(authid_of, offered) if found]
    if authid is not None:
        if authid not in known:
            listed = ", ".join(dict.fromkeys(known)) or "none"
            raise LiveLayerError(f"the service does not offer {authid}, but {listed[:300]}", url=url)
        return authid
    for wanted in preferred:
        if wanted in known:
            return wanted
    if not known:
        raise LiveLayerError("the service names no CRS that is known", url=url)
    return known[0]


def authid_of(written: object) -> str:
    """Return the identifier of a CRS as services write them, empty for none; CRS:84 is OGC:CRS84."""
    text = str(getattr(written, "id", written) or "").strip()
    if text.upper() == "CRS:84":
        return "OGC:CRS84"
    reference = CrsRef.from_text(text) if text else None
    return (reference.authid or "") if reference is not None else ""


def best_format(offered: Iterable[str], preferred: Iterable[str]) -> str:
    """Return the first preferred format that is offered, else the first one offered, else the first."""
    given, wanted = [str(item) for item in offered], list(preferred)
    for name in wanted:
        for item in given:
            if item.lower().replace(" ", "") == name:
                return item
    return given[0] if given else wanted[0]


def encoded_source(parameters: Mapping[str, str], authcfg: str) -> str:
    """Return the source of a layer of the providers ``wms`` and ``wcs``; QGIS encodes each value.

    Raises:
        LiveLayerError: a value would not come out of QGIS as it went in.
    """
    from qgis.core import QgsDataSourceUri

    uri, again = QgsDataSourceUri(), QgsDataSourceUri()
    for name, value in parameters.items():
        uri.setParam(name, value)
    source = bytes(uri.encodedUri()).decode()
    again.setEncodedUri(source)
    for name, value in parameters.items():
        if again.params(name) != [value]:
            raise LiveLayerError(
                f"QGIS cannot keep the {name} {value[:200]!r} as it is", url=parameters.get("url", "")
            )
    if not authcfg:
        return source
    uri.setAuthConfigId(authcfg)
    return bytes(uri.encodedUri()).decode()


def authcfg_for(session: requests.Session, url: str) -> str:
    """Return the credentials that the session has for this origin, empty for any other."""
    known = getattr(session, "authcfg_for", None)
    return known(url) if known is not None else ""
