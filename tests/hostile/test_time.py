"""Dates that are none, and CRS that are text."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsVectorLayer

from secims_qgis.crs import check_crs
from secims_qgis.model import CrsRef, SearchQuery
from tests.hostile.cases import payload
from tests.hostile.screen import assert_harmless, texts
from tests.hostile.world import ITEMS, feature, page


def dates_are_shown_as_given(world, text):
    given = json.loads(f"[{text}]")
    for date in given:
        moment = date if isinstance(date, list) else [date, date]
        body = world.record_page(created=date, updated=date, time={"interval": moment})
        assert_harmless(body)
        layer = world.add_to_project(body.record.record, world.link("https://x.example/a"))
        assert layer.name()
    body = world.record_page(created="circa 1998")
    assert "circa 1998" in body.record.meta.text()
    world.say(ITEMS, page(*(feature(str(n), created=date, time=date) for n, date in enumerate(given))))
    catalogue = world.catalogue(*(feature(str(n), created=date) for n, date in enumerate(given)))
    found = catalogue.search(SearchQuery(start="1990-01-01", end="2030-01-01"))
    assert found.problems == ()
    # The real server does return the word "date" for an end that is still to come.
    assert world.record(time={"interval": ["1998-11-22T00:00:00Z", "date"]}).time_end == ""


def times_of_all_shapes(world, _payload):
    shapes = {
        "null": None,
        "text": "2024-07-01T10:00:00Z",
        "open": {"interval": [None, None]},
        "date": {"date": "2020"},
        "missing": ...,
        "number": 2020,
        "list": [],
        "short": {"interval": ["2020"]},
        "nested": {"interval": [["2020"], {"value": "2021"}]},
    }
    found = {name: world.record(time=time) for name, time in shapes.items()}
    ends = {name: (record.time_start, record.time_end) for name, record in found.items()}
    assert ends["text"] == ("2024-07-01T10:00:00Z",) * 2
    assert ends["date"] == ("2020", "2020")
    assert ends["open"] == ends["null"] == ends["missing"] == ("", "")


def crs_are_read_by_strict_patterns(world, text):
    quoted = [part.strip() for part in text.split('"')[1::2]]
    wkt = 'PROJCRS["British West Indies Grid", ' + "X" * 5_000 + "]"
    expected = {
        "2006": "EPSG:2006",
        "EPSG:2006": "EPSG:2006",
        "urn:ogc:def:crs:EPSG::2006": "EPSG:2006",
        "http://www.opengis.net/def/crs/EPSG/0/2006": "EPSG:2006",
        "British West Indies Grid, Saint Lucia 1955": None,
        "WGS 84 (EPSG:4326)": "EPSG:4326",
        "EPSG:999999": "EPSG:999999",
        "PROJ:+proj=pipeline ...": None,
    }
    assert set(quoted) == set(expected)
    for junk in [
        *quoted,
        wkt,
        "EPSG:" + "9" * 5_000,
        "+init=epsg:4326",
        "/vsicurl/http://evil.example/a.prj",
    ]:
        reference = CrsRef.from_text(junk)
        assert reference.authid == expected.get(junk)
        assert len(reference.text) <= 200
        body = world.record_page(crs=junk)
        assert_harmless(body)
        layer = QgsVectorLayer("Point?crs=EPSG:4326", "a", "memory")
        report = check_crs(layer, reference, body.record.record.bbox, layer.crs())
        assert layer.crs().authid() == "EPSG:4326"
        assert report.explanation


def two_crs_are_shown_and_none_forced(world, _payload):
    from tests.hostile.test_xml import iso_record, serve_record_with_iso

    systems = [
        "<gco:CharacterString>4326</gco:CharacterString>",
        "<gco:CharacterString>2006</gco:CharacterString>",
    ]
    serve_record_with_iso(world, iso_record(codes=systems))
    body = world.opened()
    record = body.record.record
    assert [crs.authid for crs in record.crs] == ["EPSG:4326", "EPSG:2006"]
    assert {item.crs for item in record.distributions} == {None}
    everything = " ".join(texts(body))
    assert "4326" in everything or "WGS 84" in everything
    assert "EPSG:2006" in everything


CHECKS = {
    "non_iso_dates": dates_are_shown_as_given,
    "time_shapes": times_of_all_shapes,
    "crs_junk": crs_are_read_by_strict_patterns,
    "crs_two": two_crs_are_shown_and_none_forced,
}


@pytest.mark.parametrize("name", CHECKS)
def test_value(world, name):
    CHECKS[name](world, payload(name))
