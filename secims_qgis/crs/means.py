"""What can be done with the data behind a layer: copied, read the other way round, labelled."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from osgeo import ogr
from qgis.core import QgsDataSourceUri, QgsProviderRegistry

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

_CAN_ALTER = hasattr(ogr, "ALTER_GEOM_FIELD_DEFN_SRS_FLAG")
"""GDAL learnt in 3.6 to give a table of a GeoPackage another CRS."""
LABELLED_SUFFIXES = frozenset({".shp", *((".gpkg",) if _CAN_ALTER else ())})
"""Files that the CRS can be written to without touching a coordinate."""


class Swap(Enum):
    """How X and Y of a layer are exchanged."""

    COLUMNS = "columns"
    """A table of text: its two columns are read the other way round."""
    AXES = "axes"
    """A WFS layer: QGIS exchanges them as they arrive."""
    COPY = "copy"
    """Anything else that can be read: a new GeoPackage or GeoTIFF."""


@dataclass(frozen=True)
class Means:
    """What the source of a layer allows.

    ``path`` is the local file (an archive, where the data lies in one), None where there is none; then
    a copy goes beside the project. ``is_labelled`` tells whether the CRS can be written to the file.
    """

    path: Path | None = None
    stem: str = ""
    swap: Swap | None = None
    is_copied: bool = False
    is_labelled: bool = False


def means_of(layer: QgsMapLayer) -> Means:
    """Look at the source of a layer; opens nothing."""
    provider, source = layer.providerType(), layer.source()
    if provider == "memory":
        return Means(stem=_file_name(layer.name()), swap=Swap.COPY, is_copied=True)
    if provider == "WFS":
        return Means(swap=Swap.AXES)
    if provider not in {"ogr", "gdal", "delimitedtext"}:
        return Means()
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    path, archive = _local(parts), bool(parts.get("vsiPrefix"))
    inner = str(parts.get("vsiSuffix") or parts.get("path") or "").rpartition("/")[2]
    stem = _file_name(Path(inner).stem or layer.name())
    if provider == "delimitedtext":
        return Means(path, stem, Swap.COLUMNS if _has_columns(source) else Swap.COPY, is_copied=True)
    if path is None:
        is_near = source.startswith("/vsimem/")
        return Means(None, stem, Swap.COPY if is_near else None, is_near)
    is_table = provider == "ogr" and not archive
    is_labelled = is_table and path.suffix.lower() in LABELLED_SUFFIXES and os.access(path, os.W_OK)
    return Means(path, stem, Swap.COPY, is_copied=True, is_labelled=is_labelled)


def exchanged_source(layer: QgsMapLayer, swap: Swap) -> str:
    """Return the address under which the provider itself exchanges X and Y."""
    if swap is Swap.COLUMNS:
        source = layer.source()
        marked = source.replace("xField=", "\0").replace("yField=", "xField=")
        return marked.replace("\0", "yField=")
    uri = QgsDataSourceUri(layer.source())
    is_inverted = uri.param("InvertAxisOrientation") == "1"
    uri.removeParam("InvertAxisOrientation")
    if not is_inverted:
        uri.setParam("InvertAxisOrientation", "1")
    return uri.uri(False)


def _local(parts: dict[str, object]) -> Path | None:
    text = str(parts.get("path") or "")
    prefix = str(parts.get("vsiPrefix") or "")
    if not text or "://" in text or prefix.startswith(("/vsicurl", "/vsis3", "/vsimem")):
        return None
    # QGIS takes the slash of an absolute path for the end of the prefix.
    for place in (Path(text), Path("/" + text) if prefix else Path(text)):
        if place.is_absolute() and place.is_file():
            return place
    return None


def _has_columns(source: str) -> bool:
    options = parse_qs(urlsplit(source).query)
    return "xField" in options and "yField" in options


def _file_name(text: str) -> str:
    """Return a name that every file system takes."""
    kept = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in text)
    return kept.strip("._")[:80] or "layer"
