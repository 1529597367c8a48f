"""Tiles of an OGC API, XYZ or TileJSON service for an extract: one request each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from secims_qgis.download.extract_tiles_blocks import blocks_of, levels_of
from secims_qgis.download.extract_tiles_file import Place, packed
from secims_qgis.download.extract_tiles_jobs import Found, Job, carried_out
from secims_qgis.download.extract_tiles_plan import Check, TilesEstimate, TilesPlan, Wanted
from secims_qgis.live.gateway_address import Upstream
from secims_qgis.live.ows import authcfg_for
from secims_qgis.live.tile_matrix import from_the_middle
from secims_qgis.live.tiles_content import MAX_TILE_BYTES, TileContent, content_of, unpacked
from secims_qgis.live.tiles_describe import describe_tiles
from secims_qgis.live.tiles_extent import bounds_of
from secims_qgis.live.tiles_probe import probe_tiles
from secims_qgis.network import HttpError, LoginNeededError, fetch_bytes
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    import requests

    from secims_qgis.download.extract_tiles_blocks import TileBlocks
    from secims_qgis.live.tiles_source import TileSource
    from secims_qgis.model import Distribution
    from secims_qgis.network import QgisSession

MAX_TILES = 20_000
"""Each is a request to a server that others use, too."""
SAMPLES = 3
_FORMATS = {
    TileContent.VECTOR: "pbf",
    TileContent.PNG: "png",
    TileContent.JPEG: "jpg",
    TileContent.WEBP: "webp",
}
_NO_TILE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def plan_service(
    session: requests.Session, distribution: Distribution, wanted: Wanted, check: Check
) -> TilesPlan:
    """Find out about the tiles of a service, and look at a few of each level.

    Raises:
        DownloadError: none there, too many, or tiles that MBTiles cannot hold.
        LiveLayerError, NetworkError, AnswerError: as ``open_layer`` does.
    """
    url = distribution.url
    source = describe_tiles(distribution, session, None)  # type: ignore[arg-type]
    if not source.matrix_set.is_web_mercator_quad:
        name = source.matrix_set.name or source.matrix_set.authid
        raise DownloadError(f"the tiles are in {name}; MBTiles hold those of WebMercatorQuad only", url=url)
    probe = probe_tiles(session, source)
    content = probe.tile.content
    if content not in _FORMATS:
        raise DownloadError(f"MBTiles cannot hold {content.value} tiles", url=url)
    levels = levels_of(wanted.zooms, probe.first_level, probe.last_level, url)
    reach = bounds_of(source) or probe.reach
    blocks = blocks_of(wanted.extent, wanted.extent_crs, levels, reach, url)
    blocks.check_count(MAX_TILES, url)
    size = _guessed_bytes(session, source, content, blocks, check)
    address = source.tile_url(0, 0, 0)
    return TilesPlan(
        blocks,
        TilesEstimate(blocks.count(), size, *levels, is_exact=False),
        _FORMATS[content],
        blocks.fingerprint(source.template),
        partial(_fetched, source, content, blocks, Upstream("", address, authcfg_for(session, address))),
        {"name": source.title or distribution.title},
        source.layers,
    )


def _guessed_bytes(
    session: requests.Session, source: TileSource, content: TileContent, blocks: TileBlocks, check: Check
) -> int:
    """Return how much the tiles of all blocks weigh, by a few of each level."""
    total = 0.0
    for level in blocks.each_level():
        sizes = []
        for place in from_the_middle(*blocks.block(level), SAMPLES):
            check()
            sizes.append(len(_tile(session, source, content, (level, *place)) or b""))
        total += blocks.count_of(level) * sum(sizes) / max(len(sizes), 1)
    return round(total)


def _fetched(  # noqa: PLR0913, PLR0917 - all but the last two are bound when the plan is made
    source: TileSource,
    content: TileContent,
    blocks: TileBlocks,
    upstream: Upstream,
    done: set[Place],
    check: Check,
) -> Iterator[Found]:
    missing = (place for place in blocks.places() if place not in done)
    jobs: Iterator[Job] = (partial(_job, source, content, place) for place in missing)
    yield from carried_out(jobs, upstream, check)


def _job(source: TileSource, content: TileContent, place: Place, session: QgisSession) -> Found:
    return [(place, _tile(session, source, content, place))]


def _tile(session: requests.Session, source: TileSource, content: TileContent, place: Place) -> bytes | None:
    """Return a tile as MBTiles keep it; None where there is none (204, 404, no bytes)."""
    url = source.tile_url(*place)
    try:
        body = fetch_bytes(session, url, headers={"Cache-Control": "no-store"}, max_bytes=MAX_TILE_BYTES)
    except LoginNeededError:
        raise
    except HttpError as error:
        if error.status in _NO_TILE:
            return None
        raise
    if not body:
        return None
    plain, _is_packed = unpacked(body, url)
    if content_of(plain, url) is not content:
        raise DownloadError(f"a tile is not {content.value}, as the others are", url=url)
    return packed(body) if content is TileContent.VECTOR else plain
