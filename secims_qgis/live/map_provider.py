"""The data provider ``secims_map``: pictures of an OGC API Map, exactly of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsError,
    QgsRasterBandStats,
    QgsRasterBlock,
    QgsRasterDataProvider,
    QgsRasterIdentifyResult,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QByteArray

from secims_qgis.live.coverage_state import View, ViewState
from secims_qgis.live.map_pictures import MAX_SIDE, picture
from secims_qgis.live.map_source import MapSource, read_map_source
from secims_qgis.live.raster_registry import MAP, kept, shared, shared_tiles
from secims_qgis.live.raster_wish import wish_of
from secims_qgis.network import CancelledError, LiveLayerError, UnreachableError

if TYPE_CHECKING:
    from qgis.core import QgsDataProvider, QgsRasterBlockFeedback

    from secims_qgis.live.coverage_state import SourceState
    from secims_qgis.live.raster_wish import Wish


class MapProvider(QgsRasterDataProvider):
    """Opens without the network: all it needs to know is in the URI, see ``MapSource``."""

    def __init__(self, uri: str, options: QgsDataProvider.ProviderOptions) -> None:
        super().__init__(uri, options)
        self._uri, self._options = uri, options
        self._source: MapSource | None = None
        self._crs = QgsCoordinateReferenceSystem()
        self._problem = ""
        try:
            self._source = read_map_source(uri)
            self._crs = QgsCoordinateReferenceSystem(self._source.crs)
        except LiveLayerError as error:
            self._problem = str(error)

    @property
    def source(self) -> MapSource:
        """What the layer was described as; only for a valid provider."""
        if self._source is None:
            raise LiveLayerError(self._problem)
        return self._source

    @property
    def state(self) -> SourceState:
        """What is known of the source now, whichever clone found it out."""
        return shared().state(self.source.key)

    def name(self) -> str:
        return MAP

    def description(self) -> str:
        return "OGC API Maps"

    def isValid(self) -> bool:
        return self._source is not None and self._crs.isValid()

    def crs(self) -> QgsCoordinateReferenceSystem:
        return self._crs

    def extent(self) -> QgsRectangle:
        return QgsRectangle(*self._source.bounds) if self._source else QgsRectangle()

    def clone(self) -> MapProvider:
        copy = MapProvider(self._uri, self._options)
        copy.copyBaseSettings(self)
        kept(copy)
        return copy

    def forget_pixels(self) -> None:
        """Fetch everything anew from now on."""
        if self._source is not None:
            shared_tiles().forget(self._source.key)
            self.state.forget_failure()

    def lastErrorTitle(self) -> str:
        return "OGC API Map"

    def lastError(self) -> str:
        return self._problem or self.state.view.text

    def error(self) -> QgsError:
        return QgsError(self.lastError(), "SEC-IMS") if self.lastError() else QgsError()

    def htmlMetadata(self) -> str:
        from html import escape

        url = escape(self._source.url) if self._source else ""
        return f'<tr><td class="highlight">Service</td><td>OGC API Maps: {url}</td></tr>\n'

    def bandCount(self) -> int:
        return 1

    def dataType(self, _band: int) -> Qgis.DataType:
        return Qgis.DataType.ARGB32

    def sourceDataType(self, _band: int) -> Qgis.DataType:
        return Qgis.DataType.ARGB32

    def generateBandName(self, _band: int) -> str:
        return self._source.title if self._source and self._source.title else "Map"

    def capabilities(self) -> Qgis.RasterInterfaceCapabilities:
        # No size: a map is drawn anew at each scale.
        return Qgis.RasterInterfaceCapabilities(Qgis.RasterInterfaceCapability.Prefetch)

    def providerCapabilities(self) -> Qgis.RasterProviderCapabilities:
        return Qgis.RasterProviderCapabilities(Qgis.RasterProviderCapability.NoProviderCapabilities)

    def colorInterpretation(self, _band: int) -> Qgis.RasterColorInterpretation:
        return Qgis.RasterColorInterpretation.Undefined

    def identify(self, *_arguments: Any) -> QgsRasterIdentifyResult:
        return QgsRasterIdentifyResult(QgsError("a map has no values", "SEC-IMS"))

    def bandStatistics(self, band: int, *_arguments: Any, **_named: Any) -> QgsRasterBandStats:
        """Return the range of a byte: colours have no statistics, and nothing may be fetched for them."""
        statistics = QgsRasterBandStats()
        statistics.bandNumber, statistics.minimumValue, statistics.maximumValue = band, 0.0, 255.0
        statistics.statsGathered = Qgis.RasterBandStatistic.All
        return statistics

    def cumulativeCut(self, *_arguments: Any) -> tuple[float, float]:
        return 0.0, 255.0

    def block(
        self,
        band: int,
        extent: QgsRectangle,
        width: int,
        height: int,
        feedback: QgsRasterBlockFeedback | None = None,
    ) -> QgsRasterBlock:
        """Return the picture of an extent; whatever goes wrong, a transparent one, with the error said."""
        words = None
        try:
            words = self._words(extent, (width, height), feedback)
        except CancelledError:
            pass  # nobody looks at it
        except Exception as error:  # noqa: BLE001 - called from C++, which an exception would end
            self._report(error, feedback)
        block = QgsRasterBlock(Qgis.DataType.ARGB32, width, height)
        if not block.isEmpty():
            transparent = np.zeros((height, width), np.uint32)
            block.setData(QByteArray((transparent if words is None else words).tobytes()))
        return block

    def _words(
        self, extent: QgsRectangle, size: tuple[int, int], feedback: QgsRasterBlockFeedback | None
    ) -> np.ndarray[Any, Any] | None:
        if extent.isEmpty() or not extent.intersects(self.extent()) or min(size) < 1:
            return None
        if max(size) > MAX_SIDE:
            raise LiveLayerError(
                f"a picture of {size[0]} x {size[1]} pixels is too large", url=self.source.url
            )
        wish: Wish = wish_of(feedback)
        bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        words = picture(self.source, bounds, size, wish)
        if words is not None and wish.is_drawing and not wish.is_from_cache:
            self.state.note_view(ViewState(View.FULL))
        return words

    def _report(self, error: Exception, feedback: QgsRasterBlockFeedback | None) -> None:
        text = str(error) or repr(error)
        if feedback is not None and not feedback.isPreviewOnly():
            feedback.appendError(text)
        if self._source is not None:
            view = View.OFFLINE if isinstance(error, UnreachableError) else View.FAILED
            self.state.note_view(ViewState(view, f"{self._source.title or self._source.url}: {text}"))
