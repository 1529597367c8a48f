"""Styles and legends of a map service (OGC 20-058, clause 10; OGC 20-009)."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from secims_qgis.live.coverage_document import absolute, linked, links_of, read_collection
from secims_qgis.live.coverage_request import with_parameters
from secims_qgis.live.map_pictures import is_picture
from secims_qgis.live.map_source import MAX_STYLES, MapSource, MapStyle
from secims_qgis.network import (
    AnswerError,
    CancelledError,
    HttpError,
    LiveLayerError,
    SecimsError,
    fetch_bytes,
)

if TYPE_CHECKING:
    import requests

MAX_NAME = 200
MAX_LEGEND_BYTES = 500_000
"""It is kept with the layer, in the project."""
_LEGEND_HEADERS = {"Accept": "image/png, image/*;q=0.5"}


def with_styles(
    session: requests.Session, source: MapSource, document: dict[str, Any], address: str, wanted: str
) -> MapSource:
    """Return the source with the styles that the service has, and the one of them that is wanted.

    ``document`` is that of the collection at ``address``; ``wanted`` is the id of a style, empty for the
    service's own choice. A service whose list of styles cannot be read has only one look, and the one
    that is wanted.

    Raises:
        LiveLayerError: the legend is another host's.
    """
    styles = _styles(session, source, document, address)
    legends = [href for kind, href in linked(links_of(document), "legend") if kind.startswith("image/")]
    own = absolute(legends[0], address) if legends else ""
    if wanted and wanted not in {style.key for style in styles}:
        styles = (*styles, MapStyle(wanted, "", _styled(source.url, address, wanted)))
    source = replace(source, styles=styles, legend_url=own)
    return source.in_style(wanted) if wanted else source


def fetch_legend(session: requests.Session, source: MapSource) -> str:
    """Return the legend as QGIS keeps pictures in a layer ("base64:…"); empty where there is none."""
    url = source.legend_url or _beside(source.url)
    try:
        body = fetch_bytes(session, url, headers=_LEGEND_HEADERS, max_bytes=MAX_LEGEND_BYTES)
    except CancelledError:
        raise
    except SecimsError:
        return ""
    return f"base64:{base64.b64encode(body).decode()}" if is_picture(body) else ""


def _beside(map_url: str) -> str:
    parts = urlsplit(map_url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/legend").geturl()


def _styles(
    session: requests.Session, source: MapSource, document: dict[str, Any], address: str
) -> tuple[MapStyle, ...]:
    offered = linked(links_of(document), "styles")
    lists = [href for media_type, href in offered if "json" in media_type] or [href for _, href in offered]
    listed = document.get("styles")
    base = address
    if not isinstance(listed, list) and lists:
        try:
            base = absolute(lists[0], address)
            listed = read_collection(session, base).get("styles")
        except (HttpError, AnswerError, LiveLayerError):
            return ()
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    styles = (_style(entry, source, address, base) for entry in entries[:MAX_STYLES])
    return tuple(style for style in styles if style is not None)


def _style(entry: dict[str, Any], source: MapSource, address: str, base: str) -> MapStyle | None:
    key = entry.get("id")
    if not isinstance(key, str) or not key:
        return None
    maps = [href for kind, href in linked(links_of(entry), "map") if kind.startswith("image/") or not kind]
    legends = [href for kind, href in linked(links_of(entry), "legend") if kind.startswith("image/")]
    try:
        url = absolute(maps[0], base) if maps else _styled(source.url, address, key)
        legend = absolute(legends[0], base) if legends else ""
    except LiveLayerError:  # a link to another host: such a style is not offered
        return None
    return MapStyle(key[:MAX_NAME], str(entry.get("title") or "")[:MAX_NAME], url, legend)


def _styled(map_url: str, collection: str, key: str) -> str:
    """Return where the standard has the map of a style, asked for like the map without one."""
    parts = urlsplit(collection)
    path = f"{parts.path.rstrip('/')}/styles/{quote(key, safe='')}/map"
    return with_parameters(
        parts._replace(path=path, query="").geturl(), parse_qsl(urlsplit(map_url).query, True)
    )


def style_in(url: str) -> str:
    """Return the id of the style that an address of a map names; empty for none."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/")]
    return parts[parts.index("styles") + 1] if "styles" in parts[:-2] and parts[-1] == "map" else ""
