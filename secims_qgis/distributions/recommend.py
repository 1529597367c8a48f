"""Which distribution to take for what."""

from __future__ import annotations

from secims_qgis.model import Choice, Distribution, DistributionKind, Purpose, Record

from .formats import DOCUMENT_FORMATS

_KINDS = DistributionKind
_FILE_ORDER = ("gpkg", "tif", "shp.zip", "geojson", "fgb", "gml", "kml", "csv", "nc", "zip")
_WHY_OF_FORMAT = {
    "gpkg": "Full attributes, one file, works offline",
    "tif": "True values, one file, works offline",
    "shp.zip": "Full attributes, works offline",
    "geojson": "Full attributes, works offline",
    "csv": "All rows as a table, works offline",
}
_WHY_OF_KIND = {
    _KINDS.FEATURES: "Always current, loads what is in view",
    _KINDS.WFS: "Always current, loads what is in view",
    _KINDS.COVERAGE: "True values, loads what is in view",
    _KINDS.COG: "True values, streams what is in view",
    _KINDS.VECTOR_TILES: "Quick to draw at every scale",
    _KINDS.PMTILES: "Quick to draw at every scale",
    _KINDS.RASTER_TILES: "Quick to draw at every scale",
    _KINDS.MAP: "Drawn by the server, nothing to load",
    _KINDS.WMTS: "Quick to draw at every scale",
    _KINDS.WMS: "Drawn by the server, nothing to load",
}
_LIVE_ORDER = (
    _KINDS.FEATURES,
    _KINDS.COVERAGE,
    _KINDS.COG,
    _KINDS.WFS,
    _KINDS.WCS,
    _KINDS.ARCGIS_FEATURES,
    _KINDS.PMTILES,
    _KINDS.VECTOR_TILES,
    _KINDS.RASTER_TILES,
    _KINDS.TILES,
    _KINDS.MAP,
    _KINDS.WMTS,
    _KINDS.WMS,
    _KINDS.ARCGIS_MAP,
)
_DISPLAY_ORDER = (
    _KINDS.VECTOR_TILES,
    _KINDS.PMTILES,
    _KINDS.RASTER_TILES,
    _KINDS.TILES,
    _KINDS.WMTS,
    _KINDS.MAP,
    _KINDS.WMS,
    _KINDS.COG,
    _KINDS.FEATURES,
    _KINDS.WFS,
    _KINDS.COVERAGE,
    _KINDS.ARCGIS_MAP,
    _KINDS.ARCGIS_FEATURES,
)
_UNKNOWN_SIZE = float("inf")


def recommend(record: Record, purpose: Purpose | str = Purpose.ANALYSIS) -> Choice | None:
    """Return the distribution that suits the purpose best and why; None where none is usable.

    For analysis a file comes first (right format, then smaller), for live use a service with true
    values, for display tiles.

    Raises:
        ValueError: the purpose is none of ``Purpose``.
    """
    usable = [item for item in record.distributions if item.usable]
    files = sorted(filter(_is_data_file, usable), key=_file_rank)
    orders = {Purpose.LIVE: _LIVE_ORDER, Purpose.DISPLAY: _DISPLAY_ORDER, Purpose.ANALYSIS: _LIVE_ORDER}
    wanted = Purpose(purpose)
    order = orders[wanted]
    services = sorted((item for item in usable if item.kind in order), key=lambda i: order.index(i.kind))
    candidates = files + services if wanted is Purpose.ANALYSIS else services + files
    if not candidates:
        candidates = [item for item in usable if item.kind is _KINDS.FILE]
    return Choice(candidates[0], _why(candidates[0], wanted)) if candidates else None


def _is_data_file(item: Distribution) -> bool:
    if item.kind is _KINDS.COG:
        return True
    return item.kind is _KINDS.FILE and item.format in _FILE_ORDER


def _file_rank(item: Distribution) -> tuple[int, int, float]:
    part = item.part.number if item.part else 0
    size = item.size_bytes if item.size_bytes is not None else _UNKNOWN_SIZE
    # Parts of one dataset keep their order, whatever their sizes.
    return (_FILE_ORDER.index(item.format or "zip"), part, 0 if part else size)


def _why(item: Distribution, purpose: Purpose) -> str:
    if item.kind is _KINDS.FILE or (item.kind is _KINDS.COG and purpose is Purpose.ANALYSIS):
        if item.part is not None:
            return f"Full data in {item.part.of} files, works offline"
        if item.format in DOCUMENT_FORMATS:
            return "A document to read"
        return _WHY_OF_FORMAT.get(item.format or "", "The whole dataset, works offline")
    return _WHY_OF_KIND.get(item.kind, "Live from the service")
