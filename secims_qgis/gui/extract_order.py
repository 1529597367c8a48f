"""What is to be extracted, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.gui.formats import count_text, size_text
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

    from secims_qgis.download.extract_estimate import ExtractEstimate
    from secims_qgis.gui.extract_polygons import LayerPolygons
    from secims_qgis.gui.layer_check import MapPlace
    from secims_qgis.model import Distribution
    from secims_qgis.model.download import ExtractResult


@dataclass(frozen=True)
class ExtractSubject:
    """Live data that something is taken of: its title, its authentication, and the extent that it has."""

    distribution: Distribution
    title: str
    authcfg: str = ""
    bounds: QgsRectangle | None = None
    bounds_crs: QgsCoordinateReferenceSystem | None = None


@dataclass(frozen=True)
class ExtractOrder:
    """What the user has chosen; ``extent`` None means everything, ``crs`` None that of the service."""

    subject: ExtractSubject
    target: Path
    place: MapPlace
    extent: QgsRectangle | None = None
    extent_crs: QgsCoordinateReferenceSystem | None = None
    crs: QgsCoordinateReferenceSystem | None = None
    where: str = ""
    resolution: float | None = None
    zooms: tuple[int, int] | None = None
    polygons: LayerPolygons | None = None


def suffix_of(distribution: Distribution) -> str:
    """Return how the file of an extract ends; empty where nothing can be extracted."""
    from secims_qgis.download.extracts import SUFFIXES

    return SUFFIXES.get(distribution.kind, ("",))[0]


def can_be_extracted(distribution: Distribution) -> bool:
    """Return whether there is something that an extract can be made of."""
    return distribution.usable and bool(suffix_of(distribution))


def estimate_words(estimate: ExtractEstimate, free_bytes: int) -> str:
    """Return "About 4,996 features, 1.4 MB", or that there is no room for them."""
    if estimate.features == 0 or estimate.tiles == 0:
        return tr("There is nothing in this extent.")
    words = [word for word in (_count_words(estimate), _size_words(estimate)) if word]
    if not words:
        return tr("The service does not say how much it is.")
    text = tr("About {amount}.").format(amount=", ".join(words))
    if estimate.bytes is not None and estimate.bytes > free_bytes:
        text += " " + tr("Only {size} are free on this disk.").format(size=size_text(free_bytes))
    return text


def result_words(result: ExtractResult) -> str:
    """Return "4,996 features, 1.4 MB"."""
    amount = {
        tr("{count} features"): result.features,
        tr("{count} pixels"): result.pixels,
        tr("{count} tiles"): result.tiles,
    }
    words = [text.format(count=count_text(count)) for text, count in amount.items() if count is not None]
    return ", ".join([*words, size_text(result.bytes)])


def _count_words(estimate: ExtractEstimate) -> str:
    if estimate.features is not None:
        return tr("{count} features").format(count=count_text(estimate.features))
    if estimate.pixels is not None:
        return tr("{count} pixels").format(count=count_text(estimate.pixels))
    if estimate.tiles is not None:
        return tr("{count} tiles").format(count=count_text(estimate.tiles))
    return ""


def _size_words(estimate: ExtractEstimate) -> str:
    return size_text(estimate.bytes) if estimate.bytes else ""
