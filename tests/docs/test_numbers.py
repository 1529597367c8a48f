"""Numbers in the docs are those of the code, and of the EPSG Dataset as QGIS applies it."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsDistanceArea,
    QgsPointXY,
)

from secims_qgis.crs import compared, reference
from secims_qgis.download.queue_state import AT_ONCE, AT_ONCE_MAX
from secims_qgis.gui.saved_copy import SAVED_MAX
from secims_qgis.gui.settings import RECENT_SEARCHES_MAX
from secims_qgis.live import coverage_source, features, raster_disk
from tests.docs.pages import DOCS, prose_of

CASTRIES = QgsPointXY(-61.0, 14.01)
WORDS = {1: "one", 2: "two", 4: "four", 6: "six"}


def crs(code: int) -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem(f"EPSG:{code}")


def moved(point, source, target, context=None):
    chosen = context or QgsCoordinateTransformContext()
    return QgsCoordinateTransform(crs(source), crs(target), chosen).transform(point)


def metres(one, other):
    measure = QgsDistanceArea()
    measure.setEllipsoid("EPSG:7030")
    return measure.measureLine(one, other)


def taken_for(code: int, grid: int = 2006) -> float:
    """How far Castries moves where coordinates of a grid are taken for those of another CRS."""
    return metres(moved(moved(CASTRIES, 4326, grid), code, 4326), CASTRIES)


@pytest.fixture(scope="module")
def page():
    return " ".join(prose_of(DOCS / "crs.md").split())


def test_the_coordinates_of_castries(page):
    for code in (2006, 32620):
        point = moved(CASTRIES, 4326, code)
        assert f"{point.x():,.0f}, {point.y():,.0f}" in page


def test_the_distances_of_the_mistakes(page):
    assert round(taken_for(32620) / 1000) == round(taken_for(2006, 32620) / 1000) == 208
    assert "the reverse | 208 km" in page
    islands = {code: round(taken_for(code)) for code in (2000, 2001, 2002, 2003, 2004, 2005, 2007, 21291)}
    assert f"{min(islands.values())} m (St. Kitts) to {max(islands.values()):,} m (Dominica)" in page
    assert min(islands, key=islands.get) == 2005
    assert max(islands, key=islands.get) == 2002
    swapped = metres(QgsPointXY(CASTRIES.y(), CASTRIES.x()), CASTRIES)
    assert f"{round(swapped, -5) / 1000:,.0f} km" in page
    unshifted = moved(moved(CASTRIES, 4326, 2006), 2006, 4606)
    assert f"left out | {metres(unshifted, CASTRIES):.0f} m" in page


def test_the_two_transformations(page):
    found = {}
    for operation in QgsDatumTransform.operations(crs(2006), crs(4326)):
        context = QgsCoordinateTransformContext()
        context.addCoordinateOperation(crs(2006), crs(4326), operation.proj)
        place = moved(moved(CASTRIES, 4326, 2006), 2006, 4326, context)
        codes = {part.code for part in operation.operationDetails}
        found[round(operation.accuracy)] = (place, codes)
    assert sorted(found) == [2, 10]
    assert "6897" in found[2][1]
    assert "1446" in found[10][1]
    assert f"two transformations | {metres(found[2][0], found[10][0]):.1f} m" in page
    assert "EPSG:6897, accurate to 2 m, and *(1)*, EPSG:1446, accurate to 10 m" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("access.md", f"one request per {features.PAGE_SIZE:,} features"),
        ("access.md", f"at most {coverage_source.DEFAULT_BUDGET_BYTES / 1e6:.0f} MB for one view"),
        ("offline.md", f"the last {SAVED_MAX:,} of each catalogue"),
        ("offline.md", f"up to {raster_disk.MAX_BYTES / 1e6:.0f} MB"),
        ("downloads.md", f"{WORDS[AT_ONCE].title()} downloads run at the same time"),
        ("downloads.md", f"one up to {WORDS[AT_ONCE_MAX]}"),
        ("crs.md", f"Shifts of up to {reference.REACH_M / 1000:g} km"),
        ("crs.md", f"less than {compared.CLOSE_M:g} m counts as right"),
        ("search.md", f"your last {WORDS[RECENT_SEARCHES_MAX]} searches"),
    ],
)
def test_limits_are_those_of_the_code(name, words):
    assert words in re.sub(r"\s+", " ", prose_of(DOCS / name))


def test_a_week_is_what_pixels_are_kept_for():
    assert raster_disk.MAX_AGE_S == 7 * 24 * 3600


def test_the_algorithms_are_all_described(qgis_app):
    from secims_qgis.processing.provider import SecimsProvider

    provider = SecimsProvider()
    provider.refreshAlgorithms()
    described = set(
        re.findall(r"^\| `(secims:\w+)` \|", (DOCS / "scripting.md").read_text("utf-8"), re.MULTILINE)
    )
    assert described == {f"secims:{algorithm.name()}" for algorithm in provider.algorithms()}
