"""Really in one CRS, said to be in another: the verdict and the first remedy for many CRSs."""

from __future__ import annotations

import itertools

import pytest

from secims_qgis.crs import apply_remedy, check_crs
from secims_qgis.model import CrsRef, CrsVerdict, RemedyAction
from tests.crs.samples import RECORD_EXTENT

REALLY = (4326, 2006, 32620)
SAYS = (4326, 2006, 32620, 3857, 32621, 2000, 2001, 2002, 2003, 2004, 2005, 2007, 21291, 21292)
DECLARED = ("really", "says", "nothing")
PROJECT_CRS = "EPSG:3857"


def verdict_for(really: int, says: int | None) -> CrsVerdict:
    """What is right where the record is right or says nothing."""
    if says is None:
        return CrsVerdict.MISSING
    return CrsVerdict.OK if says == really else CrsVerdict.WRONG_BUT_KNOWN


def is_island_neighbour(really: int, says: int | None) -> bool:
    """The BWI grids share a projection: the extents look right, and only the datum is wrong."""
    return really == 2006 and says in {2000, 2001, 2002, 2003, 2004, 2005, 2007, 21291}


def ref(really: int, says: int | None, declared: str) -> CrsRef | None:
    code = {"really": really, "says": says, "nothing": None}[declared]
    return CrsRef.from_text(f"EPSG:{code}") if code else None


@pytest.mark.parametrize(
    ("really", "says", "declared"), list(itertools.product(REALLY, (*SAYS, None), DECLARED))
)
def test_a_straight_layer_gets_the_right_verdict_and_is_mended(sample, project, really, says, declared):
    made = sample(really, says)
    report = check_crs(made.layer, ref(really, says, declared), RECORD_EXTENT, PROJECT_CRS)
    expected = verdict_for(really, says)
    if is_island_neighbour(really, says) and declared == "really":
        expected = CrsVerdict.DIFFERS
    assert report.verdict is expected, report
    if expected is CrsVerdict.OK:
        assert report.remedies == ()
        assert made.largest_error_m() < 0.05
        return
    first, before = report.remedies[0], made.layer.crs()
    assert (first.action, first.authid) == (RemedyAction.SET_LAYER_CRS, f"EPSG:{really}")
    assert made.layer.crs() == before, "a check changes nothing"
    change = apply_remedy(made.layer, first, project)
    assert made.largest_error_m() < 0.05
    again = check_crs(made.layer, ref(really, says, "really"), RECORD_EXTENT, PROJECT_CRS)
    assert again.verdict is CrsVerdict.OK, again
    change.undo()
    assert made.layer.crs() == before


@pytest.mark.parametrize(("really", "says"), list(itertools.product(REALLY, (*SAYS, None))))
def test_without_an_extent_in_the_record_nothing_is_called_right(sample, really, says):
    made = sample(really, says)
    report = check_crs(made.layer, None, None, PROJECT_CRS)
    impossible = says == 4326 and really != 4326
    expected = CrsVerdict.WRONG_BUT_KNOWN if impossible else CrsVerdict.NO_EXTENT
    assert report.verdict is (CrsVerdict.MISSING if says is None else expected), report


@pytest.mark.parametrize("really", REALLY)
@pytest.mark.parametrize("says", [4326, 2006, 32620, None])
def test_rasters_are_judged_like_vectors(raster, project, really, says):
    layer = raster(really, says)
    report = check_crs(layer, None, RECORD_EXTENT, PROJECT_CRS)
    assert report.verdict is verdict_for(really, says), report
    if report.verdict is not CrsVerdict.OK:
        apply_remedy(layer, report.remedies[0], project)
        assert layer.crs().authid() == f"EPSG:{really}"


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize("says", [32620, None])
def test_both_file_formats_are_read_alike(sample, suffix, says):
    made = sample(2006, says, suffix=suffix)
    report = check_crs(made.layer, CrsRef.from_text("EPSG:2006"), RECORD_EXTENT, PROJECT_CRS)
    assert report.verdict is verdict_for(2006, says)
