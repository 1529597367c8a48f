"""Whether a server scales: asked, because what it says about itself does not tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.live.coverage_fetch import HEADERS
from secims_qgis.live.coverage_request import window_url
from secims_qgis.live.coverage_source import CoverageSource, Scaling
from secims_qgis.live.raster_answer import decode
from secims_qgis.live.raster_grid import Window
from secims_qgis.network import AnswerError, AnswerTooLargeError, HttpError, fetch_bytes

if TYPE_CHECKING:
    import requests

_LEVEL = 2
_SIDE = 8
"""Pixels at level 2, of 32 of the coverage."""
_MAX_BYTES = 2_000_000


def find_scaling(
    session: requests.Session, source: CoverageSource, axes: list[tuple[str, str]]
) -> CoverageSource:
    """Return the source with the way in which its server scales, found by looking at what comes back.

    ``axes`` are names that the axes may have, x before y.
    """
    window = _middle(source)
    if window is None:
        return source
    known = [source.axes] if source.axes[0] else []
    # Names that it does not know are an error here and no reason for anything there.
    trials = [replace(source, scaling=Scaling.SIZE, axes=names) for names in known or axes]
    for trial in (*trials, replace(source, scaling=Scaling.FACTOR)):
        if _sides(session, trial, window) == (_SIDE, _SIDE):
            return trial
    return source


def _middle(source: CoverageSource) -> Window | None:
    """Return a window of 8 x 8 pixels of level 2 that lies inside; None for a tiny coverage."""
    columns, rows = source.grid.columns >> _LEVEL, source.grid.rows >> _LEVEL
    if columns < _SIDE or rows < _SIDE:
        return None
    return Window((columns - _SIDE) // 2, (rows - _SIDE) // 2, _SIDE, _SIDE)


def _sides(session: requests.Session, source: CoverageSource, window: Window) -> tuple[int, int] | None:
    """Return how many columns and rows come back; None for an error."""
    url = window_url(source, window, _LEVEL)
    try:
        answer = decode(fetch_bytes(session, url, headers=HEADERS, max_bytes=_MAX_BYTES), url, _MAX_BYTES)
    except (HttpError, AnswerError, AnswerTooLargeError):
        return None
    return answer.grid.columns, answer.grid.rows
