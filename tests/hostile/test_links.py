"""Addresses of links, and names of layers, that want to be more than that."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from qgis.core import QgsDataSourceUri

from secims_qgis.download import download
from secims_qgis.gui.commands import Command
from secims_qgis.gui.offers import host_of
from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import LinkRefusedError, SecimsError
from tests.hostile.cases import payload
from tests.hostile.screen import assert_harmless, texts
from tests.hostile.world import ITEMS

KINDS = DistributionKind


def is_unsafe(world, href):
    """No button, no request, plain text with the reason."""
    found = world.link(href, name="Data")
    assert (found.kind, found.usable) == (KINDS.UNSAFE, False)
    assert found.reason
    world.refused_live(found)
    for kind in (KINDS.UNSAFE, KINDS.FILE, KINDS.FEATURES):
        with pytest.raises((LinkRefusedError, SecimsError)):
            download(Distribution(kind, href), world.folder / "files")
    assert world.names_below() == []
    body = world.record_page(links=[{"href": href, "name": "Data", "rel": "item"}])
    (row,) = world.rows(body)
    assert row.is_dimmed
    assert row.facts == f"Unsupported link: {found.reason}"
    for command in (Command.ADD, Command.DOWNLOAD, Command.OPEN):
        assert not body.record.actions.is_given(command)
    before = len(world.server.requests)
    world.try_everything(body)
    opened = [url for url in world.browser if not url.startswith(world.server.url("/records/"))]
    assert opened == []
    assert len(world.server.requests) == before
    assert_harmless(body)


def shows_punycode(world, href):
    found = world.link(href)
    assert host_of(found.url) == "secims.xn--gvt-sed.lc"
    assert found.url.isascii()
    body = world.record_page(links=[{"href": href, "type": "application/geopackage+sqlite3"}])
    (row,) = world.rows(body)
    assert row.facts == "secims.xn--gvt-sed.lc"
    assert "\u043e" not in " ".join(texts(body))


def is_not_encrypted(world, href):
    found = world.link(href)
    assert (found.kind, found.usable) == (KINDS.FILE, True)
    from secims_qgis.gui.offers import facts_line, offers_of
    from secims_qgis.model import Record

    record = Record("a", url="https://secims.govt.lc/records/items/a", distributions=(found,))
    (offer,) = offers_of(record, None, "")
    assert "not encrypted" in facts_line(offer, record)


def layer_name_stays_one_value(world, name):
    """A web service is not opened yet; a collection of that name is asked for, and nothing else."""
    service = world.link(world.server.url("/wms"), name=name, protocol="OGC:WMS")
    assert service.kind is KINDS.WMS
    assert service.layer_name == name
    world.refused_live(service)
    hostile = name.replace("http://evil.example", world.elsewhere.url(""))
    landing = features_service(world.server, hostile)
    wanted = world.link(f"{landing}collections/{quote(hostile, safe='')}/items")
    assert wanted.kind is KINDS.FEATURES
    assert wanted.collection_id == hostile
    try:
        layer = open_layer(wanted)
    except SecimsError:
        return  # to refuse such a name is fine, too
    uri = QgsDataSourceUri(layer.source())
    assert uri.param("url") == landing
    assert uri.param("typename") == hostile
    assert (uri.param("sql"), uri.sql(), uri.authConfigId()) == ("", "", "")


def features_service(server, collection_id):
    """An OGC API Features service with one collection, which may have any name."""
    landing = server.url("/api/")
    path = f"collections/{quote(collection_id, safe='')}"
    links = [
        {"rel": "data", "type": "application/json", "href": f"{landing}collections"},
        {"rel": "service-desc", "type": "application/json", "href": f"{landing}openapi"},
        {"rel": "conformance", "type": "application/json", "href": f"{landing}conformance"},
    ]
    items = [{"rel": "items", "type": "application/geo+json", "href": f"{landing}{path}/items"}]
    extent = {"spatial": {"bbox": [[-61.1, 13.7, -60.8, 14.2]]}}
    collection = {"id": collection_id, "title": collection_id, "links": items, "extent": extent}
    point = {"type": "Point", "coordinates": [-61, 14]}
    one = {"type": "Feature", "id": 1, "geometry": point, "properties": {"name": "a"}}
    documents = {
        "/api/": {"title": "A", "links": links},
        "/api/collections": {"collections": [collection], "links": []},
        f"/api/{path}": collection,
        f"/api/{path}/items": {"type": "FeatureCollection", "features": [one], "links": []},
        "/api/conformance": {"conformsTo": []},
        "/api/openapi": {"openapi": "3.0.2", "info": {"title": "A", "version": "1"}, "paths": {}},
    }
    for place, document in documents.items():
        kind = "application/geo+json" if place.endswith("/items") else "application/json"
        server.serve(place, json.dumps(document), content_type=kind, etag="", last_modified="")
    return landing


def template_is_refused(world, href):
    found = world.link(href)
    assert found.kind is KINDS.RASTER_TILES
    assert found.url.startswith("https://x.example/{z}/{x}/{y}.png")
    world.refused_live(found)


def pipe_is_encoded(world, href):
    found = world.link(href)
    assert "|" not in found.url
    assert "%7C" in found.url
    assert found.layer_name == ""
    world.refused_live(found)


def other_tile_matrix_is_refused(world, _payload):
    for tile_matrix_set in ("WorldCRS84Quad", "custom"):
        address = (
            f"https://x.example/collections/a/tiles/{tile_matrix_set}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
        )
        for tail in ("", "?f=mvt", "?f=png"):
            found = world.link(address + tail, type="application/vnd.mapbox-vector-tile")
            assert found.kind in {KINDS.VECTOR_TILES, KINDS.RASTER_TILES, KINDS.TILES}
            world.refused_live(found)


def last_key_counts(world, body):
    link = json.loads(body)
    assert world.link(link["href"]).kind is KINDS.UNSAFE
    text = json.dumps({"type": "FeatureCollection", "numberMatched": 1, "features": ["FEATURE"]})
    record = f'{{"id": "a", "properties": {{"title": "t"}}, "links": [{body}]}}'
    world.say(ITEMS, text.replace('"FEATURE"', record))
    shown = world.search()
    (found,) = shown.results.model.records
    assert [item.kind for item in found.distributions] == [KINDS.UNSAFE]


CHECKS = {
    "js_href": is_unsafe,
    "js_href_mixed_case_tab": is_unsafe,
    "unc_href": is_unsafe,
    "gdal_prefix": is_unsafe,
    "ftp_smb": is_unsafe,
    "crlf_href": is_unsafe,
    "idn_homograph": shows_punycode,
    "http_downgrade": is_not_encrypted,
    "qgis_uri_quote_wfs": layer_name_stays_one_value,
    "qgis_uri_amp_wms": layer_name_stays_one_value,
    "xyz_template_inject": template_is_refused,
    "pmtiles_layer_pipe": pipe_is_encoded,
    "tile_matrix_other": other_tile_matrix_is_refused,
    "dup_keys": last_key_counts,
}


@pytest.mark.parametrize("name", CHECKS)
def test_link(world, name):
    CHECKS[name](world, payload(name))


@pytest.mark.parametrize(
    "href",
    [
        "file:///etc/passwd",
        "/vsicurl/http://evil.example/a.tif",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "\x01javascript:alert(1)",
        "\u00a0javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "https://user:word@x.example/a.gpkg",
        "<OGRVRTDataSource/>",
        "GPKG:/etc/passwd:a",
        "https://x.example\\@evil.example/a.gpkg",
        "https://x.example:0/a.gpkg",
        "https://x.example\uff0fevil.example/",
        "\ud800",
        "https://[::1",
    ],
)
def test_what_is_not_unsafe_is_an_address_of_http(world, href):
    found = world.link(href, name="a")
    if found.kind is not KINDS.UNSAFE:
        assert found.url.startswith("https://secims.govt.lc/")
