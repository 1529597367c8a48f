"""Tiles, described: where they are, in which tile matrix set, how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from secims_qgis.live.tile_matrix import TileMatrixSet
    from secims_qgis.model import BBox

Bounds = tuple[float, float, float, float]
"""xmin, ymin, xmax, ymax in the CRS of the tile matrix set, x before y."""


@dataclass(frozen=True)
class SourceLayer:
    """A layer inside of vector tiles: its fields, and the geometry types seen, both perhaps unknown."""

    name: str
    fields: tuple[str, ...] = ()
    geometries: frozenset[str] = frozenset()
    """Of "Point", "Line" and "Polygon"."""


class ServerStyle(NamedTuple):
    """A style that the server publishes: its name, a title perhaps, and where its sheet is."""

    name: str
    title: str
    url: str


@dataclass(frozen=True)
class TileSource:
    """What is known of tiles before one was fetched.

    ``template`` has the placeholders of QGIS: ``{z}``, ``{x}``, ``{y}`` or ``{-y}``. ``levels`` is the
    first and the last level with tiles, None where nobody says. ``bbox`` is where there is data.
    """

    template: str
    matrix_set: TileMatrixSet
    title: str = ""
    levels: tuple[int, int] | None = None
    bbox: BBox | None = None
    limits: Bounds | None = None
    layers: tuple[SourceLayer, ...] = ()
    style_url: str = ""
    styles: tuple[ServerStyle, ...] = ()
    """All that the server publishes, its default first."""

    def tile_url(self, level: int, column: int, row: int) -> str:
        """Return the address of a tile; rows count from the top."""
        rows = self.matrix_set.rows * 2**level
        url = self.template.replace("{z}", str(level)).replace("{x}", str(column))
        return url.replace("{-y}", str(rows - 1 - row)).replace("{y}", str(row))
