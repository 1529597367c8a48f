"""The styles that a server publishes for its vector tiles (OGC 20-009, MapLibre style)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable

from secims_qgis.live.tiles_source import ServerStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_STYLES = 6
_STYLE_TYPE = re.compile(r"mapbox\.style|maplibre.*style", re.IGNORECASE)
Absolute = Callable[["Mapping[str, Any]"], str]
"""Returns the address of a link, empty where it is not to be followed."""


def styles_of(
    documents: Iterable[Mapping[str, Any]], absolute: Absolute, read: Callable[[str], Mapping[str, Any]]
) -> tuple[ServerStyle, ...]:
    """Return the styles of the first document that has some, the default one first.

    They are linked one by one, or there is a link to a list of them, which ``read`` fetches.
    """
    for document in documents:
        links = links_of(document)
        found = _sheets(links, absolute)
        for link in links:
            is_list = str(link.get("rel") or "").rpartition("/")[2] == "styles" and "html" not in str(link)
            if not found and is_list:
                found = _of_list(read(absolute(link)), absolute)
        if found:
            return tuple(found[:MAX_STYLES])
    return ()


def _sheets(links: list[dict[str, Any]], absolute: Absolute) -> list[ServerStyle]:
    found = []
    for link in links:
        url = absolute(link) if _is_sheet(link) else ""
        if url:
            title = str(link.get("title") or "")[:100]
            found.append(ServerStyle(title or url.partition("?")[0].rpartition("/")[2], title, url))
    return found


def _of_list(styles: Mapping[str, Any], absolute: Absolute) -> list[ServerStyle]:
    entries = styles.get("styles")
    known = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    known.sort(key=lambda entry: entry.get("id") != styles.get("default"))
    found = []
    for entry in known:
        sheets = [absolute(link) for link in links_of(entry) if _is_sheet(link)]
        if any(sheets):
            name, title = (str(entry.get(key) or "")[:100] for key in ("id", "title"))
            found.append(ServerStyle(name or title, title, next(filter(None, sheets))))
    return found


def _is_sheet(link: Mapping[str, Any]) -> bool:
    return _STYLE_TYPE.search(str(link.get("type") or link.get("type_") or "")) is not None


def links_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the links of a document."""
    links = document.get("links")
    return [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []
