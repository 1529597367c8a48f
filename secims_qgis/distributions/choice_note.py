"""What a choice costs, in a sentence with numbers, and what speaks for another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.translation import mark, tr

from .age import is_withdrawn, year_of
from .details import Details, with_details
from .hosts import NOT_ENCRYPTED

if TYPE_CHECKING:
    from .group import DistributionGroup

MANY_FEATURES = 20_000
BIG_COVERAGE_BYTES = 20_000_000
BIG_FILE_BYTES = 50_000_000
SLOW_BYTES_PER_S = 250_000
"""2 Mbit/s, a slow line."""
_KINDS = DistributionKind
_FORMAT_NAMES = {
    "gpkg": "GeoPackage",
    "tif": "GeoTIFF",
    "shp.zip": "Shapefile",
    "geojson": "GeoJSON",
    "csv": mark("CSV table"),
}
_PICTURES = frozenset({_KINDS.RASTER_TILES, _KINDS.MAP, _KINDS.WMS, _KINDS.WMTS, _KINDS.ARCGIS_MAP})


def note_for(
    chosen: DistributionGroup,
    files: Sequence[DistributionGroup],
    details: Mapping[str, Details],
) -> str:
    """Return the sentences about a choice; empty where there is nothing worth saying.

    ``files`` are the data files of the record, best first; ``details`` what is known, by address.
    """
    first = chosen.parts[0]
    known = details.get(first.url, Details())
    if chosen.is_fetched:
        sentences = _about_file(chosen, files, details)
    else:
        sentences = _about_service(first, known, _file_beside(files), details)
    if first.note == NOT_ENCRYPTED:
        sentences.append(tr("The link is not encrypted"))
    return ". ".join(sentences)


def _about_service(
    item: Distribution, known: Details, file: DistributionGroup | None, details: Mapping[str, Details]
) -> list[str]:
    sentences = []
    if known.features is not None:
        sentences.append(_about_features(known.features, file, details))
    if item.kind is _KINDS.COVERAGE and known.size_bytes and known.size_bytes >= BIG_COVERAGE_BYTES:
        words = (
            tr("The whole coverage is about {size}; only what is in view is loaded")
            if known.size_is_estimate
            else tr("The whole coverage is {size}; only what is in view is loaded")
        )
        sentences.append(words.format(size=size_text(known.size_bytes)))
    if known.zoom is not None:
        lowest, highest = known.zoom
        sentences.append(tr("Tiles from zoom {lowest} to {highest}").format(lowest=lowest, highest=highest))
    if item.kind in _PICTURES:
        sentences.append(tr("Pictures only, without attributes or values"))
    return sentences


def _about_features(count: int, file: DistributionGroup | None, details: Mapping[str, Details]) -> str:
    if count < MANY_FEATURES:
        return tr("1 feature") if count == 1 else tr("{count:,} features").format(count=count)
    if file is None:
        return tr("{count:,} features; only what is in view is loaded").format(count=count)
    size, name = _size(file, details), _name(file.parts[0])
    if not size:
        return tr("{count:,} features: over a slow link the {file} is quicker").format(count=count, file=name)
    words = tr("{count:,} features: over a slow link the {file} of {size} is quicker")
    return words.format(count=count, file=name, size=size_text(size))


def _about_file(
    chosen: DistributionGroup, files: Sequence[DistributionGroup], details: Mapping[str, Details]
) -> list[str]:
    sentences = []
    size = _size(chosen, details)
    if chosen.is_split:
        words = tr("{count} parts, together {size}") if size else tr("{count} parts")
        sentences.append(words.format(count=chosen.of, size=size_text(size or 0)))
    if chosen.problem:
        sentences.append(chosen.problem[0].upper() + chosen.problem[1:])
    if is_withdrawn(chosen.parts[0]):
        sentences.append(tr("The record says that this file is no longer to be used"))
    if size and size >= BIG_FILE_BYTES:
        minutes = math.ceil(size / SLOW_BYTES_PER_S / 60)
        words = tr("{size}: about {minutes} minutes at 2 Mbit/s")
        sentences.append(words.format(size=size_text(size), minutes=minutes))
        sentences += _smaller(chosen, size, files, details)
    older = [year for year in map(_year, files) if year is not None]
    own = _year(chosen)
    if own is not None and older and min(older) < own:
        sentences.append(
            tr("Newest edition, {year}; the oldest is of {oldest}").format(year=own, oldest=min(older))
        )
    return sentences


def _smaller(
    chosen: DistributionGroup,
    size: int,
    files: Sequence[DistributionGroup],
    details: Mapping[str, Details],
) -> list[str]:
    """Name a file that has the same data in much fewer bytes."""
    for other in files:
        other_size = _size(other, details)
        if other is not chosen and other.complete and other_size and other_size * 2 <= size:
            words = tr("The {file} has {size}")
            return [words.format(file=_name(other.parts[0]), size=size_text(other_size))]
    return []


def _file_beside(files: Sequence[DistributionGroup]) -> DistributionGroup | None:
    return next((group for group in files if group.complete and not is_withdrawn(group.parts[0])), None)


def _year(group: DistributionGroup) -> int | None:
    return year_of(group.parts[0])


def _size(group: DistributionGroup, details: Mapping[str, Details]) -> int | None:
    """Return the size of all parts, as the record says or as the server told."""
    if group.size_bytes is not None:
        return group.size_bytes
    sizes = [with_details(part, details.get(part.url, Details())) for part in group.parts]
    if any(part.size_bytes is None or part.size_is_total for part in sizes):
        return None
    return sum(part.size_bytes or 0 for part in sizes)


def _name(item: Distribution) -> str:
    known = _FORMAT_NAMES.get(item.format or "")
    if known is not None:
        return tr(known)
    return tr("{format} file").format(format=item.format.upper()) if item.format else tr("file")


def size_text(size_bytes: int) -> str:
    """Return a size in decimal units ("96 MB", "1.4 GB", "812 kB")."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= factor:
            number = size_bytes / factor
            return f"{number:.0f} {unit}" if number >= 10 else f"{number:.1f} {unit}".replace(".0 ", " ")
    return tr("{count} bytes").format(count=size_bytes)
