"""Made-up layers of people: quarters, parcels, census districts.

Every geometry is in EPSG:2006 and stays on the land.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import MultiPoint

from demo.geography import QUARTERS, land, to_grid, town_points
from demo.vectors import VectorLayer, build_layer

if TYPE_CHECKING:
    from demo.terrain import Terrain

PARCEL_COUNT = 5_000


def cells_of(points: np.ndarray) -> list[shapely.Geometry]:
    """Return the Voronoi cells of the points, in the points' order, clipped to the land."""
    frame = land().envelope.buffer(5000)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=frame))
    tree = shapely.STRtree(cells)
    pairs = tree.query(shapely.points(points), predicate="within")
    order = np.empty(len(points), dtype=int)
    order[pairs[0]] = pairs[1]
    return list(shapely.intersection(cells[order], land()))


def quarters() -> VectorLayer:
    """Return the eleven quarters, with made-up borders."""
    seeds = np.array([to_grid(x, y) for _, _, x, y in QUARTERS])
    shapes = cells_of(seeds)
    population = [6_060, 71_200, 6_030, 5_400, 12_870, 24_700, 6_510, 16_370, 3_050, 7_820, 14_630]
    return build_layer(
        "districts",
        "Quarters of Saint Lucia",
        shapes,
        {
            "code": [code for code, _, _, _ in QUARTERS],
            "name": [name for _, name, _, _ in QUARTERS],
            "area_km2": [round(s.area / 1e6, 2) for s in shapes],
            "population_2022": population,
        },
    )


def quarter_of(points: np.ndarray, districts: VectorLayer) -> list[str]:
    """Return the name of the quarter each point (n, 2) is in or next to."""
    tree = shapely.STRtree(districts.geometries)
    return [districts.columns["name"][i] for i in tree.nearest(shapely.points(points))]


def parcels(rng: np.random.Generator, districts: VectorLayer) -> VectorLayer:
    """Return some 5,000 land parcels around the towns."""
    area = shapely.union_all([p.buffer(900 + 3500 * share) for _, p, share in town_points()])
    area = area.intersection(land())
    seeds = _points_inside(rng, area, PARCEL_COUNT)
    cells = shapely.intersection(np.array(cells_of(seeds)), area)
    keep = [i for i, c in enumerate(cells) if c.geom_type == "Polygon" and c.area > 20]
    shapes = [cells[i] for i in keep]
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    count = len(shapes)
    tenures = ["freehold", "crown land", "family land"]
    return build_layer(
        "parcels",
        "Cadastral parcels",
        shapes,
        {
            "block": [f"{int(y - 1_515_000) // 2000:02d}{int(x - 499_000) // 2000:02d}B" for x, y in centres],
            "parcel": [int(n) for n in rng.permutation(count) + 1],
            "tenure": rng.choice(tenures, count, p=[0.6, 0.15, 0.25]).tolist(),
            "area_m2": [round(s.area, 1) for s in shapes],
            "quarter": quarter_of(centres, districts),
        },
    )


def census_districts(rng: np.random.Generator, terrain: Terrain, homes: VectorLayer) -> VectorLayer:
    """Return enumeration districts with a population that follows the buildings."""
    centres = shapely.get_coordinates(shapely.centroid(homes.geometries))
    seeds = centres[rng.choice(len(centres), 360, replace=False)]
    shapes = cells_of(seeds)
    tree = shapely.STRtree(seeds_points := shapely.points(seeds))
    counts = np.bincount(tree.nearest(shapely.points(centres)), minlength=len(seeds_points))
    people = np.round(counts * rng.uniform(3.0, 3.8, len(shapes))).astype(int)
    return build_layer(
        "census_districts",
        "Enumeration districts 2022",
        shapes,
        {
            "ed_code": [f"ED{number:04d}" for number in range(1, len(shapes) + 1)],
            "households": counts,
            "population": people,
            "density_km2": [round(n / max(s.area / 1e6, 0.01), 1) for n, s in zip(people, shapes)],
        },
    )


def _points_inside(rng: np.random.Generator, area: shapely.Geometry, count: int) -> np.ndarray:
    shapely.prepare(area)
    left, bottom, right, top = area.bounds
    kept = np.empty((0, 2))
    while len(kept) < count:
        tries = rng.uniform((left, bottom), (right, top), (count * 2, 2))
        kept = np.vstack([kept, tries[shapely.contains_xy(area, tries[:, 0], tries[:, 1])]])
    return kept[:count]
