"""What a report says: numbers, facts, remedies, datum shifts."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsFeature,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)

from secims_qgis.crs import apply_remedy, check_crs, declared_crs, headline
from secims_qgis.model import (
    BBox,
    Confidence,
    CrsRef,
    CrsVerdict,
    Distribution,
    DistributionKind,
    Record,
    RemedyAction,
)
from tests.crs.samples import RECORD_EXTENT

BWI = CrsRef.from_text("EPSG:2006")
WGS84 = CrsRef.from_text("EPSG:4326")
# The BWI grid without a known datum, as a .prj of unknown origin has it.
NO_DATUM_WKT = (
    'PROJCS["Grid",GEOGCS["Local",DATUM["D_Local",SPHEROID["Clarke 1880 (RGS)",6378249.145,293.465]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",-62],PARAMETER["scale_factor",0.9995],'
    'PARAMETER["false_easting",400000],PARAMETER["false_northing",0],UNIT["metre",1]]'
)


def memory_layer(crs: str, wkt: str = "", kind: str = "Polygon") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "memory", "memory")
    if wkt:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeature(feature)
        layer.updateExtents()
    return layer


def box_layer(crs: str, *bounds: float) -> QgsVectorLayer:
    return memory_layer(crs, QgsGeometry.fromRect(QgsRectangle(*bounds)).asWkt())


def fact(report, name):
    return next(item.value for item in report.facts if item.name == name)


def test_utm_claimed_for_bwi_coordinates(sample):
    report = check_crs(sample(2006, 32620).layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert headline(report) == "Drawn 208 km too far west"
    assert report.explanation == (
        "Drawn 208 km too far west: the file says UTM 20N (EPSG:32620), but its coordinates, 499,520 to "
        "521,762 m east, fit the BWI grid (EPSG:2006), which the record names."
    )
    assert [(item.name, item.value) for item in report.facts] == [
        ("Position", "208 km too far west"),
        ("Record", "BWI grid, EPSG:2006"),
        ("File", "UTM 20N, EPSG:32620"),
        ("Coordinates", "fit EPSG:2006, not EPSG:32620"),
        ("Layer", "UTM 20N, as the file says"),
        ("Project", "WGS 84, EPSG:4326"),
        ("Datum shift", "St. Lucia 1955 to WGS 84 (2), ±2 m"),
        ("Certainty", "certain: position and record agree"),
    ]
    assert report.remedies[0].title == "Set layer CRS to EPSG:2006"
    assert report.remedies[0].effect == (
        "Moves the layer 208 km east, onto Saint Lucia. The file stays as it is."
    )
    assert report.remedies[-1].action is RemedyAction.LEAVE
    assert report.offset_m == pytest.approx(208_000, abs=500)
    assert report.accuracy_m == 2


def test_crs84_and_4326_are_the_same(sample):
    report = check_crs(sample(4326, 4326).layer, CrsRef.from_text("OGC:CRS84"), RECORD_EXTENT, "EPSG:3857")
    assert (report.verdict, report.remedies) == (CrsVerdict.OK, ())


def test_a_harmless_difference_needs_nothing(sample):
    report = check_crs(sample(2006, 2006).layer, WGS84, RECORD_EXTENT, "EPSG:4326")
    assert (report.verdict, report.remedies) == (CrsVerdict.DIFFERS, ())
    assert "nothing needs doing" in report.explanation


@pytest.mark.parametrize(("says", "declared"), [(4606, "EPSG:4326"), (4326, "EPSG:4606")])
def test_two_datums_in_degrees_cannot_be_told_apart(sample, says, declared):
    report = check_crs(sample(4326, says).layer, CrsRef.from_text(declared), RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.DIFFERS
    assert "195 m apart" in report.explanation
    assert [item.action for item in report.remedies] == [RemedyAction.LEAVE, RemedyAction.SET_LAYER_CRS]


def test_the_grid_of_another_island_is_never_right(sample):
    report = check_crs(sample(2006, 2005).layer, CrsRef.from_text("EPSG:2005"), RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.WRONG_BUT_KNOWN
    assert "made for another area" in report.explanation
    assert "176 m" in report.explanation


def test_a_grid_without_a_datum_shift_is_doubted(sample):
    made = sample(2006, 2006)
    made.layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(NO_DATUM_WKT))
    assert made.largest_error_m() > 190
    report = check_crs(made.layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.DIFFERS
    assert "knows no datum shift" in report.explanation
    assert report.remedies[0].authid == "EPSG:2006"


def test_swapped_axes_in_a_grid_without_a_datum_shift_are_mended_at_once(sample, project):
    made = sample(2006, 2006, swapped=True)
    made.layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(NO_DATUM_WKT))
    report = check_crs(made.layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.SWAPPED_AXES, "EPSG:2006")
    apply_remedy(made.layer, report.remedies[0], project)
    assert made.largest_error_m() < 0.05


def test_the_worse_datum_shift_is_named_with_its_distance(sample):
    source, target = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    worse = max(QgsDatumTransform.operations(source, target), key=lambda item: item.accuracy)
    context = QgsCoordinateTransformContext()
    context.addCoordinateOperation(source, target, worse.proj, False)
    report = check_crs(sample(2006, 2006).layer, BWI, RECORD_EXTENT, target, context)
    assert report.verdict is CrsVerdict.OK
    assert report.accuracy_m == 10
    assert fact(report, "Datum shift") == "St. Lucia 1955 to WGS 84 (1), ±10 m"
    assert "18.5 m apart" in report.explanation


@pytest.mark.parametrize("project_crs", ["EPSG:4326", "EPSG:3857", "EPSG:32620", None])
def test_the_better_datum_shift_is_used_by_default(sample, project_crs):
    report = check_crs(sample(2006, 2006).layer, BWI, RECORD_EXTENT, project_crs)
    assert report.accuracy_m == 2
    assert "although" not in report.explanation


def test_no_shift_is_needed_in_the_same_crs(sample):
    report = check_crs(sample(2006, 2006).layer, BWI, RECORD_EXTENT, "EPSG:2006")
    assert (report.accuracy_m, fact(report, "Datum shift")) == (0, "none needed")


def test_a_project_without_crs_is_offered_one(sample):
    report = check_crs(sample(2006, 2006).layer, BWI, RECORD_EXTENT, QgsCoordinateReferenceSystem())
    assert [item.action for item in report.remedies] == [RemedyAction.SET_PROJECT_CRS]


@pytest.mark.parametrize("kind", ["Point", "NoGeometry", "Polygon"])
def test_an_empty_layer_has_no_extent(kind):
    report = check_crs(memory_layer("EPSG:4326", kind=kind), BWI, RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.NO_EXTENT
    assert report.offset_m is None


def test_an_empty_layer_without_crs_is_offered_that_of_the_record():
    layer = memory_layer("EPSG:4326")
    layer.setCrs(QgsCoordinateReferenceSystem())
    report = check_crs(layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.MISSING, "EPSG:2006")


@pytest.mark.parametrize(
    ("wkt", "verdict"),
    [
        ("Point(-60.98 14.01)", CrsVerdict.OK),
        ("Point(-62.98 14.01)", CrsVerdict.WRONG_PLACE),
        ("LineString(-60.98 13.8, -60.98 14.0)", CrsVerdict.OK),
    ],
)
def test_points_and_lines_have_a_place_though_no_area(wkt, verdict):
    kind = wkt.split("(", maxsplit=1)[0]
    assert check_crs(memory_layer("EPSG:4326", wkt, kind), None, RECORD_EXTENT, None).verdict is verdict


def test_a_point_record_takes_a_point():
    spot = BBox(-60.98, 14.01, -60.98, 14.01)
    layer = memory_layer("EPSG:4326", "Point(-60.9801 14.0099)", "Point")
    assert check_crs(layer, None, spot, None).verdict is CrsVerdict.OK


def test_null_island_is_pointed_out():
    report = check_crs(memory_layer("EPSG:4326", "Point(0 0)", "Point"), WGS84, RECORD_EXTENT, None)
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert "reaches to 0, 0" in report.explanation
    stray = check_crs(box_layer("EPSG:4326", -61.05, 0, 0, 14.1), WGS84, RECORD_EXTENT, None)
    assert "reaches to 0, 0" in stray.explanation


def test_a_world_dataset_is_not_failed():
    world = box_layer("EPSG:4326", -180, -90, 180, 90)
    assert check_crs(world, WGS84, None, None).verdict is CrsVerdict.NO_EXTENT
    assert check_crs(world, WGS84, RECORD_EXTENT, None).verdict is CrsVerdict.OK
    assert check_crs(world, WGS84, BBox(-180, -90, 180, 90), None).verdict is CrsVerdict.OK


def test_an_extent_across_the_antimeridian():
    fiji = BBox(177.0, -20.0, -178.0, -15.0)
    assert (
        check_crs(box_layer("EPSG:4326", 177.5, -19, 181.5, -16), None, fiji, None).verdict is CrsVerdict.OK
    )
    assert (
        check_crs(box_layer("EPSG:4326", -61, 13, -60, 14), None, fiji, None).verdict
        is CrsVerdict.WRONG_PLACE
    )


def test_coordinates_that_are_nowhere_on_earth():
    report = check_crs(box_layer("EPSG:4326", 9e6, 9e6, 9.1e6, 9.1e6), None, None, None)
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert report.explanation.startswith("Cannot be drawn")
    assert report.offset_m is None


@pytest.mark.parametrize("text", ["Local grid", "EPSG:999999", "4326/BWI", "</b>+proj=tmerc"])
def test_a_declaration_that_names_no_known_crs_is_quoted_not_used(sample, text):
    report = check_crs(sample(2006, 2006).layer, CrsRef.from_text(text), RECORD_EXTENT, None)
    assert report.verdict is CrsVerdict.OK
    assert fact(report, "Record") == f"“{text}”"


def test_a_check_works_in_another_thread(sample, qtbot):
    from qgis.core import QgsApplication, QgsTask

    path = sample(2006, 32620).layer.source()
    found = []

    def work(_task):
        layer = QgsVectorLayer(path, "coast", "ogr")
        found.append(check_crs(layer, BWI, RECORD_EXTENT, "EPSG:4326").verdict)

    task = QgsTask.fromFunction("check", work)
    QgsApplication.taskManager().addTask(task)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found == [CrsVerdict.WRONG_BUT_KNOWN]


def test_which_declared_crs_counts(sample):
    link = Distribution(DistributionKind.FILE, "https://example.org/a.gpkg")
    record = Record("a", crs=(WGS84, BWI))
    layer = sample(2006, 2006).layer
    assert declared_crs(record, link, layer) == BWI
    assert declared_crs(record, link, sample(32620, 32620).layer) == WGS84
    assert declared_crs(Record("a"), link, layer) is None
    own = Distribution(DistributionKind.FILE, link.url, crs=CrsRef.from_text("EPSG:32620"))
    assert declared_crs(record, own, layer) == own.crs


TILES = {
    "xyz": ("wms", "type=xyz&url=https://x.example/{z}/{x}/{y}.png&zmin=0&zmax=9"),
    "vector": ("xyzvectortiles", "type=xyz&url=https://x.example/{z}/{x}/{y}.pbf&zmin=0&zmax=9"),
}


@pytest.mark.parametrize("kind", TILES)
def test_tiles_are_judged_by_where_they_are_not_by_the_crs_of_the_data(kind):
    provider, source = TILES[kind]
    layer = QgsRasterLayer(source, kind, provider) if kind == "xyz" else QgsVectorTileLayer(source, kind)
    layer.setExtent(QgsRectangle(-6_800_000, 1_541_000, -6_775_000, 1_588_000))
    report = check_crs(layer, CrsRef.from_text("EPSG:2006"), RECORD_EXTENT, "EPSG:4326")
    assert (report.verdict, report.remedies) == (CrsVerdict.OK, ())
    assert "Its tiles are in Web Mercator (EPSG:3857)" in report.explanation
    assert "EPSG:2006" in report.explanation
    layer.setExtent(QgsRectangle(6_775_000, 1_541_000, 6_800_000, 1_588_000))
    away = check_crs(layer, CrsRef.from_text("EPSG:2006"), RECORD_EXTENT, "EPSG:4326")
    assert away.verdict is CrsVerdict.WRONG_PLACE


@pytest.mark.parametrize(
    ("really", "says", "declared", "confidence"),
    [
        (2006, 32620, "EPSG:2006", Confidence.CERTAIN),
        (2006, 32620, None, Confidence.LIKELY),
        (4326, 32620, None, Confidence.UNSURE),
        (2006, 2005, "EPSG:2006", Confidence.LIKELY),
        (2006, 2006, "EPSG:2006", Confidence.LIKELY),
        (4326, 4606, "EPSG:4326", Confidence.UNSURE),
    ],
)
def test_how_sure_a_verdict_is(sample, really, says, declared, confidence):
    ref = CrsRef.from_text(declared) if declared else None
    report = check_crs(sample(really, says).layer, ref, RECORD_EXTENT, "EPSG:4326")
    assert report.confidence is confidence, report
    if (really, says, declared) == (4326, 32620, None):
        assert "St. Lucia 1955 (EPSG:4606) would fit as well, 195 m away" in report.explanation


def test_a_file_with_a_datum_shift_of_its_own_is_doubted(sample, project):
    made = sample(2006, 2006)
    shift = "293.465],TOWGS84[-149,128,296,0,0,0,0]]"
    made.layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(NO_DATUM_WKT.replace("293.465]]", shift)))
    assert made.largest_error_m() == pytest.approx(18.5, abs=0.2)
    report = check_crs(made.layer, None, RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.DIFFERS
    assert "19 m from where the BWI grid (EPSG:2006) does" in report.explanation
    apply_remedy(made.layer, report.remedies[0], project)
    assert made.largest_error_m() < 0.05
    assert check_crs(made.layer, None, RECORD_EXTENT, "EPSG:4326").verdict is CrsVerdict.OK
