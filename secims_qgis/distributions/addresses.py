"""Addresses of OGC APIs: taken apart and put together, never by joining strings with user input."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_COLLECTION = re.compile(r"^(?P<landing>.*)/collections/(?P<id>[^/]+)(?:/.*)?$")
_BRACES = {"%7B": "{", "%7b": "{", "%7D": "}", "%7d": "}"}
_PAGE_PARAMETERS = frozenset({"limit", "offset", "bbox", "datetime", "resulttype", "startindex"})


class CollectionAddress(NamedTuple):
    """Where a collection of an OGC API is, without the ``f`` and the paging of the link."""

    landing_url: str
    id: str
    url: str


def collection_address(url: str) -> CollectionAddress | None:
    """Return the collection that an address is about (OGC 19-072, clause 9.1), None for any other."""
    parts = urlsplit(url)
    match = _COLLECTION.match(parts.path)
    if match is None:
        return None
    plain = parts._replace(query=_kept(parts.query), fragment="")
    landing, collection_id = match.group("landing"), match.group("id")
    return CollectionAddress(
        plain._replace(path=f"{landing}/").geturl(),
        unquote(collection_id),
        plain._replace(path=f"{landing}/collections/{collection_id}").geturl(),
    )


def below(url: str, *segments: str) -> str:
    """Return the address of something below another, whose query (a key, perhaps) is kept."""
    parts = urlsplit(url)
    path = "/".join([parts.path.rstrip("/"), *(quote(segment, safe=":") for segment in segments)])
    return parts._replace(path=path, query=_kept(parts.query), fragment="").geturl()


def with_parameters(url: str, **parameters: str) -> str:
    """Return the address with these query parameters, replacing those of the same name."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in parameters]
    return parts._replace(query=urlencode([*kept, *parameters.items()]), fragment="").geturl()


def without_parameters(url: str, *names: str) -> str:
    """Return the address without these query parameters."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return parts._replace(query=urlencode([pair for pair in pairs if pair[0] not in names])).geturl()


def as_document(url: str) -> str:
    """Return the address of the JSON document that a link to a web page of an API also has."""
    names = [name for name, _value in parse_qsl(urlsplit(url).query)]
    return with_parameters(url, f="json") if "f" in names else url


def with_braces(url: str) -> str:
    """Return a template with the braces that some servers percent-encode."""
    for encoded, plain in _BRACES.items():
        url = url.replace(encoded, plain)
    return url


def before_braces(url: str) -> str:
    """Return the address up to the first path segment that holds a placeholder, without its format."""
    parts = urlsplit(with_braces(url))
    segments = parts.path.split("/")
    first = next((index for index, text in enumerate(segments) if "{" in text), len(segments))
    plain = parts._replace(path="/".join(segments[:first]), query=_kept(parts.query), fragment="")
    return plain.geturl() if first < len(segments) else url


def _kept(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] != "f" and pair[0] not in _PAGE_PARAMETERS])
