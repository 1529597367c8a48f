"""Tilesets of an OGC API (OGC 20-057, OGC 17-083r4) and TileJSON, read as servers really write them.

They differ in nearly everything: the template is a link ``item`` or ``tile``, with braces or
percent-encoded ones, row or column first, with the media type in ``type``, in ``type_`` or nowhere;
``dataType`` says vector for pictures. So the media type of the template decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from secims_qgis.model import CrsRef, DistributionKind
from secims_qgis.network import CancelledError, SecimsError, same_origin

from .addresses import as_document, before_braces, with_braces
from .api_collection import last_word, links_of
from .link import Link, plain_text, read_link
from .ogc_api_rules import kind_of_template

if TYPE_CHECKING:
    from .look_up import LookUp

MAX_TILESETS = 20
MAX_TILESET_REQUESTS = 6
MAX_ZOOM = 40
_SET_PLACEHOLDER = re.compile(r"\{tileMatrixSetId\}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TILE_PLACEHOLDERS = frozenset({"z", "x", "y", "-y", "tilematrix", "tilerow", "tilecol"})
_TEMPLATE_RELS = frozenset({"item", "tile"})
_VECTOR, _RASTER = DistributionKind.VECTOR_TILES, DistributionKind.RASTER_TILES
_KIND_OF_DATA = {"vector": _VECTOR, "map": _RASTER, "raster": _RASTER}
_BEST_TYPES = ("mapbox-vector-tile", "png", "webp", "jpeg")


@dataclass(frozen=True)
class Tileset:
    """Tiles of one tile matrix set.

    ``template`` holds ``{z}``, ``{y}``, ``{x}`` or ``{tileMatrix}``, ``{tileRow}``, ``{tileCol}`` in the
    server's order. ``zoom`` is the first and last tile matrix that has tiles, None where nobody says.
    ``document`` describes it where the template does not lead there: a TileJSON, say; empty otherwise.
    """

    kind: DistributionKind
    template: str
    media_type: str = ""
    title: str = ""
    matrix_set: str = ""
    crs: CrsRef | None = None
    zoom: tuple[int, int] | None = None
    document: str = ""


def read_tilesets(look: LookUp, url: str) -> tuple[Tileset, ...]:
    """Return the tilesets behind a list of tilesets, a tileset, a TileJSON or a template.

    Raises:
        NetworkError, AnswerError: the document does not arrive or is none.
        LinkRefusedError: the address may not be asked.
    """
    address = as_document(before_braces(url))
    document = look.json(address)
    if isinstance(document.get("tilesets"), list):
        found = _of_list(look, document, address)
    elif "tilejson" in document or "tiles" in document:
        found = _of_tilejson(document, address)
    else:
        found = _with_document(_of_tileset(document, address), address)
    return tuple({(item.kind, item.template): item for item in found}.values())


def _of_list(look: LookUp, document: Mapping[str, Any], url: str) -> list[Tileset]:
    """Return those of a list: from the entry, from the document it leads to, from the list's own template."""
    found: list[Tileset] = []
    last_error: SecimsError | None = None
    entries = [entry for entry in document["tilesets"] if isinstance(entry, dict)][:MAX_TILESETS]
    for number, entry in enumerate(entries):
        own = _of_tileset(entry, url)
        if not own and number < MAX_TILESET_REQUESTS:
            try:
                own = _behind_entry(look, entry, url)
            except CancelledError:
                raise
            except SecimsError as error:  # pygeoapi: 500 for a matrix set that is not configured
                last_error = error
        found += own or _filled_in(document, entry, url)
    if not found and last_error is not None:
        raise last_error
    return found


def _behind_entry(look: LookUp, entry: Mapping[str, Any], url: str) -> list[Tileset]:
    for link in (read_link(raw, url) for raw in links_of(entry)):
        is_document = link.rel in {"self", "tileset"} and "html" not in link.media_type
        if is_document and not link.why_unsafe and "{" not in link.url and same_origin(link.url, url):
            address = as_document(link.url)
            document = look.json(address)
            # What the list says and the document leaves out stays.
            return _with_document(_of_tileset({**entry, **document}, address), address)
    return []


def _with_document(tilesets: list[Tileset], url: str) -> list[Tileset]:
    """Note where tilesets are described, unless it is where it should be (OGC 20-057): above the tiles."""
    return [item if _is_above(url, item.template) else replace(item, document=url) for item in tilesets]


def _is_above(url: str, template: str) -> bool:
    path, above = urlsplit(url).path, urlsplit(before_braces(template)).path.rstrip("/")
    return same_origin(template, url) and bool(above) and f"{path}/".startswith(f"{above}/")


def _filled_in(document: Mapping[str, Any], entry: Mapping[str, Any], url: str) -> list[Tileset]:
    """Return the list's own template with the entry's tile matrix set in it."""
    matrix_set = _matrix_set(entry)
    if not re.fullmatch(r"[\w.:-]+", matrix_set):
        return []
    links = [
        {**raw, "href": _SET_PLACEHOLDER.sub(matrix_set, with_braces(raw["href"]))}
        for raw in links_of(document)
        if isinstance(raw.get("href"), str)
    ]
    return _of_tileset({**entry, "links": links}, url)


def _of_tileset(document: Mapping[str, Any], url: str) -> list[Tileset]:
    """Return one tileset for each kind of tiles that the document has a template for."""
    best: dict[DistributionKind, Tileset] = {}
    for link in (read_link(raw, url) for raw in links_of(document)):
        if last_word(link.rel) not in _TEMPLATE_RELS or link.why_unsafe:
            continue
        template = with_braces(link.url)
        kind = _kind(link, document.get("dataType"))
        if kind is None or not _is_template(template):
            continue
        if kind not in best or _rank(link.media_type) < _rank(best[kind].media_type):
            best[kind] = Tileset(kind, template, link.media_type)
    return [_described(best[kind], document) for kind in sorted(best, key=lambda kind: kind.value)]


def _described(tileset: Tileset, document: Mapping[str, Any]) -> Tileset:
    written = document.get("crs")
    if isinstance(written, dict):
        written = written.get("uri")
    return replace(
        tileset,
        title=plain_text(document.get("title")),
        matrix_set=_matrix_set(document),
        crs=CrsRef.from_text(written) if isinstance(written, str) else None,
        zoom=zoom_of(document),
    )


def _of_tilejson(document: Mapping[str, Any], url: str) -> list[Tileset]:
    """Return the tiles of a TileJSON; ``tiles`` is a text, not a list, with pygeoapi."""
    tiles = document.get("tiles")
    first = tiles[0] if isinstance(tiles, list) and tiles else tiles
    link = read_link({"href": first, "type": document.get("format")}, url)
    template = with_braces(link.url)
    if link.why_unsafe or not _is_template(template):
        return []
    if document.get("scheme") == "tms":
        template = template.replace("{y}", "{-y}")
    is_vector = isinstance(document.get("vector_layers"), list) or document.get("format") in {"pbf", "mvt"}
    kind = _VECTOR if is_vector else kind_of_template(link) or _RASTER
    name = plain_text(document.get("name"))
    mercator = CrsRef.from_text("EPSG:3857")
    return [Tileset(kind, template, title=name, crs=mercator, zoom=zoom_of(document), document=url)]


def zoom_of(document: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the zoom range of a tileset (its limits) or a TileJSON; None where there is none."""
    limits = document.get("tileMatrixSetLimits")
    if isinstance(limits, list) and limits:
        levels = [_level(entry.get("tileMatrix")) if isinstance(entry, dict) else None for entry in limits]
        known = [level for level in levels if level is not None]
        # Names such as EPSG:900913:5 are no levels; half a range would be a wrong one.
        return (min(known), max(known)) if len(known) == len(levels) else None
    first, last = _level(document.get("minzoom")), _level(document.get("maxzoom"))
    return (first, last) if first is not None and last is not None and first <= last else None


def _level(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    text = str(value)
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= MAX_ZOOM else None
    )


def _kind(link: Link, data_type: object) -> DistributionKind | None:
    media_type = link.media_type.lower()
    if "vector-tile" in media_type or "protobuf" in media_type:
        return _VECTOR
    if media_type.startswith("image/"):
        return _RASTER
    if media_type and "octet-stream" not in media_type:
        return None  # GeoJSON tiles and the like, which QGIS cannot draw
    told = kind_of_template(link)
    if told is not None:
        return told
    return _KIND_OF_DATA.get(data_type) if isinstance(data_type, str) else None


def _is_template(url: str) -> bool:
    names = {name.lower() for name in _PLACEHOLDER.findall(url)}
    return len(names) == 3 and names <= _TILE_PLACEHOLDERS


def _matrix_set(document: Mapping[str, Any]) -> str:
    """Return the short name of the tile matrix set (``WebMercatorQuad``)."""
    for name in ("tileMatrixSetURI", "tileMatrixSetId", "tileMatrixSetDefinition"):
        written = plain_text(document.get(name))
        if written:
            return unquote(written.partition("?")[0].rstrip("/").rpartition("/")[2])
    return ""


def _rank(media_type: str) -> int:
    return next((place for place, name in enumerate(_BEST_TYPES) if name in media_type), len(_BEST_TYPES))
