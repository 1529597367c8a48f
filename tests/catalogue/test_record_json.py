"""Recorded records of pycsw and pygeoapi, and records as strangers might write them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from secims_qgis.catalogue.record_json import parse_record
from secims_qgis.model import BBox, DistributionKind, Part

SAMPLES = Path(__file__).parent.parent / "data/samples"
URL = "https://secims.example/records/collections/metadata:main/items/a"


def _sample(name):
    return parse_record(json.loads((SAMPLES / name).read_text("utf-8")), URL)


def test_pycsw_record():
    record = _sample("pycsw_master_record_coastal.json")
    assert record.id == "lca-coastal-habitats"
    assert record.bbox == BBox(-61.08, 13.70, -60.87, 14.11)
    assert (record.created, record.updated) == ("2019-05-01", "2024-07-01T10:00:00Z")
    assert (record.time_start[:10], record.time_end[:10]) == ("2018-01-01", "2019-12-31")
    assert (record.license, record.rights) == ("CC BY 4.0", "Not for navigation")
    assert record.organisation == "Department of Physical Planning"
    assert record.contacts[0].roles == ("custodian",)
    assert "Habitats and biotopes" in record.keywords
    assert [item.kind.value for item in record.distributions] == [
        "FILE",
        "FILE",
        "FEATURES",
        "VECTOR_TILES",
        "PMTILES",
        "MAP",
        "SERVICE_DESCRIPTION",
        "THUMBNAIL",
    ]
    assert record.thumbnail_url
    assert record.has_live_access
    assert record.has_download


@pytest.mark.parametrize("name", ["pygeoapi_record_coastal.json", "pygeoapi_cswfacade_record.json"])
def test_other_flavours_have_the_same_links(name):
    expected = _sample("pycsw_master_record_coastal.json").distributions
    kinds = {(item.kind, item.url) for item in _sample(name).distributions}
    assert {(i.kind, i.url) for i in expected if i.kind is not DistributionKind.THUMBNAIL} <= kinds


def test_a_record_as_the_standard_has_it():
    record = _sample("pygeoapi_record_spec.json")
    assert any(item.size_bytes for item in record.distributions)


def test_the_organisation_is_the_one_that_stands_for_the_data():
    assert _sample("pygeoapi_record_coastal.json").organisation == "Department of Physical Planning"


def test_parts_are_seen_where_names_tell():
    parts = [item.part for item in _sample("pycsw_master_record_parcels.json").distributions if item.part]
    assert parts == [Part(1, 3), Part(2, 3), Part(3, 3)]


def _record(**changes):
    feature = {"id": "a", "type": "Feature", "geometry": None, "properties": {"title": "A"}, "links": []}
    return parse_record({**feature, **changes}, URL)


RING = [[-61, 13.7], [-61, 14.1], [-60.9, 14.1], [-61, 13.7]]


POINT = {"type": "Point", "coordinates": [-61, 14]}
LINE = {"type": "LineString", "coordinates": RING}
ACROSS = {
    "type": "MultiPolygon",
    "coordinates": [[[[170, -20], [180, -10], [170, -20]]], [[[-180, -20], [-170, -10], [-180, -20]]]],
}


@pytest.mark.parametrize(
    ("geometry", "bounds"),
    [
        (None, None),
        (POINT, (-61, 14, -61, 14)),
        ({"type": "Polygon", "coordinates": [RING]}, (-61, 13.7, -60.9, 14.1)),
        ({"type": "MultiPolygon", "coordinates": [[RING]]}, (-61, 13.7, -60.9, 14.1)),
        (ACROSS, (170, -20, -170, -10)),
        ({"type": "GeometryCollection", "geometries": [None, POINT]}, (-61, 14, -61, 14)),
        ({"type": "GeometryCollection", "geometries": [ACROSS]}, (170, -20, -170, -10)),
        (
            {
                "type": "GeometryCollection",
                "geometries": [POINT, {"type": "GeometryCollection", "geometries": [LINE]}],
            },
            (-61, 13.7, -60.9, 14.1),
        ),
        ({"type": "Polygon", "coordinates": [[[math.nan, 1], [2, 3]]]}, None),
        ({"type": "Polygon", "coordinates": [[[500000, 1500000], [520000, 1560000]]]}, None),
        ({"type": "Polygon", "coordinates": "nonsense"}, None),
        ({"type": "Polygon", "coordinates": [[["x", "y"]]]}, None),
        ("nonsense", None),
    ],
)
def test_extents(geometry, bounds):
    record = _record(geometry=geometry)
    assert (record.bbox and record.bbox.as_tuple()) == bounds


@pytest.mark.parametrize(
    ("bbox", "bounds"),
    [
        ([-61, 13.7, -60.9, 14.1], (-61, 13.7, -60.9, 14.1)),
        ([-61, 13.7, 0, -60.9, 14.1, 900], (-61, 13.7, -60.9, 14.1)),
        ([-60.9, 14.1, -61, 13.7], (-61, 13.7, -60.9, 14.1)),
        ([170, -20, -170, -10], (170, -20, -170, -10)),
        ([-61, 13.7, None, -60.9, 14.1, None], (-61, 13.7, -60.9, 14.1)),
        ([170, -20, 190, -10], (170, -20, -170, -10)),
        ([-190, -20, -170, -10], (170, -20, -170, -10)),
        ([-180, -90, 180, 90], (-180, -90, 180, 90)),
        (["-61", "13.7", "-60.9", "14.1"], (-61, 13.7, -60.9, 14.1)),
        ([1, 2, 3], None),
        ([0, 0, 900, 10], None),
        (["a", 2, 3, 4], None),
    ],
)
def test_bbox_instead_of_geometry(bbox, bounds):
    record = _record(bbox=bbox)
    assert (record.bbox and record.bbox.as_tuple()) == bounds


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (None, ("", "")),
        ("2024-07-01T10:00:00Z", ("2024-07-01T10:00:00Z", "2024-07-01T10:00:00Z")),
        ({"interval": [None, None]}, ("", "")),
        ({"interval": ["2018-01-01", ".."]}, ("2018-01-01", "")),
        ({"interval": ["1998-11-22T00:00:00Z", "date"]}, ("1998-11-22T00:00:00Z", "")),
        ({"date": "2020"}, ("2020", "2020")),
        ({"timestamp": "2020-01-01T00:00:00Z"}, ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z")),
        ({"interval": [["2018", ".."], ["2018", "2019"]]}, ("2018", "")),
        ({"interval": ["2018"]}, ("2018", "2018")),
        ({"interval": [{"date": "2018"}, None]}, ("2018", "")),
        ("2018-01-01/..", ("2018-01-01", "")),
        (7, ("", "")),
    ],
)
def test_times(time, expected):
    record = _record(time=time)
    assert (record.time_start, record.time_end) == expected


@pytest.mark.parametrize(
    "properties",
    [
        None,
        7,
        [],
        {"title": None},
        {"title": ["x"]},
        {"keywords": "reef"},
        {"keywords": "a," * 1_000_000},
        {"contacts": [{"organization": "A"}] * 10_000},
        {"publisher": ["A"] * 10_000},
        {"keywords": [None, {"name": "reef"}]},
        {"themes": [{"scheme": None, "concepts": []}, {"concepts": ["reef"]}, None]},
        {"contacts": [None, "x", {}]},
        {
            "contacts": [
                {
                    "name": None,
                    "roles": None,
                    "addresses": [{"city": ["Castries"]}],
                    "links": [{"href": None}],
                }
            ]
        },
        {"license": {"name": "CC BY"}},
        {"rights": ["a", "b"]},
        {"created": "2024-07-01T10:00:00ZZ"},
        {"description": "A" * 1_000_000},
        {"language": {"code": "en"}},
        {"crs": [1, None, "EPSG:2006"]},
    ],
)
def test_odd_properties_make_a_record_all_the_same(properties):
    record = _record(properties=properties)
    assert record.id == "a"
    assert record.title
    assert len(record.description) <= 20_000


@pytest.mark.parametrize(
    ("properties", "keywords"),
    [
        ({"keywords": "reef, coral; fish"}, ("reef", "coral", "fish")),
        ({"keywords": [{"name": "reef"}, ["coral"], {"en": "fish"}]}, ("reef", "coral", "fish")),
        ({"themes": [{"concepts": [{"id": "c1", "title": "Reefs"}, {"id": "c2"}]}]}, ("Reefs", "c2")),
        ({"themes": [{"concepts": ["reef"]}, {"concepts": None}]}, ("reef",)),
    ],
)
def test_keywords_and_themes_in_all_shapes(properties, keywords):
    assert _record(properties=properties).keywords == keywords


@pytest.mark.parametrize(
    ("properties", "contact"),
    [
        ({"contacts": [{"organization": "A", "roles": ["owner"]}]}, ("A", "", ("owner",))),
        ({"contacts": [{"organization": "A", "roles": [{"name": "owner"}]}]}, ("A", "", ("owner",))),
        ({"contacts": {"organization": "A", "role": "owner"}}, ("A", "", ("owner",))),
        ({"contacts": [{"organization": "A", "emails": [{"value": "a@x.lc"}]}]}, ("A", "a@x.lc", ())),
        ({"contacts": [{"organization": "A", "email": "a@x.lc"}]}, ("A", "a@x.lc", ())),
        (
            {"providers": [{"organization": "A", "contactInfo": {"email": {"work": "a@x.lc"}}}]},
            ("A", "a@x.lc", ()),
        ),
        ({"contactPoint": {"organization": "A"}}, ("A", "", ("pointOfContact",))),
        ({"publisher": "A"}, ("A", "", ("publisher",))),
        ({"creator": ["A", "B"]}, ("A", "", ("author",))),
    ],
)
def test_contacts_in_all_places(properties, contact):
    record = _record(properties=properties)
    found = record.contacts[0]
    assert (found.organisation, found.email, found.roles) == contact
    assert record.organisation == "A"


@pytest.mark.parametrize(
    ("properties", "authid"),
    [
        ({"crs": "http://www.opengis.net/def/crs/EPSG/0/2006"}, "EPSG:2006"),
        ({"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2006"}}}, "EPSG:2006"),
        ({"proj:epsg": 2006}, "EPSG:2006"),
        ({"proj:code": "EPSG:2006"}, "EPSG:2006"),
        ({"crs": ["EPSG:2006", "EPSG:4326"]}, "EPSG:2006"),
    ],
)
def test_reference_systems(properties, authid):
    assert _record(properties=properties).crs[0].authid == authid


@pytest.mark.parametrize(
    ("properties", "links", "licence"),
    [
        ({"license": "CC BY 4.0"}, [], "CC BY 4.0"),
        ({"license": {"id": "x", "name": "CC BY"}}, [], "CC BY"),
        ({"license": "other"}, [{"rel": "license", "href": "https://x.lc/l", "title": "Ours"}], "Ours"),
        ({}, [{"rel": "license", "href": "https://x.lc/l"}], "https://x.lc/l"),
        ({"license": "various"}, [], "various"),
    ],
)
def test_licences(properties, links, licence):
    assert _record(properties=properties, links=links).license == licence


FILE = {"href": "https://x.lc/a.gpkg", "type": "application/geopackage+sqlite3"}


@pytest.mark.parametrize(
    "changes",
    [
        {"links": [{**FILE, "rel": "item"}]},
        {"properties": {"links": [FILE]}, "links": None},
        {"properties": {"associations": [FILE]}},
        {"assets": {"data": {**FILE, "roles": ["data"], "file:size": 12}}},
        {"linkTemplates": [{**FILE, "href": None, "uriTemplate": "https://x.lc/a.gpkg"}]},
    ],
)
def test_links_in_all_places(changes):
    (found,) = _record(**changes).distributions
    assert (found.url, found.format) == ("https://x.lc/a.gpkg", "gpkg")
    assert found.size_bytes in {None, 12}


def test_assets_may_be_pictures_and_documents():
    record = _record(
        assets={
            "thumbnail": {"href": "t.png", "type": "image/png", "roles": ["thumbnail"]},
            "iso": {"href": "a.xml", "type": "application/xml", "roles": ["metadata"]},
            "odd": 7,
        }
    )
    assert record.thumbnail_url.endswith("/items/t.png")
    assert record.iso_url.endswith("/items/a.xml")


def test_texts_by_language():
    record = _record(properties={"title": {"en": "Roads", "fr": "Routes"}, "description": {"fr": "Voies"}})
    assert (record.title, record.description) == ("Roads", "Voies")


def test_texts_are_made_harmless():
    record = _record(properties={"title": "par\u202ecels\u0000\u001b[31m\n\n\nline2" + "\u0301" * 500})
    assert record.title.startswith("parcels[31m line2")
    assert len(record.title) < 40


@pytest.mark.parametrize(
    "links", [None, "x", [None, 7, {}], [{"href": None, "rel": None}], [{"rel": None}] * 9]
)
def test_odd_links(links):
    assert all(not item.usable for item in _record(links=links).distributions)


def test_ten_thousand_links_are_bounded():
    link = {"href": "https://x.example/a.gpkg", "rel": "download"}
    many = _record(links=[link] * 10_000)
    assert (len(many.distributions), many.links_left_out) == (1_000, 9_000)
    assert _record(links=[link] * 1_000).links_left_out == 0


@pytest.mark.parametrize(("given", "read"), [(0, "0"), (12, "12"), (["a"], "a"), (" a b ", "a b")])
def test_ids_that_are_no_text(given, read):
    assert _record(id=given).id == read


def test_a_record_without_id_is_refused():
    with pytest.raises(ValueError, match="no id"):
        parse_record({"properties": {"title": "A"}}, URL)


@pytest.mark.parametrize(
    ("forms", "chosen"),
    [
        ([("application/rdf+xml", "dcat"), ("application/xml", "xml")], "xml"),
        ([("application/xhtml+xml", "html"), ("text/html", "html")], ""),
        ([("application/xml", "dcat"), ("application/xml", "iso19139")], "iso19139"),
        ([("application/xml", "datacite"), ("application/xml;profile=iso19115-3", "full")], "full"),
        ([("application/xml", "xml"), ("application/gml+xml", "gml")], "xml"),
    ],
)
def test_of_many_forms_of_a_record_the_iso_document_is_read(forms, chosen):
    links = [{"rel": "alternate", "type": kind, "href": f"?f={name}"} for kind, name in forms]
    assert _record(links=links).iso_url.rpartition("f=")[2] == chosen
