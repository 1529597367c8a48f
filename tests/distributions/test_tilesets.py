"""Tilesets as pygeoapi, titiler, tipg, ldproxy and others have been seen to describe them."""

from __future__ import annotations

import json

import pytest

from secims_qgis.distributions import look_behind
from secims_qgis.distributions.look_up import LookUp
from secims_qgis.distributions.tilesets import read_tilesets
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import HttpError

KINDS = DistributionKind
MVT = "application/vnd.mapbox-vector-tile"
MERCATOR = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
CRS84 = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad"
CELL = "{tileMatrix}/{tileRow}/{tileCol}"


@pytest.fixture
def tiles(faults, session, catalogue_url):
    """Serve a document and read the tilesets behind it."""

    def read(document, path="/collections/x/tiles"):
        faults.serve(path, json.dumps(document))
        return read_tilesets(LookUp(session, catalogue_url, bidden=False), faults.url(path))

    return read


def _links(*links):
    return [dict(zip(("rel", "href", "type"), link)) for link in links]


def test_the_media_type_decides_not_the_data_type(tiles):
    """As of pygeoapi in front of a WMTS, with its type_ for type."""
    link = {"rel": "item", "href": f"/t/WebMercatorQuad/{CELL}?f=png", "type_": "image/png"}
    (found,) = tiles({"dataType": "vector", "links": [link]})
    assert found.kind is KINDS.RASTER_TILES


def test_titiler(tiles, faults):
    """Relation tile, encoded braces, column before row, no media type, limits."""
    limits = [{"tileMatrix": str(level)} for level in range(7, 15)]
    links = _links(("tile", "/tiles/WebMercatorQuad/%7Bz%7D/%7Bx%7D/%7By%7D?url=a%26b"))
    (found,) = tiles(
        {"dataType": "map", "tileMatrixSetURI": MERCATOR, "links": links, "tileMatrixSetLimits": limits}
    )
    assert found.kind is KINDS.RASTER_TILES
    assert found.template == faults.url("/tiles/WebMercatorQuad/{z}/{x}/{y}?url=a%26b")
    assert (found.zoom, found.matrix_set) == ((7, 14), "WebMercatorQuad")


def test_ldproxy_has_one_link_for_each_format(tiles):
    links = _links(
        ("item", f"/t/{CELL}?f=json", "application/geo+json"),
        ("item", f"/t/{CELL}?f=mvt", MVT),
        ("item", f"/t/{CELL}?f=jpeg", "image/jpeg"),
        ("item", f"/t/{CELL}?f=png", "image/png"),
    )
    found = tiles({"links": links})
    assert [(item.kind.value, item.media_type) for item in found] == [
        ("RASTER_TILES", "image/png"),
        ("VECTOR_TILES", MVT),
    ]


def test_tilesets_of_a_list_come_from_their_own_documents(tiles, faults):
    faults.serve(
        "/t/M?f=json", json.dumps({"title": "Reefs", "links": _links(("item", f"/t/M/{CELL}", MVT))})
    )
    faults.serve("/t/C?f=json", json.dumps({"links": _links(("item", f"/t/C/{CELL}", MVT))}))
    entries = [
        {
            "tileMatrixSetURI": uri,
            "crs": crs,
            "links": _links(("self", f"/t/{name}?f=json")),
        }
        for name, uri, crs in (("M", MERCATOR, "EPSG:3857"), ("C", CRS84, "OGC:CRS84"))
    ]
    found = tiles({"tilesets": entries})
    assert [(item.matrix_set, item.crs.authid) for item in found] == [
        ("WebMercatorQuad", "EPSG:3857"),
        ("WorldCRS84Quad", "OGC:CRS84"),
    ]


def test_the_template_of_the_list_is_filled_in(tiles, faults):
    """One matrix set answers 500, as with pygeoapi where it is not configured."""
    faults.serve("/t/M", b"<html>Error</html>", status=500)
    entry = {"tileMatrixSetURI": MERCATOR, "links": _links(("self", "/t/M", "application/json"))}
    general = _links(("item", f"/t/{{tileMatrixSetId}}/{CELL}?f=pbf", MVT))
    (found,) = tiles({"tilesets": [entry], "links": general})
    assert found.template == faults.url(f"/t/WebMercatorQuad/{CELL}?f=pbf")


def test_without_any_template_the_error_is_told(tiles, faults):
    faults.serve("/t/M", b"<html>Error</html>", status=500)
    with pytest.raises(HttpError):
        tiles({"tilesets": [{"tileMatrixSetURI": MERCATOR, "links": _links(("self", "/t/M"))}]})


def test_a_matrix_set_with_an_odd_name_is_not_put_into_an_address(tiles):
    general = _links(("item", f"/t/{{tileMatrixSetId}}/{CELL}?f=pbf", MVT))
    assert tiles({"tilesets": [{"tileMatrixSetId": "a&b#c"}], "links": general}) == ()


@pytest.mark.parametrize(
    "href", ["/t/{z}/{x}", "/t/{z}/{x}/{y}/{style}", "/t/1/2/3", "javascript:{z}{x}{y}", "/t/{z}/{x}/{q}"]
)
def test_what_is_no_template_is_left_out(tiles, href):
    assert tiles({"links": _links(("item", href, MVT))}) == ()


def test_tilejson_of_pygeoapi_has_a_text_for_a_list(tiles):
    document = {
        "tilejson": "3.0.0",
        "tiles": f"https://x.example/t/{CELL}?f=mvt",
        "minzoom": 8,
        "maxzoom": 14,
    }
    (found,) = tiles({**document, "vector_layers": [{"id": "roads"}]})
    assert (found.kind, found.zoom, found.crs.authid) == (KINDS.VECTOR_TILES, (8, 14), "EPSG:3857")


def test_tilejson_that_counts_rows_from_the_south(tiles):
    document = {"tilejson": "2.0.0", "tiles": ["https://x.example/{z}/{x}/{y}.png"], "scheme": "tms"}
    (found,) = tiles(document)
    assert (found.kind, found.template) == (KINDS.RASTER_TILES, "https://x.example/{z}/{x}/{-y}.png")


@pytest.mark.parametrize(
    ("limits", "zoom"),
    [
        ([{"tileMatrix": "3"}, {"tileMatrix": 5}], (3, 5)),
        ([{"tileMatrix": "EPSG:900913:5"}], None),
        ([{"tileMatrix": "3"}, {"tileMatrix": "x"}], None),
        ([{"tileMatrix": 10**30}], None),
        (["3"], None),
        ("3", None),
        ([], None),
    ],
    ids=str,
)
def test_limits(tiles, limits, zoom):
    (found,) = tiles({"links": _links(("item", f"/t/{CELL}", MVT)), "tileMatrixSetLimits": limits})
    assert found.zoom == zoom


def test_tilesets_of_two_matrix_sets_are_told_apart(faults, session, catalogue_url):
    entries = [
        {"tileMatrixSetURI": uri, "links": _links(("item", f"/t/{uri[-5:]}/{CELL}", MVT))}
        for uri in (MERCATOR, CRS84)
    ]
    faults.serve("/collections/x/tiles", json.dumps({"tilesets": entries}))
    listed = Distribution(KINDS.TILES, faults.url("/collections/x/tiles"), "Reefs", collection_id="x")
    found = look_behind(listed, session, catalogue_url)
    assert [item.title for item in found] == ["Reefs (WebMercatorQuad)", "Reefs (WorldCRS84Quad)"]
    assert {item.collection_id for item in found} == {"x"}


def test_a_template_of_unknown_tiles_is_looked_up_at_its_tileset(faults, session, catalogue_url):
    links = _links(("item", f"/collections/x/tiles/M/{CELL}", "image/webp"))
    faults.serve("/collections/x/tiles/M", json.dumps({"links": links}))
    unknown = Distribution(KINDS.TILES, faults.url(f"/collections/x/tiles/M/{CELL}"))
    assert look_behind(unknown, session, catalogue_url)[0].kind is KINDS.RASTER_TILES


@pytest.mark.parametrize(
    ("document", "tiles", "is_template"),
    [
        ("/api/tiles/M", f"/api/tiles/M/{CELL}", True),
        ("/api/tiles/M?f=json", f"/api/tiles/M/{CELL}?f=mvt", True),
        ("/api/tiles/M/metadata", f"/api/tiles/M/{CELL}", True),
        ("/sets/m.json", f"/tiles/m/{CELL}", False),
        ("/sets/m.json", f"/{CELL}", False),
        ("/tiles/M", f"http://127.0.0.1:1/tiles/M/{CELL}", False),
    ],
)
def test_what_is_found_leads_back_to_what_describes_it(
    faults, session, catalogue_url, document, tiles, is_template
):
    """Or its tile matrix set, extent and layers would be lost."""
    faults.serve(document, json.dumps({"links": _links(("item", tiles, MVT))}))
    given = Distribution(KINDS.TILES, faults.url(document), "Reefs")
    (found,) = look_behind(given, session, catalogue_url)
    assert found.kind is KINDS.VECTOR_TILES
    assert found.url == faults.url(tiles if is_template else document)


def test_a_tilejson_stays_what_is_opened(faults, session, catalogue_url):
    tiles = [faults.url("/reefs/{z}/{x}/{y}")]
    faults.serve("/reefs", json.dumps({"tilejson": "3.0.0", "tiles": tiles, "vector_layers": []}))
    (found,) = look_behind(Distribution(KINDS.TILES, faults.url("/reefs")), session, catalogue_url)
    assert (found.kind, found.url) == (KINDS.VECTOR_TILES, faults.url("/reefs"))
