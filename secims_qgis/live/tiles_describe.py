"""What servers say of their tiles: tileset, TileJSON, tile matrix set and collection, read tolerantly.

OGC 20-057, OGC 17-083r4, TileJSON 3.0. Each document but the first may be missing or broken: pygeoapi
answers 500 for the TileJSON of half of its providers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from secims_qgis.distributions.addresses import (
    as_document,
    before_braces,
    below,
    collection_address,
    with_braces,
    with_parameters,
)
from secims_qgis.distributions.look_up import LookUp
from secims_qgis.distributions.tilesets import Tileset, read_tilesets, zoom_of
from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice, chosen
from secims_qgis.live.tile_matrix import (
    WEB_MERCATOR_QUAD,
    WORLD_CRS84_QUAD,
    TileMatrixSet,
    crs_of_matrix_set,
    known_matrix_set,
    read_matrix_set,
)
from secims_qgis.live.tiles_extent import box_of_document, levels_of_limits, limits_of
from secims_qgis.live.tiles_source import SourceLayer, TileSource
from secims_qgis.live.tiles_styles import links_of, styles_of
from secims_qgis.model import DistributionKind
from secims_qgis.network import (
    CancelledError,
    LiveLayerError,
    SecimsError,
    TimedOutError,
    UnreachableError,
    refusal,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secims_qgis.model import Distribution
    from secims_qgis.network.session import QgisSession

SILENCE_S = 10.0
MAX_LAYERS = 100
MAX_FIELDS = 200
_PLACEHOLDER = re.compile(r"\{(z|tileMatrix|x|tileCol|-y|y|tileRow)\}", re.IGNORECASE)
_QGIS = {"tilematrix": "{z}", "tilecol": "{x}", "tilerow": "{y}"}


def describe_tiles(
    distribution: Distribution, session: QgisSession, authid: str | None, choice: LayerChoice = NO_CHOICE
) -> TileSource:
    """Return what the server says of the tiles; ``authid`` and ``choice`` pick one of several tilesets.

    Raises:
        LiveLayerError: no tiles in the CRS, or a tile matrix set that is not there or QGIS cannot draw.
        NetworkError, AnswerError: the link's own document does not arrive or is none.
    """
    silence = min(SILENCE_S, getattr(session, "timeout_s", SILENCE_S))
    look = LookUp(session, distribution.url, bidden=True, silence_s=silence)
    template = with_braces(distribution.url)
    if _PLACEHOLDER.search(template):
        tileset = Tileset(distribution.kind, template, crs=distribution.crs)
    else:
        tileset = _chosen(look, distribution, authid, choice.tile_matrix_set)
    description = _Description(look, tileset, distribution)
    source = description.source(authid)
    wanted = choice.tile_matrix_set
    if wanted:
        chosen(wanted, [(source.matrix_set.name, "")], "tile matrix set", distribution.url)
    if not choice.style:
        return source
    names = [(style.name, style.title) for style in source.styles]
    name = chosen(choice.style, names, "style", distribution.url)
    return replace(source, style_url=next(style.url for style in source.styles if style.name == name))


def _chosen(look: LookUp, distribution: Distribution, authid: str | None, matrix_set: str) -> Tileset:
    """Return the tileset that fits kind and CRS best, that in Web Mercator before others."""
    found = read_tilesets(look, distribution.url)
    if not found:
        raise LiveLayerError("no tiles that QGIS could draw", url=distribution.url)
    fitting = [item for item in found if item.kind is distribution.kind] or list(found)
    if distribution.kind is DistributionKind.TILES:
        fitting = list(found)
    if matrix_set and any(item.matrix_set for item in found):
        sets = {item.matrix_set: "" for item in found}
        name = chosen(matrix_set, sets.items(), "tile matrix set", distribution.url)
        fitting = [item for item in fitting if item.matrix_set == name] or [
            item for item in found if item.matrix_set == name
        ]
    return min(fitting, key=lambda item: _rank(item, authid))


def _rank(tileset: Tileset, authid: str | None) -> tuple[bool, bool]:
    own = tileset.crs.authid if tileset.crs is not None else ""
    is_mercator = own == WEB_MERCATOR_QUAD.authid or tileset.matrix_set in {"", WEB_MERCATOR_QUAD.name}
    return (authid is not None and own != authid, not is_mercator)


class _Description:
    """The documents around one tileset, each fetched at most once."""

    def __init__(self, look: LookUp, tileset: Tileset, distribution: Distribution) -> None:
        self._look, self._tileset, self._distribution = look, tileset, distribution
        self._address = before_braces(tileset.template)
        self._collection = collection_address(tileset.template)
        self._says_api = self._collection is not None or "{tilematrix}" in tileset.template.lower()
        self._is_of_api = self._says_api or bool(self._name_in_path())
        self._document = self._own_document()

    def _own_document(self) -> dict[str, Any]:
        """Return the tileset or TileJSON that the template is from, empty where there is none."""
        given = as_document(before_braces(self._distribution.url))
        if not _PLACEHOLDER.search(with_braces(self._distribution.url)):
            document = self._quietly(given)
            if "tilesets" not in document:
                return document
        return self._quietly(as_document(self._address)) if self._is_of_api else {}

    def source(self, authid: str | None) -> TileSource:
        """Return what all documents together say."""
        matrix_set = self._matrix_set()
        if authid is not None and authid != matrix_set.authid:
            raise LiveLayerError(
                f"the tiles are in {matrix_set.authid}, not in {authid}", url=self._distribution.url
            )
        tilejson = self._tilejson()
        collection = self._collection_document()
        styles = styles_of(
            (self._document, collection), self._absolute, lambda url: self._quietly(as_document(url))
        )
        told = self._tileset.zoom or zoom_of(self._document) or zoom_of(tilejson)
        levels = told or levels_of_limits(self._document, matrix_set)
        return TileSource(
            template=_for_qgis(self._tileset.template, matrix_set, tilejson),
            matrix_set=matrix_set,
            title=self._tileset.title or self._distribution.title or str(self._document.get("title") or ""),
            levels=levels,
            bbox=box_of_document(tilejson) or box_of_document(self._document) or box_of_document(collection),
            limits=limits_of(self._document, matrix_set),
            layers=_layers(tilejson),
            style_url=styles[0].url if styles else "",
            styles=styles,
        )

    def _matrix_set(self) -> TileMatrixSet:
        name = self._tileset.matrix_set or _name_of_set(self._document) or self._name_in_path()
        known = known_matrix_set(name)
        if known is not None:
            return known
        inline = self._document.get("tileMatrixSet") or self._document.get("tileMatrixSetDefinition")
        if isinstance(inline, dict):
            return _defined(inline, self._address)
        for link in links_of(self._document):
            if str(link.get("rel") or "").rpartition("/")[2] in {"tiling-scheme", "tileMatrixSet"}:
                url = self._absolute(link)
                return _defined(self._look.json(as_document(url)), url)
        if name:
            raise LiveLayerError(f"the server does not define its tile matrix set {name}", url=self._address)
        declared = self._tileset.crs.authid if self._tileset.crs is not None else None
        return WORLD_CRS84_QUAD if declared == WORLD_CRS84_QUAD.authid else WEB_MERCATOR_QUAD

    def _name_in_path(self) -> str:
        """Return the tile matrix set that the address of a template names (OGC 20-057, clause 8)."""
        above, _slash, last = urlsplit(self._address).path.rstrip("/").rpartition("/")
        is_named = self._says_api and above.endswith("/tiles")
        return last if is_named or known_matrix_set(last) is not None else ""

    def _tilejson(self) -> dict[str, Any]:
        """Return the TileJSON, which servers have at one of two places; empty where there is none."""
        if "tilejson" in self._document:
            return self._document
        if not self._is_of_api:
            return {}
        for url in (
            with_parameters(below(self._address, "metadata"), f="tilejson"),
            below(self._address, "tilejson.json"),
        ):
            found = self._quietly(url)
            if "tilejson" in found or "vector_layers" in found:
                return found
        return {}

    def _collection_document(self) -> dict[str, Any]:
        if self._collection is None:
            return {}
        return self._quietly(with_parameters(self._collection.url, f="json"))

    def _absolute(self, link: Mapping[str, Any]) -> str:
        url = urljoin(self._address, str(link.get("href") or ""))
        return "" if refusal(url) else url

    def _quietly(self, url: str) -> dict[str, Any]:
        """Return a document that is of use but not needed; empty where there is none."""
        if not url or not self._look.may_ask(url):
            return {}
        try:
            return self._look.json(url)
        except (CancelledError, UnreachableError, TimedOutError):
            raise
        except SecimsError:
            return {}


def _defined(document: Mapping[str, Any], url: str) -> TileMatrixSet:
    from qgis.core import QgsCoordinateReferenceSystem

    authid = crs_of_matrix_set(document)
    crs = QgsCoordinateReferenceSystem(authid) if authid else QgsCoordinateReferenceSystem()
    found = read_matrix_set(document, url, north_first=crs.isValid() and crs.hasAxisInverted())
    if not crs.isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {authid} of the tiles", url=url)
    return found


def _for_qgis(template: str, matrix_set: TileMatrixSet, tilejson: Mapping[str, Any]) -> str:
    """Return the template with the placeholders of QGIS, whatever their names and order."""
    given = _PLACEHOLDER.sub(lambda found: _QGIS.get(found[1].lower(), found[0].lower()), template)
    if tilejson.get("scheme") == "tms":
        given = given.replace("{y}", "{-y}")
    return given.replace("{z}", f"{matrix_set.prefix}{{z}}") if matrix_set.prefix else given


def _layers(tilejson: Mapping[str, Any]) -> tuple[SourceLayer, ...]:
    entries = tilejson.get("vector_layers")
    found = []
    for entry in entries[:MAX_LAYERS] if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            fields = entry.get("fields")
            names = tuple(map(str, fields))[:MAX_FIELDS] if isinstance(fields, dict) else ()
            found.append(SourceLayer(entry["id"], names))
    return tuple(found)


def _name_of_set(document: Mapping[str, Any]) -> str:
    for name in ("tileMatrixSetURI", "tileMatrixSetId"):
        written = document.get(name)
        if isinstance(written, str) and written:
            return written.partition("?")[0].rstrip("/").rpartition("/")[2]
    return ""
