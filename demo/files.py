"""What is published: every file of the demo, and the stores behind its services."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import numpy as np
import shapely

from demo import documents, nature, society, zones
from demo.buildings import buildings as make_buildings
from demo.geography import GRID_EPSG, reproject, town_points
from demo.rasters import write_rasters
from demo.roads import roads as make_roads
from demo.sea import write_sea
from demo.spatialite import write_spatialite
from demo.terrain import Terrain, make_terrain
from demo.thumbnails import write_thumbnails
from demo.tiles import (
    WORLD_CRS84_QUAD,
    write_crs84_tiles,
    write_raster_tiles,
    write_vector_pmtiles,
    write_vector_tiles,
)
from demo.vectors import CREDIT, VectorLayer, build_layer, fixed_gpkg_date, write_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

Step = Callable[[str], None]


@dataclass(frozen=True)
class Folders:
    """The folders of the data: what is served as it is, and what services read."""

    files: Path
    thumbs: Path
    pmtiles: Path
    services: Path


def make_everything(root: Path, seed: int, step: Step) -> None:
    """Make all data under `root`; the same seed gives the same data."""
    fixed_gpkg_date()
    folders = Folders(root / "files", root / "files" / "thumbs", root / "pmtiles", root / "services")
    for folder in (folders.thumbs, folders.pmtiles, folders.services):
        folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    step("relief")
    terrain = make_terrain(rng)
    step("layers")
    layers = make_layers(rng, terrain)
    step("vector files")
    write_vector_files(folders.files, layers)
    write_odd_files(folders.files, layers)
    write_papers(folders.files, layers)
    step("service stores")
    write_stores(folders.services, layers)
    step("raster files")
    picture = write_rasters(folders.files, terrain, rng)
    write_sea(folders.services / "sea.nc", terrain)
    step("tiles")
    write_tiles(folders, layers, picture)
    step("thumbnails")
    write_thumbnails(folders.thumbs, layers, picture, terrain)
    _write_extents(root, layers)


def make_layers(rng: np.random.Generator, terrain: Terrain) -> dict[str, VectorLayer]:
    """Return all vector layers by name, in EPSG:2006."""
    districts = society.quarters()
    roads = make_roads(rng, terrain)
    buildings = make_buildings(rng, terrain, roads, districts)
    habitats = nature.coastal_habitats(rng)
    reefs = nature.reefs(habitats)
    layers = [
        districts,
        roads,
        buildings,
        society.parcels(rng, districts),
        society.census_districts(rng, terrain, buildings),
        nature.rivers(terrain),
        habitats,
        reefs,
        nature.reef_sites(rng, reefs, districts),
        nature.marine_areas(),
        zones.forest(rng, terrain),
        zones.landslide(terrain),
        zones.flood(terrain),
        settlements(),
    ]
    return {layer.name: layer for layer in layers}


def settlements() -> VectorLayer:
    """Return the towns as points."""
    towns = town_points()
    names, points = [name for name, _, _ in towns], [point for _, point, _ in towns]
    shares = [round(share * 100, 1) for _, _, share in towns]
    return build_layer("settlements", "Settlements", points, {"name": names, "population_pct": shares})


# --- vector files ------------------------------------------------------------------------------

_GPKG_4326 = (
    "districts", "roads", "rivers", "buildings", "census_districts", "coastal_habitats", "reefs",
    "reef_sites", "marine_areas", "forest", "landslide", "settlements",
)  # fmt: skip
_GPKG_BWI = ("parcels", "roads", "reefs", "forest")
_SHAPE_BWI = ("coastal_habitats", "parcels", "roads", "flood")
_SHAPE_4326 = ("districts", "rivers")
_GEOJSON = ("districts", "coastal_habitats", "reef_sites", "rivers", "settlements")


def write_vector_files(files: Path, layers: dict[str, VectorLayer]) -> None:
    """Write GeoPackages, zipped Shapefiles and GeoJSON in EPSG:4326 and EPSG:2006."""
    for name in _GPKG_4326:
        write_layer(layers[name].in_crs(4326), files / f"{name}.gpkg")
    for name in _GPKG_BWI:
        write_layer(layers[name], files / f"{name}_bwi.gpkg")
    for name in _SHAPE_BWI:
        write_zipped_shapefile(layers[name], files / f"{name}_bwi_shp.zip")
    for name in _SHAPE_4326:
        write_zipped_shapefile(layers[name].in_crs(4326), files / f"{name}_shp.zip")
    for name in _GEOJSON:
        options = ["RFC7946=YES", "ID_FIELD=fid", "WRITE_NAME=NO"]
        write_layer(layers[name].in_crs(4326), files / f"{name}.geojson", "GeoJSON", options)
    for part, rows in enumerate(np.array_split(np.arange(len(layers["buildings"])), 3), start=1):
        chosen = layers["buildings"].subset(rows.tolist(), "buildings").in_crs(4326)
        write_layer(chosen, files / f"buildings_part{part}.gpkg")


def write_zipped_shapefile(layer: VectorLayer, path: Path, declared_epsg: int | None = None) -> Path:
    """Write a zip with .shp .shx .dbf .cpg and, unless `declared_epsg` is 0, .prj."""
    with tempfile.TemporaryDirectory() as folder:
        shape = Path(folder) / f"{layer.name}.shp"
        write_layer(layer, shape, "ESRI Shapefile", ["ENCODING=UTF-8"], declared_epsg)
        dbf = shape.with_suffix(".dbf")
        content = dbf.read_bytes()
        dbf.write_bytes(content[:1] + bytes((124, 6, 1)) + content[4:])  # date of last update
        members = [(part.name, part.read_bytes()) for part in sorted(Path(folder).iterdir())]
        return documents.write_zip(path, members)


def write_odd_files(files: Path, layers: dict[str, VectorLayer]) -> None:
    """Write the files with which the CRS check has to cope."""
    # BWI coordinates under the name of UTM zone 20N.
    write_layer(layers["roads"], files / "roads_utm_mislabelled.gpkg", declared_epsg=32620)
    write_zipped_shapefile(layers["parcels"], files / "parcels_noprj_shp.zip", declared_epsg=0)
    towns = layers["settlements"].in_crs(4326)
    swapped = shapely.transform(towns.geometries, lambda xy: xy[:, ::-1])
    latlon = VectorLayer("settlements_latlon", towns.title, swapped, towns.columns, 4326)
    write_layer(latlon, files / "settlements_latlon.gpkg")
    # Right for Saint Lucia, but named as Barbados's grid: extents alone cannot tell.
    write_layer(layers["forest"], files / "forest_barbados_grid.gpkg", declared_epsg=21292)


# --- papers and tables -------------------------------------------------------------------------


_REEF_REPORT = (
    "This report belongs to the demonstration catalogue. It describes no real survey.",
    (
        "Five rounds of monitoring between 2016 and 2024 covered forty sites on fringing and "
        "patch reefs. Mean coral cover fell slowly, with a sharper loss after the warm season "
        "of 2023. The west coast kept more living coral than the Atlantic shelf."
    ),
    CREDIT,
)
_HAZARD_METHODS = (
    (
        "How the landslide and flood maps of the demonstration were made: slope classes of the "
        "15 m elevation model, and low ground near streams. Not for planning."
    ),
    CREDIT,
)
_COASTAL_PLAN = (
    "A demonstration document, no plan of anybody. Setbacks depend on the type of shore.",
    CREDIT,
)


def write_papers(files: Path, layers: dict[str, VectorLayer]) -> None:
    """Write CSV tables, documents and a zip with several things in it."""
    _write_reef_table(files / "reef_sites.csv", layers["reef_sites"])
    census = layers["census_districts"].columns
    header = ["ed_code", "households", "population", "density_km2"]
    rows = [header, *zip(*(census[name] for name in header))]
    _write_csv(files / "census_2022.csv", rows)
    documents.write_xlsx(files / "census_2022.xlsx", rows)
    documents.write_pdf(files / "reef_report_2024.pdf", "State of the reefs 2024", _REEF_REPORT)
    documents.write_docx(files / "hazard_methods.docx", "Hazard mapping methods", _HAZARD_METHODS)
    documents.write_pdf(files / "coastal_management_plan.pdf", "Coastal zone plan", _COASTAL_PLAN)
    bundle = [
        ("hazards/landslide.gpkg", (files / "landslide.gpkg").read_bytes()),
        ("hazards/methods.docx", (files / "hazard_methods.docx").read_bytes()),
        ("hazards/README.txt", CREDIT.encode()),
    ]
    documents.write_zip(files / "hazards_bundle.zip", bundle)


def _write_reef_table(path: Path, sites: VectorLayer) -> None:
    places = shapely.get_coordinates(sites.in_crs(4326).geometries).round(6).tolist()
    names = ["site", "year", "coral_cover_pct", "fish_count", "quarter"]
    columns = [sites.columns[name] for name in names]
    rows = [[*row, *place] for row, place in zip(zip(*columns), places)]
    _write_csv(path, [[*names, "longitude", "latitude"], *rows])


def _write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(rows)


# --- behind the services -------------------------------------------------------------------------

SERVED_4326 = (
    "coastal_habitats", "reefs", "roads", "rivers", "buildings", "forest", "landslide",
    "census_districts", "marine_areas",
)  # fmt: skip
SERVED_BWI = ("parcels", "flood")


def write_stores(services: Path, layers: dict[str, VectorLayer]) -> None:
    """Write what pygeoapi reads: SpatiaLite files, and GeoJSON where it can count."""
    for name in SERVED_4326:
        write_spatialite(layers[name].in_crs(4326), services / f"{name}.sqlite")
    for name in SERVED_BWI:
        write_spatialite(layers[name], services / f"{name}.sqlite")


def write_tiles(folders: Folders, layers: dict[str, VectorLayer], picture: np.ndarray) -> None:
    """Write vector tiles for pygeoapi, PMTiles archives, and raster tiles."""
    coast = [layers["coastal_habitats"]]
    write_vector_tiles(coast, folders.services / "coastal_habitats_tiles", range(8, 15))
    land_use = [layers["roads"], layers["rivers"], layers["districts"]]
    write_vector_tiles([layers["roads"]], folders.services / "roads_tiles", range(8, 15))
    write_vector_pmtiles(coast, folders.pmtiles / "coastal_habitats.pmtiles", range(7, 15))
    write_vector_pmtiles(land_use, folders.pmtiles / "base_map.pmtiles", range(7, 15))
    buildings = [layers["buildings"]]
    write_vector_pmtiles(buildings, folders.pmtiles / "buildings.pmtiles", range(12, 15))
    xyz = folders.files / "tiles" / "orthophoto_2022"
    write_raster_tiles(picture, xyz, folders.pmtiles / "orthophoto_2022.pmtiles", range(8, 14))
    write_crs84_tiles(picture, folders.files / "tiles" / "orthophoto_2022_crs84", range(8, 13))
    districts = folders.files / "tiles" / "districts_crs84"
    write_vector_tiles([layers["districts"]], districts, range(7, 14), WORLD_CRS84_QUAD)


def _write_extents(root: Path, layers: dict[str, VectorLayer]) -> None:
    found: dict[str, list[float]] = {}
    for name, layer in layers.items():
        bounds = reproject(shapely.box(*shapely.total_bounds(layer.geometries)), GRID_EPSG, 4326).bounds
        found[name] = [round(value, 5) for value in bounds]
    (root / "extents.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
