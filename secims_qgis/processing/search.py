"""secims:search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import Qt

from secims_qgis.gui.search_words import note_words
from secims_qgis.model import Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.processing.algorithm import OUTPUT, CatalogueAlgorithm, cancelled_by, explained
from secims_qgis.processing.extents import bbox_of
from secims_qgis.processing.footprints import FOOTPRINT_CRS, footprint_fields, footprints
from secims_qgis.processing.json_file import distributions_as_json, record_as_json, write_json
from secims_qgis.processing.value_lists import values_of
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue import Catalogue
    from secims_qgis.model import PageNote

TEXT, EXTENT, START, END, LIMIT = "TEXT", "EXTENT", "START", "END", "LIMIT"
TYPES, KEYWORDS, ORGANISATIONS, FORMATS = "TYPES", "KEYWORDS", "ORGANISATIONS", "FORMATS"
FOOTPRINTS, MATCHED, RETURNED = "FOOTPRINTS", "MATCHED", "RETURNED"
DEFAULT_LIMIT = 100
PAGE_SIZE = 100
"""Records asked for at once; pygeoapi's and pycsw's usual maximum is not below."""
MAX_FRUITLESS_PAGES = 10
"""A catalogue that so often gives nothing new would go on for ever."""


class SearchAlgorithm(CatalogueAlgorithm):
    """Searches a catalogue."""

    def name(self) -> str:
        return "search"

    def displayName(self) -> str:
        return tr("Search catalogue")

    def own_tags(self) -> list[str]:
        return ["search", "find", "records", "csw", "ogc api records", "footprints"]

    def shortDescription(self) -> str:
        return tr("Finds records in a catalogue by words, extent and time.")

    def shortHelpString(self) -> str:
        return tr(
            "Searches a catalogue (OGC API Records or CSW 2.0.2) and writes the records that it finds, with "
            "their distributions, to a JSON file.\n\n"
            "All words of the text must occur in a record. The extent may be in any CRS; records whose own "
            "extent meets it are found. Start and end are dates (2020-01-31); records whose time overlaps "
            "are found. The limit is a number of records.\n\n"
            "Types (dataset, series, service …), keywords, organisations and formats (gpkg, shp.zip, tif …) "
            "may be several each, separated by semicolons or given as a list. A record must have one of the "
            "types, organisations and formats, and all of the keywords. What a catalogue cannot filter by is "
            "decided here, after reading its records.\n\n"
            "In the file, 'bbox' is west, south, east, north in degrees of longitude and latitude "
            "(OGC:CRS84), 'size_bytes' is in bytes, and 'index' is the number of a distribution that the "
            "other SEC-IMS algorithms take. 'matched' is null where the server does not say how many "
            "records match; the output MATCHED is then the same as RETURNED.\n\n"
            "Footprints are the extents of the records as polygons (EPSG:4326); records without an extent "
            "have none."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        date = Qgis.ProcessingDateTimeParameterDataType.Date
        integer = Qgis.ProcessingNumberParameterType.Integer
        self.add_catalogue_parameter()
        for parameter in (
            QgsProcessingParameterString(TEXT, tr("Words"), optional=True),
            QgsProcessingParameterExtent(EXTENT, tr("Extent"), optional=True),
            QgsProcessingParameterDateTime(START, tr("Not older than"), date, optional=True),
            QgsProcessingParameterDateTime(END, tr("Not newer than"), date, optional=True),
            QgsProcessingParameterString(TYPES, tr("Types"), optional=True),
            QgsProcessingParameterString(KEYWORDS, tr("Keywords"), optional=True),
            QgsProcessingParameterString(ORGANISATIONS, tr("Organisations"), optional=True),
            QgsProcessingParameterString(FORMATS, tr("Formats"), optional=True),
            QgsProcessingParameterNumber(
                LIMIT, tr("Number of records at most"), integer, DEFAULT_LIMIT, minValue=1
            ),
            QgsProcessingParameterFeatureSink(
                FOOTPRINTS,
                tr("Footprints"),
                Qgis.ProcessingSourceType.VectorPolygon,
                optional=True,
                createByDefault=False,
            ),
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Records"), "JSON (*.json)", QgsProcessing.TEMPORARY_OUTPUT
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(MATCHED, tr("Number of records that match")))
        self.addOutput(QgsProcessingOutputNumber(RETURNED, tr("Number of records in the file")))

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        limit = self.parameterAsInt(parameters, LIMIT, context)
        query = self._query(parameters, context, limit)
        catalogue = self.open_catalogue(feedback)
        with explained("test", feedback), cancelled_by(feedback, self.session):
            found = _collect(catalogue, query, limit, feedback)
        returned = len(found.records)
        matched = returned if found.matched is None else found.matched
        results: dict[str, Any] = {MATCHED: matched, RETURNED: returned}
        sink_id = self._write_footprints(parameters, context, found.records)
        if sink_id:
            results[FOOTPRINTS] = sink_id
        target = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        with explained("test", feedback):
            write_json(target, _document(catalogue, found))
        for problem in found.problems:
            feedback.pushWarning(tr("Skipped: {reason}").format(reason=problem.reason))
        for note in found.notes:
            feedback.pushInfo(tr("The list is {note}").format(note=note_words(note)))
        feedback.pushInfo(tr("{count} of {all} records").format(count=returned, all=matched))
        return {**results, OUTPUT: str(target)}

    def _query(self, parameters: dict[str, Any], context: QgsProcessingContext, limit: int) -> SearchQuery:
        return SearchQuery(
            text=self.parameterAsString(parameters, TEXT, context),
            bbox=bbox_of(self, parameters, EXTENT, context),
            start=self._date(parameters, START, context),
            end=self._date(parameters, END, context),
            type=values_of(self, parameters, TYPES, context),
            keywords=values_of(self, parameters, KEYWORDS, context),
            organisation=values_of(self, parameters, ORGANISATIONS, context),
            format=values_of(self, parameters, FORMATS, context),
            limit=min(PAGE_SIZE, limit),
        )

    def _date(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str | None:
        moment = self.parameterAsDateTime(parameters, name, context)
        return moment.date().toString(Qt.DateFormat.ISODate) if moment.isValid() else None

    def _write_footprints(
        self, parameters: dict[str, Any], context: QgsProcessingContext, records: tuple[Record, ...]
    ) -> str | None:
        """Return the id of the layer, or None where no footprints are wanted."""
        sink, sink_id = self.parameterAsSink(
            parameters,
            FOOTPRINTS,
            context,
            footprint_fields(),
            Qgis.WkbType.MultiPolygon,
            QgsCoordinateReferenceSystem(FOOTPRINT_CRS),
        )
        if sink is None:
            if parameters.get(FOOTPRINTS):
                raise QgsProcessingException(self.invalidSinkError(parameters, FOOTPRINTS))
            return None
        for feature in footprints(records):
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(self.writeFeatureError(sink, parameters, FOOTPRINTS))
        return sink_id


def _collect(
    catalogue: Catalogue, query: SearchQuery, limit: int, feedback: QgsProcessingFeedback
) -> RecordPage:
    """Return up to ``limit`` records, of as many pages as that takes, each record once."""
    found: dict[str, Record] = {}
    problems: list[RecordProblem] = []
    notes: dict[PageNote, None] = {}
    matched: int | None = None
    following: SearchQuery | None = query
    fruitless = 0
    while following is not None and len(found) < limit and fruitless < MAX_FRUITLESS_PAGES:
        asked = replace(following, limit=min(PAGE_SIZE, limit - len(found)))
        page = catalogue.search(asked)
        matched = page.matched if matched is None else matched
        problems += page.problems
        notes.update(dict.fromkeys(page.notes))
        known = len(found)
        for record in page.records:
            found.setdefault(record.id, record)
        fruitless = fruitless + 1 if len(found) == known else 0
        feedback.setProgress(100 * len(found) / max(1, min(limit, matched or limit)))
        following = page.next if page.next is not None and _goes_on(asked, page.next) else None
    return RecordPage(tuple(found.values()), matched, problems=tuple(problems), notes=tuple(notes))


def _goes_on(asked: SearchQuery, following: SearchQuery) -> bool:
    """Whether the next page is further on; a list that is asked for in another way begins anew."""
    return following.offset > asked.offset or following.route != asked.route


def _document(catalogue: Catalogue, found: RecordPage) -> dict[str, Any]:
    return {
        "catalogue": catalogue.url,
        "matched": found.matched,
        "returned": len(found.records),
        "records": [
            {**record_as_json(record), "distributions": distributions_as_json(record.distributions)}
            for record in found.records
        ],
        "problems": [{"record_id": item.record_id, "reason": item.reason} for item in found.problems],
    }
