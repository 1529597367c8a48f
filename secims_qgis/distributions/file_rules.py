"""Rules for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.model import Distribution, DistributionKind

from .formats import (
    PAGE_EXTENSIONS,
    extension_of,
    format_of_media_type,
    format_of_name,
    format_of_path,
    format_of_text,
    is_cog_text,
    is_shapefile_text,
)

if TYPE_CHECKING:
    from .link import Link

_FILE_PARAMETERS = ("fname", "filename", "file")
"""Parameters by which GeoNetwork and others name the file that is wanted."""
_DOWNLOAD_RELS = frozenset({"download", "enclosure"})


def by_file_format(link: Link) -> Distribution | None:
    """Know a file by extension, media type, label or format parameter, in this order."""
    if extension_of(link.path) in PAGE_EXTENSIONS:
        return None
    found = (
        format_of_path(link.path)
        or format_of_media_type(link.media_type)
        or format_of_text(link.name)
        or format_of_text(link.label)
        or _format_of_parameters(link)
    )
    if found is None:
        return Distribution(DistributionKind.COG, link.url, format="tif") if link.protocol == "COG" else None
    everything = f"{link.path} {link.words} {link.protocol}"
    if found == "tif" and is_cog_text(everything):
        return Distribution(DistributionKind.COG, link.url, format="tif")
    if found == "zip" and is_shapefile_text(f"{link.path.rpartition('/')[2]} {link.words} {link.protocol}"):
        found = "shp.zip"
    return Distribution(DistributionKind.FILE, link.url, format=found)


def by_download_word(link: Link) -> Distribution | None:
    """Know a file of unknown format, because the catalogue calls it a download."""
    if link.rel.lower() in _DOWNLOAD_RELS or "download" in link.protocol.lower():
        return Distribution(DistributionKind.FILE, link.url)
    return None


def _format_of_parameters(link: Link) -> str | None:
    for name in ("outputformat", "format", "f"):
        found = format_of_name(link.parameters.get(name, ""))
        if found:
            return found
    names = (format_of_path(link.parameters.get(name, "")) for name in _FILE_PARAMETERS)
    return next(filter(None, names), None)
