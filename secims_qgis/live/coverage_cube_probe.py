"""Questions to a service of NetCDF coverages whose axes are not known yet."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.live import coverage_times as times
from secims_qgis.live.coverage_fetch import HEADERS
from secims_qgis.live.coverage_forms import SAID_TO_ANY
from secims_qgis.live.coverage_netcdf import EMPTY, CubeAnswer, decode_cube
from secims_qgis.live.coverage_request import listed, span, with_parameters, with_time
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

    from secims_qgis.live.coverage_cube import Cube
    from secims_qgis.live.coverage_document import CollectionDocument

PROBE_BYTES = 20_000_000
_PARTS = (2e-3, 0.02, 0.2, 1.0)
"""Of the extent: the sides of the first box, until it holds a cell."""
_AXES = (("lon", "lat"), ("longitude", "latitude"), ("x", "y"), ("X", "Y"), ("Lon", "Lat"), ("Long", "Lat"))
_FAR = {True: (-361.0, 721.0), False: (-1e8, 1e8)}
"""Beyond all places, in degrees and in metres."""
_WORLD = BBox(-180, -90, 180, 90)
_PAIRS = list[tuple[str, str]]


class CubeProbe:
    """Asks one collection."""

    def __init__(self, session: requests.Session, document: CollectionDocument) -> None:
        self._session, self._document = session, document

    def first(self, variable: str) -> CubeAnswer:
        """Return a few cells, asked for in the ways that servers have for it.

        Raises:
            LiveLayerError: none of them gives a part.
            AnswerError: the variable has no grid.
        """
        failure: SecimsError | None = None
        for questions in _first_questions(self._document):
            for parameters in questions:
                outcome = self._tried(variable, parameters)
                if isinstance(outcome, CubeAnswer):
                    return outcome
                failure = failure or outcome
                if outcome.cause != EMPTY:
                    break  # it is not to be asked in this way
        raise LiveLayerError(
            f"the server gives no part of the coverage: {failure and failure.cause}",
            url=self._document.url,
            status=failure.status if failure else None,
            server_words=failure.server_words if failure else "",
        )

    def _tried(self, variable: str, parameters: _PAIRS) -> CubeAnswer | SecimsError:
        """Return the answer, or why it was none to this question; errors that hold for any are raised."""
        try:
            return self.ask(variable, parameters)
        except HttpError as error:
            if error.status in SAID_TO_ANY:
                raise
            return error
        except AnswerTooLargeError as error:
            return error
        except AnswerError as error:
            if error.cause != EMPTY:
                raise
            return error

    def ask(self, variable: str, parameters: _PAIRS) -> CubeAnswer:
        """Return what comes for these parameters; raises as ``fetch_bytes`` and ``decode_cube`` do."""
        url = with_parameters(self._document.url, [("properties", variable), *parameters])
        body = fetch_bytes(self._session, url, headers=HEADERS, max_bytes=PROBE_BYTES)
        return decode_cube(body, url, variable, PROBE_BYTES)

    def line(self, first: CubeAnswer, cube: Cube, *, across: bool) -> CubeAnswer:
        """Return a whole row or column through a cell, at the time that the cube shows.

        Raises:
            LiveLayerError: far more came than that.
            AnswerError, NetworkError: as ``ask``.
        """
        x_axis, y_axis, _ = first.axes
        x, y = float(first.x[0]), float(first.y[0])
        low, high = _FAR[QgsCoordinateReferenceSystem.fromWkt(first.wkt).isGeographic()]
        box, failure = self._document.bbox or _WORLD, None
        reaches = [(low, high), (box.west, box.east) if across else (box.south, box.north)]
        for begin, end in reaches:
            along, at = (x_axis, y) if across else (y_axis, x)
            beside = y_axis if across else x_axis
            place = f"{span(along, begin, end)},{span(beside, at - hair(at), at + hair(at))}"
            try:
                line = self.ask(cube.variable, with_time([("subset", place)], cube))
            except HttpError as error:
                failure = failure or error
                continue
            if len(line.y if across else line.x) == 1:
                return line
            raise LiveLayerError(
                "the server sends the whole coverage instead of a window", url=self._document.url
            )
        raise failure or LiveLayerError("no answer", url=self._document.url)

    def series(self, row: CubeAnswer, variable: str) -> CubeAnswer:
        """Return a cell of a row at all times; one that has a value, if there is any: others may be land."""
        values = row.values[0, 0, 0].astype(float)
        index = int(np.argmax(np.isfinite(values) & (values != row.nodata)))
        (x_axis, y_axis, _), x, y = row.axes, float(row.x[index]), float(row.y[0])
        across, down = span(x_axis, x - hair(x), x + hair(x)), span(y_axis, y - hair(y), y + hair(y))
        return self.ask(variable, [("subset", f"{across},{down}")])


def _first_questions(document: CollectionDocument) -> Iterator[list[_PAIRS]]:
    """Yield what to ask, each time in growing boxes; first where longitudes are as the extent has them."""
    box = document.bbox or _WORLD
    boxes = []
    if document.resolution:
        width, height = (0.75 * side for side in document.resolution)
        boxes.append((width, height))
    boxes += [(box.width_deg * part / 2, box.height_deg * part / 2) for part in _PARTS]
    x, y = box.west + box.width_deg / 2, box.south + box.height_deg / 2
    centres = (x, x + 360) if x < 0 else (x,)
    periods = _periods(document)
    for period in periods:
        yield [
            [("bbox", listed((x - half_x, y - half_y, x + half_x, y + half_y))), ("datetime", period)]
            for x in centres
            for half_x, half_y in boxes
        ]
    for x_axis, y_axis in _AXES:
        yield [
            [("subset", f"{span(x_axis, x - half_x, x + half_x)},{span(y_axis, y - half_y, y + half_y)}")]
            for x in centres
            for half_x, half_y in (boxes[0], boxes[-1])
        ]
    # In a CRS with other units, boxes in degrees meet nothing: all of one time, or all.
    for period in periods:
        last = period.partition("/")[2]
        yield [[("datetime", f"{last}/{last}")]]
    yield [[]]


def _periods(document: CollectionDocument) -> list[str]:
    """Return the whole period in the ways of writing it; none where the service names none."""
    if document.interval is None:
        return []
    try:
        begin, end = (times.from_iso(text) for text in document.interval)
    except ValueError:  # an open end
        return []
    first, last = times.iso(math.floor(begin)), times.iso(math.ceil(end))
    return [f"{first}Z/{last}Z", f"{first}/{last}"]


def hair(place: float) -> float:
    """Return half of a width that only one place lies in, however it is rounded."""
    return max(1e-6, abs(place) * 1e-7)
