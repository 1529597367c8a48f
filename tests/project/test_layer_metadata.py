"""The record as QGIS layer metadata."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import Qgis, QgsCoordinateReferenceSystem
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QTextDocument

from secims_qgis.model import BBox, Contact, Distribution, DistributionKind
from secims_qgis.project.layer_metadata import layer_metadata

WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")
PICTURE = "<img src='http://evil.example/a.png'>"


def test_every_part_of_the_record_is_there(record):
    found = layer_metadata(record, WGS84)
    assert (found.identifier(), found.parentIdentifier(), found.language()) == (
        "lca-reefs",
        "lca-marine",
        "en",
    )
    assert (found.title(), found.type()) == ("Coral reefs of Saint Lucia", "dataset")
    assert found.abstract() == "Reefs digitised from aerial photographs."
    assert found.keywords()["keywords"] == ["coral", "reef"]
    assert found.categories() == ["oceans"]
    assert (found.licenses(), found.rights()) == (["CC BY 4.0"], ["Government of Saint Lucia"])
    assert [item.constraint for item in found.constraints()] == ["Not for navigation"]
    assert found.history() == ["Digitised at 1:10 000."]
    assert found.crs().authid() == "EPSG:4326"
    contacts = found.contacts()
    contact = contacts[0]
    assert (contact.organization, contact.name) == ("Department of Fisheries", "A. Officer")
    assert contact.position == "Biologist"
    assert (contact.email, contact.voice, contact.role) == ("a@example.lc", "+1 758", "owner")
    assert [item.url for item in found.links()] == [record.url, record.distributions[0].url]


def test_the_extents_are_there(record):
    # Each step is held on to: SIP hands out the insides of values without keeping these alive.
    metadata = layer_metadata(record, WGS84)
    extent = metadata.extent()
    spatial, temporal = extent.spatialExtents(), extent.temporalExtents()
    box = spatial[0].bounds.toRectangle()
    assert (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) == record.bbox.as_tuple()
    time = temporal[0]
    assert (time.begin().date(), time.end().date()) == (QDate(2009, 1, 1), QDate(2011, 12, 31))


def test_an_extent_across_the_antimeridian_is_two(record):
    metadata = layer_metadata(replace(record, bbox=BBox(177, -20, -178, -15)), WGS84)
    assert len(metadata.extent().spatialExtents()) == 2


def test_dates_are_there(record):
    found = layer_metadata(record, WGS84)
    assert (
        found.dateTime(Qgis.MetadataDateType.Revised).toString(Qt.DateFormat.ISODate)
        == "2023-11-30T10:00:00Z"
    )
    assert found.dateTime(Qgis.MetadataDateType.Created).date() == QDate(2019, 5, 2)


@pytest.mark.parametrize("text", ["circa 1998", "1998", "", "2020-99-99", "unknown"])
def test_dates_that_are_none_are_left_out(record, text):
    found = layer_metadata(replace(record, updated=text, time_start=text, time_end=text), WGS84)
    assert not found.dateTime(Qgis.MetadataDateType.Revised).isValid()
    assert found.extent().temporalExtents() == []


def test_nothing_in_a_record_becomes_html(record, vector):
    hostile = replace(
        record,
        id=PICTURE,
        title=PICTURE,
        description=PICTURE,
        keywords=(PICTURE,),
        themes=(PICTURE,),
        contacts=(Contact(PICTURE, PICTURE, PICTURE, PICTURE, PICTURE, (PICTURE,)),),
        license=PICTURE,
        rights=PICTURE,
        constraints=(PICTURE,),
        lineage=PICTURE,
        language=PICTURE,
        parent_id=PICTURE,
        type=PICTURE,
        url=f'http://evil.example/"><{PICTURE[1:-1].replace(" ", "/")}>',
    )
    layer = vector()
    layer.setMetadata(layer_metadata(hostile, WGS84))
    page = layer.htmlMetadata()
    assert "evil.example" in page
    document = QTextDocument()
    document.setHtml(page)
    assert "<img" not in page
    assert "\ufffc" not in document.toPlainText(), "a picture"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "https://me:word@h.example/", "/vsicurl/x"]
)
def test_unsafe_links_are_left_out(record, url):
    link = Distribution(DistributionKind.UNSAFE, url, usable=False)
    found = layer_metadata(replace(record, url="", distributions=(link,)), WGS84)
    assert found.links() == []


def test_a_bare_record_gives_metadata(record):
    from secims_qgis.model import Record

    found = layer_metadata(Record("x"), WGS84)
    assert (found.identifier(), found.extent().spatialExtents()) == ("x", [])
