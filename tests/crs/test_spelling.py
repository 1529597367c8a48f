"""Names of reference systems as people write them, and the list that they are looked up in."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs import CANDIDATES, SHORT_NAMES, check_crs
from secims_qgis.crs.candidates import known_crs
from secims_qgis.crs.spelling import authid_in_text
from secims_qgis.model import BBox, CrsRef, CrsVerdict
from tests.crs.samples import RECORD_EXTENT


@pytest.mark.parametrize(
    ("text", "authid"),
    [
        ("British West Indies Grid, Saint Lucia 1955", "EPSG:2006"),
        ("St. Lucia 1955 / British West Indies Grid", "EPSG:2006"),
        ("St_Lucia_1955_British_West_Indies_Grid", "EPSG:2006"),
        ("BWI Grid", "EPSG:2006"),
        ("WGS84", "EPSG:4326"),
        ("GCS_WGS_1984", "EPSG:4326"),
        ("WGS_1984_UTM_Zone_20N", "EPSG:32620"),
        ("utm zone 20 n", "EPSG:32620"),
        ("Saint Vincent 1945 / British West Indies Grid", "EPSG:2007"),
        ("Projected CRS, EPSG 2006, metres", "EPSG:2006"),
        ("https://epsg.io/2006", "EPSG:2006"),
        ("Sainte-Lucie 1955 / British West Indies Grid", "EPSG:2006"),
        ("Grille des Antilles britanniques, Sainte-Lucie 1955", "EPSG:2006"),
        ("SANTA LUCÍA 1955 / Cuadrícula de las Indias Occidentales Británicas", "EPSG:2006"),
        ("Santa Lucia 1955", "EPSG:4606"),
        ("WGS 84 / UTM fuseau 20 Nord", "EPSG:32620"),
        ("WGS84 / UTM huso 20N", "EPSG:32620"),
        ("Fuseau UTM 20 N", "EPSG:32620"),
        ("UTM Zone 20 North", "EPSG:32620"),
        ("Sistema Geodésico Mundial 1984", "EPSG:4326"),
        ("UTM zone 20S", None),
        ("UTM zone 21N", None),
        ("NAD83 / UTM zone 20N", None),
        ("EPSG:2006 or EPSG:4326", None),
        ("a grid of our own", None),
        ("+proj=tmerc +lat_0=0", None),
        ("EPSG:" + "9" * 60, None),
        ("", None),
    ],
)
def test_names(text, authid):
    assert authid_in_text(text) == authid


def test_a_declared_name_counts_like_a_code(sample):
    declared = CrsRef.from_text("British West Indies Grid, Saint Lucia 1955")
    report = check_crs(sample(2006, 32620).layer, declared, RECORD_EXTENT, "EPSG:4326")
    assert report.verdict is CrsVerdict.WRONG_BUT_KNOWN
    assert "which the record names" in report.explanation


def test_the_name_of_ten_grids_means_that_of_the_record_or_none(sample):
    kitts = BBox(-62.87, 17.09, -62.53, 17.43)
    declared = CrsRef.from_text("British West Indies Grid")
    report = check_crs(sample(4326, 4326).layer, declared, kitts, "EPSG:4326")
    assert [fact.value for fact in report.facts if fact.name == "Record"] == ["“British West Indies Grid”"]


@pytest.mark.parametrize("entry", known_crs(), ids=lambda entry: entry.authid)
def test_every_entry_of_the_list_is_a_crs_with_an_area(entry):
    crs = QgsCoordinateReferenceSystem(entry.authid)
    assert crs.isValid()
    assert not crs.bounds().isEmpty()
    assert entry.short_name
    assert [authid_in_text(name) for name in entry.names] == [entry.authid] * len(entry.names)


def test_the_list_has_what_the_region_needs():
    grids = {f"EPSG:{code}" for code in (*range(2000, 2008), 21291, 21292)}
    assert grids | {"EPSG:4326", "EPSG:32620", "EPSG:3857", "EPSG:4606"} <= set(CANDIDATES)
    assert set(CANDIDATES) <= set(SHORT_NAMES)
