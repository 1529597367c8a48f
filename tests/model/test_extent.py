from __future__ import annotations

import math

import pytest

from secims_qgis.model import BBox, SearchQuery

SAINT_LUCIA = BBox(-61.09, 13.70, -60.86, 14.12)


@pytest.mark.parametrize(
    "bounds",
    [
        (math.nan, 13, -60, 14),
        (-61, 13, math.inf, 14),
        (-61, 14, -60, 13),
        (-190, 13, -60, 14),
        (498_277, 1_514_260, 523_325, 1_560_818),
    ],
)
def test_what_is_no_place_on_earth_is_refused(bounds):
    with pytest.raises(ValueError, match=r"finite|range"):
        BBox(*bounds)


def test_an_extent_over_the_antimeridian_has_two_parts():
    fiji = BBox(175.0, -20.0, -175.0, -15.0)
    assert fiji.crosses_antimeridian
    assert fiji.width_deg == pytest.approx(10.0)
    assert [part.as_tuple() for part in fiji.parts()] == [
        (175.0, -20.0, 180.0, -15.0),
        (-180.0, -20.0, -175.0, -15.0),
    ]
    assert fiji.intersects(BBox(-178, -18, -177, -17))
    assert not fiji.intersects(SAINT_LUCIA)


def test_text_is_west_south_east_north():
    assert SAINT_LUCIA.as_text() == "-61.09,13.7,-60.86,14.12"


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"offset": -1}])
def test_a_query_without_a_page_is_refused(wrong):
    with pytest.raises(ValueError, match="must be at least"):
        SearchQuery(**wrong)
