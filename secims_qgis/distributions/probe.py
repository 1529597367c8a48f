"""Behind a link: the collections of an API, the tiles of a tileset, the layers of a service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.model import Distribution, DistributionKind

from .addresses import with_braces
from .api_service import behind_api, with_notes
from .capabilities import services_of
from .look_up import LookUp
from .tilesets import Tileset, read_tilesets

if TYPE_CHECKING:
    from secims_qgis.network.session import QgisSession

MAX_FOUND = 1_000
_KINDS = DistributionKind
_API_KINDS = frozenset({_KINDS.COLLECTION, _KINDS.LANDING_PAGE, _KINDS.SERVICE_DESCRIPTION})
_TILE_KINDS = frozenset({_KINDS.TILES, _KINDS.VECTOR_TILES, _KINDS.RASTER_TILES})


def is_worth_a_look(distribution: Distribution) -> bool:
    """Return whether ``look_behind`` would ask the server about this distribution."""
    if not distribution.usable:
        return False
    if distribution.kind in _TILE_KINDS:
        return distribution.kind is _KINDS.TILES or "{" not in with_braces(distribution.url)
    return distribution.kind in _API_KINDS or distribution.kind is _KINDS.OWS


def look_behind(
    distribution: Distribution, session: QgisSession, catalogue_url: str = "", *, bidden: bool = False
) -> tuple[Distribution, ...]:
    """Return what is behind a link, in the server's order, each once.

    A collection gives its ways to the data, a landing page or an OpenAPI document those of all
    collections (at most 200), a tileset its vector or raster tiles, an OWS address its WMS and WFS
    layers. Everything else is itself, and so is a link with nothing behind it that QGIS could use.

    By itself, the plugin asks only the host of the catalogue; with ``bidden`` (the user clicked) any
    host, but none in a private network where the catalogue is public. Blocks for a few requests, at
    most 30 s altogether: call it in a task. ``session.cancel()`` ends it.

    Raises:
        LinkRefusedError: the address may not be asked.
        NetworkError: the server does not answer, or with an error.
        AnswerError: it answers with something else than the document of an API or a service.
    """
    if not is_worth_a_look(distribution):
        return (distribution,)
    look = LookUp(session, catalogue_url, bidden=bidden)
    if distribution.kind in _API_KINDS:
        found = behind_api(look, distribution.url)
    elif distribution.kind is _KINDS.OWS:
        found = services_of(look, distribution)
    else:
        tilesets = read_tilesets(look, distribution.url)
        found = tuple(_of_tileset(distribution, item, len(tilesets) > 1) for item in tilesets)
    return with_notes(found[:MAX_FOUND], catalogue_url) or (distribution,)


def _of_tileset(distribution: Distribution, tileset: Tileset, is_one_of_several: bool) -> Distribution:  # noqa: FBT001
    title = distribution.title or tileset.title
    if is_one_of_several and tileset.matrix_set:
        title = f"{title} ({tileset.matrix_set})"
    return replace(
        distribution,
        kind=tileset.kind,
        url=tileset.document or tileset.template,
        title=title,
        media_type=tileset.media_type,
        rel="item",
        crs=tileset.crs or distribution.crs,
    )
