"""Tiles of a PMTiles archive for an extract: found in its directories, fetched in long stretches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from secims_qgis.download.extract_tiles_blocks import blocks_of, levels_of
from secims_qgis.download.extract_tiles_file import Place, packed
from secims_qgis.download.extract_tiles_jobs import Found, Job, carried_out
from secims_qgis.download.extract_tiles_plan import Check, TilesEstimate, TilesPlan, Wanted
from secims_qgis.live.gateway_address import PMTILES, Upstream
from secims_qgis.live.ows import authcfg_for
from secims_qgis.live.pmtiles_archive import (
    MAX_DEPTH,
    Archive,
    first_tile,
    open_archive,
    read_section,
    type_of_tile,
)
from secims_qgis.live.pmtiles_directory import tile_id
from secims_qgis.live.pmtiles_header import Compression, Section, TileType
from secims_qgis.live.pmtiles_layer import extent_of
from secims_qgis.live.pmtiles_metadata import facts_of, nested, read_document
from secims_qgis.network import check_link
from secims_qgis.network.errors import DownloadError, LiveLayerError

if TYPE_CHECKING:
    import requests

    from secims_qgis.download.extract_tiles_blocks import TileBlocks
    from secims_qgis.live.pmtiles_directory import Directory
    from secims_qgis.model import Distribution
    from secims_qgis.network import QgisSession

MAX_PLACES = 1_000_000
"""Where tiles are looked for; most archives have far fewer than their extent has places."""
SPAN_BYTES = 2_000_000
GAP_BYTES = 16_000
"""What lies between two tiles is fetched with them where it weighs less than a request."""
_FORMATS = {TileType.MVT: "pbf", TileType.PNG: "png", TileType.JPEG: "jpg", TileType.WEBP: "webp"}


Ends = dict[Section, list[tuple[int, Place]]]
"""Leaf directories, and the tiles that they may know."""


class Placed(NamedTuple):
    """Where a tile lies in the file."""

    section: Section
    place: Place


def plan_archive(
    session: requests.Session, distribution: Distribution, wanted: Wanted, check: Check
) -> TilesPlan:
    """Find the tiles of an archive.

    Raises:
        DownloadError: none there, too many, or of a kind that MBTiles cannot hold.
        LiveLayerError: no archive, a damaged one, or the server sends no ranges (NoRangeError).
        NetworkError: no answer.
    """
    url = check_link(distribution.url)
    archive = open_archive(session, url)
    upstream = Upstream(PMTILES, url, authcfg_for(session, url))
    metadata = _metadata(session, archive)
    facts = facts_of(metadata)
    box = extent_of(archive, facts)
    reach = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    levels = levels_of(wanted.zooms, archive.header.min_zoom, archive.header.max_zoom, url)
    blocks = blocks_of(wanted.extent, wanted.extent_crs, levels, reach, url)
    blocks.check_count(MAX_PLACES, url)
    placed = _placed(archive, blocks, upstream, check)
    sizes = sum(each.section.length for each in placed)
    inner = nested(metadata)
    return TilesPlan(
        blocks,
        TilesEstimate(len(placed), sizes, *levels, is_exact=True),
        _format(session, archive),
        blocks.fingerprint(url, archive.version),
        partial(_fetched, archive, placed, upstream),
        {
            "name": facts.name or distribution.title,
            "description": facts.description,
            "attribution": facts.attribution,
            "vector_layers": metadata.get("vector_layers") or inner.get("vector_layers"),
        },
        facts.layers,
    )


def _metadata(session: requests.Session, archive: Archive) -> dict[str, Any]:
    """Return the metadata; tiles whose metadata is damaged can be used all the same."""
    try:
        return read_document(session, archive)
    except LiveLayerError:
        return {}


def _format(session: requests.Session, archive: Archive) -> str:
    kind = archive.header.tile_type or type_of_tile(first_tile(session, archive))
    if kind not in _FORMATS:
        raise DownloadError(f"MBTiles cannot hold tiles of the type {kind.name}", url=archive.url)
    return _FORMATS[kind]


def _placed(archive: Archive, blocks: TileBlocks, upstream: Upstream, check: Check) -> list[Placed]:
    """Return where the tiles of the blocks lie, in the order of the file."""
    found: list[Placed] = []
    ends = _find(archive, archive.root, sorted((tile_id(*place), place) for place in blocks.places()), found)
    for _level in range(MAX_DEPTH):
        if not ends:
            return sorted(found)
        jobs: list[Job] = [partial(_directory, archive, section) for section in ends]
        deeper: Ends = {}
        for section, directory in carried_out(jobs, upstream, check):
            for leaf, places in _find(archive, directory, ends[section], found).items():
                deeper.setdefault(leaf, []).extend(places)
        ends = deeper
    raise LiveLayerError("the directories of the archive go round in circles", url=archive.url)


def _find(
    archive: Archive, directory: Directory, wanted: list[tuple[int, Place]], found: list[Placed]
) -> Ends:
    """Add what a directory knows; return the leaves below it that may know the others."""
    ends: Ends = {}
    for number, place in wanted:
        entry = directory.find(number)
        if entry is None:
            continue
        if entry.run:
            found.append(Placed(archive.tile_section(entry), place))
        else:
            ends.setdefault(archive.leaf_section(entry), []).append((number, place))
    return ends


def _fetched(
    archive: Archive, placed: list[Placed], upstream: Upstream, done: set[Place], check: Check
) -> Iterator[Found]:
    missing = [each for each in placed if each.place not in done]
    jobs: Iterator[Job] = (partial(_tiles, archive, group) for group in in_spans(missing))
    yield from carried_out(jobs, upstream, check)


def in_spans(placed: list[Placed]) -> Iterator[list[Placed]]:
    """Yield groups of tiles that are fetched by one request, in the order of the file."""
    group: list[Placed] = []
    begin = end = 0
    for each in placed:
        section = each.section
        if group and (section.offset > end + GAP_BYTES or section.end - begin > SPAN_BYTES):
            yield group
            group = []
        if not group:
            begin = end = section.offset
        group.append(each)
        end = max(end, section.end)
    if group:
        yield group


def _directory(archive: Archive, section: Section, session: QgisSession) -> tuple[Section, Directory]:
    return section, archive.directory(read_section(session, archive, section))


def _tiles(archive: Archive, group: list[Placed], session: QgisSession) -> Found:
    begin = group[0].section.offset
    end = max(each.section.end for each in group)
    data = read_section(session, archive, Section(begin, end - begin))
    found: Found = []
    for section, place in group:
        body = data[section.offset - begin : section.end - begin]
        found.append((place, _as_kept(archive, body)))
    return found


def _as_kept(archive: Archive, body: bytes) -> bytes:
    """Return a tile as MBTiles keep it: vector tiles in gzip, pictures as they are."""
    header = archive.header
    kind = header.tile_type or type_of_tile(archive.tile(body))
    if kind is not TileType.MVT or header.tiles_packed in {Compression.BROTLI, Compression.ZSTD}:
        body = archive.tile(body)
    return packed(body) if kind is TileType.MVT else body
