"""How a server pages, read off its link to the next page.

OGC API Features (17-069r4, clause 7.15.7) has a link and no parameter for that. Nearly all servers know
``offset``; some call it ``startindex``; some give a token that only they understand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from secims_qgis.network import same_origin

from .texts import items, line, mapping

OFFSET = "offset"
_OFFSET_NAMES = frozenset({OFFSET, "startindex", "start", "skip"})
MAX_LINK = 4_000


@dataclass(frozen=True)
class Paging:
    """``offset_name`` is the parameter that counts records to skip, where the link has one.

    ``cursor`` is the query of the next page, where that cannot be counted.
    """

    offset_name: str = ""
    cursor: str = ""


def paging_of(answer: Mapping[str, Any], items_url: str, sent: Collection[str]) -> Paging:
    """Return how to get to the page after this answer.

    The address of the link is not followed: only its query is used, and that only where the link leads
    to this very list (behind proxies and in bad hands, it does not). ``sent`` are the names of the
    parameters that were sent; a link that only repeats them has lost its way.
    """
    query = _next_query(answer, items_url)
    names = [name for name, _value in parse_qsl(query)]
    counted = next((name for name in names if name.lower() in _OFFSET_NAMES), "")
    if counted:
        return Paging(offset_name=counted)
    is_token = any(name not in sent for name in names)
    return Paging(cursor=query if is_token else "")


def has_next(answer: Mapping[str, Any]) -> bool:
    """Return whether a server says that there is a next page, wherever its link may lead."""
    return any(map(_is_next, map(mapping, items(answer.get("links")))))


def _is_next(link: Mapping[str, Any]) -> bool:
    return line(link.get("rel")).lower() == "next"


def _next_query(answer: Mapping[str, Any], items_url: str) -> str:
    for link in map(mapping, items(answer.get("links"))):
        href = link.get("href")
        if not _is_next(link) or not isinstance(href, str) or len(href) > MAX_LINK:
            continue
        try:
            address = urljoin(items_url, href.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if same_origin(address, items_url) and parts.path == urlsplit(items_url).path:
            return parts.query
    return ""
