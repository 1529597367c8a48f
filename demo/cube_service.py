"""The configuration of pygeoapi's collection of many variables and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.sea import GRID

if TYPE_CHECKING:
    from demo.records import Site

SEA = (
    "Sea, month by month",
    "Temperature and chlorophyll, 2020 to 2024, NetCDF",
    (
        GRID.left,
        round(GRID.top - GRID.rows * GRID.pixel, 6),
        round(GRID.left + GRID.columns * GRID.pixel, 6),
        GRID.top,
    ),
)
"""Title, description and extent of the collection."""


def sea_provider(site: Site) -> dict[str, Any]:
    """Return the provider of the sea's NetCDF file."""
    return {
        "type": "coverage",
        "name": "xarray",
        "data": str(site.data / "services" / "sea.nc"),
        "x_field": "lon",
        "y_field": "lat",
        "time_field": "time",
        "format": {"name": "NetCDF", "mimetype": "application/x-netcdf"},
    }
