"""Remedies that write: where the layer lies afterwards, what undoing leaves, and what is never left."""

from __future__ import annotations

import json

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsFeedback,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from secims_qgis.crs import apply_remedy, check_crs, last_change, needs_copy, plan_copy, write_copy
from secims_qgis.model import CrsRef, CrsVerdict, Remedy, RemedyAction
from secims_qgis.network.errors import CancelledError, CrsError
from tests.crs.samples import (
    RECORD_EXTENT,
    Sample,
    coast_points,
    from_degrees,
    make_raster,
    make_sample,
    metres_apart,
    reference,
)

BWI = CrsRef.from_text("EPSG:2006")
NEAR_M = 0.05


def remedy_of(report, action: RemedyAction) -> Remedy:
    return next(item for item in report.remedies if item.action is action)


def checked(layer, declared=BWI):
    return check_crs(layer, declared, RECORD_EXTENT, "EPSG:4326")


def state_of(layer):
    return (layer.source(), layer.providerType(), layer.crs().authid(), layer.extent().toString(3))


@pytest.fixture
def table(tmp_path):
    """Make a CSV of the coast on the BWI grid, its columns perhaps the wrong way round."""

    def make(*, is_swapped: bool) -> Sample:
        truth = coast_points()
        points = [from_degrees(2006).transform(point) for point in truth]
        rows = [(p.y(), p.x()) if is_swapped else (p.x(), p.y()) for p in points]
        path = tmp_path / "coast.csv"
        path.write_text("x,y\n" + "".join(f"{x!r},{y!r}\n" for x, y in rows), encoding="utf-8")
        uri = f"file://{path}?type=csv&xField=x&yField=y&crs=EPSG:2006&spatialIndex=no"
        return Sample(QgsVectorLayer(uri, "coast", "delimitedtext"), truth)

    return make


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize("says", [2006, 32620, None])
def test_swapped_axes_of_a_file_are_exchanged_in_a_copy(sample, project, suffix, says):
    made = sample(2006, says, swapped=True, suffix=suffix)
    before = state_of(made.layer)
    remedy = checked(made.layer).remedies[0]
    assert remedy.action is RemedyAction.SWAP_AXES
    change = apply_remedy(made.layer, remedy, project)
    assert made.largest_error_m() < NEAR_M
    assert checked(made.layer).verdict is CrsVerdict.OK
    copy = made.layer.source()
    change.undo()
    assert state_of(made.layer) == before
    assert not (QgsVectorLayer(copy, "gone", "ogr")).isValid(), "the copy goes with the change"


def test_swapped_columns_of_a_table_are_read_the_other_way_round(table, project, tmp_path):
    made = table(is_swapped=True)
    before, files = state_of(made.layer), sorted(tmp_path.iterdir())
    change = apply_remedy(made.layer, checked(made.layer).remedies[0], project)
    assert made.largest_error_m() < NEAR_M
    assert sorted(tmp_path.iterdir()) == files, "nothing is written"
    change.undo()
    assert state_of(made.layer) == before


def test_swapped_axes_of_a_layer_in_memory(sample, project, tmp_path):
    made = sample(2006, 2006, swapped=True)
    memory = made.layer.materialize(QgsFeatureRequest())
    project.write(str(tmp_path / "saved.qgz"))
    copied = Sample(memory, made.truth)
    change = apply_remedy(memory, checked(memory).remedies[0], project)
    assert copied.largest_error_m() < NEAR_M
    assert memory.source().startswith(str(tmp_path / "secims"))
    assert change.note.action == "swap_axes"


def test_a_swapped_raster_is_turned(tmp_path, project):
    right = make_raster(tmp_path, 2006, 2006)
    wanted, pixels = right.extent(), np.arange(64, dtype=np.float32).reshape(8, 8)
    x, dx, _rx, y, _ry, dy = gdal.Open(right.source()).GetGeoTransform()
    path = tmp_path / "swapped.tif"
    image = gdal.GetDriverByName("GTiff").CreateCopy(str(path), gdal.Open(right.source()))
    # Its columns run north and its rows east, and it says the opposite.
    image.SetGeoTransform((y + 8 * dy, -dy, 0, x + 8 * dx, 0, -dx))
    image.GetRasterBand(1).WriteArray(pixels)
    del image
    layer = QgsRasterLayer(str(path), "swapped", "gdal")
    report = checked(layer)
    assert report.verdict is CrsVerdict.SWAPPED_AXES
    before = state_of(layer)
    change = apply_remedy(layer, report.remedies[0], project)
    assert layer.isValid()
    corners = zip(_corners(layer.extent()), _corners(wanted))
    assert max(one.distance(two) for one, two in corners) < NEAR_M
    assert checked(layer).verdict is CrsVerdict.OK
    # Column by column from the south-west corner; what was the top row is the easternmost column now.
    assert (gdal.Open(layer.source()).ReadAsArray() == pixels.T[::-1, ::-1]).all()
    change.undo()
    assert state_of(layer) == before


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize("says", [32620, None])
def test_a_corrected_copy_says_the_right_crs(sample, project, suffix, says):
    made = sample(2006, says, suffix=suffix)
    before = state_of(made.layer)
    remedy = remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE)
    assert "epsg2006.gpkg" in remedy.effect
    change = apply_remedy(made.layer, remedy, project)
    assert made.largest_error_m() < NEAR_M
    fresh = QgsVectorLayer(made.layer.source(), "fresh", "ogr")
    assert fresh.crs().authid() == "EPSG:2006"
    assert fresh.featureCount() == len(made.truth)
    change.undo()
    assert state_of(made.layer) == before


def test_a_copy_is_transformed_to_the_crs_of_the_record(sample, project):
    made = sample(4326, 32620)
    remedy = remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE)
    assert (remedy.from_authid, remedy.authid) == ("EPSG:4326", "EPSG:2006")
    apply_remedy(made.layer, remedy, project)
    assert made.layer.crs().authid() == "EPSG:2006"
    assert made.largest_error_m() < NEAR_M


def test_a_copy_takes_the_transformation_of_the_project(sample, project):
    grid, degrees = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    context = QgsCoordinateTransformContext()
    worse = max(_operations(degrees, grid), key=lambda item: item.accuracy)
    context.addCoordinateOperation(degrees, grid, worse.proj, False)
    project.setTransformContext(context)
    made = sample(4326, 32620)
    apply_remedy(made.layer, remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE), project)
    forced = QgsCoordinateTransform(degrees, grid, context)
    drawn = [QgsPointXY(item.geometry().asPoint()) for item in made.layer.getFeatures()]
    pairs = zip(drawn, [forced.transform(point) for point in made.truth])
    assert max(one.distance(two) for one, two in pairs) < NEAR_M
    assert made.largest_error_m() > 15, "and not that of 2 m"


@pytest.mark.parametrize(("says", "declared"), [(32620, "EPSG:2006"), (32620, "EPSG:4326"), (None, None)])
def test_a_corrected_copy_of_a_raster(tmp_path, project, says, declared):
    layer = make_raster(tmp_path, 2006, says)
    truth = make_raster(tmp_path, 2006, 2006).extent()
    report = checked(layer, CrsRef.from_text(declared) if declared else None)
    before = state_of(layer)
    remedy = remedy_of(report, RemedyAction.REPROJECT_TO_FILE)
    change = apply_remedy(layer, remedy, project)
    assert layer.crs().authid() == (declared or "EPSG:2006")
    grid = QgsCoordinateReferenceSystem("EPSG:2006")
    wanted = QgsCoordinateTransform(grid, layer.crs(), project).transformBoundingBox(truth)
    # GDAL chooses new pixels where it transforms: their grid may begin anywhere within one of them.
    pixel = 0 if layer.crs() == grid else layer.rasterUnitsPerPixelX()
    corners = zip(_corners(layer.extent()), _corners(wanted))
    assert max(one.distance(two) for one, two in corners) <= 2 * pixel + 0.001
    change.undo()
    assert state_of(layer) == before


@pytest.mark.parametrize("kind", [gdal.GDT_Byte, gdal.GDT_Int16, gdal.GDT_UInt16, gdal.GDT_Float32])
def test_corners_that_a_turned_raster_leaves_empty_are_no_zeros(tmp_path, project, kind):
    path = tmp_path / "height.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), 50, 80, 1, kind)
    image.SetGeoTransform((500_000, 400, 0, 1_557_000, 0, -500))
    image.SetProjection(reference(2006).ExportToWkt())
    image.GetRasterBand(1).Fill(7)
    del image
    layer = QgsRasterLayer(str(path), "height", "gdal")
    remedy = Remedy(RemedyAction.REPROJECT_TO_FILE, "", "", "EPSG:32620", "EPSG:2006")
    copy = gdal.Open(str(write_copy(plan_copy(layer, remedy, project))))
    values, is_data = copy.GetRasterBand(1).ReadAsArray(), copy.GetRasterBand(1).GetMaskBand().ReadAsArray()
    assert not is_data.all(), "its corners are empty"
    assert set(values[is_data > 0]) == {7}


def test_a_raster_in_a_geopackage_is_not_labelled(tmp_path):
    """Only tables are: the remedy would fail."""
    path = tmp_path / "height.gpkg"
    image = gdal.Open(make_raster(tmp_path, 2006, 32620).source())
    gdal.Translate(str(path), image, format="GPKG", outputType=gdal.GDT_Byte)
    layer = QgsRasterLayer(str(path), "height", "gdal")
    actions = {item.action for item in checked(layer).remedies}
    assert RemedyAction.REPROJECT_TO_FILE in actions
    assert RemedyAction.ASSIGN_TO_FILE not in actions


def test_gdal_takes_the_operation_that_qgis_takes(tmp_path, project):
    """A single bright pixel lies where QGIS puts it, to a hundredth of a pixel, both ways round."""
    layer = make_raster(tmp_path, 2006, 32620)
    remedy = Remedy(RemedyAction.REPROJECT_TO_FILE, "", "", "EPSG:32620", "EPSG:2006")
    order = plan_copy(layer, remedy, project)
    corner = QgsPointXY(layer.extent().xMinimum(), layer.extent().yMaximum())
    path = write_copy(order)
    placed = QgsCoordinateTransform(order.crs_from, order.crs_to, project).transform(corner)
    image = gdal.Open(str(path))
    x, dx, _rx, y, _ry, dy = image.GetGeoTransform()
    assert abs(x - placed.x()) < dx
    assert abs(y - placed.y()) < -dy


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize("says", [32620, None])
def test_the_crs_is_written_into_the_file_and_given_back(sample, project, suffix, says):
    made = sample(2006, says, suffix=suffix)
    path, before = made.layer.source(), state_of(made.layer)
    change = apply_remedy(made.layer, remedy_of(checked(made.layer), RemedyAction.ASSIGN_TO_FILE), project)
    assert made.largest_error_m() < NEAR_M
    assert QgsVectorLayer(path, "fresh", "ogr").crs().authid() == "EPSG:2006"
    change.undo()
    assert state_of(made.layer) == before
    fresh = QgsVectorLayer(path, "fresh", "ogr")
    assert checked(fresh).verdict is (CrsVerdict.WRONG_BUT_KNOWN if says else CrsVerdict.MISSING)


@pytest.mark.parametrize("action", [RemedyAction.SWAP_AXES, RemedyAction.REPROJECT_TO_FILE])
def test_a_cancelled_copy_leaves_nothing(sample, project, tmp_path, action):
    made = sample(2006, 32620)
    files, before = sorted(tmp_path.iterdir()), state_of(made.layer)
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(CancelledError):
        apply_remedy(made.layer, Remedy(action, "", "", "EPSG:2006", "EPSG:2006"), project, feedback)
    assert sorted(tmp_path.iterdir()) == files
    assert state_of(made.layer) == before
    assert last_change(made.layer, project) is None


def test_a_copy_that_cannot_be_transformed_leaves_nothing(tmp_path, project):
    made = make_sample(tmp_path, 2006, 4326, swapped=False, suffix=".shp")
    files = sorted(tmp_path.iterdir())
    remedy = Remedy(RemedyAction.REPROJECT_TO_FILE, "", "", "EPSG:2006", "EPSG:4326")
    with pytest.raises(CrsError, match="cannot be transformed"):
        apply_remedy(made.layer, remedy, project)
    assert sorted(tmp_path.iterdir()) == files
    assert made.layer.source().endswith(".shp")


@pytest.mark.parametrize("numbers", [[1, 1, 5], [1.5, 1.0, 2.0]])
def test_a_column_called_fid_is_copied_like_any_other(tmp_path, project, numbers):
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(tmp_path / "own.shp"))
    table = source.CreateLayer("own", reference(32620), ogr.wkbPoint)
    kind = ogr.OFTInteger if isinstance(numbers[0], int) else ogr.OFTReal
    for name, column in (("fid", kind), ("ogc_fid", ogr.OFTInteger)):
        table.CreateField(ogr.FieldDefn(name, column))
    for place, number in enumerate(numbers):
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetField("fid", number)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({505000 + place * 1000} 1530000)"))
        table.CreateFeature(feature)
    del table, source
    layer = QgsVectorLayer(str(tmp_path / "own.shp"), "own", "ogr")
    apply_remedy(layer, remedy_of(checked(layer), RemedyAction.REPROJECT_TO_FILE), project)
    assert sorted(feature["fid"] for feature in layer.getFeatures()) == sorted(numbers)
    assert not list(tmp_path.glob("*.part*"))


def test_nothing_is_overwritten(sample, project):
    made = sample(2006, 32620)
    remedy = remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE)
    first = write_copy(plan_copy(made.layer, remedy, project))
    second = write_copy(plan_copy(made.layer, remedy, project))
    assert first != second
    assert first.exists()


def test_edits_that_are_not_saved_are_not_lost(sample, project):
    made = sample(2006, 32620)
    made.layer.startEditing()
    made.layer.deleteFeature(0)
    with pytest.raises(CrsError, match="edits"):
        plan_copy(made.layer, Remedy(RemedyAction.REPROJECT_TO_FILE, "", "", "EPSG:2006"), project)
    made.layer.rollBack()


@pytest.mark.parametrize("action", [RemedyAction.REPROJECT_TO_FILE, RemedyAction.ASSIGN_TO_FILE])
def test_edits_that_are_not_saved_keep_a_remedy_from_being_undone(sample, project, action):
    made = sample(2006, 32620, suffix=".gpkg")
    change = apply_remedy(made.layer, remedy_of(checked(made.layer), action), project)
    before = state_of(made.layer)
    made.layer.startEditing()
    made.layer.deleteFeature(1)
    with pytest.raises(CrsError, match="edits"):
        change.undo()
    assert state_of(made.layer) == before
    assert made.layer.commitChanges()
    assert checked(made.layer).verdict is CrsVerdict.OK


def test_undoing_removes_a_copy_but_no_work(sample, project, tmp_path):
    made = sample(2006, 32620, suffix=".gpkg")
    remedy = remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE)
    apply_remedy(made.layer, remedy, project).undo()
    assert len(list(tmp_path.glob("*.gpkg"))) == 1
    change = apply_remedy(made.layer, remedy, project)
    copy = made.layer.source()
    made.layer.startEditing()
    made.layer.deleteFeature(1)
    assert made.layer.commitChanges()
    change.undo()
    assert made.layer.featureCount() == len(made.truth)
    assert QgsVectorLayer(copy, "copy", "ogr").featureCount() == len(made.truth) - 1


def test_style_name_and_filter_are_kept(sample, project):
    made = sample(2006, 32620, suffix=".gpkg")
    made.layer.setName("My roads")
    made.layer.setOpacity(0.4)
    made.layer.setSubsetString('"fid" < 10')
    change = apply_remedy(made.layer, remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE), project)
    assert (made.layer.name(), made.layer.opacity()) == ("My roads", 0.4)
    assert made.layer.featureCount() == 9
    whole = QgsVectorLayer(made.layer.source().partition("|")[0], "whole", "ogr")
    assert whole.featureCount() == len(made.truth), "the copy holds everything"
    change.undo()
    assert made.layer.featureCount() == 9


def test_remedies_are_undone_one_after_the_other(sample, project):
    made = sample(2006, 32620)
    before = state_of(made.layer)
    report = checked(made.layer)
    apply_remedy(made.layer, remedy_of(report, RemedyAction.SET_LAYER_CRS), project)
    apply_remedy(made.layer, remedy_of(report, RemedyAction.REPROJECT_TO_FILE), project)
    notes = json.loads(made.layer.customProperty("secims/crs_remedy"))
    assert [note["action"] for note in notes] == ["set_layer_crs", "reproject_to_file"]
    last_change(made.layer, project).undo()
    last_change(made.layer, project).undo()
    assert last_change(made.layer, project) is None
    assert state_of(made.layer) == before


def test_a_copy_is_undone_after_the_project_was_opened_again(sample, project, tmp_path):
    made = sample(2006, 32620)
    before = state_of(made.layer)
    project.addMapLayer(made.layer)
    apply_remedy(made.layer, remedy_of(checked(made.layer), RemedyAction.REPROJECT_TO_FILE), project)
    assert project.write(str(tmp_path / "saved.qgz"))
    other = QgsProject()
    assert other.read(str(tmp_path / "saved.qgz"))
    layer = next(iter(other.mapLayers().values()))
    last_change(layer, other).undo()
    assert state_of(layer) == before


def test_the_better_transformation_is_picked_and_given_back(sample, project):
    grid, degrees = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    worse = max(_operations(grid, degrees), key=lambda item: item.accuracy)
    context = project.transformContext()
    context.addCoordinateOperation(grid, degrees, worse.proj, False)
    project.setTransformContext(context)
    made = sample(2006, 2006)
    project.addMapLayer(made.layer)
    report = checked(made.layer)
    assert "18.5 m apart" in report.explanation
    first = report.remedies[0]
    assert first.action is RemedyAction.PICK_TRANSFORMATION
    assert first.title == "Use St. Lucia 1955 to WGS 84 (2), ±2 m"
    change = apply_remedy(made.layer, first, project)
    again = checked(made.layer)
    assert (again.accuracy_m, again.remedies) == (2, ())
    assert "18.5 m" not in again.explanation
    placed = QgsCoordinateTransform(grid, degrees, project.transformContext())
    drawn = [placed.transform(QgsPointXY(item.geometry().asPoint())) for item in made.layer.getFeatures()]
    assert max(metres_apart(one, two) for one, two in zip(drawn, made.truth)) < NEAR_M
    change.undo()
    assert checked(made.layer).accuracy_m == 10


@pytest.fixture
def pinned_the_other_way(project):
    """Force the transformation of 10 m from WGS 84 to the grid; QGIS takes its inverse from the grid."""
    grid, degrees = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    worse = max(_operations(degrees, grid), key=lambda item: item.accuracy)
    context = project.transformContext()
    context.addCoordinateOperation(degrees, grid, worse.proj, False)
    project.setTransformContext(context)
    return QgsCoordinateTransform(grid, degrees, context)


def test_a_transformation_that_is_forced_for_the_way_back_counts_for_both(
    sample, project, pinned_the_other_way
):
    made, before = sample(2006, 2006), project.transformContext().coordinateOperations()
    project.addMapLayer(made.layer)
    report = checked(made.layer)
    assert (report.verdict, report.accuracy_m) == (CrsVerdict.OK, 10)
    assert "18.5 m apart" in report.explanation
    change = apply_remedy(made.layer, report.remedies[0], project)
    assert (checked(made.layer).accuracy_m, checked(made.layer).remedies) == (2, ())
    change.undo()
    assert project.transformContext().coordinateOperations() == before
    assert checked(made.layer).accuracy_m == 10


def test_copies_take_a_transformation_that_is_forced_for_the_way_back(
    sample, tmp_path, project, pinned_the_other_way
):
    remedy = Remedy(RemedyAction.REPROJECT_TO_FILE, "", "", "EPSG:4326", "EPSG:2006")
    layer = make_raster(tmp_path, 2006, 2006)
    corner = QgsPointXY(layer.extent().xMinimum(), layer.extent().yMaximum())
    placed = pinned_the_other_way.transform(corner)
    image = gdal.Open(str(write_copy(plan_copy(layer, remedy, project))))
    x, dx, _rx, y, _ry, dy = image.GetGeoTransform()
    assert abs(x - placed.x()) < dx
    assert abs(y - placed.y()) < -dy
    made = sample(2006, 2006)
    apply_remedy(made.layer, remedy, project)
    assert made.largest_error_m() == pytest.approx(18.5, abs=0.2)


def test_what_a_remedy_needs_is_known_beforehand(sample, table):
    made = sample(2006, 32620)
    wanted = {
        RemedyAction.SET_LAYER_CRS: False,
        RemedyAction.REPROJECT_TO_FILE: True,
        RemedyAction.ASSIGN_TO_FILE: False,
        RemedyAction.LEAVE: False,
    }
    found = {item.action: needs_copy(made.layer, item) for item in checked(made.layer).remedies}
    assert found == wanted
    swap = checked(table(is_swapped=True).layer).remedies[0]
    assert (swap.action, needs_copy(table(is_swapped=True).layer, swap)) == (RemedyAction.SWAP_AXES, False)


def _operations(source, target):
    from qgis.core import QgsDatumTransform

    return [item for item in QgsDatumTransform.operations(source, target) if item.accuracy > 0]


def _corners(box: QgsRectangle) -> list[QgsPointXY]:
    return [QgsPointXY(box.xMinimum(), box.yMinimum()), QgsPointXY(box.xMaximum(), box.yMaximum())]
