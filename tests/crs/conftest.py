"""Saint Lucia's coast as files that are in one CRS and say another."""

from __future__ import annotations

import pytest

from tests.crs.samples import make_raster, make_sample


@pytest.fixture
def sample(tmp_path):
    """Make a layer: coordinates really in one CRS, said to be in another, perhaps with X and Y exchanged."""

    def make(really: int, says: int | None, *, swapped: bool = False, suffix: str = ".shp"):
        return make_sample(tmp_path, really, says, swapped=swapped, suffix=suffix)

    return make


@pytest.fixture
def raster(tmp_path):
    """Make a small GeoTIFF over Saint Lucia that is in one CRS and says another."""

    def make(really: int, says: int | None):
        return make_raster(tmp_path, really, says)

    return make
