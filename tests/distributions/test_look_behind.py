"""What is behind the links of the demo, which real pygeoapi and pycsw serve."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.distributions import look_behind
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import HttpError, LinkRefusedError

KINDS = DistributionKind
pytestmark = pytest.mark.demo


@pytest.fixture
def record(demo, session):
    """A function that returns a record of the demo by its id."""
    catalogue = open_catalogue(demo.records, session)
    return catalogue.record


def _first(record, kind):
    return next(item for item in record.distributions if item.kind is kind)


def _kinds(found):
    return [(item.kind.value, item.collection_id) for item in found]


def test_a_collection_has_its_ways_to_the_data(demo, session, record):
    roads = next(item for item in record("lca-svc-data").distributions if item.collection_id == "roads")
    found = look_behind(roads, session, demo.records)
    assert _kinds(found) == [("FEATURES", "roads"), ("VECTOR_TILES", "roads")]
    assert found[0].url == f"{demo.pygeoapi.rstrip('/')}/collections/roads/items"
    assert found[0].title == "Road network"
    assert found[0].crs.authid == "OGC:CRS84"
    assert found[0].media_type == "application/geo+json"


def test_a_coverage_comes_in_its_own_format(demo, session, record):
    dem = next(item for item in record("lca-svc-data").distributions if item.collection_id == "dem")
    coverage, picture = look_behind(dem, session, demo.records)
    assert (coverage.kind, coverage.format, coverage.crs) == (KINDS.COVERAGE, "tif", None)
    assert coverage.url.endswith("/collections/dem/coverage?f=GTiff")
    assert (picture.kind, picture.format) == (KINDS.MAP, "png")


def test_data_stored_in_the_national_grid_says_so(demo, session):
    parcels = Distribution(KINDS.COLLECTION, f"{demo.pygeoapi}collections/parcels?f=html")
    (features,) = look_behind(parcels, session, demo.records)
    assert features.crs.authid == "EPSG:2006"


@pytest.mark.parametrize("kind", [KINDS.LANDING_PAGE, KINDS.SERVICE_DESCRIPTION])
def test_a_service_lists_its_collections(demo, session, record, kind):
    found = look_behind(_first(record("lca-svc-data"), kind), session, demo.records)
    kinds = _kinds(found)
    assert kinds[:3] == [
        ("FEATURES", "coastal_habitats"),
        ("MAP", "coastal_habitats"),
        ("VECTOR_TILES", "coastal_habitats"),
    ]
    assert {name for _kind, name in kinds} >= {"reefs", "parcels", "dem", "dem_bwi", "rainfall", "orthophoto"}
    assert len(kinds) == len(set(kinds)) >= 23
    assert all(item.title for item in found)
    assert found == look_behind(_first(record("lca-svc-data"), kind), session, demo.records)


def test_the_description_as_a_web_page_is_the_same(demo, session):
    as_json = Distribution(KINDS.SERVICE_DESCRIPTION, f"{demo.pygeoapi}openapi?f=json")
    as_page = Distribution(KINDS.SERVICE_DESCRIPTION, f"{demo.pygeoapi}openapi?f=html")
    assert look_behind(as_page, session, demo.records) == look_behind(as_json, session, demo.records)


def test_tilesets_are_vector_or_raster_tiles_with_a_template(demo, session, record):
    tiles = _first(record("lca-mangroves-tiles"), KINDS.TILES)
    (found,) = look_behind(tiles, session, demo.records)
    assert found.kind is KINDS.VECTOR_TILES
    assert found.url.endswith("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=mvt")
    assert found.media_type == "application/vnd.mapbox-vector-tile"
    assert found.crs.authid == "EPSG:3857"


@pytest.mark.parametrize("path", ["tiles?f=html", "tiles/WebMercatorQuad", "tiles/WebMercatorQuad/metadata"])
def test_every_document_of_tiles_leads_to_the_template(demo, session, path):
    listed = Distribution(KINDS.VECTOR_TILES, f"{demo.pygeoapi}collections/roads/{path}")
    (found,) = look_behind(listed, session, demo.records)
    assert found.url.endswith("/roads/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=mvt")


def test_a_catalogue_is_no_data(demo, session):
    page = Distribution(KINDS.LANDING_PAGE, demo.records.partition("/collections")[0])
    assert [item.kind for item in look_behind(page, session, demo.records)] == [KINDS.CATALOGUE_SERVICE]


def test_everything_else_is_itself_without_a_request(demo, session, record):
    for item in record("lca-coastal-habitats").distributions:
        if item.kind not in {KINDS.SERVICE_DESCRIPTION, KINDS.COLLECTION}:
            session.cancel()  # any request would raise
            assert look_behind(item, session, demo.records) == (item,)


def test_a_dead_collection_is_an_error(demo, session):
    dead = Distribution(KINDS.COLLECTION, f"{demo.pygeoapi}collections/coastal_habitats_2009")
    with pytest.raises(HttpError) as error:
        look_behind(dead, session, demo.records)
    assert error.value.status == 404


def test_unbidden_only_the_catalogue_host_is_asked(demo, session):
    elsewhere = Distribution(KINDS.COLLECTION, "https://data.example/collections/a")
    with pytest.raises(LinkRefusedError):
        look_behind(elsewhere, session, demo.records)
    own = Distribution(KINDS.COLLECTION, f"{demo.pygeoapi}collections/reefs")
    with pytest.raises(LinkRefusedError):
        look_behind(own, session, "https://secims.example/records")
    with pytest.raises(LinkRefusedError):  # bidden, but from outside into a private network
        look_behind(own, session, "https://secims.example/records", bidden=True)
    assert look_behind(own, session, demo.records, bidden=True)[0].kind is KINDS.FEATURES
