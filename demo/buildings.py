"""Made-up building footprints near roads and towns (EPSG:2006)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from demo.geography import BWI_GRID, distance_to, town_points
from demo.vectors import VectorLayer, build_layer

if TYPE_CHECKING:
    from demo.terrain import Terrain

from demo.society import quarter_of

BUILDING_COUNT = 50_000


def buildings(
    rng: np.random.Generator, terrain: Terrain, network: VectorLayer, districts: VectorLayer
) -> VectorLayer:
    """Return 50,000 footprints near roads and towns; none touches another."""
    rows, columns = _building_sites(rng, terrain, network)
    x, y = BWI_GRID.centres()
    centres = np.column_stack([x[columns], y[rows]])
    count = len(centres)
    wide, deep = rng.uniform(6.0, 11.5, count) / 2, rng.uniform(5.5, 9.0, count) / 2
    turn = rng.choice([0.0, 0.35, 0.8, 1.2], count) + rng.normal(0, 0.05, count)
    corners = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)):
        dx, dy = sx * wide, sy * deep
        corners.append(
            np.column_stack(
                [
                    centres[:, 0] + dx * np.cos(turn) - dy * np.sin(turn),
                    centres[:, 1] + dx * np.sin(turn) + dy * np.cos(turn),
                ]
            )
        )
    shapes = shapely.polygons(np.stack(corners, axis=1))
    levels = rng.choice([1, 1, 1, 2, 2, 3, 4], count)
    uses = ["residential", "commercial", "public", "school", "industrial", "outbuilding"]
    return build_layer(
        "buildings",
        "Building footprints",
        shapes,
        {
            "uid": [f"B{number:06d}" for number in range(1, count + 1)],
            "use": rng.choice(uses, count, p=[0.78, 0.07, 0.03, 0.01, 0.03, 0.08]).tolist(),
            "levels": levels,
            "height_m": np.round(levels * 2.9 + rng.uniform(0.2, 1.6, count), 1),
            "roof": rng.choice(["metal", "concrete", "tile"], count, p=[0.72, 0.2, 0.08]).tolist(),
            "quarter": quarter_of(centres, districts),
        },
    )


def _building_sites(
    rng: np.random.Generator, terrain: Terrain, network: VectorLayer
) -> tuple[np.ndarray, np.ndarray]:
    mask = np.zeros(terrain.land_mask.shape, dtype=bool)
    for line in network.geometries:
        along = np.arange(0, line.length, 10)
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
        mask[BWI_GRID.cells(points[:, 0], points[:, 1])] = True
    to_road = distance_to(mask, BWI_GRID)
    x, y = BWI_GRID.centres()
    weight = np.full(mask.shape, 0.03, dtype=np.float32)
    for _, point, share in town_points():
        spread = 700 + 3200 * share
        weight += (
            2.2
            * share**0.4
            * np.outer(
                np.exp(-(((y - point.y) / spread) ** 2) / 2), np.exp(-(((x - point.x) / spread) ** 2) / 2)
            )
        )
    weight *= np.exp(-to_road / 70.0) * (to_road > 14) * (to_road < 400)
    weight *= (terrain.to_coast > 25) & (terrain.height < 420)
    flat = weight.ravel().astype(np.float64)
    chosen = rng.choice(flat.size, BUILDING_COUNT, replace=False, p=flat / flat.sum())
    return np.unravel_index(np.sort(chosen), mask.shape)
