"""The data provider ``secims_coverage``: pixels of an OGC API Coverage, only those that are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

from secims_qgis.live import coverage_estimate as estimate
from secims_qgis.live.coverage_source import CoverageSource, crs_of, read_source
from secims_qgis.live.coverage_state import View, ViewState
from secims_qgis.live.coverage_view import CoverageView
from secims_qgis.live.raster_block import Shown, empty_block, filled_block, qgis_type
from secims_qgis.live.raster_registry import COVERAGE, kept, shared, shared_tiles
from secims_qgis.live.raster_wish import wish_of
from secims_qgis.network import CancelledError, LiveLayerError

if TYPE_CHECKING:
    from qgis.core import QgsDataProvider, QgsPointXY, QgsRasterBlockFeedback

    from secims_qgis.live.coverage_state import SourceState

_COLOURS = (
    Qgis.RasterColorInterpretation.RedBand,
    Qgis.RasterColorInterpretation.GreenBand,
    Qgis.RasterColorInterpretation.BlueBand,
    Qgis.RasterColorInterpretation.AlphaBand,
)
_CAPABILITY = Qgis.RasterInterfaceCapability


class CoverageProvider(QgsRasterDataProvider):
    """Opens without the network: all it needs to know is in the URI, see ``CoverageSource``."""

    def __init__(
        self,
        uri: str,
        options: QgsDataProvider.ProviderOptions,
        source: CoverageSource | None = None,
    ) -> None:
        super().__init__(uri, options)
        self._uri, self._options = uri, options
        self._source: CoverageSource | None = None
        self._crs = QgsCoordinateReferenceSystem()
        self._uses_nodata: list[bool] = []
        self._problem = ""
        try:
            self._open(source or read_source(uri))
        except LiveLayerError as error:
            self._problem = str(error)

    def _open(self, source: CoverageSource) -> None:
        self._source = source
        self._crs = crs_of(source)
        self._uses_nodata = [True] * len(source.bands)
        self._view = CoverageView(source, shared_tiles(), self.state)

    @property
    def source(self) -> CoverageSource:
        """What the layer was described as; only for a valid provider."""
        if self._source is None:
            raise LiveLayerError(self._problem)
        return self._source

    @property
    def state(self) -> SourceState:
        """What is known of the source now, whichever clone found it out."""
        return shared().state(self.source.key)

    # What QgsDataProvider asks

    def name(self) -> str:
        return COVERAGE

    def description(self) -> str:
        return "OGC API Coverages"

    def isValid(self) -> bool:
        return self._source is not None and self._crs.isValid()

    def crs(self) -> QgsCoordinateReferenceSystem:
        return self._crs

    def extent(self) -> QgsRectangle:
        return QgsRectangle(*self._source.grid.bounds) if self._source else QgsRectangle()

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

    def htmlMetadata(self) -> str:
        return estimate.description_html(self._source) if self._source else ""

    def lastErrorTitle(self) -> str:
        return "OGC API Coverage"

    def lastError(self) -> str:
        return self._problem or self.state.view.text

    # What a raster is

    def xSize(self) -> int:
        return self._source.grid.columns if self._source else 0

    def ySize(self) -> int:
        return self._source.grid.rows if self._source else 0

    def bandCount(self) -> int:
        return len(self._source.bands) if self._source else 0

    def dataType(self, _band: int) -> Qgis.DataType:
        return qgis_type(self._source.data_type) if self._source else Qgis.DataType.UnknownDataType

    def sourceDataType(self, band: int) -> Qgis.DataType:
        return self.dataType(band)

    def capabilities(self) -> Qgis.RasterInterfaceCapabilities:
        # Of the type of flags from the start: in Qt 5, two members together are a plain number.
        flags = Qgis.RasterInterfaceCapabilities(_CAPABILITY.Size)
        return flags | _CAPABILITY.Identify | _CAPABILITY.IdentifyValue

    def providerCapabilities(self) -> Qgis.RasterProviderCapabilities:
        # QGIS then asks for reprojected views as it asks files for them, so that both look the same.
        hint = Qgis.RasterProviderCapability.ProviderHintCanPerformProviderResampling
        return Qgis.RasterProviderCapabilities(hint)

    def colorInterpretation(self, band: int) -> Qgis.RasterColorInterpretation:
        source = self._source
        if source and source.data_type == "uint8" and len(source.bands) == 3 + source.has_alpha:
            return _COLOURS[band - 1]
        return Qgis.RasterColorInterpretation.GrayIndex if self.bandCount() == 1 else _undefined()

    def generateBandName(self, band: int) -> str:
        name = self.source.bands[band - 1].name if self._source else ""
        plain = f"Band {band}"
        return f"{plain}: {name}" if name and name != str(band) else plain

    def displayBandName(self, band: int) -> str:
        unit = self.source.bands[band - 1].unit if self._source else ""
        return f"{self.generateBandName(band)} [{unit}]" if unit else self.generateBandName(band)

    def bandDescription(self, band: int) -> str:
        return self.source.bands[band - 1].name if self._source else ""

    # Where it has no values

    def sourceHasNoDataValue(self, band: int) -> bool:
        return self.source.bands[band - 1].nodata is not None

    def sourceNoDataValue(self, band: int) -> float:
        nodata = self.source.bands[band - 1].nodata
        return float("nan") if nodata is None else nodata

    def useSourceNoDataValue(self, band: int) -> bool:
        return self._uses_nodata[band - 1]

    def setUseSourceNoDataValue(self, band: int, use: bool) -> None:  # noqa: FBT001 - as QGIS has it
        self._uses_nodata[band - 1] = use

    def _nodata(self, band: int) -> float | None:
        return self.source.bands[band - 1].nodata if self._uses_nodata[band - 1] else None

    # Its pixels

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
        pixels, sampling = self._view.read(extent, size[1], size[0], wish_of(feedback))
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
            if wish_of(feedback).is_drawing and self.state.view.view is View.FULL:
                self.state.note_view(ViewState(View.FAILED, text))

    def identify(
        self, point: QgsPointXY, format: Qgis.RasterIdentifyFormat, *_context: Any
    ) -> QgsRasterIdentifyResult:
        """Return the values of the pixel at a point, or why there are none."""
        if format != Qgis.RasterIdentifyFormat.Value or self._source is None:
            return QgsRasterIdentifyResult(_error("this layer has values only"))
        try:
            values = estimate.values_at(self.source, self._view, point, wish_of(None))
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

    # What is told of its values: an estimate, without a request

    def bandStatistics(self, band: int, *arguments: Any, **_named: Any) -> QgsRasterBandStats:
        extent = next((item for item in arguments if isinstance(item, QgsRectangle)), QgsRectangle())
        statistics = estimate.band_statistics(self.source, band)
        statistics.extent = self.extent() if extent.isEmpty() else extent
        return statistics

    def hasStatistics(self, *_arguments: Any, **_named: Any) -> bool:
        return True

    def cumulativeCut(
        self,
        band: int,
        lower: float,
        upper: float,
        *_arguments: Any,
    ) -> tuple[float, float]:
        """Return the values below which these parts of all lie.

        QGIS would take them from ``histogram``, which reads everything. That one cannot be written in
        Python: SIP hands over two of its numbers as pointers to objects that do not exist.
        """
        return estimate.cut(self.source, band, lower, upper)


def _error(text: str) -> QgsError:
    return QgsError(text, "SEC-IMS")


def _undefined() -> Qgis.RasterColorInterpretation:
    return Qgis.RasterColorInterpretation.Undefined
