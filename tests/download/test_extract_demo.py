"""Extracts of the features of a real pygeoapi, held against the tables it serves."""

from __future__ import annotations

import pytest
from osgeo import ogr

from demo.paths import data_folder
from secims_qgis.download import extract
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import errors


def features_of(demo, name: str) -> Distribution:
    return Distribution(DistributionKind.FEATURES, f"{demo.pygeoapi}collections/{name}/items?f=json")


def table(path) -> dict[int, ogr.Feature]:
    source = ogr.Open(str(path))
    found = {}
    for feature in source.GetLayer(0):
        found[feature.GetFID()] = (feature.GetGeometryRef().Clone(), feature.items())
    return found


def stored(name: str) -> dict[int, ogr.Feature]:
    return table(data_folder() / "services" / f"{name}.sqlite")


def test_in_the_crs_of_storage_nothing_moves(demo, tmp_path):
    """EPSG:2006, east before north: within a hundredth of a metre of the source."""
    result = extract(features_of(demo, "parcels"), tmp_path / "parcels.gpkg", crs="EPSG:2006")
    source, found = stored("parcels"), table(tmp_path / "parcels.gpkg")
    assert result.features == len(source) == len(found)
    assert found.keys() == source.keys()
    assert max(_apart(found[fid][0], source[fid][0]) for fid in source) < 0.01
    for fid, (_, values) in found.items():
        assert values == {name: source[fid][1][name] for name in values}


def test_fifty_thousand_are_fifty_thousand(demo, tmp_path):
    result = extract(features_of(demo, "buildings"), tmp_path / "buildings.gpkg")
    source, found = stored("buildings"), table(tmp_path / "buildings.gpkg")
    assert result.features == len(source) == len(found)
    assert {values["uid"] for _, values in found.values()} == {values["uid"] for _, values in source.values()}
    assert max(_apart(found[fid][0], source[fid][0]) for fid in list(source)[::50]) < 1e-7


def test_an_extent_gives_just_what_meets_it(demo, tmp_path):
    """pygeoapi transforms two corners of a bbox only, and sends too much, or too little."""
    box = (503_000, 1_528_000, 509_000, 1_536_000)
    extract(features_of(demo, "parcels"), tmp_path / "a.gpkg", box, "EPSG:2006")
    west, south, east, north = box
    ring = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
    shape = ogr.CreateGeometryFromWkt(ring)
    wanted = {fid for fid, (geometry, _) in stored("parcels").items() if shape.Intersects(geometry)}
    assert len(wanted) > 100
    assert table(tmp_path / "a.gpkg").keys() == wanted


def test_a_collection_that_is_not_there(demo, tmp_path):
    with pytest.raises(errors.LiveLayerError, match="no collection"):
        extract(features_of(demo, "nothing"), tmp_path / "a.gpkg")


def _apart(one: ogr.Geometry, two: ogr.Geometry) -> float:
    """Return the greatest distance between the corners of two envelopes, in units of the CRS."""
    return max(abs(a - b) for a, b in zip(one.GetEnvelope(), two.GetEnvelope()))
