"""What is read for a picture: the pixels themselves, smaller ones of the server, or a preview."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from secims_qgis.live.coverage_preview import CoveragePreview
from secims_qgis.live.coverage_reader import CoverageReader, Pixels, Place
from secims_qgis.live.coverage_source import Scaling
from secims_qgis.live.coverage_state import View, ViewState
from secims_qgis.live.raster_sampling import Sampling, sample
from secims_qgis.network import LiveLayerError, UnreachableError

if TYPE_CHECKING:
    from qgis.core import QgsRectangle

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.coverage_state import SourceState
    from secims_qgis.live.raster_cache import TileCache
    from secims_qgis.live.raster_wish import Wish

CALCULATION_BUDGETS = 16
"""A calculation may read this many times what a view may, in one block; it must not be coarse.

Not on the GUI thread, where histograms are counted.
"""
MB = 1_000_000


class CoverageView:
    """Reads pictures of one source."""

    def __init__(self, source: CoverageSource, cache: TileCache, state: SourceState) -> None:
        self._source, self._state = source, state
        self._reader = CoverageReader(source, cache, state)
        self._preview = CoveragePreview(source, cache, state)

    def read(self, extent: QgsRectangle, width: int, height: int, wish: Wish) -> tuple[Pixels, Sampling]:
        """Return the pixels of a picture, as far as it lies on the coverage.

        Raises:
            LiveLayerError: a calculation needs more than may be loaded.
            SecimsError: as ``CoverageReader.read``.
        """
        fine = sample(self._source.grid, extent, width, height)
        if fine.shown.is_empty:
            return Pixels(np.empty((len(self._source.bands), 0, 0), self._source.data_type)), fine
        level = self._level(fine, wish)
        coarse = sample(self._source.grid.at_level(level), extent, width, height) if level else fine
        if self._bytes(coarse) > self._source.budget_bytes and wish.is_drawing:
            return self._draw_preview(fine, wish), fine
        self._check_size(coarse, wish)
        pixels = self._reader.read(Place(coarse.window, level), wish)
        if wish.is_drawing and not wish.is_from_cache:
            self._state.note_view(_state_of(pixels, ViewState(View.FULL)))
        unknown = None if pixels.unknown is None else coarse.pick(pixels.unknown, coarse.window)
        return Pixels(coarse.pick(pixels.values, coarse.window), unknown, pixels.error), coarse

    def _level(self, sampling: Sampling, wish: Wish) -> int:
        """Return the level of the overview that still has all the detail that can be seen."""
        if self._source.scaling is Scaling.NONE:
            return 0
        level = max(0, math.floor(math.log2(max(1.0, sampling.pixels_per_pixel))))
        if wish.is_drawing:
            too_much = self._bytes(sampling) / 4**level / self._source.budget_bytes
            level += math.ceil(math.log(too_much, 4)) if too_much > 1 else 0
        return level

    def _bytes(self, sampling: Sampling) -> int:
        return sampling.window.pixels * self._source.pixel_bytes

    def _draw_preview(self, sampling: Sampling, wish: Wish) -> Pixels:
        pixels = self._preview.draw(sampling, wish)
        if not wish.is_from_cache:
            needed, budget = self._bytes(sampling) / MB, self._source.budget_bytes / MB
            text = f"a preview of single rows: the view holds {needed:.0f} MB, {budget:g} MB may be loaded"
            title = self._source.title or self._source.url
            told = f"{title}: {text}; zoom in for full detail"
            self._state.note_view(_state_of(pixels, ViewState(View.PREVIEW, told, needed, budget)))
        return pixels

    def _check_size(self, sampling: Sampling, wish: Wish) -> None:
        budgets = 1 if wish.is_on_gui_thread else CALCULATION_BUDGETS
        needed, allowed = self._bytes(sampling), budgets * self._source.budget_bytes
        if needed > allowed:
            raise LiveLayerError(
                f"{needed / MB:.0f} MB are needed at once, {allowed / MB:.0f} MB may be loaded; "
                "take a smaller extent, or extract it to a file",
                url=self._source.url,
            )


def _state_of(pixels: Pixels, good: ViewState) -> ViewState:
    if pixels.error is None:
        return good
    view = View.OFFLINE if isinstance(pixels.error, UnreachableError) else View.FAILED
    return ViewState(view, str(pixels.error))
