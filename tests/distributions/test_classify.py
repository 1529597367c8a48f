"""Links as catalogues write them, and what they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from secims_qgis.distributions import classify
from secims_qgis.model import DistributionKind, Part

BASE = "https://secims.example/records/collections/metadata:main/items/a"
LINES = (Path(__file__).parent.parent / "data/links_expected.jsonl").read_text("utf-8").splitlines()
EXPECTED = [json.loads(line) for line in LINES if line.strip()]


def _name(case):
    link = case["link"]
    return f"{link.get('protocol') or link.get('type') or link.get('title')}|{link['href'][-40:]!r}"


@pytest.mark.parametrize("case", EXPECTED, ids=_name)
def test_every_kind_of_link(case):
    found = classify(case["link"], BASE)
    assert found.kind.value == case["kind"]
    assert found.format == case["format"]


@pytest.mark.parametrize(
    ("path", "kind", "file_format"),
    [
        ("wmts/1.0.0/WMTSCapabilities.xml", "WMTS", None),
        ("arcgis/rest/services/Relief/ImageServer", "ARCGIS_MAP", None),
        ("api/collections/roads/items.csv", "FILE", "csv"),
        ("api/collections/roads/items.html", "NAVIGATION", None),
        ("geoserver/wms", "WMS", None),
    ],
)
def test_addresses_of_other_servers(path, kind, file_format):
    for protocol in ("", "WWW:LINK"):
        found = classify({"href": f"https://x.example/{path}", "protocol": protocol}, BASE)
        assert (found.kind.value, found.format) == (kind, file_format)


def test_an_image_service_of_arcgis_draws_a_map_whatever_its_protocol_is_called():
    link = {"href": "https://x.example/arcgis/rest/services/Relief/ImageServer", "protocol": "ESRI:REST"}
    assert classify(link, BASE).kind is DistributionKind.ARCGIS_MAP


def test_the_fixtures_cover_the_kinds():
    kinds = {case["kind"] for case in EXPECTED}
    assert kinds | {"WCS"} == {kind.value for kind in DistributionKind}
    link = {"href": "https://x.example/geoserver/wcs", "protocol": "OGC:WCS"}
    assert classify(link, BASE).kind is DistributionKind.WCS


@pytest.mark.parametrize(
    "href",
    [
        "  JaVa\tScRiPt:alert(1)",
        "PG:host=evil.example user=postgres",
        "file:///etc/passwd",
        "/vsicurl/http://evil.example/a.tif\x00",
        "https://user@x.example/a.gpkg",
        "https:///a.gpkg",
        "https://x.example:99999/a.gpkg",
        "smb://evil.example/share/a.tif",
        None,
        7,
    ],
)
def test_an_unsafe_link_is_only_text(href):
    found = classify({"href": href, "protocol": "WWW:DOWNLOAD", "name": "a.gpkg"}, BASE)
    assert found.kind is DistributionKind.UNSAFE
    assert not found.usable
    assert found.reason


def test_a_vsi_path_is_resolved_as_a_path_of_the_catalogue_host():
    found = classify({"href": "/vsicurl/http://evil.example/a.tif", "protocol": "WWW:DOWNLOAD"}, BASE)
    assert found.url == "https://secims.example/vsicurl/http://evil.example/a.tif"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../../../files/a b.gpkg", "https://secims.example/records/files/a%20b.gpkg"),
        ("https://x.example/Étang.gpkg", "https://x.example/%C3%89tang.gpkg"),
        ("https://x.example/a.gpkg|layername=x", "https://x.example/a.gpkg%7Clayername=x"),
        ("https://secims.gоvt.lc/a.gpkg", "https://xn--secims-cxg.gvt.lc/a.gpkg"),
    ],
)
def test_addresses_are_made_absolute_and_ascii(href, url):
    found = classify({"href": href, "rel": "download"}, BASE).url
    if "xn--" in url:
        assert found.startswith("https://secims.xn--")
    else:
        assert found == url


def test_what_a_collection_link_tells():
    found = classify(
        {"href": "https://x.example/api/collections/reef%20sites/items?f=html", "name": "Reef sites"}, BASE
    )
    assert (found.kind, found.collection_id, found.title) == (
        DistributionKind.FEATURES,
        "reef sites",
        "Reef sites",
    )


def test_records_are_not_data():
    href = "https://secims.example/records/collections/metadata:main/items"
    assert classify({"href": href}, BASE).kind is DistributionKind.CATALOGUE_SERVICE
    assert classify({"href": f"{href}/abc"}, BASE).kind is DistributionKind.NAVIGATION


@pytest.mark.parametrize(
    ("link", "part"),
    [
        ({"name": "buildings_part1of3.gpkg"}, Part(1, 3)),
        ({"name": "Buildings, part 2 of 3"}, Part(2, 3)),
        ({"name": "Buildings", "description": "Part 3 of 3, 49.8 MB"}, Part(3, 3)),
        ({"name": "Buildings (2/4)"}, Part(2, 4)),
        ({"name": "Parcels 2020/2021"}, None),
        ({"name": "Part 5 of 3"}, None),
    ],
)
def test_parts(link, part):
    assert classify({"href": "https://x.example/d", "rel": "download", **link}, BASE).part == part


@pytest.mark.parametrize(("length", "size"), [(12_400_000, 12_400_000), ("7", 7), (0, None), ("x", None)])
def test_length_is_the_size(length, size):
    assert classify({"href": "https://x.example/a.gpkg", "length": length}, BASE).size_bytes == size


def test_the_layer_of_a_service_is_the_name_of_its_link():
    link = {"href": "https://x.example/ows", "protocol": "OGC:WMS", "name": "slu:landuse"}
    assert classify(link, BASE).layer_name == "slu:landuse"
    kvp = {"href": "https://x.example/ows?SERVICE=WFS&typeNames=slu:x&request=GetFeature", "name": "Land"}
    assert classify(kvp, BASE).layer_name == "slu:x"
