"""The data provider ``secims_coverage``: pixels of an OGC API Coverage, only those that are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsError, QgsRasterBlock, QgsRasterIdentifyResult

from secims_qgis.live import coverage_estimate as estimate
from secims_qgis.live.coverage_facts import CoverageFacts
from secims_qgis.live.coverage_state import View, ViewState
from secims_qgis.live.coverage_temporal import source_at
from secims_qgis.live.coverage_view import CoverageView
from secims_qgis.live.raster_block import Shown, empty_block, filled_block
from secims_qgis.live.raster_registry import kept, shared_tiles
from secims_qgis.live.raster_wish import wish_of
from secims_qgis.network import CancelledError

if TYPE_CHECKING:
    from qgis.core import QgsDataProvider, QgsPointXY, QgsRasterBlockFeedback, QgsRectangle

    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.live.raster_wish import Wish


class CoverageProvider(CoverageFacts):
    """Opens without the network; fetches pixels when they are asked for."""

    def __init__(
        self,
        uri: str,
        options: QgsDataProvider.ProviderOptions,
        source: CoverageSource | None = None,
    ) -> None:
        super().__init__(uri, options, source)
        self._uri, self._options = uri, options
        self._view_at: tuple[CoverageSource, CoverageView] | None = None

    def clone(self) -> CoverageProvider:
        copy = CoverageProvider(self._uri, self._options, self._source)
        copy.copyBaseSettings(self)
        copy._uses_nodata = list(self._uses_nodata)
        kept(copy)
        return copy

    def forget_pixels(self) -> None:
        """Fetch everything anew from now on."""
        if self._source is not None:
            shared_tiles().forget(self._source.key)
            self.state.forget_failure()

    def block(
        self,
        band: int,
        extent: QgsRectangle,
        width: int,
        height: int,
        feedback: QgsRasterBlockFeedback | None = None,
    ) -> QgsRasterBlock:
        """Return the pixels of a picture; whatever goes wrong, a block, with the error in the feedback."""
        try:
            block = self._filled(band, extent, (height, width), feedback)
            if block is not None:
                return block
        except CancelledError:
            pass  # nobody looks at it
        except Exception as error:  # noqa: BLE001 - called from C++, which an exception would end
            self._report(error, feedback)
        return self._empty(band, width, height)

    def _view(self) -> CoverageView | None:
        """Return what reads pictures of the time that is wanted; None where there is no such time."""
        source: CoverageSource | None = self.source
        if source is not None and source.cube is not None:
            source = source_at(source, self.temporalCapabilities())
        if source is None:
            return None
        if self._view_at is None or self._view_at[0] != source:
            self._view_at = (source, CoverageView(source, shared_tiles(), self.state))
        return self._view_at[1]

    def _empty(self, band: int, width: int, height: int) -> QgsRasterBlock:
        if self._source is None:
            return QgsRasterBlock()
        return empty_block(self._source.data_type, width, height, self._nodata(band))

    def _filled(
        self,
        band: int,
        extent: QgsRectangle,
        size: tuple[int, int],
        feedback: QgsRasterBlockFeedback | None,
    ) -> QgsRasterBlock | None:
        """Return a block of ``size`` (rows, columns); None where there is nothing to be seen."""
        if min(size) < 1 or extent.isEmpty():
            return None
        view = self._view()
        if view is None:
            return None
        wish = wish_of(feedback)
        pixels, sampling = view.read(extent, size[1], size[0], wish)
        if not wish.is_from_cache:
            self.state.error = ""
        if pixels.error is not None:
            self._report(pixels.error, feedback)
        if sampling.shown.is_empty:
            return None
        shown = Shown(size, sampling.shown, pixels.unknown)
        block = filled_block(pixels.values[band - 1], shown, self._nodata(band))
        if self.userNoDataValues(band):
            block.applyNoDataValues(self.userNoDataValues(band))
        return block

    def _report(self, error: Exception, feedback: QgsRasterBlockFeedback | None) -> None:
        text = str(error) if isinstance(error, Exception) and str(error) else repr(error)
        if feedback is not None and not feedback.isPreviewOnly():
            feedback.appendError(text)
        if self._source is not None:
            title = self._source.title or self._source.url
            self.state.say(f"{title}: {text}")
            self.state.error = text
            self._note_view(text, wish_of(feedback))

    def _note_view(self, text: str, wish: Wish) -> None:
        """Tell of a drawing of which nobody told yet, and of holes in results, which nobody would see.

        On the GUI thread, histograms are counted, and whoever asks there sees the answer.
        """
        if wish.is_drawing and self.state.view.view in {View.FULL, View.INCOMPLETE}:
            self.state.note_view(ViewState(View.FAILED, text))
        elif not wish.is_drawing and not wish.is_on_gui_thread:
            self.state.note_view(ViewState(View.INCOMPLETE, text))

    def identify(
        self, point: QgsPointXY, format: Qgis.RasterIdentifyFormat, *_context: Any
    ) -> QgsRasterIdentifyResult:
        """Return the values of the pixel at a point, or why there are none."""
        if format != Qgis.RasterIdentifyFormat.Value or self._source is None:
            return QgsRasterIdentifyResult(_error("this layer has values only"))
        try:
            view = self._view()
            if view is None:
                return QgsRasterIdentifyResult(_error("the coverage has nothing at this time"))
            values = estimate.values_at(self.source, view, point, wish_of(None))
        except Exception as error:  # noqa: BLE001 - called from C++
            self.state.say(f"{self.source.title or self.source.url}: {error}")
            return QgsRasterIdentifyResult(_error(str(error) or repr(error)))
        shown = {band: self._seen(band, value) for band, value in values.items()}
        return QgsRasterIdentifyResult(Qgis.RasterIdentifyFormat.Value, shown)

    def _seen(self, band: int, value: float | None) -> float | None:
        """Return the value, or None where it counts as no data."""
        if value is None or value != value or value == self._nodata(band):  # noqa: PLR0124 - NaN
            return None
        return None if self.userNoDataValuesContains(band, value) else value


def _error(text: str) -> QgsError:
    return QgsError(text, "SEC-IMS")
