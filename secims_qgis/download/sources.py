"""Places that layers are read from: files, and members of archives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from secims_qgis.download.formats import Content

LAYER_CONTENTS = {
    ".gpkg": Content.SQLITE,
    ".geojson": Content.JSON,
    ".json": Content.JSON,
    ".shp": Content.BINARY,
    ".fgb": Content.BINARY,
    ".kml": Content.XML,
    ".kmz": Content.ZIP,
    ".gml": Content.XML,
    ".csv": Content.TEXT,
    ".tif": Content.TIFF,
    ".tiff": Content.TIFF,
}
"""Endings of files that hold layers, and what such a file must be.

GDAL goes by content alone: a file of any ending could be a VRT, which points to other files.
"""


@dataclass(frozen=True)
class Source:
    """What GDAL can open: ``location`` is a path, also one in an archive; ``name`` is for people."""

    location: str
    suffix: str
    name: str
    content: Content


def is_plain_name(name: str) -> bool:
    """Return whether a name may stand in the address of a layer.

    There, QGIS takes "|layerid=..." and "|option:..." for its own, and puts the user's credentials in
    the place of "authcfg=...".
    """
    return "|" not in name and "=" not in name


def holds_layers(member: str) -> bool:
    """Return whether a path in an archive is that of a file with layers, as far as its name tells."""
    inside = PurePosixPath(member.replace("\\", "/"))
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
    return inside.suffix.lower() in LAYER_CONTENTS and not is_hidden and is_plain_name(member)
