"""Nothing that the plugin shows of its own is left in English: it speaks a language without words here."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel, QLineEdit, QWidget

from secims_qgis.crs import apply_remedy, check_crs
from secims_qgis.gui.crs_page import CrsPage
from secims_qgis.gui.crs_words import added_but, position_words, verdict_words
from secims_qgis.gui.formats import crs_name
from secims_qgis.gui.offer_position import position_of
from secims_qgis.gui.options_page import OptionsNews, OptionsPage
from secims_qgis.gui.positions_list import PositionsList
from secims_qgis.gui.report_source import ReportSource
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.model import BBox, CrsRef, Distribution, DistributionKind, Record
from secims_qgis.processing.provider import SecimsProvider
from secims_qgis.project.position import check_position
from secims_qgis.translation import speak
from tests.gui.test_add_and_download import open_record

MARK = "¤"
WORD = re.compile(r"[A-Za-z]{3,}")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# The same in every language: names, keys, and the mark-up of a link.
NAMES = re.compile(
    r"SEC-IMS|Saint Lucia|Test catalogue|GeoPackage|WGS|EPSG:|St\. Lucia 1955 to|St\. Lucia|"
    r"\((?:Ctrl|Alt|Shift)\+[^)]*\)|<[^>]*>"
)
ISLAND = BBox(-61.09, 13.70, -60.86, 14.12)
ON_THE_GRID = "Polygon ((500000 1516000, 520000 1516000, 520000 1558000, 500000 1558000, 500000 1516000))"
EXCHANGED = "Polygon ((1516000 500000, 1558000 500000, 1558000 520000, 1516000 520000, 1516000 500000))"
BWI = CrsRef.from_text("EPSG:2006")
LAYERS = {
    "in the right place": ("EPSG:2006", ON_THE_GRID),
    "in the wrong place": ("EPSG:32620", ON_THE_GRID),
    "on the grid of another island": ("EPSG:2005", ON_THE_GRID),
    "without CRS": ("", ON_THE_GRID),
    "swapped": ("EPSG:2006", EXCHANGED),
    "lost": ("EPSG:4326", "Polygon ((0 0, 1 0, 1 1, 0 1, 0 0))"),
}


@pytest.fixture
def marked():
    """A language in which each text is its English with a mark, and all of its words are gone."""
    speak(_marked)
    yield
    speak()


def _marked(text):
    parts = PLACEHOLDER.split(text)
    kept = [*PLACEHOLDER.findall(text), ""]
    return "".join(WORD.sub(MARK, part) + placeholder for part, placeholder in zip(parts, kept))


def _shown(root):
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget.parent(), QgsFileWidget):
            continue  # its words are QGIS's own
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))


def _english(texts, of_the_record=()):
    """Return the texts with words that are neither names nor said by the record."""
    found = []
    for text in sorted(set(texts)):
        rest = text
        for said in of_the_record:
            rest = rest.replace(said, "")
        if WORD.search(NAMES.sub("", rest)):
            found.append(text)
    return found


@pytest.mark.demo
def test_the_dock(marked, use, demo, open_dock, qtbot):
    use(demo.records)
    body = open_dock().body
    qtbot.waitUntil(lambda: MARK in body.results.count.text(), timeout=20_000)
    assert _english(_shown(body)) == []
    open_record(qtbot, body, "coral reefs", "Coral reefs of Saint Lucia")
    record = body.record.record
    texts = list(_shown(body.record))
    # How much of the description is seen depends on the width of the dock.
    folded = [text for text in texts if text and record.description.startswith(text.rstrip("… "))]
    assert folded
    assert _english(texts, (record.title, record.organisation, record.license, *folded, "Jun")) == []
    rows = body.record.offer_list.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    texts = [rows.index(row, 0).data(role) for row in range(rows.rowCount()) for role in roles]
    assert any(MARK in text for text in texts)
    assert _english(texts) == []


def test_the_options(marked, settings):
    page = OptionsPage(OptionsNews())
    assert any(MARK in text for text in _shown(page))
    assert _english(_shown(page)) == []


def test_the_algorithms(marked):
    provider = SecimsProvider()
    provider.loadAlgorithms()
    algorithms = provider.algorithms()
    assert len(algorithms) >= 6
    for algorithm in algorithms:
        named = (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions())
        texts = [algorithm.displayName(), algorithm.shortHelpString(), algorithm.shortDescription()]
        assert _english([*texts, *(each.description() for each in named)]) == []


@pytest.fixture
def page(marked, project, window):
    tasks = TaskKeeper(QgsApplication.taskManager())
    shown = CrsPage(project, tasks, window)
    yield shown
    tasks.stop()


def _layer(project, kind):
    authid, wkt = LAYERS[kind]
    layer = QgsVectorLayer(f"Polygon?crs={authid or 'EPSG:4326'}", "42", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(authid))
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def _file(layer):
    """The name of the copy that a remedy would write."""
    return f"{layer.name()}_epsg2006.gpkg", f"{layer.name()}_swapped.gpkg"


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize(
    "expected", [ISLAND, BBox(-90, 5, -55, 30), None], ids=["island", "wide", "no extent"]
)
def test_the_crs_report(project, page, kind, expected):
    layer = _layer(project, kind)
    report = check_crs(layer, BWI, expected, "EPSG:4326")
    source = ReportSource(layer, layer.name(), BWI, expected)
    page.show_report(source, report)
    texts = [*_shown(page), *page.text.splitlines()]
    assert sum(MARK in text for text in texts) > 6
    assert _english(texts, [part.replace("_", "_\u200b") for part in _file(layer)] + [*_file(layer)]) == []
    assert _english([added_but("42", report), position_words(report), verdict_words(report.verdict)]) == []


@pytest.mark.parametrize("kind", ["in the wrong place", "without CRS"])
def test_the_crs_report_of_a_layer_that_was_mended(project, page, kind):
    layer = _layer(project, kind)
    first = check_crs(layer, BWI, ISLAND, "EPSG:4326").remedies[0]
    change = apply_remedy(layer, first, project)
    source = ReportSource(layer, layer.name(), BWI, ISLAND, change)
    page.show_report(source, check_crs(layer, BWI, ISLAND, "EPSG:4326"))
    texts = [*_shown(page), *page.text.splitlines()]
    assert any(MARK in text and "2006" in text for text in texts)
    assert _english(texts) == []


def test_the_crs_report_of_a_datum_shift(project, page):
    source, target = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    worse = max(QgsDatumTransform.operations(source, target), key=lambda item: item.accuracy)
    context = QgsCoordinateTransformContext()
    context.addCoordinateOperation(source, target, worse.proj, False)
    layer = _layer(project, "in the right place")
    report = check_crs(layer, BWI, ISLAND, target, context)
    page.show_report(ReportSource(layer, layer.name(), BWI, ISLAND), report)
    assert "18.5" in report.explanation
    assert _english([*_shown(page), *page.text.splitlines(), position_words(report)]) == []


def test_the_list_of_layers_that_were_checked(project, marked, qtbot):
    found = PositionsList(tuple(check_position(_layer(project, kind), project) for kind in LAYERS))
    qtbot.addWidget(found)
    lines = [found.list.item(row).text() for row in range(found.list.count())]
    assert len(lines) == len(LAYERS)
    assert _english([*_shown(found), *lines]) == []


@pytest.mark.parametrize("said", ["EPSG:2006", "EPSG:2005", "EPSG:21292", "EPSG:999999", ""])
def test_the_column_of_the_distributions(marked, said):
    crs = CrsRef.from_text(said)
    record = Record("a", bbox=ISLAND, crs=(crs,) if crs else ())
    link = Distribution(DistributionKind.FILE, "https://example.org/a.gpkg")
    text = position_of(link, record, is_data=True).text
    assert MARK in text
    assert _english([text, crs_name(crs) if crs else ""]) == []


@pytest.mark.parametrize("given", [{"EXPECTED_EXTENT": "-61.09,-60.86,13.70,14.12 [EPSG:4326]"}, {}])
@pytest.mark.parametrize("kind", LAYERS)
def test_what_the_algorithm_says_of_a_layer(project, marked, kind, given):
    provider = SecimsProvider()
    provider.loadAlgorithms()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    layer = _layer(project, kind)
    algorithm = provider.algorithm("checkcrs")
    parameters = {"INPUT": layer, "DECLARED": "EPSG:2006", **given}
    results, done = algorithm.run(parameters, context, feedback, {}, False)
    assert done
    texts = [results["EXPLANATION"], results["REMEDY"], *feedback.textLog().splitlines()]
    assert MARK in results["EXPLANATION"]
    assert _english(texts, _file(layer)) == []
