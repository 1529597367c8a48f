"""A geographic extent."""

from __future__ import annotations

import math
from dataclasses import dataclass

WORLD_WIDTH_DEG = 360.0
"""Degrees of longitude around the earth."""


@dataclass(frozen=True)
class BBox:
    """An extent in longitude and latitude degrees, axis order lon, lat (OGC:CRS84).

    ``west > east`` means that the extent crosses the antimeridian (RFC 7946, section 5.2).

    Raises:
        ValueError: a bound is not finite, out of range, or south lies above north.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse what cannot be a place on earth, so that nobody has to test it later."""
        bounds = (self.west, self.south, self.east, self.north)
        if not all(math.isfinite(bound) for bound in bounds):
            raise ValueError(f"not finite: {bounds}")
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError(f"longitude out of range: {bounds}")
        if not -90 <= self.south <= self.north <= 90:
            raise ValueError(f"latitude out of range or south above north: {bounds}")

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether the extent spans longitude 180."""
        return self.west > self.east

    @property
    def width_deg(self) -> float:
        """Extent in longitude, degrees."""
        width = self.east - self.west
        return width + WORLD_WIDTH_DEG if self.crosses_antimeridian else width

    @property
    def height_deg(self) -> float:
        """Extent in latitude, degrees."""
        return self.north - self.south

    def parts(self) -> tuple[BBox, ...]:
        """Return one box, or two where the extent crosses the antimeridian."""
        if not self.crosses_antimeridian:
            return (self,)
        return (
            BBox(self.west, self.south, 180.0, self.north),
            BBox(-180.0, self.south, self.east, self.north),
        )

    def intersects(self, other: BBox) -> bool:
        """Return whether the two extents share at least a point."""
        return any(_boxes_meet(one, two) for one in self.parts() for two in other.parts())

    def as_tuple(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees."""
        return (self.west, self.south, self.east, self.north)

    def as_text(self) -> str:
        """Return ``west,south,east,north``, the ``bbox`` parameter of OGC 17-069r4, clause 7.15.3."""
        return ",".join(f"{bound:.10g}" for bound in self.as_tuple())


def _boxes_meet(one: BBox, two: BBox) -> bool:
    return one.west <= two.east and two.west <= one.east and one.south <= two.north and two.south <= one.north
