"""What limits a search, as values: chips, queries, and what can be left out."""

from __future__ import annotations

import pytest

from secims_qgis.gui.facet_counts import Counted
from secims_qgis.gui.limits import ANYWHERE, VISIBLE_MAP, Area, AreaKind, FilterField, Filters, Limits
from secims_qgis.gui.loosening import loosenings
from secims_qgis.model import BBox, Facet, FacetValue
from tests.gui.samples import RECORDS

WEST = BBox(-61.09, 13.75, -60.98, 13.98)
MANY = Filters(
    Area(AreaKind.BOX, WEST, "Drawn area"), "2018", "2024", ("dataset", "series"), ("reef", "habitat")
)


def test_every_filter_in_force_is_a_chip():
    labels = [part.label for part in MANY.parts]
    assert labels[:2] == ["Type: Dataset", "Type: Series"]
    assert labels[2:] == ["Keyword: reef", "Keyword: habitat", "Drawn area", "2018 – 2024"]


def test_the_visible_map_has_its_toggle_and_no_chip():
    assert Filters(VISIBLE_MAP).parts == ()


def test_each_chip_removes_its_own_filter_and_nothing_else():
    for part in MANY.parts:
        rest = [other for other in MANY.parts if other != part]
        assert list(MANY.without(part).parts) == rest


def test_clearing_leaves_the_visible_map_alone():
    assert Filters(VISIBLE_MAP, "2018", keywords=("reef",)).cleared() == Filters(VISIBLE_MAP)
    assert MANY.cleared() == Filters()


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [("2018", "2024", "2018 – 2024"), ("2018", None, "Since 2018"), (None, "2024", "Until 2024")],
)
def test_a_time_is_said_shortly(start, end, label):
    assert Filters(ANYWHERE, start, end).parts[0].label == label


def test_limits_become_the_query_that_a_catalogue_is_asked():
    query = Limits("coral", MANY).query(None, 20, "title")
    assert (query.text, query.bbox, query.start, query.end) == ("coral", WEST, "2018", "2024")
    assert (query.type, query.keywords, query.sort) == (("dataset", "series"), ("reef", "habitat"), "title")
    assert Limits("", Filters(VISIBLE_MAP)).query(WEST, 20).bbox == WEST


def test_a_search_that_found_nothing_can_be_widened_one_limit_at_a_time():
    limits = Limits("reeef", Filters(VISIBLE_MAP, "2018", "2024", keywords=("reef",)), live=True)
    words = [way.words for way in loosenings(limits)]
    assert words == [
        "Search Anywhere",
        "Show Without Live and Download",
        "Remove “Keyword: reef”",
        "Remove “2018 – 2024”",
        "Clear All Filters",
        "Show All Datasets",
    ]
    assert all(way.limits != limits for way in loosenings(limits))


def test_no_two_ways_do_the_same():
    ways = loosenings(Limits("", Filters(keywords=("reef",))))
    assert [way.words for way in ways] == ["Remove “Keyword: reef”"]
    assert loosenings(Limits()) == ()


def facets():
    from secims_qgis.catalogue.facets import count_facets

    return count_facets(RECORDS)


def test_counts_of_a_complete_list_follow_the_ticks_of_the_other_groups():
    counted = Counted(RECORDS, facets(), is_complete=True)
    fisheries = counted.choices(Filters())[FilterField.ORGANISATION][0]
    assert (fisheries.value, fisheries.count) == ("Department of Fisheries", 3)
    ticked = counted.choices(Filters(format=("shp.zip",)))
    assert ticked[FilterField.ORGANISATION][0].count == 2
    assert counted.note() == ""


def test_values_that_a_tick_would_leave_without_records_show_no_number():
    counted = Counted(RECORDS, facets(), is_complete=True)
    choices = counted.choices(Filters(organisation=("Saint Lucia National Trust",)))[FilterField.FORMAT]
    counts = {choice.value: choice.count for choice in choices}
    assert counts["csv"] == 1
    assert counts["gpkg"] is None


def test_counts_of_a_part_say_what_they_are_of():
    assert Counted(RECORDS, facets(), is_complete=False).note() == "Counted in the 7 loaded"
    mixed = (Facet("type", (FacetValue("dataset", 900),), of_server=True), *facets()[1:])
    assert Counted(RECORDS, mixed).note() == "Keyword, Organisation, Format: counted in the 7 loaded"
    of_server = Counted(RECORDS, mixed[:1])
    assert of_server.note() == ""
    assert of_server.choices(Filters())[FilterField.TYPE][0].count == 900
