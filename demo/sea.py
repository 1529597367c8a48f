"""The sea around the island, month by month: a NetCDF file of several variables, times and depths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demo.geography import BWI_GRID, Grid
from demo.rasters import warped
from demo.terrain import Terrain, as_dataset
from demo.vectors import CREDIT

if TYPE_CHECKING:
    from pathlib import Path

    import netCDF4

MONTHS = 60
FIRST_YEAR = 2020
DEPTHS_M = (0.0, 10.0, 30.0, 75.0)
GRID = Grid(4326, -61.30, 14.25, 0.02, 30, 35)
_LAND_SHARE = 0.5
_PACKED_NODATA = -999
_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def write_sea(path: Path, terrain: Terrain) -> Path:
    """Write temperature and chlorophyll of sixty months; latitudes rise from row to row.

    Sea-surface temperature in float32, chlorophyll packed into 16 bits, temperature at four depths.
    """
    import netCDF4

    x = GRID.left + (np.arange(GRID.columns) + 0.5) * GRID.pixel
    y = GRID.top - (GRID.rows - np.arange(GRID.rows) - 0.5) * GRID.pixel
    is_land = _land(terrain)[::-1]
    surface, chlorophyll = _surface(x, y), _chlorophyll(x, y)
    with netCDF4.Dataset(str(path), "w") as dataset:
        dataset.Conventions, dataset.title, dataset.source = "CF-1.8", "Sea, month by month", CREDIT
        _axis(dataset, "time", _middles(), units="days since 2020-01-01 00:00:00", calendar="standard")
        _axis(dataset, "depth", np.array(DEPTHS_M), units="m", positive="down", axis="Z")
        _axis(dataset, "lat", np.round(y, 6), units="degrees_north", standard_name="latitude", axis="Y")
        _axis(dataset, "lon", np.round(x, 6), units="degrees_east", standard_name="longitude", axis="X")
        flat, deep = ("time", "lat", "lon"), ("time", "depth", "lat", "lon")
        _variable(dataset, "sst", flat, np.where(is_land, np.nan, surface))
        dataset["sst"].setncatts({"long_name": "Sea surface temperature", "units": "degC"})
        packed = dataset.createVariable("chlorophyll", "i2", flat, zlib=True, fill_value=_PACKED_NODATA)
        packed.long_name, packed.units, packed.scale_factor = "Chlorophyll a", "mg m-3", 0.01
        packed[:] = np.ma.masked_array(chlorophyll, np.broadcast_to(is_land, chlorophyll.shape))
        below = surface[:, None] - 0.03 * np.array(DEPTHS_M)[None, :, None, None]
        _variable(dataset, "temperature", deep, np.where(is_land, np.nan, below))
        dataset["temperature"].setncatts({"long_name": "Temperature", "units": "degC"})
    return path


def _land(terrain: Terrain) -> np.ndarray:
    """Return which cells are mostly land, row 0 in the north."""
    share = warped(as_dataset(terrain.land_mask.astype(np.float32), BWI_GRID), GRID, "average")
    return share.ReadAsArray() > _LAND_SHARE


def _middles() -> np.ndarray:
    """Return the middle of each month in days since the first one began."""
    lengths = np.concatenate(
        [
            _DAYS + (np.arange(12) == 1) * (year % 4 == 0)
            for year in range(FIRST_YEAR, FIRST_YEAR + MONTHS // 12)
        ]
    )
    return np.cumsum(lengths) - lengths / 2


def _surface(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return degrees Celsius: warmest in September, a little warmer each year and to the west."""
    month = np.arange(MONTHS)[:, None, None]
    season = 1.4 * np.cos((month - 8) / 12 * 2 * np.pi) + 0.03 * month / 12
    return 27.8 + season - 0.6 * (x[None, None, :] + 61) - 0.4 * (y[None, :, None] - 13.9)


def _chlorophyll(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return mg per cubic metre: more off the rivers' mouths in the rainy season."""
    month = np.arange(MONTHS)[:, None, None]
    season = 0.12 + 0.05 * np.cos((month - 9) / 12 * 2 * np.pi)
    distance = np.hypot(x[None, None, :] + 61.03, y[None, :, None] - 13.85)
    return np.round(season + 0.35 * np.exp(-distance / 0.08), 2)


def _axis(dataset: netCDF4.Dataset, name: str, places: np.ndarray, **about: str) -> None:
    dataset.createDimension(name, len(places))
    dataset.createVariable(name, "f8", (name,))[:] = places
    dataset[name].setncatts(about)


def _variable(dataset: netCDF4.Dataset, name: str, axes: tuple[str, ...], values: np.ndarray) -> None:
    variable = dataset.createVariable(name, "f4", axes, zlib=True, fill_value=np.float32(np.nan))
    variable[:] = values.astype(np.float32)
