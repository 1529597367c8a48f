"""secims:extract."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsProject,
)

from secims_qgis.model import CrsRef, Distribution, Record
from secims_qgis.processing.algorithm import OUTPUT, CatalogueAlgorithm, cancelled_by, explained
from secims_qgis.processing.verdict import verdict_of
from secims_qgis.translation import tr

DISTRIBUTION, EXTENT, CRS, WHERE, RESOLUTION = "DISTRIBUTION", "EXTENT", "CRS", "WHERE", "RESOLUTION"
FEATURES, PIXELS, TILES, CRS_VERDICT = "FEATURES", "PIXELS", "TILES", "CRS_VERDICT"
_NUMBER = r"\s*([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*"
_BOUNDS = re.compile(rf"{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}(?:\[([^\]]*)\])?\s*")
_FARTHEST_DEG = 360.0


class ExtractAlgorithm(CatalogueAlgorithm):
    """Makes a file of live data."""

    def name(self) -> str:
        return "extract"

    def displayName(self) -> str:
        return tr("Extract live data")

    def own_tags(self) -> list[str]:
        return ["extract", "clip", "live", "offline", "geopackage", "geotiff", "cog", "mbtiles", "ogc api"]

    def shortDescription(self) -> str:
        return tr("Saves what a service has in an extent: features, pixels or tiles, whole and checked.")

    def shortHelpString(self) -> str:
        return tr(
            "Saves live data of a record to a file: OGC API Features to a GeoPackage (.gpkg), OGC API "
            "Coverages to a cloud-optimized GeoTIFF (.tif), tiles and PMTiles to MBTiles (.mbtiles). The "
            "file appears when it is whole, or not at all.\n\n"
            "The distribution is its number in the record (see Describe record, 'index'), or a kind such as "
            "FEATURES or COVERAGE. Without one, the first that can be extracted is taken.\n\n"
            "Features that meet the extent are taken whole; of a coverage, the pixels that it touches, with "
            "their exact values. Without an extent, everything is taken. An extent may be in any CRS; "
            "numbers without a CRS are longitudes and latitudes.\n\n"
            "The file has the CRS in which the service stores the data, unless another one is chosen; pixels "
            "are then resampled by nearest neighbour. The size of a pixel is in units of that CRS. The "
            'condition on attributes is one of SQLite, such as "levels" > 3.\n\n'
            "Outputs: the file, the number of features, pixels or tiles in it, and the verdict of the CRS "
            "check (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent)."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.add_catalogue_parameter()
        self.add_record_parameter()
        size = Qgis.ProcessingNumberParameterType.Double
        advanced = (
            QgsProcessingParameterString(WHERE, tr("Condition on attributes"), optional=True),
            QgsProcessingParameterNumber(RESOLUTION, tr("Size of a pixel"), size, None, True, 0.0),
        )
        for parameter in advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        for parameter in (
            QgsProcessingParameterString(
                DISTRIBUTION, tr("Distribution (its number, or a kind; empty: the first)"), optional=True
            ),
            QgsProcessingParameterExtent(EXTENT, tr("Extent (empty: everything)"), optional=True),
            QgsProcessingParameterCrs(CRS, tr("CRS of the file (empty: that of the service)"), optional=True),
            *advanced,
            QgsProcessingParameterFileDestination(
                OUTPUT,
                tr("File"),
                "GeoPackage (*.gpkg);;GeoTIFF (*.tif);;MBTiles (*.mbtiles)",
                QgsProcessing.TEMPORARY_OUTPUT,
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(FEATURES, tr("Number of features")))
        self.addOutput(QgsProcessingOutputNumber(PIXELS, tr("Number of pixels")))
        self.addOutput(QgsProcessingOutputNumber(TILES, tr("Number of tiles")))
        self.addOutput(QgsProcessingOutputString(CRS_VERDICT, tr("Verdict of the CRS check")))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from secims_qgis.gui.layer_check import map_place

        self._place = map_place(context.project() or QgsProject())
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from secims_qgis.download import extract

        _catalogue, record = self.fetch_record(parameters, context, feedback)
        distribution = _chosen(record, self.parameterAsString(parameters, DISTRIBUTION, context))
        feedback.pushInfo(f"{distribution.kind.value}: {distribution.url}")
        extent, extent_crs = self._extent(parameters, context)
        crs = self.parameterAsCrs(parameters, CRS, context) if parameters.get(CRS) else None
        resolution = self.parameterAsDouble(parameters, RESOLUTION, context) or None
        target = _target(self.parameterAsFileOutput(parameters, OUTPUT, context), distribution)
        with explained("download", feedback), cancelled_by(feedback, self.session):
            result = extract(
                distribution,
                target,
                extent,
                extent_crs,
                crs,
                feedback,
                where=self.parameterAsString(parameters, WHERE, context),
                resolution=resolution if parameters.get(RESOLUTION) is not None else None,
                session=self.session,
                transform_context=self._place.context,
                overwrite=True,  # Processing asks before it names a file that is there
            )
        if result.features == 0:
            feedback.pushWarning(tr("There is nothing in this extent."))
        counts = {FEATURES: result.features, PIXELS: result.pixels, TILES: result.tiles}
        return {
            OUTPUT: str(result.files[0]),
            **{name: count for name, count in counts.items() if count is not None},
            CRS_VERDICT: verdict_of(
                result.files, record, _as_asked(distribution, crs), self._place, feedback
            ),
        }

    def _extent(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[Any, Any]:
        """Return the extent as xmin, ymin, xmax, ymax, and its CRS; None for everything."""
        given = parameters.get(EXTENT)
        if given in (None, ""):
            return None, None
        match = _BOUNDS.fullmatch(given) if isinstance(given, str) else None
        if match is None:
            extent = self.parameterAsExtent(parameters, EXTENT, context)
            return (None, None) if extent.isNull() else (extent, _known(self, parameters, context))
        west, east, south, north = (float(match.group(number)) for number in (1, 2, 3, 4))
        code = (match.group(5) or "").strip()
        if not code and max(abs(west), abs(east)) > _FARTHEST_DEG:
            raise QgsProcessingException(
                tr(
                    "{name} is no extent in longitude and latitude. If its numbers are metres, add their "
                    "CRS, as in “498000,523000,1514000,1561000 [EPSG:2006]”."
                ).format(name=EXTENT)
            )
        # Not as a rectangle: that would turn an extent across the antimeridian around.
        return (west, south, east, north), QgsCoordinateReferenceSystem(code) if code else None


def _as_asked(distribution: Distribution, crs: QgsCoordinateReferenceSystem | None) -> Distribution:
    """Return the distribution with the CRS that the file was to have, which need not be the record's."""
    return distribution if crs is None else replace(distribution, crs=CrsRef.from_text(crs.authid()))


def _known(
    algorithm: ExtractAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsCoordinateReferenceSystem | None:
    crs = algorithm.parameterAsExtentCrs(parameters, EXTENT, context)
    return crs if crs.isValid() else None


def _chosen(record: Record, wanted: str) -> Distribution:
    from secims_qgis.download.extracts import SUFFIXES
    from secims_qgis.processing.choose import distribution_of

    if wanted.strip():
        return distribution_of(record, wanted)
    for kind in SUFFIXES:  # features and pixels before pictures of them
        for item in record.distributions:
            if item.kind is kind and item.usable:
                return item
    raise QgsProcessingException(tr("The record has no live data that can be extracted."))


def _target(name: str, distribution: Distribution) -> Path:
    """Return the file to write; its ending is chosen here where the user chose none."""
    from secims_qgis.download.extracts import SUFFIXES

    path, suffixes = Path(name), SUFFIXES.get(distribution.kind)
    is_own = path.is_relative_to(QgsProcessingUtils.tempFolder())
    if suffixes and path.suffix.lower() not in suffixes and (is_own or not path.suffix):
        return path.with_suffix(suffixes[0])
    return path
