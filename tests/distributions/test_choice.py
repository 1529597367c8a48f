"""Which distribution is recommended, why, and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secims_qgis.distributions import Details, classify, recommend
from secims_qgis.distributions.age import year_of
from secims_qgis.distributions.choice_note import size_text
from secims_qgis.model import CrsRef, Distribution, DistributionKind, Record

KINDS = DistributionKind
FEATURES = Distribution(KINDS.FEATURES, "https://x.example/collections/a/items")
COVERAGE = Distribution(KINDS.COVERAGE, "https://x.example/collections/a/coverage")
TILES = Distribution(KINDS.VECTOR_TILES, "https://x.example/{z}/{y}/{x}.pbf")


def _file(name, size=None, description="", base="https://x.example/items/a"):
    link = {"href": f"https://x.example/files/{name}", "name": name, "description": description}
    return replace(classify({**link, "protocol": "WWW:DOWNLOAD"}, base), size_bytes=size)


def _record(*distributions, **more):
    return Record("a", distributions=distributions, **more)


def _chosen(*names, **more):
    return recommend(_record(*(_file(name) for name in names), **more)).distribution.title


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (("a.geojson", "a_shp.zip", "a.gpkg"), "a.gpkg"),
        (("landuse_2009.gpkg", "landuse_2022.gpkg"), "landuse_2022.gpkg"),
        (("landuse_2009.gpkg", "landuse_2022_shp.zip"), "landuse_2022_shp.zip"),
        (("landuse-2009-05-01.gpkg", "landuse-20220701.gpkg"), "landuse-20220701.gpkg"),
        (("landuse_withdrawn.gpkg", "landuse_shp.zip"), "landuse_shp.zip"),
        (("landuse_old.gpkg", "landuse.gpkg"), "landuse.gpkg"),
        (("census.gpkg", "census_2022.csv"), "census.gpkg"),
        (("census_2010.gpkg", "census_2022.csv"), "census_2010.gpkg"),
        (("photo_2022.tif", "report_2024.pdf"), "photo_2022.tif"),
        (("a_p1of2.gpkg", "a.gpkg", "a_p2of2.gpkg"), "a.gpkg"),
        (("a_p1of2.gpkg", "a.geojson"), "a.geojson"),
        (("a_p2of2.gpkg", "a_p1of2.gpkg", "a.geojson"), "a_p1of2.gpkg"),
        (("scan.pdf", "notes.docx"), "scan.pdf"),
    ],
    ids=str,
)
def test_the_file_for_analysis(names, best):
    assert _chosen(*names) == best
    assert _chosen(*reversed(names)) == best or best == "scan.pdf"


def test_the_smaller_of_two_alike():
    record = _record(_file("a1.gpkg", 9_000_000), _file("b.gpkg", 4_000_000), _file("c.gpkg"))
    assert recommend(record).distribution.title == "b.gpkg"


def test_sizes_that_the_server_told_count():
    big, small = _file("a.gpkg"), _file("b.gpkg")
    told = {big.url: Details(size_bytes=9_000_000), small.url: Details(size_bytes=100)}
    choice = recommend(_record(big, small), "analysis", told)
    assert choice.distribution is small


def test_an_undated_file_is_as_new_as_the_record():
    names = ("roads_2009.gpkg", "roads_shp.zip")
    assert _chosen(*names, updated="2024-07-01T10:00:00Z") == "roads_shp.zip"
    assert _chosen(*names, updated="circa 1998") == "roads_2009.gpkg"
    assert _chosen(*names, updated="2009-07-01") == "roads_2009.gpkg"


@pytest.mark.parametrize(
    ("name", "description", "year"),
    [
        ("roads_2009.gpkg", "", 2009),
        ("roads_epsg2006.gpkg", "", None),
        ("roads.gpkg", "GeoPackage, BWI grid (EPSG:2006)", None),
        ("roads_bwi_2006.gpkg", "", None),
        ("roads_2006.gpkg", "", 2006),
        ("roads.gpkg", "Surveyed 2018-2019", 2019),
        ("roads_20220701.gpkg", "", 2022),
        ("tile_120194.tif", "", None),
        ("roads.gpkg", "12,400 KB", None),
    ],
)
def test_years_in_names(name, description, year):
    assert year_of(_file(name, description=description)) == year


def test_the_number_of_the_crs_is_no_year():
    item = replace(_file("roads_2006.gpkg"), crs=CrsRef.from_text("EPSG:2006"))
    assert year_of(item) is None


def test_a_withdrawn_file_is_the_last_resort():
    withdrawn = _file("a.gpkg", description="Withdrawn in 2021, see the live service")
    assert recommend(_record(withdrawn, FEATURES)).distribution == FEATURES
    choice = recommend(_record(withdrawn))
    assert choice.distribution == withdrawn
    assert "no longer" in choice.note


@pytest.mark.parametrize("text", ["PMTiles archive", "Old Town parcels", "not withdrawn", "Goldolder"])
def test_words_that_do_not_withdraw(text):
    assert recommend(_record(_file("a.gpkg", description=text), FEATURES)).distribution.title == "a.gpkg"


def test_a_service_is_better_than_half_a_dataset():
    half = _file("a_p1of3.gpkg")
    assert recommend(_record(half, FEATURES)).distribution == FEATURES
    choice = recommend(_record(half))
    assert choice.why == "Parts 2 and 3 of 3 are missing"


@pytest.mark.parametrize(
    ("purpose", "expected"), [("analysis", COVERAGE), ("live", COVERAGE), ("display", TILES)]
)
def test_live_and_display_take_services(purpose, expected):
    assert recommend(_record(TILES, COVERAGE), purpose).distribution == expected


@pytest.mark.parametrize(
    ("distributions", "purpose", "known", "note"),
    [
        (
            (FEATURES, _file("a.gpkg", 12_400_000)),
            "live",
            Details(features=50_000),
            "50,000 features: over a slow link the GeoPackage of 12 MB is quicker",
        ),
        ((FEATURES,), "live", Details(features=50_000), "50,000 features; only what is in view is loaded"),
        ((FEATURES,), "live", Details(features=1), "1 feature"),
        ((FEATURES,), "live", Details(), ""),
        (
            (COVERAGE,),
            "live",
            Details(size_bytes=96_000_000, size_is_estimate=True),
            "The whole coverage is about 96 MB; only what is in view is loaded",
        ),
        ((COVERAGE,), "live", Details(size_bytes=900_000, size_is_estimate=True), ""),
        ((TILES,), "display", Details(zoom=(8, 14)), "Tiles from zoom 8 to 14"),
        ((_file("a.gpkg", 12_400_000),), "analysis", Details(), ""),
        (
            (_file("a.gpkg", 480_000_000), _file("a_shp.zip", 31_000_000)),
            "analysis",
            Details(),
            "480 MB: about 32 minutes at 2 Mbit/s. The Shapefile has 31 MB",
        ),
        (
            (_file("a_p1of2.gpkg", 9_000_000), _file("a_p2of2.gpkg", 8_000_000)),
            "analysis",
            Details(),
            "2 parts, together 17 MB",
        ),
        (
            (_file("a_2009.gpkg"), _file("a_2022.gpkg")),
            "analysis",
            Details(),
            "Newest edition, 2022; the oldest is of 2009",
        ),
    ],
)
def test_the_note_has_numbers(distributions, purpose, known, note):
    choice = recommend(_record(*distributions), purpose, {distributions[0].url: known})
    assert choice.note == note


def test_pictures_and_plain_http_are_said():
    picture = classify({"href": "http://x.example/wms", "protocol": "OGC:WMS"}, "https://x.example/items/a")
    note = recommend(_record(picture), "display").note
    assert note == "Pictures only, without attributes or values. The link is not encrypted"


def test_every_reason_is_short():
    files = [_file(f"a.{ending}") for ending in ("gpkg", "tif", "zip", "csv", "geojson", "kml", "pdf")]
    for item in [*files, *(Distribution(kind, "https://x.example/a") for kind in KINDS)]:
        for purpose in ("analysis", "live", "display"):
            choice = recommend(_record(item), purpose)
            assert choice is None or 10 < len(choice.why) <= 40


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (1_400_000, "1.4 MB"),
        (96_000_000, "96 MB"),
        (10**10, "10 GB"),
    ],
)
def test_sizes_as_text(size, text):
    assert size_text(size) == text
