from __future__ import annotations

import pytest

from secims_qgis.model import CrsRef


@pytest.mark.parametrize(
    ("text", "code_space", "authid"),
    [
        ("2006", "EPSG", "EPSG:2006"),
        ("2006", "", "EPSG:2006"),
        ("EPSG:2006", "", "EPSG:2006"),
        ("epsg::4326", "", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::2006", "", "EPSG:2006"),
        ("urn:ogc:def:crs:EPSG:9.9.1:2006", "", "EPSG:2006"),
        ("urn:x-ogc:def:crs:EPSG:4326", "", "EPSG:4326"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "", "OGC:CRS84"),
        ("http://www.opengis.net/def/crs/EPSG/0/2006", "", "EPSG:2006"),
        ("https://www.opengis.net/def/crs/OGC/1.3/CRS84", "", "OGC:CRS84"),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", "", "EPSG:4326"),
        ("WGS 84 (EPSG:4326)", "", "EPSG:4326"),
        ("British West Indies Grid, Saint Lucia 1955", "", None),
        ("PROJ:+proj=pipeline +step +proj=axisswap", "", None),
        ("/vsicurl/http://evil.example/a", "", None),
        ("2006", "ESRI", None),
        ("OGC:EVIL", "", None),
    ],
)
def test_strict_patterns_only_give_an_identifier(text, code_space, authid):
    reference = CrsRef.from_text(text, code_space)
    assert reference.authid == authid
    assert reference.text == text


def test_nothing_written_is_no_reference():
    assert CrsRef.from_text("  \n ") is None


def test_a_page_of_wkt_is_shortened():
    assert len(CrsRef.from_text("PROJCS[" * 1000).text) == 200
