"""A trusted layer shows what no extent can: other islands' grids, and a datum shift that was left out."""

from __future__ import annotations

import random

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
)

from secims_qgis.crs import apply_remedy, check_crs
from secims_qgis.crs.reference import measure_offset
from secims_qgis.model import Confidence, CrsRef, CrsVerdict
from tests.crs.samples import COAST, RECORD_EXTENT, coast_points

CONTEXT = QgsCoordinateTransformContext()


@pytest.fixture(scope="module")
def coast():
    return QgsVectorLayer(str(COAST), "Coastline", "ogr")


def offset_of(layer, reference):
    return measure_offset((layer, layer.crs()), (reference, reference.crs()), CONTEXT, reference.name())


def checked(layer, reference, declared="EPSG:2006"):
    ref = CrsRef.from_text(declared) if declared else None
    return check_crs(layer, ref, RECORD_EXTENT, "EPSG:4326", offset=offset_of(layer, reference))


def moved(points, east_m: float, north_m: float, authid: str = "EPSG:2006") -> QgsVectorLayer:
    """Make a layer of some coast points, drawn this far from where they are."""
    crs = QgsCoordinateReferenceSystem(authid)
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, CONTEXT)
    layer = QgsVectorLayer(f"Point?crs={authid}", "moved", "memory")
    features = []
    for point in points:
        place = transform.transform(point)
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place.x() + east_m, place.y() + north_m)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize(
    ("east_m", "north_m"), [(0, 0), (60, -190), (-176, 0), (0, 1100), (-900, -700), (30, 5)]
)
def test_the_offset_is_found_to_a_metre_or_two(coast, east_m, north_m):
    offset = offset_of(moved(coast_points()[::7], east_m, north_m), coast)
    assert offset.share > 0.9
    # The grid's north is turned by a quarter of a degree here.
    tolerance = 2 + 0.006 * (abs(east_m) + abs(north_m))
    assert (offset.east_m, offset.north_m) == pytest.approx((east_m, north_m), abs=tolerance)


def test_a_layer_that_is_right_is_proved_right(sample, coast):
    report = checked(sample(2006, 2006).layer, coast)
    assert (report.verdict, report.confidence) == (CrsVerdict.OK, Confidence.CERTAIN)
    assert "Compared with “Coastline”" in report.explanation
    assert "Not verifiable" not in report.explanation


@pytest.mark.parametrize("really", [2005, 2007])
def test_another_islands_grid_under_the_name_of_saint_lucias(sample, coast, project, really):
    made = sample(really, 2006)
    assert check_crs(made.layer, None, RECORD_EXTENT, "EPSG:4326").verdict is CrsVerdict.OK
    report = checked(made.layer, coast)
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.WRONG_BUT_KNOWN, f"EPSG:{really}")
    apply_remedy(made.layer, report.remedies[0], project)
    assert made.largest_error_m() < 0.05


@pytest.mark.parametrize(("really", "says"), [(4326, 4606), (4606, 4326)])
def test_degrees_of_the_other_datum(sample, coast, project, really, says):
    made = sample(really, says)
    report = checked(made.layer, coast, None)
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.WRONG_BUT_KNOWN, f"EPSG:{really}")
    assert "19" in report.explanation, "about 195 m"
    apply_remedy(made.layer, report.remedies[0], project)
    assert made.largest_error_m() < 0.05


def test_a_datum_shift_that_was_left_out_on_the_way_to_utm(coast):
    """No CRS mends coordinates that were computed as if the two datums were one; but it is said."""
    layer = moved(coast_points(), 59.4, -185.3, "EPSG:32620")
    report = checked(layer, coast, "EPSG:32620")
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert "datum shift makes that was left out" in report.explanation


def test_layers_with_nothing_in_common_are_not_compared(coast):
    inland = moved([QgsPointXY(-60.98 + n / 5000, 13.9 + (n % 3) / 300) for n in range(40)], 0, 0)
    assert offset_of(inland, coast) is None
    assert offset_of(moved(coast_points()[:3], 0, 0), coast) is None


def test_a_coast_of_the_whole_world_is_cut_before_it_is_measured(coast, monkeypatch):
    """Points every 10 m along all of a continent would not fit into memory."""
    island = next(coast.getFeatures()).geometry()
    ring = [QgsPointXY(*corner) for corner in ((-120, -50), (120, -50), (120, 50), (-120, 50), (-120, -50))]
    world = QgsVectorLayer("MultiPolygon?crs=EPSG:4326", "World", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.collectGeometry([QgsGeometry.fromPolygonXY([ring]), island]))
    world.dataProvider().addFeature(feature)
    longest = []
    densified = QgsGeometry.densifyByDistance

    def watched(geometry, distance):
        longest.append(geometry.length())
        return densified(geometry, distance)

    monkeypatch.setattr(QgsGeometry, "densifyByDistance", watched)
    offset = offset_of(moved(coast_points()[::7], -176, 0), world)
    assert longest
    assert max(longest) < 10
    assert offset.east_m == pytest.approx(-176, abs=3)


@pytest.mark.parametrize("to_the_end", [True, False])
def test_features_that_qgis_downloads_are_read_to_the_end(coast, to_the_end, monkeypatch):
    monkeypatch.setattr("secims_qgis.crs.reference.LAYER_POINTS", 30)
    read, points = [], QgsGeometry.fromMultiPointXY(coast_points())

    class Source:
        def getFeatures(self, _request):
            for number in range(20):
                read.append(number)
                feature = QgsFeature()
                feature.setGeometry(points)
                yield feature

    pair = ((Source(), coast.crs()), (coast, coast.crs()))
    assert measure_offset(*pair, CONTEXT, to_the_end=to_the_end).share > 0.9
    assert (len(read) == 20) == to_the_end


def streets(seed: int) -> QgsVectorLayer:
    """Make a town: streets at odd distances, on the BWI grid."""
    chance = random.Random(seed)
    layer = QgsVectorLayer("LineString?crs=EPSG:2006", "Streets", "memory")
    features = []
    for _street in range(60):
        x, y = chance.uniform(505_000, 509_000), chance.uniform(1_545_000, 1_549_000)
        feature = QgsFeature()
        bend = QgsPointXY(x + chance.uniform(-600, 600), y + chance.uniform(-600, 600))
        end = QgsPointXY(bend.x() + chance.uniform(-600, 600), bend.y() + chance.uniform(-600, 600))
        feature.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(x, y), bend, end]))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def on_the_grid(places) -> QgsVectorLayer:
    layer = QgsVectorLayer("Point?crs=EPSG:2006", "Places", "memory")
    features = []
    for x, y in places:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize("seed", range(6))
def test_a_few_places_that_have_nothing_to_do_with_the_streets_prove_nothing(seed):
    """Some offset puts most of them near a street."""
    chance = random.Random(seed)
    for count in (8, 12):
        places = [
            (chance.uniform(506_000, 508_000), chance.uniform(1_546_000, 1_548_000)) for _ in range(count)
        ]
        assert offset_of(on_the_grid(places), streets(seed)) is None
    house = [(507_000 + chance.uniform(-8, 8), 1_547_000 + chance.uniform(-8, 8)) for _corner in range(20)]
    assert offset_of(on_the_grid(house), streets(seed)) is None


@pytest.mark.parametrize("seed", range(3))
def test_places_along_the_streets_show_their_shift(seed):
    chance, town = random.Random(seed), streets(seed)
    lines = [feature.geometry() for feature in town.getFeatures()]
    beside = [line.interpolate(chance.uniform(0, line.length())).asPoint() for line in lines]
    offset = offset_of(on_the_grid([(point.x() + 176, point.y()) for point in beside]), town)
    assert offset.distance_m == pytest.approx(176, abs=15)
