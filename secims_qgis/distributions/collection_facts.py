"""What a collection of an OGC API tells of its data without handing it out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import AnswerError, CancelledError, HttpError, SecimsError

from .addresses import before_braces, below, collection_address, with_parameters
from .api_collection import crs_of
from .details import Details
from .tilesets import read_tilesets, zoom_of

if TYPE_CHECKING:
    from .look_up import LookUp

_KINDS = DistributionKind
_COLLECTION_KINDS = frozenset({_KINDS.FEATURES, _KINDS.COVERAGE, _KINDS.COLLECTION})
TILE_KINDS = frozenset({_KINDS.VECTOR_TILES, _KINDS.RASTER_TILES, _KINDS.TILES})
_BYTES_OF_TYPE = {"number": 4, "float32": 4, "float64": 8, "integer": 4, "int8": 1, "uint8": 1}
_BYTES_OF_TYPE.update({f"{sign}int{bits}": bits // 8 for sign in ("", "u") for bits in (16, 32, 64)})
_BAD_REQUEST = 400


def count(look: LookUp, distribution: Distribution) -> int | None:
    """Return the number of features; see ``measure.feature_count``."""
    address = collection_address(distribution.url)
    if distribution.kind is not _KINDS.FEATURES or address is None:
        return None
    # With limit=1, a server that knows no hits sends one feature instead of a page of them.
    one = with_parameters(below(address.url, "items"), f="json", limit="1")
    try:
        document = look.json(with_parameters(one, resulttype="hits"))
    except HttpError as error:
        if error.status != _BAD_REQUEST:
            raise
        document = look.json(one)  # OGC 17-069r4 lets a server refuse parameters it does not know
    matched = document.get("numberMatched")
    is_count = isinstance(matched, int) and not isinstance(matched, bool) and matched >= 0
    return matched if is_count else None


def _collection(look: LookUp, distribution: Distribution) -> dict[str, Any]:
    address = collection_address(distribution.url)
    if address is None:
        return {}
    return look.json(with_parameters(address.url, f="json"))


def crs(look: LookUp, distribution: Distribution) -> tuple[CrsRef, ...]:
    """Return the CRS of a collection; see ``measure.service_crs``."""
    if distribution.kind not in _COLLECTION_KINDS:
        return ()
    return crs_of(_collection(look, distribution))


def coverage(look: LookUp, distribution: Distribution) -> Details:
    """Return about how many bytes all of a coverage has, unpacked, and its CRS."""
    document = _collection(look, distribution)
    cells = _cells(document)
    bytes_of_cell = _bytes_of_cell(look, distribution) if cells else None
    size = cells * bytes_of_cell if cells and bytes_of_cell else None
    return Details(size_bytes=size, size_is_estimate=size is not None, crs=crs_of(document))


def _cells(document: Mapping[str, Any]) -> int | None:
    """Return the number of cells of a coverage (OGC 19-087, ``extent.spatial.grid``)."""
    spatial = _mapping(_mapping(document.get("extent")).get("spatial"))
    grid = spatial.get("grid")
    counts = [_mapping(axis).get("cellsCount") for axis in grid] if isinstance(grid, list) else []
    sound = [count for count in counts if isinstance(count, int) and 0 < count < 10**9]
    return math.prod(sound) if len(sound) == len(counts) >= 2 else None


def _bytes_of_cell(look: LookUp, distribution: Distribution) -> int | None:
    """Return the bytes of one cell in all bands, by the collection's schema."""
    address = collection_address(distribution.url)
    if address is None:
        return None
    try:
        schema = look.json(with_parameters(below(address.url, "schema"), f="json"))
    except (HttpError, AnswerError):  # not every server has one
        return None
    bands = [_mapping(entry) for entry in _mapping(schema.get("properties")).values()]
    sizes = [_BYTES_OF_TYPE.get(str(band.get("format") or band.get("type") or "")) for band in bands]
    known = [size for size in sizes if size]
    return sum(known) if known and len(known) == len(sizes) else None


def zoom(look: LookUp, distribution: Distribution) -> tuple[int, int] | None:
    """Return the zoom range of tiles; see ``measure.zoom_range``."""
    if distribution.kind not in TILE_KINDS or collection_address(distribution.url) is None:
        return None
    tilesets = read_tilesets(look, distribution.url)
    known = [item.zoom for item in tilesets if item.zoom is not None]
    if known:
        return (min(first for first, _last in known), max(last for _first, last in known))
    return _zoom_of_tilejson(look, before_braces(tilesets[0].template)) if tilesets else None


def _zoom_of_tilejson(look: LookUp, tileset_url: str) -> tuple[int, int] | None:
    """Return the range of the TileJSON, which servers have at one of two places."""
    places = (
        with_parameters(below(tileset_url, "metadata"), f="tilejson"),
        below(tileset_url, "tilejson.json"),
    )
    for url in filter(look.may_ask, places):
        try:
            found = zoom_of(look.json(url))
        except CancelledError:
            raise
        except SecimsError:  # pygeoapi has one for some of its providers, and an error 500 for the others
            continue
        if found is not None:
            return found
    return None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
