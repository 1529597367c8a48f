from __future__ import annotations

from secims_qgis.catalogue import open_catalogue
from secims_qgis.catalogue.facets import count_facets, facets_of_server
from secims_qgis.model import Distribution, DistributionKind, Facet, FacetValue, Record, SearchQuery
from tests.catalogue.replay import COLLECTION


def _named(facets, name):
    return next((facet for facet in facets if facet.name == name), None)


def test_counts_over_records():
    file = Distribution(DistributionKind.FILE, "https://x.example/a.gpkg", format="gpkg")
    records = [
        Record("a", type="dataset", keywords=("Coast", "Reef", "reef"), distributions=(file, file)),
        Record("b", type="dataset", keywords=("coast",), organisation="Fisheries"),
        Record("c", type="map"),
    ]
    assert count_facets(records) == (
        Facet("type", (FacetValue("dataset", 2), FacetValue("map", 1))),
        Facet("keyword", (FacetValue("Coast", 2), FacetValue("reef", 1))),
        Facet("organisation", (FacetValue("Fisheries", 1),)),
        Facet("format", (FacetValue("gpkg", 1),)),
    )
    assert count_facets([]) == ()


def test_the_server_counts_what_it_can_and_we_the_rest(pycsw3):
    page = open_catalogue(pycsw3.url(COLLECTION)).search(SearchQuery(limit=5, facets=True))
    types = _named(page.facets, "type")
    assert types.of_server
    assert sum(value.count for value in types.values) == page.matched > 5
    keywords = _named(page.facets, "keyword")
    assert not keywords.of_server
    assert all(value.count <= 5 for value in keywords.values)


def test_nobody_counts_unasked(pycsw3):
    catalogue = open_catalogue(pycsw3.url(COLLECTION))
    page = catalogue.search(SearchQuery(limit=5))
    assert page.facets == ()
    assert all("facets" not in asked for asked in pycsw3.asked())


def test_only_the_first_page_has_facets(pycsw3):
    catalogue = open_catalogue(pycsw3.url(COLLECTION))
    first = catalogue.search(SearchQuery(limit=5, facets=True))
    assert catalogue.search(first.next).facets == ()


def test_counts_of_the_server_are_not_shown_for_what_it_does_not_filter(pycsw3):
    catalogue = open_catalogue(pycsw3.url(COLLECTION))
    page = catalogue.search(SearchQuery(format="gpkg", facets=True))
    assert page.facets
    assert not any(facet.of_server for facet in page.facets)


def test_odd_facets_of_servers():
    odd = {"type": {"buckets": [None, {"value": None, "count": 3}, {"value": "a", "count": "x"}]}, "b": 7}
    assert facets_of_server(odd) == ()
    assert facets_of_server(None) == ()
    assert facets_of_server({"k": {"property": "keywords", "buckets": [{"value": "a,b", "count": 1}]}}) == ()
