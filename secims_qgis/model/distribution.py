"""One way to get at the data of a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .crs import CrsRef


class DistributionKind(str, Enum):
    """What a link of a record leads to."""

    FILE = "FILE"
    COG = "COG"
    FEATURES = "FEATURES"
    COVERAGE = "COVERAGE"
    VECTOR_TILES = "VECTOR_TILES"
    RASTER_TILES = "RASTER_TILES"
    TILES = "TILES"
    PMTILES = "PMTILES"
    MAP = "MAP"
    COLLECTION = "COLLECTION"
    SERVICE_DESCRIPTION = "SERVICE_DESCRIPTION"
    LANDING_PAGE = "LANDING_PAGE"
    WMS = "WMS"
    WMTS = "WMTS"
    WFS = "WFS"
    WCS = "WCS"
    OWS = "OWS"
    ARCGIS_FEATURES = "ARCGIS_FEATURES"
    ARCGIS_MAP = "ARCGIS_MAP"
    CATALOGUE_SERVICE = "CATALOGUE_SERVICE"
    WEB_PAGE = "WEB_PAGE"
    THUMBNAIL = "THUMBNAIL"
    NAVIGATION = "NAVIGATION"
    UNSAFE = "UNSAFE"

    def __str__(self) -> str:
        """Return the bare name, on every Python version."""
        return self.value


LIVE_KINDS = frozenset(
    {
        DistributionKind.COG,
        DistributionKind.FEATURES,
        DistributionKind.COVERAGE,
        DistributionKind.VECTOR_TILES,
        DistributionKind.RASTER_TILES,
        DistributionKind.TILES,
        DistributionKind.PMTILES,
        DistributionKind.MAP,
        DistributionKind.WMS,
        DistributionKind.WMTS,
        DistributionKind.WFS,
        DistributionKind.WCS,
        DistributionKind.OWS,
        DistributionKind.ARCGIS_FEATURES,
        DistributionKind.ARCGIS_MAP,
    }
)
"""Kinds that can be drawn without a download of the whole."""


@dataclass(frozen=True)
class Part:
    """The place of a file in a dataset that is split over several links: ``number`` of ``of``."""

    number: int
    of: int


@dataclass(frozen=True)
class Distribution:
    """One link of a record, understood.

    ``format`` is a file's format ("gpkg", "shp.zip", "zip", "tif", "csv", "geojson", "pdf" ...)
    or None. ``size_bytes`` is None where nobody says; ``size_is_total`` marks a size that is that of
    all links of its transfer option together (ISO 19115, MD_DigitalTransferOptions.transferSize).
    ``layer_name`` is the layer of an OGC web service, ``collection_id`` that of an OGC API.
    A distribution that is not ``usable`` says in ``reason`` why; ``note`` is what a user should know
    of one that is. ``checksum`` is the digest of the file that the link gives, such as ``sha256:<hex>``.
    """

    kind: DistributionKind
    url: str
    title: str = ""
    format: str | None = None
    description: str = ""
    media_type: str = ""
    rel: str = ""
    size_bytes: int | None = None
    size_is_total: bool = False
    crs: CrsRef | None = None
    part: Part | None = None
    layer_name: str = ""
    collection_id: str = ""
    usable: bool = True
    reason: str = ""
    note: str = ""
    checksum: str = ""

    @property
    def is_live(self) -> bool:
        """Whether QGIS can draw it from the service, without a download of the whole."""
        return self.kind in LIVE_KINDS

    @property
    def is_file(self) -> bool:
        """Whether it can be downloaded as it is."""
        return self.kind in {DistributionKind.FILE, DistributionKind.COG, DistributionKind.PMTILES}
