"""Some pixel of a coverage of which only the extent is known, and not even that for sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRectangle,
)

from secims_qgis.live.coverage_fetch import HEADERS
from secims_qgis.live.coverage_forms import SAID_TO_ANY, forms_to_try
from secims_qgis.live.coverage_request import listed, window_url, with_parameters
from secims_qgis.live.coverage_source import CoverageSource, WindowForm, crs_of
from secims_qgis.live.raster_answer import EMPTY, RasterAnswer, decode
from secims_qgis.live.raster_grid import Grid
from secims_qgis.model import BBox
from secims_qgis.network import (
    AnswerError,
    AnswerTooLargeError,
    HttpError,
    LiveLayerError,
    SecimsError,
    fetch_bytes,
)

if TYPE_CHECKING:
    import requests

    from secims_qgis.live.coverage_document import CollectionDocument

PROBE_BYTES = 20_000_000
"""Of one row of the largest coverage; a first probe is far below."""
FIRST_BYTES = 4_000_000
"""Of a pixel or a few; servers that write files in blocks fill them up."""
_MOST_WHOLE = 3
"""Times that a server may send far too much: it does not cut out windows."""
_SPOTS = ((0.5, 0.5), (0.25, 0.5), (0.75, 0.5), (0.5, 0.25), (0.5, 0.75))
_SIDE = 1e-4
"""Of the extent: the first probe, where the resolution is not known."""
_LARGER_SIDES = (2e-3, 0.02, 0.2)
"""For servers that give only pixels whose centre lies in the box."""
_WORLD = BBox(-180, -90, 180, 90)
_LON_LAT = "OGC:CRS84"
_NO_GRID = Grid(0, 0, 1, 1, 1, 1)


def ask(session: requests.Session, url: str, max_bytes: int = PROBE_BYTES) -> RasterAnswer:
    """Fetch and decode a small GeoTIFF.

    Raises:
        LiveLayerError: far more came than was asked for, so the server does not cut out windows.
        AnswerError, NetworkError: as ``decode`` and ``fetch_bytes``.
    """
    try:
        body = fetch_bytes(session, url, headers=HEADERS, max_bytes=max_bytes)
    except AnswerTooLargeError as error:
        raise LiveLayerError("the server sends the whole coverage instead of a window", url=url) from error
    return decode(body, url, max_bytes)


def first_pixel(session: requests.Session, document: CollectionDocument) -> RasterAnswer:
    """Return some pixel, asked for in the ways that servers have for it.

    Raises:
        LiveLayerError: none of them gives one.
        AnswerError, NetworkError: the server answers with something else, or not at all.
    """
    failure: SecimsError | None = None
    too_much = 0
    for way in (_boxes(document), *([url] for url in _other_forms(document))):
        for url in way:
            outcome = _tried(session, url)
            if isinstance(outcome, RasterAnswer):
                return outcome
            failure = failure or outcome
            if isinstance(outcome, LiveLayerError):
                too_much += 1
                break  # it takes no notice of what is asked in this way
        if too_much >= _MOST_WHOLE:
            break
    raise failure if isinstance(failure, LiveLayerError) else no_window(failure, document.url)


def _tried(session: requests.Session, url: str) -> RasterAnswer | SecimsError:
    """Return the answer, or why it was none to this question; errors that hold for any are raised."""
    try:
        return ask(session, url, FIRST_BYTES)
    except HttpError as error:
        if error.status in SAID_TO_ANY:
            raise
        return error
    except LiveLayerError as error:
        return error
    except AnswerError as error:
        if error.cause != EMPTY:
            raise
        return error


def no_window(failure: SecimsError | None, url: str) -> LiveLayerError:
    """Return the error that says that windows cannot be had, with the words of the first failure."""
    cause = failure.cause if failure else "no answer"
    return LiveLayerError(
        f"the server gives no part of the coverage: {cause}",
        url=url,
        status=failure.status if failure else None,
        server_words=failure.server_words if failure else "",
    )


def _boxes(document: CollectionDocument) -> list[str]:
    """Return addresses of boxes in longitude and latitude: small ones in several places, then larger ones."""
    box = document.bbox or _WORLD
    larger = [(_SPOTS[0], side) for side in _LARGER_SIDES]
    found = []
    for (across, up), side in [*((spot, _SIDE) for spot in _SPOTS), *larger]:
        half_x, half_y = box.width_deg * side / 2, box.height_deg * side / 2
        x, y = box.west + across * box.width_deg, box.south + up * box.height_deg
        for turned in (x, x - 360) if x > 180 else (x,):  # beyond the antimeridian, counted either way
            bounds = (turned - half_x, y - half_y, turned + half_x, y + half_y)
            found.append(with_parameters(document.url, [("bbox", listed(bounds))]))
    return found


def _other_forms(document: CollectionDocument) -> list[str]:
    """Return addresses of a small place in the middle, for servers that take no box of degrees."""
    box = document.bbox or _WORLD
    sketch = CoverageSource(document.url, document.storage_crs or _LON_LAT, _NO_GRID, (), "uint8")
    to_crs = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(_LON_LAT), crs_of(sketch), QgsCoordinateTransformContext()
    )
    middle = QgsPointXY(box.west + box.width_deg / 2, box.south + box.height_deg / 2)
    place = QgsRectangle.fromCenterAndSize(middle, box.width_deg * _SIDE, box.height_deg * _SIDE)
    try:
        place = to_crs.transformBoundingBox(place)
    except QgsCsException:
        return []
    grid = Grid(place.xMinimum(), place.yMaximum(), place.width(), place.height(), 1, 1)
    return [
        window_url(replace(sketch, grid=grid, form=form, axes=axes), grid.whole)
        for form, axes in forms_to_try(sketch, document)
        if form is not WindowForm.BBOX
    ]
