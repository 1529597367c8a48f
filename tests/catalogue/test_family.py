"""The whole and its parts, however a catalogue tells of them."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.catalogue.family import MAX_LOOKED_AT, parts_of, whole_of
from secims_qgis.catalogue.record_json import parse_record
from secims_qgis.model import Record
from tests.catalogue.replay import COLLECTION, replayed_pycsw, sample

URL = "http://127.0.0.1:8791/records/collections/metadata:main/items/x"


@pytest.mark.demo
@pytest.mark.parametrize("flavour", ["records", "csw"])
def test_a_series_and_its_datasets_find_each_other(demo, flavour):
    catalogue = open_catalogue(getattr(demo, flavour))
    series = catalogue.record("lca-imagery")
    family = parts_of(catalogue, series)
    assert {part.id for part in family.parts} == {"lca-orthophoto-2022", "lca-aerial-1992"}
    assert not family.has_more
    part = catalogue.record("lca-aerial-1992")
    assert part.parent_id == series.id
    assert whole_of(catalogue, part).title == series.title
    assert parts_of(catalogue, part).parts == ()


def test_pycsw_3_names_the_whole_in_a_related_record():
    part = sample("pycsw_master_record_imagery-1992.json")
    series = {**part, "id": "lca-series-imagery", "links": []}
    mention = {**part, "id": "another", "links": [{"rel": "related", "href": f"{URL}/lca-series-imagery"}]}
    with replayed_pycsw([series, part, mention]) as server:
        catalogue = open_catalogue(server.url(COLLECTION))
        family = parts_of(catalogue, catalogue.record("lca-series-imagery"))
    assert [record.id for record in family.parts] == ["lca-imagery-1992"]


@pytest.mark.parametrize(
    ("link", "parent"),
    [
        ({"rel": "up", "href": "../items/a%20b%2Fc"}, "a b/c"),
        ({"rel": "parent", "href": "/collections/m/items/p?f=json"}, "p"),
        ({"rel": "up", "href": "/collections/m"}, ""),
        ({"rel": "related", "href": "/collections/m/items/p"}, ""),
        ({"rel": "related", "href": "/collections/m/items/p", "name": "related record"}, "p"),
        ({"rel": "up", "href": None}, ""),
    ],
)
def test_links_that_lead_up(link, parent):
    assert parse_record({"id": "x", "properties": {}, "links": [link]}, URL).parent_id == parent


@pytest.mark.parametrize("name", ["parentIdentifier", "parentidentifier", "isPartOf"])
def test_properties_that_name_the_whole(name):
    assert parse_record({"id": "x", "properties": {name: ["p"]}, "links": []}, URL).parent_id == "p"


@pytest.mark.parametrize(
    ("link", "related"),
    [
        ({"rel": "related", "href": "b", "title": "B"}, (("b", "B"),)),
        (
            {"rel": "child", "href": "http://inside/collections/metadata:main/items/c%20d?f=json"},
            (("c d",) * 2,),
        ),
        ({"rel": "successor-version", "href": "/records/collections/metadata:main/items/e"}, (("e", "e"),)),
        ({"rel": "related", "href": "/collections/roads/items/7"}, ()),
        ({"rel": "related", "href": "https://x.lc/page"}, ()),
        ({"rel": "related", "href": "x"}, ()),
        ({"rel": "related", "href": "//["}, ()),
        ({"rel": "up", "href": "../items/p"}, ()),
    ],
)
def test_other_records_that_a_record_points_to(link, related):
    assert parse_record({"id": "x", "properties": {}, "links": [link]}, URL).related == related


class Silent:
    """A catalogue whose lists do not say what a record is part of."""

    def __init__(self, count):
        self.count, self.asked = count, []

    def search(self, query):
        from secims_qgis.model import RecordPage

        found = (Record("whole"), *(Record(f"r{number}") for number in range(self.count)))
        return RecordPage(found[: query.limit], len(found))

    def record(self, record_id):
        self.asked.append(record_id)
        return Record(record_id, parent_id="whole" if record_id != "r1" else "", detailed=True)


def test_where_the_list_does_not_say_a_bounded_number_of_documents_is_read():
    few, many = Silent(3), Silent(60)
    family = parts_of(few, Record("whole"))
    assert [part.id for part in family.parts] == ["r0", "r2"]
    assert not family.has_more
    family = parts_of(many, Record("whole"))
    assert len(family.parts) == MAX_LOOKED_AT - 1
    assert len(many.asked) == MAX_LOOKED_AT
    assert family.has_more


def test_a_record_is_not_its_own_whole():
    catalogue = Silent(0)
    assert whole_of(catalogue, Record("a", parent_id="a")) is None
    assert catalogue.asked == []
