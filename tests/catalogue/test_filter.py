from __future__ import annotations

import pytest

from secims_qgis.catalogue.facets import count_facets
from secims_qgis.catalogue.filter import fits
from secims_qgis.model import BBox, Contact, Distribution, DistributionKind, Record, SearchQuery


@pytest.mark.parametrize(
    ("start", "end", "fitting"),
    [
        ("2018", "2018", True),
        ("2017", "2018-01-01", True),
        ("2019-12-31", None, True),
        ("2020", None, False),
        (None, "2017", False),
        (None, None, True),
        ("2018-06", "2018-07", True),
    ],
)
def test_time_means_overlap(start, end, fitting):
    record = Record("a", time_start="2018-01-01T00:00:00Z", time_end="2019-12-31T00:00:00Z")
    assert fits(record, SearchQuery(start=start, end=end)) is fitting


def test_without_a_time_span_the_date_of_creation_counts():
    assert fits(Record("a", created="2018-05-05"), SearchQuery(start="2018", end="2018"))
    assert not fits(Record("a", created="2018-05-05"), SearchQuery(start="2019"))
    assert not fits(Record("a"), SearchQuery(start="2019"))


def test_all_keywords_must_be_there():
    record = Record("a", keywords=("Reef", "Coast"))
    assert fits(record, SearchQuery(keywords=("reef",)))
    assert not fits(record, SearchQuery(keywords=("reef", "road")))


def test_a_year_reaches_to_its_end():
    record = Record("a", time_start="2015", time_end="2018")
    assert fits(record, SearchQuery(start="2018-06-01"))
    assert not fits(record, SearchQuery(start="2019-01-01"))


FILE = Distribution(DistributionKind.FILE, "https://x.example/a.gpkg", format="gpkg")
WMS = Distribution(DistributionKind.WMS, "https://x.example/wms")
UNSAFE = Distribution(DistributionKind.UNSAFE, "file:///a.gpkg", format="gpkg", usable=False)


@pytest.mark.parametrize(
    ("distributions", "wanted", "fitting"),
    [
        ((FILE,), {"format": "GPKG"}, True),
        ((FILE,), {"format": "tif"}, False),
        ((UNSAFE,), {"format": "gpkg"}, False),
        ((WMS,), {"live": True}, True),
        ((FILE,), {"live": True}, False),
        ((FILE,), {"download": True}, True),
        ((WMS,), {"download": True}, False),
        ((UNSAFE,), {"download": True}, False),
        ((FILE, WMS), {"download": True, "live": True, "format": "gpkg"}, True),
        ((), {}, True),
    ],
)
def test_what_can_be_done_with_a_record(distributions, wanted, fitting):
    assert fits(Record("a", distributions=distributions), SearchQuery(**wanted)) is fitting


def test_an_organisation_is_any_that_stands_for_the_data():
    contacts = (
        Contact("Ministry of \u00c9nergie", roles=("custodian",)),
        Contact("Office of the catalogue", roles=("pointOfContact",)),
    )
    record = Record("a", organisation="Survey", contacts=contacts)
    assert not fits(record, SearchQuery(organisation="office of the catalogue"))
    (facet,) = (facet for facet in count_facets([record]) if facet.name == "organisation")
    assert {entry.value for entry in facet.values} == {"Survey", "Ministry of \u00c9nergie"}
    assert fits(record, SearchQuery(organisation="survey"))
    assert fits(record, SearchQuery(organisation="ministry of energie"))
    assert not fits(record, SearchQuery(organisation="Ministry"))


@pytest.mark.parametrize(
    ("own", "fitting"),
    [
        (BBox(170, -20, -170, -10), True),
        (BBox(-170, -20, 170, -10), True),  # pycsw turns it inside out
        (BBox(-170, 20, 170, 30), False),
        (BBox(-61, -20, -60, -10), False),
    ],
)
def test_across_the_antimeridian(own, fitting):
    assert fits(Record("a", bbox=own), SearchQuery(bbox=BBox(175, -20, -175, -10))) is fitting


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": ("Service", "dataset")},
        {"type": "dataset"},
        {"organisation": ["Water and Sewerage Company", "SURVEY"]},
        {"format": ("tif", "GPKG")},
        {"format": None, "type": None, "organisation": None, "keywords": None},
    ],
)
def test_of_several_values_one_is_enough(wanted):
    file = Distribution(DistributionKind.FILE, "https://example.org/a.gpkg", format="gpkg")
    record = Record("a", type="dataset", organisation="Survey", distributions=(file,))
    assert fits(record, SearchQuery(**wanted))


@pytest.mark.parametrize("wanted", [{"type": ("service", "series")}, {"format": ("tif",)}])
def test_of_several_values_none_is_not_enough(wanted):
    assert not fits(Record("a", type="dataset"), SearchQuery(**wanted))
