"""What a row of the distributions says of the position before anything is downloaded."""

from __future__ import annotations

import pytest

from secims_qgis.gui.offer_position import OfferPosition, position_of
from secims_qgis.model import BBox, CrsRef, Distribution, DistributionKind, Record

ISLAND = BBox(-61.09, 13.70, -60.86, 14.12)


def said(crs: str, kind: DistributionKind = DistributionKind.FILE, bbox: BBox | None = ISLAND):
    declared = (CrsRef.from_text(crs),) if crs else ()
    record = Record("a", bbox=bbox, crs=declared)
    return position_of(Distribution(kind, "https://example.org/a.gpkg"), record, is_data=True)


@pytest.mark.parametrize(
    ("crs", "text", "is_doubtful"),
    [
        ("EPSG:2006", "CRS fits", False),
        ("British West Indies Grid, Saint Lucia 1955", "CRS fits", False),
        ("EPSG:2005", "CRS of another area", True),
        ("", "CRS not stated", True),
        ("Local grid of the survey", "CRS unknown", True),
    ],
)
def test_the_record_against_itself(crs, text, is_doubtful):
    assert said(crs) == OfferPosition(text, is_doubtful)


def test_tiles_come_in_the_crs_that_is_asked_for():
    assert said("", DistributionKind.VECTOR_TILES) == OfferPosition()


def test_without_an_extent_nothing_is_praised():
    assert said("EPSG:2006", bbox=None).text == ""
