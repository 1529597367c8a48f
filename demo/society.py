"""Made-up layers of people: quarters, roads, buildings, parcels, census districts.

Every geometry is in EPSG:2006 and stays on the land.
"""

from __future__ import annotations

import heapq
from typing import Dict, List, Sequence, Tuple

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint

from demo.geography import BWI_GRID, QUARTERS, distance_to, land, to_grid, town_points
from demo.terrain import Terrain
from demo.vectors import VectorLayer, build_layer

BUILDING_COUNT = 50_000
PARCEL_COUNT = 5_000


def cells_of(points: np.ndarray) -> List[shapely.Geometry]:
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


def quarter_of(points: np.ndarray, districts: VectorLayer) -> List[str]:
    """Return the name of the quarter each point (n, 2) is in or next to."""
    tree = shapely.STRtree(districts.geometries)
    return [districts.columns["name"][i] for i in tree.nearest(shapely.points(points))]


# --- roads ---------------------------------------------------------------------------------

_ROAD_STEP = 10  # 150 m cells


def _cost_surface(terrain: Terrain) -> np.ndarray:
    height = np.where(terrain.land_mask, terrain.height, 0)[::_ROAD_STEP, ::_ROAD_STEP]
    north, east = np.gradient(height, BWI_GRID.pixel * _ROAD_STEP)
    cost = 1 + 40 * np.hypot(north, east) ** 1.3 + height / 400
    cost[terrain.to_coast[::_ROAD_STEP, ::_ROAD_STEP] < 60] = np.inf
    return cost


def _cheapest_path(
    cost: np.ndarray, start: Tuple[int, int], goal: Tuple[int, int]
) -> List[Tuple[int, int]]:
    best = {start: 0.0}
    came: Dict[Tuple[int, int], Tuple[int, int]] = {}
    queue = [(0.0, start)]
    steps = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
    while queue:
        spent, cell = heapq.heappop(queue)
        if cell == goal:
            break
        if spent > best[cell]:
            continue
        for down, across in steps:
            other = (cell[0] + down, cell[1] + across)
            price = spent + cost[other] * (1.414 if down and across else 1.0)
            if price < best.get(other, np.inf):
                best[other], came[other] = price, cell
                heapq.heappush(queue, (price, other))
    path = [goal]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _smooth(line: LineString) -> LineString:
    for _ in range(2):  # Chaikin's corner cutting
        xy = np.asarray(line.coords)
        near, far = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        inner = np.stack([near, far], axis=1).reshape(-1, 2)
        line = LineString(np.vstack([xy[:1], inner, xy[-1:]]))
    return line.simplify(4.0)


_ROUTES: Tuple[Tuple[str, Tuple[str, ...], str], ...] = (
    ("West Coast Road", ("Castries", "Anse La Raye", "Canaries", "Soufrière", "Choiseul", "Laborie", "Vieux Fort"), "primary"),
    ("Castries–Gros Islet Highway", ("Castries", "Gros Islet"), "primary"),
    ("East Coast Road", ("Castries", "Bexon", "Dennery", "Micoud", "Vieux Fort"), "primary"),
    ("Babonneau Road", ("Castries", "Babonneau", "Gros Islet"), "secondary"),
    ("Forestière Road", ("Babonneau", "Bexon", "Anse La Raye"), "secondary"),
    ("Barre de l'Isle Road", ("Bexon", "Canaries"), "secondary"),
    ("Edmund Forest Road", ("Soufrière", "Micoud"), "secondary"),
    ("Saltibus Road", ("Choiseul", "Micoud"), "secondary"),
)  # fmt: skip


def roads(rng: np.random.Generator, terrain: Terrain) -> VectorLayer:
    """Return main roads between the towns and minor roads that branch off."""
    cost = _cost_surface(terrain)
    places = {}
    for name, point, _ in town_points():
        row, column = BWI_GRID.cells(np.array([point.x]), np.array([point.y]))
        places[name] = _open_cell(cost, int(row[0]) // _ROAD_STEP, int(column[0]) // _ROAD_STEP)
    lines, names, classes = [], [], []
    for name, stops, kind in _ROUTES:
        for start, goal in zip(stops, stops[1:]):
            path = np.asarray(_cheapest_path(cost, places[start], places[goal]))
            lines.append(_smooth(LineString(_grid_points(path))))
            names.append(name)
            classes.append(kind)
    for number, line in enumerate(_minor_roads(rng, lines), start=1):
        lines.append(line)
        names.append(None if number % 3 else f"Road {number:03d}")
        classes.append("tertiary" if line.length > 900 else "residential")
    widths = {"primary": 7.2, "secondary": 5.8, "tertiary": 4.6, "residential": 3.8}
    return build_layer(
        "roads",
        "Road network",
        lines,
        {
            "name": names,
            "class": classes,
            "width_m": [widths[c] for c in classes],
            "surface": ["asphalt" if c != "residential" else "concrete" for c in classes],
            "length_m": [round(line.length, 1) for line in lines],
        },
    )


def _open_cell(cost: np.ndarray, row: int, column: int) -> Tuple[int, int]:
    rows, columns = np.nonzero(np.isfinite(cost))
    nearest = int(np.argmin((rows - row) ** 2 + (columns - column) ** 2))
    return int(rows[nearest]), int(columns[nearest])


def _grid_points(path: np.ndarray) -> np.ndarray:
    metres = BWI_GRID.pixel * _ROAD_STEP
    return np.column_stack(
        [BWI_GRID.left + (path[:, 1] + 0.05) * metres, BWI_GRID.top - (path[:, 0] + 0.05) * metres]
    )


def _minor_roads(rng: np.random.Generator, mains: Sequence[LineString]) -> List[LineString]:
    inside = land().buffer(-40)
    shapely.prepare(inside)
    minor: List[LineString] = []
    parents = list(mains)
    lengths = np.array([line.length for line in parents])
    for _ in range(900):
        parent = parents[int(rng.choice(len(parents), p=lengths / lengths.sum()))]
        along = rng.uniform(0.02, 0.98) * parent.length
        start = parent.interpolate(along)
        ahead = parent.interpolate(min(along + 5, parent.length))
        heading = np.arctan2(ahead.y - start.y, ahead.x - start.x)
        heading += rng.choice([-1, 1]) * np.pi / 2 + rng.normal(0, 0.3)
        turns = np.cumsum(rng.normal(0, 0.16, int(rng.integers(5, 34)))) + heading
        steps = np.cumsum(np.column_stack([np.cos(turns), np.sin(turns)]) * 50, axis=0)
        line = LineString(np.vstack([[start.x, start.y], steps + [start.x, start.y]]))
        if not inside.contains(line):
            kept = shapely.get_parts(line.intersection(inside))
            line = kept[0] if len(kept) and kept[0].geom_type == "LineString" else line
        if line.length > 180 and inside.contains(line):
            minor.append(line)
            if line.length > 700:
                parents.append(line)
                lengths = np.append(lengths, line.length)
    return minor


# --- buildings -----------------------------------------------------------------------------


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
) -> Tuple[np.ndarray, np.ndarray]:
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
        weight += 2.2 * share ** 0.4 * np.outer(
            np.exp(-(((y - point.y) / spread) ** 2) / 2), np.exp(-(((x - point.x) / spread) ** 2) / 2)
        )
    weight *= np.exp(-to_road / 70.0) * (to_road > 14) * (to_road < 400)
    weight *= (terrain.to_coast > 25) & (terrain.height < 420)
    flat = weight.ravel().astype(np.float64)
    chosen = rng.choice(flat.size, BUILDING_COUNT, replace=False, p=flat / flat.sum())
    return np.unravel_index(np.sort(chosen), mask.shape)


# --- areas ---------------------------------------------------------------------------------


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
    return build_layer(
        "parcels",
        "Cadastral parcels",
        shapes,
        {
            "block": [f"{int(y - 1_515_000) // 2000:02d}{int(x - 499_000) // 2000:02d}B" for x, y in centres],
            "parcel": [int(n) for n in rng.permutation(count) + 1],
            "tenure": rng.choice(["freehold", "crown land", "family land"], count, p=[0.6, 0.15, 0.25]).tolist(),
            "area_m2": [round(s.area, 1) for s in shapes],
            "quarter": quarter_of(centres, districts),
        },
    )  # fmt: skip


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
