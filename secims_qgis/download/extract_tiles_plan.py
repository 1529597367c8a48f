"""What an extract of tiles is going to do: which tiles, how many bytes, what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from secims_qgis.download.extract_tiles_blocks import TileBlocks, lon_lat
from secims_qgis.live.pmtiles_archive import MAX_TILE_BYTES
from secims_qgis.live.pmtiles_header import Compression
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.live.vector_tile_layers import types_in_tile

if TYPE_CHECKING:
    from secims_qgis.download.extract_tiles_file import Place
    from secims_qgis.download.extract_tiles_jobs import Found
    from secims_qgis.live.tiles_source import SourceLayer

Check = Callable[[], None]
VECTOR = "pbf"


class Wanted(NamedTuple):
    """What somebody asked for; see ``extract_tiles``."""

    extent: object
    extent_crs: object
    zooms: tuple[int, ...] | None


@dataclass(frozen=True)
class TilesEstimate:
    """What an extract will bring: ``size_bytes`` is exact for an archive, else guessed from samples."""

    tiles: int
    size_bytes: int
    first_level: int
    last_level: int
    is_exact: bool

    def __str__(self) -> str:
        """Return it as a person reads it."""
        about = "" if self.is_exact else "about "
        levels = f"zoom levels {self.first_level} to {self.last_level}"
        return f"{self.tiles:,} tiles ({levels}), {about}{self.size_bytes / 1e6:,.1f} MB"


@dataclass(frozen=True)
class TilesPlan:
    """An extract that can begin.

    ``fetched`` yields the tiles that are not among those that are there already, ``facts`` are what is
    known of all of them: "name", "attribution", "description", "vector_layers" (as TileJSON has them).
    """

    blocks: TileBlocks
    estimate: TilesEstimate
    format: str
    """As MBTiles name it."""
    fingerprint: str
    fetched: Callable[[set[Place], Check], Iterator[Found]]
    facts: dict[str, Any]
    layers: tuple[SourceLayer, ...] = ()
    """Of vector tiles, where they are told."""

    def metadata(self, tiles: list[bytes]) -> dict[str, Any]:
        """Return the rows of the table metadata (MBTiles 1.3); a few tiles are looked at."""
        west, south, east, north = lon_lat(self.blocks.bounds)
        first, last = self.blocks.levels
        rows: dict[str, Any] = {
            "name": self.facts.get("name") or "Tiles",
            "format": self.format,
            "bounds": f"{west:.7f},{south:.7f},{east:.7f},{north:.7f}",
            "center": f"{(west + east) / 2:.7f},{(south + north) / 2:.7f},{first}",
            "minzoom": str(first),
            "maxzoom": str(last),
            "type": "overlay",
        }
        for name in ("description", "attribution"):
            if self.facts.get(name):
                rows[name] = self.facts[name]
        if self.format == VECTOR:
            rows["json"] = {
                "vector_layers": self.facts.get("vector_layers") or _told_and_seen(self.layers, tiles)
            }
        return rows


def _told_and_seen(layers: tuple[SourceLayer, ...], tiles: list[bytes]) -> list[dict[str, Any]]:
    """Return the layers that are named, and those seen in tiles, with the types of fields that these show.

    A field that is a number in one tile and text in another is text.
    """
    found: dict[str, dict[str, str]] = {layer.name: {} for layer in layers}
    for tile in tiles:
        for name, fields in types_in_tile(unpack(tile, Compression.UNKNOWN, MAX_TILE_BYTES)).items():
            known = found.setdefault(name, {})
            for field, kind in fields.items():
                known[field] = kind if known.get(field, kind) == kind else "String"
    for layer in layers:
        found[layer.name] = {**dict.fromkeys(layer.fields, "String"), **found[layer.name]}
    return [{"id": name, "fields": fields} for name, fields in found.items()]
