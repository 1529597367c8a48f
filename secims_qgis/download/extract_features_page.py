"""A page of features on disk: what it says beside its features, read without reading those."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secims_qgis.download.elsewhere import names_linked_crs
from secims_qgis.download.table_schema import Ids
from secims_qgis.network.errors import AnswerError
from secims_qgis.network.fetch import looks_like_html, words_of_server

if TYPE_CHECKING:
    from pathlib import Path

_EDGE_BYTES = 64 * 1024
"""At both ends of a page: what a collection says of itself is shorter."""
_MOST_EDGE_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_FEATURES = re.compile(rb'"features"\s*:\s*\[')
_TRIES = 100
_FIRST_CODE = ord("{")


@dataclass(frozen=True)
class Page:
    """A page as it came (RFC 7946, section 3.3; OGC 17-069r4, clause 7.15.8).

    ``matched`` and ``returned`` are ``numberMatched`` and ``numberReturned``, None where the server does
    not say; ``next_href`` is its link to the next page, empty where there is none. ``digest`` tells
    whether the features are those of another page. ``ids`` is None on a page without features.
    """

    path: Path
    url: str
    size_bytes: int
    digest: bytes
    matched: int | None
    returned: int | None
    next_href: str
    ids: Ids | None


def read_page(path: Path, url: str) -> Page:
    """Read what a page says.

    Raises:
        AnswerError: it is no whole collection of features.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_EDGE_BYTES)
        start, members = _before_features(head, url)
        for edge in (_EDGE_BYTES, 1024 * 1024, _MOST_EDGE_BYTES):
            place = max(start, size - edge)
            file.seek(place)
            end, after = _after_features(file.read())
            if end is not None or place == start:
                break
        if end is None or after is None:
            raise AnswerError("the page of features is cut off or damaged", url=url)
        members.update(after)
        if names_linked_crs(members.get("crs")):
            raise AnswerError("the page of features names its CRS by a link to somewhere else", url=url)
        file.seek(start)
        ids = _ids(file.read(min(_EDGE_BYTES, place + end - start)))
        file.seek(start)
        digest = _digest(file, place + end - start)
    return Page(
        path,
        url,
        size,
        digest,
        _count(members.get("numberMatched")),
        _count(members.get("numberReturned")),
        _next_href(members.get("links")),
        ids,
    )


def _before_features(head: bytes, url: str) -> tuple[int, dict[str, Any]]:
    """Return where the first feature begins, and the members in front of the features."""
    for match in list(_FEATURES.finditer(head))[:_TRIES]:
        members = _object(head[: match.start()].rstrip().rstrip(b",") + b"}")
        if members is not None:
            return match.end(), members
    words = words_of_server(head[:20_000])
    what = "a web page" if looks_like_html(head) else "something else"
    raise AnswerError(f"{what} instead of a collection of features", url=url, server_words=words)


def _after_features(tail: bytes) -> tuple[int | None, dict[str, Any] | None]:
    """Return where the list of features ends, and the members behind it.

    The bracket that closes the list is the first one, behind which the rest of the answer makes an object.
    """
    found: tuple[int | None, dict[str, Any] | None] = (None, None)
    place, tries = len(tail), 0
    while tries < _TRIES:
        place, tries = tail.rfind(b"]", 0, place), tries + 1
        if place < 0:
            break
        members = _object(b'{"":0' + tail[place + 1 :])
        if members is not None:
            found = place, members
    return found


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _ids(start: bytes) -> Ids | None:
    """Return of what kind the id of the first feature is; GDAL goes by it, too."""
    text = start.decode("utf-8", "replace").lstrip()
    if not text:
        return None
    try:
        feature, _end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        # Its coordinates are long; the id may stand in front of them.
        match = re.search(r'"id"\s*:\s*("|-?\d+)', text.partition('"properties"')[0])
        value: Any = None if match is None else "" if match.group(1) == '"' else int(match.group(1))
    else:
        value = feature.get("id") if isinstance(feature, dict) else None
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict) and "id" in properties:  # GDAL prefers it
            return Ids.TEXTS if str(properties["id"]) == str(value) else Ids.NONE
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Ids.NUMBERS
    return Ids.NONE if value is None else Ids.TEXTS


def _digest(file: Any, length: int) -> bytes:
    digest = hashlib.sha256()
    while length > 0:
        chunk = file.read(min(_CHUNK_BYTES, length))
        if not chunk:
            break
        digest.update(chunk)
        length -= len(chunk)
    return digest.digest()


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _next_href(links: Any) -> str:
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return str(link["href"])
    return ""
