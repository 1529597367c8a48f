"""Made-up layers of nature: rivers, forest, coastal habitats, reefs, hazards.

Every geometry is in EPSG:2006; marine things stay off the land, the others on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint

from demo.geography import BWI_GRID, land
from demo.society import quarter_of
from demo.vectors import VectorLayer, build_layer

if TYPE_CHECKING:
    from demo.terrain import Terrain

_RIVER_NAMES = (
    "Cul de Sac", "Roseau", "Canaries", "Soufrière", "Doree", "Piaye", "Balembouche", "Vieux Fort",
    "Canelles", "Troumassée", "Fond", "Dennery", "Mamiku", "Louvet", "Marquis", "Esperance",
)  # fmt: skip


def rivers(terrain: Terrain) -> VectorLayer:
    """Return the streams of the terrain from spring to mouth."""
    lines = []
    x, y = BWI_GRID.centres()
    for path in terrain.streams:
        rows, columns = np.asarray(path).T
        line = LineString(np.column_stack([x[columns], y[rows]])).simplify(60)
        kept = [p for p in shapely.get_parts(_rounded(line).intersection(land())) if p.length > 300]
        lines.extend(p for p in kept if p.geom_type == "LineString")
    lines.sort(key=lambda line: -line.length)
    names = [f"{_RIVER_NAMES[i]} River" if i < len(_RIVER_NAMES) else None for i in range(len(lines))]
    return build_layer(
        "rivers",
        "Rivers and ravines",
        lines,
        {
            "name": names,
            "kind": ["river" if line.length > 4000 else "ravine" for line in lines],
            "perennial": ["yes" if line.length > 2500 else "seasonal" for line in lines],
            "length_m": [round(line.length, 1) for line in lines],
        },
    )


def _rounded(line: LineString) -> LineString:
    for _ in range(2):
        xy = np.asarray(line.coords)
        near, far = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        line = LineString(np.vstack([xy[:1], np.stack([near, far], 1).reshape(-1, 2), xy[-1:]]))
    return line


# --- the sea -------------------------------------------------------------------------------


def coastal_habitats(rng: np.random.Generator) -> VectorLayer:
    """Return a patchwork of habitats in a belt along the coast; `class` says which."""
    shore = land()
    belt = shore.buffer(950).difference(shore)
    frame_x, frame_y = _scattered(rng, belt, 520)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(np.column_stack([frame_x, frame_y]))))
    shapes: list[Any] = []
    classes: list[str] = []
    for cell in shapely.intersection(cells, belt):
        patch = _round_patch(cell)
        if patch is None:
            continue
        away = shore.distance(patch.centroid)
        shapes.append(patch)
        classes.append(_habitat(rng, away, patch.centroid.x))
    depth = [round(1.0 + shore.distance(s.centroid) * 0.03 + float(rng.uniform(0, 3)), 1) for s in shapes]
    years = rng.integers(2018, 2024, len(shapes)).tolist()
    months = rng.integers(1, 9, len(shapes)).tolist()
    return build_layer(
        "coastal_habitats",
        "Coastal habitats",
        shapes,
        {
            "class": classes,
            "condition": rng.choice(["good", "fair", "poor"], len(shapes), p=[0.4, 0.4, 0.2]).tolist(),
            "depth_m": depth,
            "area_ha": [round(s.area / 1e4, 2) for s in shapes],
            "surveyed": [f"{year}-0{month}-15" for year, month in zip(years, months)],
        },
    )


def _scattered(rng: np.random.Generator, area: Any, count: int) -> tuple[np.ndarray, np.ndarray]:
    left, bottom, right, top = area.bounds
    shapely.prepare(area)
    points = rng.uniform((left, bottom), (right, top), (count * 12, 2))
    points = points[shapely.contains_xy(area, points[:, 0], points[:, 1])][:count]
    return points[:, 0], points[:, 1]


def _round_patch(cell: Any) -> Any:
    """Shrink and swell a cell so that it looks grown; None when nothing is left."""
    grown = cell.buffer(-45).buffer(30)
    parts = [p for p in shapely.get_parts(grown) if p.geom_type == "Polygon" and p.area > 4000]
    if not parts:
        return None
    biggest = max(parts, key=lambda part: part.area).difference(land())
    biggest = max(shapely.get_parts(biggest), key=lambda part: part.area).simplify(3)
    return biggest if biggest.geom_type == "Polygon" and biggest.is_valid else None


def _habitat(rng: np.random.Generator, away: float, easting: float) -> str:
    if away < 190:
        kinds, shares = ["rocky shore", "sandy bottom", "mangrove", "seagrass"], [0.4, 0.3, 0.15, 0.15]
    elif easting < 508_000:
        kinds, shares = ["coral reef", "seagrass", "sandy bottom"], [0.5, 0.25, 0.25]
    else:
        kinds, shares = ["coral reef", "seagrass", "hard bottom", "sandy bottom"], [0.25, 0.35, 0.2, 0.2]
    return str(rng.choice(kinds, p=shares))


def reefs(habitats: VectorLayer) -> VectorLayer:
    """Return the coral reefs among the habitats."""
    rows = [i for i, kind in enumerate(habitats.columns["class"]) if kind == "coral reef"]
    chosen = habitats.subset(rows, "reefs")
    return build_layer(
        "reefs",
        "Coral reefs",
        chosen.geometries,
        {
            "reef_code": [f"RF{number:03d}" for number in range(1, len(rows) + 1)],
            "type": ["fringing" if i % 4 else "patch" for i in range(len(rows))],
            "condition": chosen.columns["condition"],
            "depth_m": chosen.columns["depth_m"],
            "area_ha": chosen.columns["area_ha"],
        },
    )


def reef_sites(rng: np.random.Generator, coral: VectorLayer, districts: VectorLayer) -> VectorLayer:
    """Return monitoring sites on the reefs, one row a site and year."""
    spots = rng.choice(len(coral), 40, replace=False)
    points, codes, years, cover, fish = [], [], [], [], []
    for number, index in enumerate(sorted(spots), start=1):
        place = coral.geometries[index].representative_point()
        base = float(rng.uniform(12, 46))
        for year in (2016, 2018, 2020, 2022, 2024):
            points.append(place)
            codes.append(f"RM{number:02d}")
            years.append(year)
            bleaching = 9.0 if year == 2024 else 0.0
            cover.append(round(max(1.0, base - (year - 2016) * 0.9 - bleaching + rng.normal(0, 2)), 1))
            fish.append(int(rng.poisson(base * 2)))
    centres = shapely.get_coordinates(np.array(points, dtype=object))
    return build_layer(
        "reef_sites",
        "Reef monitoring sites",
        points,
        {
            "site": codes,
            "year": years,
            "coral_cover_pct": cover,
            "fish_count": fish,
            "quarter": quarter_of(centres, districts),
        },
    )


def marine_areas() -> VectorLayer:
    """Return the marine management area of the south-west coast, in zones."""
    shore = land()
    strip = shore.buffer(1400).difference(shore)
    zones = (  # name, kind, southern and northern limit as northings
        ("SMMA north", "fishing priority", 1_534_000, 1_538_500),
        ("SMMA Soufrière Bay", "multiple use", 1_529_500, 1_534_000),
        ("SMMA Pitons", "marine reserve", 1_524_000, 1_529_500),
        ("CAMMA", "yachting", 1_538_500, 1_543_000),
    )
    shapes = []
    for _, _, bottom, top in zones:
        part = strip.intersection(shapely.box(495_000, bottom, 508_500, top))
        shapes.append(max(shapely.get_parts(part), key=lambda p: p.area))
    return build_layer(
        "marine_areas",
        "Marine management areas",
        shapes,
        {
            "name": [z[0] for z in zones],
            "zone": [z[1] for z in zones],
            "area_ha": [round(s.area / 1e4, 1) for s in shapes],
        },
    )
