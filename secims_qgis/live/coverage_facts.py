"""What ``secims_coverage`` tells of itself without a look at its pixels: size, bands, ranges of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsError,
    QgsRasterBandStats,
    QgsRasterDataProvider,
    QgsRectangle,
)

from secims_qgis.live import coverage_estimate as estimate
from secims_qgis.live.coverage_source import CoverageSource, crs_of, read_source
from secims_qgis.live.coverage_temporal import offer_times
from secims_qgis.live.raster_block import qgis_type
from secims_qgis.live.raster_registry import COVERAGE, shared
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    from qgis.core import QgsDataProvider

    from secims_qgis.live.coverage_state import SourceState

_COLOURS = (
    Qgis.RasterColorInterpretation.RedBand,
    Qgis.RasterColorInterpretation.GreenBand,
    Qgis.RasterColorInterpretation.BlueBand,
    Qgis.RasterColorInterpretation.AlphaBand,
)
_CAPABILITY = Qgis.RasterInterfaceCapability


class CoverageFacts(QgsRasterDataProvider):
    """The part of the provider that needs its URI only, see ``CoverageSource``."""

    def __init__(
        self,
        uri: str,
        options: QgsDataProvider.ProviderOptions,
        source: CoverageSource | None = None,
    ) -> None:
        """Read the URI, unless it was read before (``source``)."""
        super().__init__(uri, options)
        self._source: CoverageSource | None = None
        self._crs = QgsCoordinateReferenceSystem()
        self._uses_nodata: list[bool] = []
        self._problem = ""
        try:
            self._source = source or read_source(uri)
            self._crs = crs_of(self._source)
            self._uses_nodata = [True] * len(self._source.bands)
            if self._source.cube is not None:
                offer_times(self.temporalCapabilities(), self._source.cube)
        except LiveLayerError as error:
            self._problem = str(error)

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

    def htmlMetadata(self) -> str:
        return estimate.description_html(self._source) if self._source else ""

    def lastErrorTitle(self) -> str:
        return "OGC API Coverage"

    def lastError(self) -> str:
        return self._problem or self.state.view.text or self.state.error

    def error(self) -> QgsError:
        return QgsError(self.lastError(), "SEC-IMS") if self.lastError() else QgsError()

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

    # What is told of its values: an estimate, without a request

    def bandStatistics(self, band: int, *arguments: Any, **_named: Any) -> QgsRasterBandStats:
        extent = next((item for item in arguments if isinstance(item, QgsRectangle)), QgsRectangle())
        if 0 in arguments[2:3]:  # of all pixels, not of a sample
            self.state.say(f"{self.source.title}: {estimate.ESTIMATE_NOTE}")
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


def _undefined() -> Qgis.RasterColorInterpretation:
    return Qgis.RasterColorInterpretation.Undefined
