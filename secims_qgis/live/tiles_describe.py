"""What servers say of their tiles: tileset, TileJSON, tile matrix set and collection, read tolerantly.

OGC 20-057, OGC 17-083r4, TileJSON 3.0. Each document but the first may be missing or broken: pygeoapi
answers 500 for the TileJSON of half of its providers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from secims_qgis.distributions.addresses import (
    as_document,
    before_braces,
    below,
    collection_address,
    with_braces,
    with_parameters,
)
from secims_qgis.distributions.link import read_link
from secims_qgis.distributions.look_up import LookUp
from secims_qgis.distributions.tilesets import Tileset, read_tilesets, zoom_of
from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice, chosen
from secims_qgis.live.tile_matrix import (
    WEB_MERCATOR_QUAD,
    WORLD_CRS84_QUAD,
    TileMatrixSet,
    known_matrix_set,
)
from secims_qgis.live.tile_matrix_definition import authid_of_tiles
from secims_qgis.live.tiles_extent import box_of_document, levels_of_limits, limits_of
from secims_qgis.live.tiles_layers import layers_of
from secims_qgis.live.tiles_matrix_set import matrix_set_of, name_of_set
from secims_qgis.live.tiles_source import TileSource
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
MAX_DESCRIPTIONS = 2
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
    own = tileset.crs.authid if tileset.crs is not None else _crs_by_name(tileset.matrix_set)
    is_mercator = own == WEB_MERCATOR_QUAD.authid or tileset.matrix_set in {"", WEB_MERCATOR_QUAD.name}
    return (authid is not None and own != authid, not is_mercator)


def _crs_by_name(matrix_set: str) -> str:
    """Return the CRS of a tile matrix set whose name tells it: one of the standard's, or "EPSG:4326"."""
    known = known_matrix_set(matrix_set)
    return known.authid if known is not None else authid_of_tiles(matrix_set)


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
        parent = self._parent_document()
        styles = styles_of(
            (self._document, parent), self._absolute, lambda url: self._quietly(as_document(url))
        )
        told = self._tileset.zoom or zoom_of(self._document) or zoom_of(tilejson)
        levels = told or levels_of_limits(self._document, matrix_set)
        return TileSource(
            template=_for_qgis(self._tileset.template, matrix_set, tilejson),
            matrix_set=matrix_set,
            title=self._tileset.title or self._distribution.title or str(self._document.get("title") or ""),
            levels=levels,
            bbox=box_of_document(tilejson) or box_of_document(self._document) or box_of_document(parent),
            limits=limits_of(self._document, matrix_set),
            layers=layers_of(tilejson, self._document),
            style_url=styles[0].url if styles else "",
            styles=styles,
        )

    def _matrix_set(self) -> TileMatrixSet:
        name = self._tileset.matrix_set or name_of_set(self._document) or self._name_in_path()
        found = matrix_set_of(self._document, name, self._address, self._absolute, self._look)
        if found is not None:
            return found
        declared = self._tileset.crs.authid if self._tileset.crs is not None else None
        return WORLD_CRS84_QUAD if declared == WORLD_CRS84_QUAD.authid else WEB_MERCATOR_QUAD

    def _name_in_path(self) -> str:
        """Return the tile matrix set that the address of a template names (OGC 20-057, clause 8)."""
        above, _slash, last = urlsplit(self._address).path.rstrip("/").rpartition("/")
        is_named = self._says_api and above.endswith("/tiles")
        return last if is_named or known_matrix_set(last) is not None else ""

    def _tilejson(self) -> dict[str, Any]:
        """Return the TileJSON, linked or where servers have it; empty where there is none."""
        if "tilejson" in self._document:
            return self._document
        if not self._is_of_api:
            return {}
        described = [
            self._absolute(link)
            for link in links_of(self._document)
            if str(link.get("rel")).lower() == "describedby" and "json" in str(link.get("type"))
        ]
        for url in (
            *[each for each in described if "{" not in with_braces(each)][:MAX_DESCRIPTIONS],
            with_parameters(below(self._address, "metadata"), f="tilejson"),
            below(self._address, "tilejson.json"),
        ):
            found = self._quietly(url)
            if "tilejson" in found or "vector_layers" in found:
                return found
        return {}

    def _parent_document(self) -> dict[str, Any]:
        """Return the collection that the tiles are of, or the landing page for those of a whole dataset."""
        if self._collection is not None:
            return self._quietly(with_parameters(self._collection.url, f="json"))
        parts = urlsplit(self._address)
        landing, is_below, _set = parts.path.rpartition("/tiles/")
        if not (self._says_api and is_below):
            return {}
        path = landing.removesuffix("/map") + "/"
        return self._quietly(with_parameters(parts._replace(path=path).geturl(), f="json"))

    def _absolute(self, link: Mapping[str, Any]) -> str:
        found = read_link(link, self._address)
        return "" if found.why_unsafe or refusal(found.url) else found.url

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


def _for_qgis(template: str, matrix_set: TileMatrixSet, tilejson: Mapping[str, Any]) -> str:
    """Return the template with the placeholders of QGIS, whatever their names and order."""
    given = _PLACEHOLDER.sub(lambda found: _QGIS.get(found[1].lower(), found[0].lower()), template)
    if tilejson.get("scheme") == "tms":
        given = given.replace("{y}", "{-y}")
    return given.replace("{z}", f"{matrix_set.prefix}{{z}}") if matrix_set.prefix else given
