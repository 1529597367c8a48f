"""Remedies: applied, noted on the layer, undone, also after the project was saved and opened again."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from secims_qgis.crs import CRS_REMEDY_PROPERTY, apply_remedy, check_crs, last_change
from secims_qgis.model import CrsRef, CrsVerdict, Remedy, RemedyAction
from secims_qgis.network.errors import CrsError
from tests.crs.samples import RECORD_EXTENT

BWI = CrsRef.from_text("EPSG:2006")
TO_BWI = Remedy(RemedyAction.SET_LAYER_CRS, "Set layer CRS to EPSG:2006", "", "EPSG:2006")


def test_after_the_remedy_the_report_says_so(sample, project):
    made = sample(2006, 32620)
    apply_remedy(made.layer, TO_BWI, project)
    report = check_crs(made.layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.OK
    assert "Nothing in the file was changed" in report.explanation
    said = {item.name: item.value for item in report.facts}
    assert said["File"] == "UTM 20N, EPSG:32620"
    assert said["Layer"] == "BWI grid, EPSG:2006, set by you"


def test_undo_gives_back_a_layer_without_crs(sample, project):
    made = sample(2006, None)
    change = apply_remedy(made.layer, TO_BWI, project)
    assert made.largest_error_m() < 0.05
    change.undo()
    assert not made.layer.crs().isValid()
    assert CRS_REMEDY_PROPERTY not in made.layer.customPropertyKeys()


def test_undo_gives_back_a_crs_without_code(sample, project):
    made = sample(2006, 2006)
    own = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lat_0=1 +lon_0=-50 +ellps=WGS84 +units=m")
    assert own.authid() == ""
    made.layer.setCrs(own)
    apply_remedy(made.layer, TO_BWI, project).undo()
    assert made.layer.crs() == own


def test_undo_works_after_the_project_was_opened_again(sample, project, tmp_path):
    made = sample(2006, 32620)
    project.addMapLayer(made.layer)
    apply_remedy(made.layer, TO_BWI, project)
    assert project.write(str(tmp_path / "saved.qgz"))
    other = QgsProject()
    assert other.read(str(tmp_path / "saved.qgz"))
    layer = next(iter(other.mapLayers().values()))
    assert layer.crs().authid() == "EPSG:2006"
    last_change(layer, other).undo()
    assert layer.crs().authid() == "EPSG:32620"
    assert last_change(layer, other) is None


def test_a_later_change_by_hand_is_not_undone(sample, project):
    made = sample(2006, 32620)
    change = apply_remedy(made.layer, TO_BWI, project)
    made.layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    with pytest.raises(CrsError, match="changed again"):
        change.undo()
    assert made.layer.crs().authid() == "EPSG:4326"


def test_undo_works_once(sample, project):
    change = apply_remedy(sample(2006, 32620).layer, TO_BWI, project)
    change.undo()
    with pytest.raises(CrsError, match="undone already"):
        change.undo()


def test_undo_of_a_layer_that_was_removed(sample, project):
    layer = project.addMapLayer(sample(2006, 32620).layer)
    change = apply_remedy(layer, TO_BWI, project)
    project.removeMapLayer(layer.id())
    with pytest.raises(CrsError, match="no longer"):
        change.undo()


def test_the_crs_of_the_project_is_set_and_given_back(sample, project):
    project.setCrs(QgsCoordinateReferenceSystem())
    project.setEllipsoid("NONE")
    remedy = Remedy(RemedyAction.SET_PROJECT_CRS, "", "", "EPSG:2006")
    change = apply_remedy(sample(2006, 2006).layer, remedy, project)
    assert (project.crs().authid(), project.ellipsoid()) == ("EPSG:2006", "EPSG:7012")
    change.undo()
    assert (project.crs().isValid(), project.ellipsoid()) == (False, "NONE")


def test_leaving_a_layer_alone_is_noted(sample, project):
    layer = sample(2006, 32620).layer
    change = apply_remedy(layer, Remedy(RemedyAction.LEAVE, "", ""), project)
    assert layer.crs().authid() == "EPSG:32620"
    assert last_change(layer, project).note.action == "leave"
    change.undo()
    assert last_change(layer, project) is None


def test_a_crs_that_nobody_knows_changes_nothing(sample, project):
    layer = sample(2006, 32620).layer
    with pytest.raises(CrsError, match="does not know"):
        apply_remedy(layer, Remedy(RemedyAction.SET_LAYER_CRS, "", "", "EPSG:999999"), project)
    assert layer.crs().authid() == "EPSG:32620"


@pytest.mark.parametrize(
    "text",
    ["{", "{}", '[{"action": "set_layer_crs"}]', '[{"action": "x", "authid": "", "changed": ""}]', "[1]"],
)
def test_a_spoilt_note_is_no_note(sample, project, text):
    layer = sample(2006, 32620).layer
    layer.setCustomProperty(CRS_REMEDY_PROPERTY, text)
    assert last_change(layer, project) is None
