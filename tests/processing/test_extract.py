"""secims:extract: live data of a record to a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessing, QgsProcessingException

EXTENT = "500000,504000,1528000,1534000 [EPSG:2006]"


@pytest.fixture(scope="module")
def parcels(demo):
    """The identifier of a record with features stored in EPSG:2006."""
    return "lca-parcels"


def test_features_by_extent_and_crs(run, demo, parcels, tmp_path):
    done = run(
        "extract",
        CATALOGUE=demo.records,
        RECORD=parcels,
        DISTRIBUTION="FEATURES",
        EXTENT=EXTENT,
        CRS="EPSG:2006",
        OUTPUT=str(tmp_path / "parcels.gpkg"),
    )
    assert done["OUTPUT"] == str(tmp_path / "parcels.gpkg")
    source = ogr.Open(done["OUTPUT"])
    assert source.GetLayer(0).GetFeatureCount() == done["FEATURES"] > 100
    assert source.GetLayer(0).GetSpatialRef().GetAuthorityCode(None) == "2006"
    assert done["CRS_VERDICT"] == "ok"
    assert "PIXELS" not in done.results


def test_a_coverage_by_extent_and_crs(run, demo, tmp_path):
    done = run(
        "extract",
        CATALOGUE=demo.csw,
        RECORD="lca-elevation",
        DISTRIBUTION="COVERAGE",
        EXTENT=EXTENT,
        CRS="EPSG:2006",
        OUTPUT=str(tmp_path / "dem.tif"),
    )
    dataset = gdal.Open(done["OUTPUT"])
    assert dataset.RasterXSize * dataset.RasterYSize == done["PIXELS"] > 1000
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "2006"
    assert done["CRS_VERDICT"] == "ok"
    assert [path.name for path in tmp_path.iterdir()] == ["dem.tif"]


def test_without_a_distribution_and_a_name(run, demo, parcels):
    done = run(
        "extract",
        CATALOGUE=demo.records,
        RECORD=parcels,
        EXTENT="-61.08,-61.04,13.8,13.9",
        OUTPUT=QgsProcessing.TEMPORARY_OUTPUT,
    )
    assert Path(done["OUTPUT"]).suffix == ".gpkg"
    assert done["FEATURES"] > 10


def test_nothing_in_the_extent_is_said(run, demo, parcels):
    done = run(
        "extract",
        CATALOGUE=demo.records,
        RECORD=parcels,
        EXTENT="-40,-39,13.8,13.9",
        OUTPUT=QgsProcessing.TEMPORARY_OUTPUT,
    )
    assert done["FEATURES"] == 0
    assert "There is nothing in this extent" in done.log


def test_a_condition(run, demo, parcels, tmp_path):
    everything = {"CATALOGUE": demo.records, "RECORD": parcels, "EXTENT": EXTENT}
    some = run("extract", **everything, WHERE="area_m2 > 2000", OUTPUT=str(tmp_path / "a.gpkg"))
    every = run("extract", **everything, OUTPUT=str(tmp_path / "b.gpkg"))
    assert 0 < some["FEATURES"] < every["FEATURES"]


def test_it_runs_in_the_background_and_can_be_cancelled(run_in_background, demo, tmp_path):
    settings = {"CATALOGUE": demo.records, "RECORD": "lca-buildings", "OUTPUT": str(tmp_path / "b.gpkg")}
    done = run_in_background("extract", cancel_when=lambda: any(tmp_path.iterdir()), **settings)
    assert done.results == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"EXTENT": "500000,510000,1530000,1540000"}, "add their CRS"),
        ({"DISTRIBUTION": "gpkg"}, "no extract|no distribution"),
        ({"OUTPUT": "{folder}/a.shp"}, r"\.gpkg"),
        ({"EXTENT": "0,1,0,1", "DISTRIBUTION": "COVERAGE"}, "no distribution|beside"),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_said(run, demo, parcels, tmp_path, settings, words):
    chosen = {"OUTPUT": "{folder}/a.gpkg", **settings}
    chosen["OUTPUT"] = chosen["OUTPUT"].format(folder=tmp_path)
    with pytest.raises((QgsProcessingException, AssertionError), match=words):
        run("extract", CATALOGUE=demo.records, RECORD=parcels, **chosen)
    assert list(tmp_path.iterdir()) == []
