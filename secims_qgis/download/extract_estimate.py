"""How much an extract would be, asked before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext

from secims_qgis.download.extract_area import LON_LAT, selections
from secims_qgis.download.extract_features_request import HEADERS, ItemsAddress
from secims_qgis.model import DistributionKind
from secims_qgis.network import fetch_bytes
from secims_qgis.network.errors import DownloadError, HttpError
from secims_qgis.network.fetch import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

    from secims_qgis.download.extracts import ExtractWish
    from secims_qgis.model import Distribution

_SAMPLE = 50
_SHARE_OF_JSON = 0.8
"""What a row of a GeoPackage takes of the bytes of its GeoJSON, with its place in the index."""
_SHARE_OF_PIXELS = 0.5
"""What compression leaves of pixels, and overviews add; a guess."""


@dataclass(frozen=True)
class ExtractEstimate:
    """Features, pixels or tiles, as the kind has it, and bytes of the file; None where nobody knows."""

    features: int | None = None
    pixels: int | None = None
    tiles: int | None = None
    bytes: int | None = None


def estimate_extract(
    distribution: Distribution, wish: ExtractWish, session: requests.Session
) -> ExtractEstimate:
    """Ask for the number of features in an extent, for the grid of a coverage, or for the tiles.

    Features are counted in a box that is a little larger than the extent. Blocks.

    Raises:
        DownloadError: nothing can be extracted, or the extent is beside the data.
        NetworkError, AnswerError, LiveLayerError: the service does not answer as it should.
    """
    if distribution.kind is DistributionKind.FEATURES:
        return _features(distribution, wish, session)
    if distribution.kind is DistributionKind.COVERAGE:
        return _coverage(distribution, wish, session)
    from secims_qgis.download.extract_tiles import TILE_KINDS, estimate_tiles

    if distribution.kind not in TILE_KINDS:
        raise DownloadError("nothing can be extracted of it", url=distribution.url)
    found = estimate_tiles(distribution, wish.extent, wish.extent_crs, wish.zooms, session)
    return ExtractEstimate(tiles=found.tiles, bytes=found.size_bytes)


def _features(distribution: Distribution, wish: ExtractWish, session: requests.Session) -> ExtractEstimate:
    lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
    context = QgsCoordinateTransformContext(wish.context)
    matched, sample, size = 0, 0, 0
    for selection in selections(wish.area, lon_lat, context):
        address = ItemsAddress.of(distribution.url, {"bbox": selection.bbox} if selection.bbox else {})
        page, length = _page(session, address.with_(limit=str(_SAMPLE)))
        count = _count(page) if _count(page) is not None else _hits(session, address)
        found = page.get("features")
        features = len(found) if isinstance(found, list) else 0
        if count is None:
            return ExtractEstimate(features=features) if features < _SAMPLE else ExtractEstimate()
        matched, sample, size = matched + count, sample + features, size + length
    each = size * _SHARE_OF_JSON / sample if sample else 0
    return ExtractEstimate(features=matched, bytes=round(each * matched))


def _hits(session: requests.Session, address: ItemsAddress) -> int | None:
    try:
        page, _length = _page(session, address.with_(limit="1", resulttype="hits"))
    except HttpError:
        return None
    return _count(page)


def _page(session: requests.Session, url: str) -> tuple[Mapping[str, Any], int]:
    body = fetch_bytes(session, url, headers=HEADERS)
    document = parse_json(body, url)
    return (document if isinstance(document, dict) else {}), len(body)


def _count(page: Mapping[str, Any]) -> int | None:
    value = page.get("numberMatched")
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _coverage(distribution: Distribution, wish: ExtractWish, session: requests.Session) -> ExtractEstimate:
    from secims_qgis.download.extract_coverage import CoverageWish, plan_coverage

    plan = plan_coverage(
        distribution.url, CoverageWish(wish.area, wish.crs, wish.resolution, wish.context), session
    )
    size = round(plan.bytes * _SHARE_OF_PIXELS)
    return ExtractEstimate(pixels=plan.grid.whole.pixels, bytes=size)
