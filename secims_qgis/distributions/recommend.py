"""Which distribution to take for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from secims_qgis.model import Choice, Distribution, DistributionKind, Purpose, Record
from secims_qgis.translation import mark, tr

from .choice_note import note_for
from .details import Details, with_details
from .file_rank import is_second_choice, ranked
from .formats import DOCUMENT_FORMATS
from .group import DistributionGroup, grouped

MAX_LINKS = 1_000
"""Links looked at, as many as a dataset may have parts; catalogues have been seen with ten thousand."""
MAX_CONSIDERED = 300
"""Datasets and services among them that are compared: a choice must not take seconds."""
_KINDS = DistributionKind
_WHY_OF_FORMAT = {
    "gpkg": mark("Full attributes, one file, works offline"),
    "tif": mark("True values, one file, works offline"),
    "shp.zip": mark("Full attributes, works offline"),
    "geojson": mark("Full attributes, works offline"),
    "csv": mark("All rows as a table, works offline"),
}
_WHY_OF_KIND = {
    _KINDS.FEATURES: mark("Always current, loads what is in view"),
    _KINDS.WFS: mark("Always current, loads what is in view"),
    _KINDS.COVERAGE: mark("True values, loads what is in view"),
    _KINDS.COG: mark("True values, streams what is in view"),
    _KINDS.VECTOR_TILES: mark("Quick to draw at every scale"),
    _KINDS.PMTILES: mark("Quick to draw at every scale"),
    _KINDS.RASTER_TILES: mark("Quick to draw at every scale"),
    _KINDS.MAP: mark("Drawn by the server, nothing to load"),
    _KINDS.WMTS: mark("Quick to draw at every scale"),
    _KINDS.WMS: mark("Drawn by the server, nothing to load"),
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
_ORDERS = {Purpose.ANALYSIS: _LIVE_ORDER, Purpose.LIVE: _LIVE_ORDER, Purpose.DISPLAY: _DISPLAY_ORDER}


def recommend(
    record: Record,
    purpose: Purpose | str = Purpose.ANALYSIS,
    details: Mapping[str, Details] | None = None,
) -> Choice | None:
    """Return the distribution that suits the purpose best and why; None where none is usable.

    For analysis a file comes first (right format, then newer, then smaller), for live use a service with
    true values, for display tiles. ``details`` is what servers told, by the address of the distribution;
    with it sizes count that no record states, and the note has more numbers. Of a dataset in parts, the
    first part is returned (see ``parts_of``).

    Raises:
        ValueError: the purpose is none of ``Purpose``.
    """
    wanted = Purpose(purpose)
    known = details or {}
    usable = [item for item in record.distributions if item.usable][:MAX_LINKS]
    measured = [with_details(item, known[item.url]) if item.url in known else item for item in usable]
    files = ranked(grouped(measured)[:MAX_CONSIDERED], record)
    candidates = _candidates(files, measured, wanted)
    if not candidates:
        return None
    best = candidates[0]
    # What comes back is a distribution of the record, not one with the gaps filled.
    own = usable[measured.index(best.parts[0])]
    return Choice(own, _why(best), note_for(best, files, known))


def _candidates(
    files: Sequence[DistributionGroup], usable: Sequence[Distribution], purpose: Purpose
) -> list[DistributionGroup]:
    order = _ORDERS[purpose]
    services = sorted((item for item in usable if item.kind in order), key=lambda i: order.index(i.kind))
    alone = [DistributionGroup((item,), item.title, item.size_bytes) for item in services]
    if purpose is Purpose.ANALYSIS:
        good = [group for group in files if not is_second_choice(group)]
        found = good + alone + [group for group in files if is_second_choice(group)]
    else:
        found = alone + list(files)
    if not found:
        documents = [item for item in usable if item.kind is _KINDS.FILE]
        return [DistributionGroup((item,), item.title, item.size_bytes) for item in documents]
    return found


def _why(group: DistributionGroup) -> str:
    item = group.parts[0]
    if group.is_fetched:
        if group.problem:
            return group.problem[0].upper() + group.problem[1:]
        if group.is_split:
            return tr("Full data in {count} files, works offline").format(count=group.of)
        if item.format in DOCUMENT_FORMATS:
            return tr("A document to read")
        return tr(_WHY_OF_FORMAT.get(item.format or "", mark("The whole dataset, works offline")))
    return tr(_WHY_OF_KIND.get(item.kind, mark("Live from the service")))
