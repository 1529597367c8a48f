"""Made-up roads: cheapest paths between the towns, and minor roads that branch off (EPSG:2006)."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString

from demo.geography import BWI_GRID, land, town_points
from demo.vectors import VectorLayer, build_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.terrain import Terrain


_ROAD_STEP = 10  # 150 m cells


def _cost_surface(terrain: Terrain) -> np.ndarray:
    height = np.where(terrain.land_mask, terrain.height, 0)[::_ROAD_STEP, ::_ROAD_STEP]
    north, east = np.gradient(height, BWI_GRID.pixel * _ROAD_STEP)
    cost = 1 + 40 * np.hypot(north, east) ** 1.3 + height / 400
    cost[terrain.to_coast[::_ROAD_STEP, ::_ROAD_STEP] < 60] = np.inf
    return cost


def _cheapest_path(cost: np.ndarray, start: tuple[int, int], goal: tuple[int, int]) -> list[tuple[int, int]]:
    best = {start: 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
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


_ROUTES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("West Coast Road", ("Castries", "Anse La Raye", "Canaries", "Soufrière"), "primary"),
    ("South Coast Road", ("Soufrière", "Choiseul", "Laborie", "Vieux Fort"), "primary"),
    ("Castries–Gros Islet Highway", ("Castries", "Gros Islet"), "primary"),
    ("East Coast Road", ("Castries", "Bexon", "Dennery", "Micoud", "Vieux Fort"), "primary"),
    ("Babonneau Road", ("Castries", "Babonneau", "Gros Islet"), "secondary"),
    ("Forestière Road", ("Babonneau", "Bexon", "Anse La Raye"), "secondary"),
    ("Barre de l'Isle Road", ("Bexon", "Canaries"), "secondary"),
    ("Edmund Forest Road", ("Soufrière", "Micoud"), "secondary"),
    ("Saltibus Road", ("Choiseul", "Micoud"), "secondary"),
)


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


def _open_cell(cost: np.ndarray, row: int, column: int) -> tuple[int, int]:
    rows, columns = np.nonzero(np.isfinite(cost))
    nearest = int(np.argmin((rows - row) ** 2 + (columns - column) ** 2))
    return int(rows[nearest]), int(columns[nearest])


def _grid_points(path: np.ndarray) -> np.ndarray:
    metres = BWI_GRID.pixel * _ROAD_STEP
    return np.column_stack(
        [BWI_GRID.left + (path[:, 1] + 0.05) * metres, BWI_GRID.top - (path[:, 0] + 0.05) * metres]
    )


def _minor_roads(rng: np.random.Generator, mains: Sequence[LineString]) -> list[LineString]:
    inside = land().buffer(-40)
    shapely.prepare(inside)
    minor: list[LineString] = []
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
        line = LineString(np.vstack([[start.x, start.y], steps + np.array([start.x, start.y])]))
        if not inside.contains(line):
            kept = shapely.get_parts(line.intersection(inside))
            line = kept[0] if len(kept) and kept[0].geom_type == "LineString" else line
        if line.length > 180 and inside.contains(line):
            minor.append(line)
            if line.length > 700:
                parents.append(line)
                lengths = np.append(lengths, line.length)
    return minor
