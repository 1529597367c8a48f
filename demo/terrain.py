"""The made-up relief: height, sea depth, streams, and pictures of them.

All arrays lie on `geography.BWI_GRID` (EPSG:2006, 15 m) unless they were warped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import gdal

from demo.geography import BWI_GRID, Grid, burn, distance_to, land, memory_raster, to_grid

NODATA = -9999.0
HIGHEST_M = 950.0

# name, longitude, latitude (EPSG:4326 degrees), height and radius in metres
PEAKS: tuple[tuple[str, float, float, float, float], ...] = (
    ("Mount Gimie", -61.008, 13.865, 520.0, 2600.0),
    ("Gros Piton", -61.064, 13.812, 700.0, 800.0),
    ("Petit Piton", -61.062, 13.836, 660.0, 600.0),
    ("Morne Bonin", -60.985, 13.915, 330.0, 2000.0),
    ("La Sorcière", -60.930, 13.975, 420.0, 1700.0),
    ("Mount Grand Magazin", -60.995, 13.835, 380.0, 2200.0),
    ("Morne Fortune", -60.990, 13.995, 150.0, 700.0),
    ("Pigeon Island", -60.965, 14.090, 60.0, 300.0),
)


def smooth_noise(rng: np.random.Generator, grid: Grid, wavelength_m: float) -> np.ndarray:
    """Return noise in 0..1 whose bumps are about `wavelength_m` across."""
    step = max(2, int(wavelength_m / grid.pixel))
    coarse = rng.random((grid.rows // step + 3, grid.columns // step + 3)).astype(np.float32)
    return _stretch(_stretch(coarse, grid.rows, step).T, grid.columns, step).T


def _stretch(values: np.ndarray, length: int, step: int) -> np.ndarray:
    position = np.arange(length, dtype=np.float32) / step
    lower = position.astype(int)
    part = position - lower
    weight = (part * part * (3 - 2 * part))[:, None].astype(np.float32)
    return values[lower] * (1 - weight) + values[lower + 1] * weight


def rough_noise(rng: np.random.Generator, grid: Grid, wavelength_m: float) -> np.ndarray:
    """Return noise in about 0..1 with three octaves."""
    octaves = ((1.0, wavelength_m), (0.5, wavelength_m / 2.1), (0.25, wavelength_m / 4.3))
    return sum(share * smooth_noise(rng, grid, length) for share, length in octaves) / 1.75


@dataclass(frozen=True)
class Terrain:
    """Relief on the BWI grid. Heights in metres, NODATA at sea; depth negative, NODATA on land."""

    land_mask: np.ndarray
    to_coast: np.ndarray  # metres to the sea, 0 at sea
    to_land: np.ndarray  # metres to the land, 0 on land
    to_stream: np.ndarray  # metres to the nearest stream
    height: np.ndarray
    depth: np.ndarray
    streams: list[list[tuple[int, int]]]  # (row, column) from spring to mouth


def make_terrain(rng: np.random.Generator) -> Terrain:
    """Make the relief; the same generator state gives the same relief."""
    grid = BWI_GRID
    land_mask = burn(land(), grid)
    to_coast = distance_to(~land_mask, grid)
    to_land = distance_to(land_mask, grid)
    raw = _raw_height(rng, grid, to_coast)
    streams = trace_streams(rng, to_coast, raw)
    stream_mask = np.zeros_like(land_mask)
    for path in streams:
        rows, columns = np.asarray(path).T
        stream_mask[rows, columns] = True
    to_stream = distance_to(stream_mask, grid)
    valleys = 0.62 + 0.38 * np.clip(to_stream / 1100.0, 0, 1) ** 0.8
    height = raw * valleys
    height *= HIGHEST_M / height[land_mask].max()
    height = np.where(land_mask, np.maximum(height, 0.2), NODATA).astype(np.float32)
    depth = _sea_depth(rng, grid, to_land)
    depth = np.where(land_mask, NODATA, depth).astype(np.float32)
    return Terrain(land_mask, to_coast, to_land, to_stream, height, depth, streams)


def _raw_height(rng: np.random.Generator, grid: Grid, to_coast: np.ndarray) -> np.ndarray:
    ridges = 1 - np.abs(2 * rough_noise(rng, grid, 2600.0) - 1)
    rolling = rough_noise(rng, grid, 5200.0)
    height = 330 * (1 - np.exp(-to_coast / 2600.0)) * (0.35 + 0.55 * ridges + 0.45 * rolling)
    x, y = grid.centres()
    rise = np.clip(to_coast / 350.0, 0, 1)
    for _, longitude, latitude, top, radius in PEAKS:
        east, north = to_grid(longitude, latitude)
        bump_x = np.exp(-(((x - east) / radius) ** 2) / 2)
        bump_y = np.exp(-(((y - north) / radius) ** 2) / 2)
        height += top * np.outer(bump_y, bump_x) * rise * (0.8 + 0.2 * ridges)
    return height.astype(np.float32)


def _sea_depth(rng: np.random.Generator, grid: Grid, to_land: np.ndarray) -> np.ndarray:
    x, _ = grid.centres()
    # The Caribbean side (west) drops faster than the Atlantic shelf (east).
    steepness = np.interp(x, [499_000, 521_000], [0.16, 0.045])[None, :]
    wobble = 0.7 + 0.6 * rough_noise(rng, grid, 2200.0)
    return -(1.0 + to_land * steepness * wobble + (to_land / 1500.0) ** 2 * 20)


def trace_streams(
    rng: np.random.Generator, to_coast: np.ndarray, height: np.ndarray
) -> list[list[tuple[int, int]]]:
    """Return streams as cells from spring to sea; a later stream ends where it meets another."""
    step = 6  # work on 90 m cells, then scale up
    fall = to_coast[::step, ::step] * (0.75 + 0.5 * (rng.random(to_coast[::step, ::step].shape)))
    fall = fall + 0.6 * height[::step, ::step]
    sure = to_coast[::step, ::step]
    springs = np.argwhere(sure > 1300)
    springs = springs[rng.permutation(len(springs))[:170]]
    taken = np.zeros(sure.shape, dtype=bool)
    streams = []
    for row, column in springs:
        path = _walk_down(int(row), int(column), fall, sure, taken)
        if len(path) > 14:
            for cell in path:
                taken[cell] = True
            streams.append([(r * step, c * step) for r, c in path])
    return streams


def _walk_down(
    row: int, column: int, fall: np.ndarray, sure: np.ndarray, taken: np.ndarray
) -> list[tuple[int, int]]:
    path = [(row, column)]
    while sure[row, column] > 0 and not taken[row, column]:
        window = slice(row - 1, row + 2), slice(column - 1, column + 2)
        nearer = sure[window] < sure[row, column]
        if not nearer.any():
            break
        choice = np.where(nearer, fall[window], np.inf)
        down, across = np.unravel_index(int(np.argmin(choice)), (3, 3))
        row, column = row + int(down) - 1, column + int(across) - 1
        path.append((row, column))
    return path


def hillshade(height: np.ndarray, pixel_m: float) -> np.ndarray:
    """Return light from the north-west on the relief, 0..1."""
    ground = np.where(height == NODATA, 0, height)
    north, east = np.gradient(ground, pixel_m)
    slope = np.arctan(1.6 * np.hypot(north, east))
    aspect = np.arctan2(-east, north)
    zenith, azimuth = np.radians(45.0), np.radians(315.0)
    light = np.cos(zenith) * np.cos(slope)
    light = light + np.sin(zenith) * np.sin(slope) * np.cos(azimuth - aspect)
    return np.clip(light, 0, 1).astype(np.float32)


def slope_degrees(height: np.ndarray, pixel_m: float) -> np.ndarray:
    """Return the slope in degrees, 0 at sea."""
    ground = np.where(height == NODATA, 0, height)
    north, east = np.gradient(ground, pixel_m)
    return np.degrees(np.arctan(np.hypot(north, east))).astype(np.float32)


def as_dataset(array: np.ndarray, grid: Grid, nodata: float = NODATA) -> gdal.Dataset:
    """Return the float array as a GDAL dataset in memory."""
    dataset = memory_raster(grid, gdal.GDT_Float32)
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(nodata)
    band.WriteArray(array)
    return dataset


def true_colour(terrain: Terrain, rng: np.random.Generator) -> np.ndarray:
    """Return a (3, rows, columns) uint8 picture that looks like an orthophoto from far away."""
    grid = BWI_GRID
    speckle = rough_noise(rng, grid, 160.0)[..., None]
    forest, farm, beach = np.array([38, 84, 42]), np.array([126, 140, 78]), np.array([222, 208, 164])
    high = np.clip(terrain.height / 260.0, 0, 1)[..., None]
    ground = farm * (1 - high) + forest * high
    near = np.clip(1 - terrain.to_coast / 90.0, 0, 1)[..., None]
    ground = ground * (1 - near) + beach * near
    light = (0.45 + 0.75 * hillshade(terrain.height, grid.pixel))[..., None]
    ground = ground * light * (0.82 + 0.36 * speckle)
    shallow, deep = np.array([96, 190, 190]), np.array([16, 62, 104])
    far = np.clip(terrain.to_land / 1600.0, 0, 1)[..., None] ** 0.6
    sea = (shallow * (1 - far) + deep * far) * (0.95 + 0.1 * speckle)
    picture = np.where(terrain.land_mask[..., None], ground, sea)
    return np.clip(picture, 0, 255).astype(np.uint8).transpose(2, 0, 1)
