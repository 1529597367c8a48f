"""What servers told of a distribution beyond its record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secims_qgis.model import CrsRef, Distribution  # noqa: TC001 - for typing.get_type_hints


@dataclass(frozen=True)
class Details:
    """What was found out; None and empty stand for what nobody says.

    ``size_bytes`` is the length of a file, or about what all of a coverage would be, unpacked, where
    ``size_is_estimate``. ``features`` counts those of a collection. ``crs`` begins with the CRS of storage.
    ``zoom`` is the first and last level of tiles.
    """

    size_bytes: int | None = None
    size_is_estimate: bool = False
    features: int | None = None
    crs: tuple[CrsRef, ...] = ()
    zoom: tuple[int, int] | None = None


def with_details(distribution: Distribution, details: Details) -> Distribution:
    """Return the distribution with the gaps filled; what the record says of the CRS stays.

    A length that the server tells of one file takes the place of a total for several.
    """
    size, is_total = distribution.size_bytes, distribution.size_is_total
    if details.size_bytes is not None and not details.size_is_estimate and (size is None or is_total):
        size, is_total = details.size_bytes, False
    return replace(
        distribution,
        size_bytes=size,
        size_is_total=is_total,
        crs=distribution.crs or (details.crs[0] if details.crs else None),
    )
