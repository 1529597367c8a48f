"""The catalogue's records, read from data/records/*.toml and completed with what is on disk.

A link in the TOML is one line, `verb target; description`. The verbs and what they become
are in `_VERBS`; a line that starts with `link` gives everything by hand:
`link protocol | url | name | description | function`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable

import tomllib

from demo.paths import RECORDS_FOLDER

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Link:
    """One online resource of a record, as the ISO document will say it."""

    url: str
    protocol: str | None = None
    name: str | None = None
    description: str | None = None
    function: str | None = None
    size_bytes: int | None = None
    format: str | None = None


@dataclass(frozen=True)
class Site:
    """Where the demo is: its base URL and the folder of the built data."""

    base: str
    data: Path

    def published(self, path: str) -> Path:
        """Return the file on disk behind a path like `files/a.gpkg`."""
        return self.data / path


FORMATS: dict[str, str] = {
    ".gpkg": "GeoPackage", ".zip": "ZIP", ".tif": "GeoTIFF", ".csv": "CSV", ".geojson": "GeoJSON",
    ".pdf": "PDF", ".docx": "DOCX", ".xlsx": "XLSX", ".pmtiles": "PMTiles",
}  # fmt: skip


def _download(site: Site, folder: str, name: str, protocol: str) -> Link:
    path = site.published(f"{folder}/{name}")
    kind = "ESRI Shapefile" if name.endswith("_shp.zip") else FORMATS.get(path.suffix)
    size = path.stat().st_size  # a record that names a file nobody made stops the start
    url = f"{site.base}/{folder}/{name}"
    return Link(url, protocol, name, None, "download", size, kind)


def _file(site: Site, target: str) -> Link:
    return _download(site, "files", target, "WWW:DOWNLOAD")


def _file_long(site: Site, target: str) -> Link:
    return _download(site, "files", target, "WWW:DOWNLOAD-1.0-http--download")


def _cog(site: Site, target: str) -> Link:
    return _download(site, "files", target, "COG")


def _pmtiles(site: Site, target: str) -> Link:
    return _download(site, "pmtiles", target, "PMTiles")


def _service(protocol: str, path: str) -> Callable[[Site, str], Link]:
    def link(site: Site, target: str) -> Link:
        url = f"{site.base}/pygeoapi/collections/{target}{path}"
        return Link(url, protocol, target, None, "information")

    return link


_TILE = "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=mvt"
_VERBS: dict[str, Callable[[Site, str], Link]] = {
    "file": _file,
    "file-long": _file_long,
    "cog": _cog,
    "pmtiles": _pmtiles,
    "features": _service("OGC API Features", "/items"),
    "features-page": _service("WWW:LINK", "/items?f=html"),
    "coverage": _service("OGC API Coverages", "/coverage"),
    "coverage-tiff": _service("OGC API Coverages", "/coverage?f=GTiff"),
    "coverage-netcdf": _service("OGC API Coverages", "/coverage?f=NetCDF"),
    "vector-tiles": _service("OGC API Tiles", _TILE),
    "tiles": _service("OGC API Tiles", "/tiles"),
    "map": _service("OGC API Maps", "/map?f=png"),
    "collection": _service("OGC API", ""),
}


def parse_link(site: Site, line: str) -> Link:
    """Return the link of one TOML line."""
    verb, _, rest = line.partition(" ")
    if verb == "link":
        parts = [part.strip().replace("{base}", site.base) or None for part in rest.split("|")]
        protocol, url, name, description, function = [*parts, None, None, None][:5]
        return Link(url or "", protocol, name, description, function)
    target, _, description = rest.partition(";")
    link = _VERBS[verb](site, target.strip())
    text = description.strip().replace("{mb}", f"{(link.size_bytes or 0) / 1e6:.1f}") or None
    return Link(**{**link.__dict__, "description": text})


@dataclass(frozen=True)
class CatalogueRecord:
    """A record of the TOML files with its links, thumbnail and extent made out."""

    fields: dict[str, Any]
    links: tuple[Link, ...]
    thumbnail: str | None
    bbox: tuple[float, float, float, float] | None  # west, south, east, north, degrees
    organisations: dict[str, dict[str, str]]

    @property
    def id(self) -> str:
        """The file identifier."""
        return str(self.fields["id"])


def load_records(site: Site) -> list[CatalogueRecord]:
    """Return all records with links to the site, in the order of the TOML files."""
    common = tomllib.loads((RECORDS_FOLDER / "common.toml").read_text(encoding="utf-8"))
    extents = json.loads((site.data / "extents.json").read_text(encoding="utf-8"))
    records = []
    for path in sorted(RECORDS_FOLDER.glob("[0-9]*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["record"]:
            fields = {**common["defaults"], **entry}
            records.append(_complete(site, fields, extents, common["organisations"]))
    return records


def _complete(
    site: Site, fields: dict[str, Any], extents: dict[str, Any], organisations: dict[str, Any]
) -> CatalogueRecord:
    links = [parse_link(site, line) for line in fields.get("links", ())]
    picture = fields.get("thumb")
    thumbnail = f"{site.base}/files/thumbs/{picture}.png" if picture else None
    if thumbnail and fields.get("thumb_link", True):
        protocol = "WWW:LINK-1.0-http--image-thumbnail"
        links.append(Link(thumbnail, protocol, "preview", "Thumbnail", "preview"))
    extent = fields["extent"]
    bbox = extents[extent] if extent in extents else fields.get("bbox")
    return CatalogueRecord(fields, tuple(links), thumbnail, bbox and tuple(bbox), organisations)
