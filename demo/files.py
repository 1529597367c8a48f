"""What is published: every file of the demo, and the stores behind its services."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np
import shapely

from demo import documents, nature, pictures, society
from demo.geography import GRID_EPSG, reproject, town_points
from demo.rasters import write_rasters
from demo.spatialite import write_spatialite
from demo.terrain import Terrain, make_terrain
from demo.tiles import write_raster_tiles, write_vector_pmtiles, write_vector_tiles
from demo.vectors import CREDIT, VectorLayer, build_layer, fixed_gpkg_date, write_layer

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
    step("tiles")
    write_tiles(folders, layers, picture)
    step("thumbnails")
    write_thumbnails(folders.thumbs, layers, picture, terrain)
    _write_extents(root, layers)


def make_layers(rng: np.random.Generator, terrain: Terrain) -> Dict[str, VectorLayer]:
    """Return all vector layers by name, in EPSG:2006."""
    districts = society.quarters()
    roads = society.roads(rng, terrain)
    buildings = society.buildings(rng, terrain, roads, districts)
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
        nature.forest(rng, terrain),
        nature.landslide(terrain),
        nature.flood(terrain),
        settlements(),
    ]
    return {layer.name: layer for layer in layers}


def settlements() -> VectorLayer:
    """Return the towns as points."""
    towns = town_points()
    names, points = [name for name, _, _ in towns], [point for _, point, _ in towns]
    shares = [round(share * 100, 1) for _, _, share in towns]
    return build_layer(
        "settlements", "Settlements", points, {"name": names, "population_pct": shares}
    )


# --- vector files ------------------------------------------------------------------------------

_GPKG_4326 = (
    "districts", "roads", "rivers", "buildings", "census_districts", "coastal_habitats", "reefs",
    "reef_sites", "marine_areas", "forest", "landslide", "settlements",
)  # fmt: skip
_GPKG_BWI = ("parcels", "roads", "reefs", "forest")
_SHAPE_BWI = ("coastal_habitats", "parcels", "roads", "flood")
_SHAPE_4326 = ("districts", "rivers")
_GEOJSON = ("districts", "coastal_habitats", "reef_sites", "rivers", "settlements")


def write_vector_files(files: Path, layers: Dict[str, VectorLayer]) -> None:
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


def write_zipped_shapefile(layer: VectorLayer, path: Path, has_prj: bool = True) -> Path:
    """Write a zip with .shp .shx .dbf .cpg and, unless told otherwise, .prj."""
    with tempfile.TemporaryDirectory() as folder:
        shape = Path(folder) / f"{layer.name}.shp"
        declared = None if has_prj else 0
        write_layer(layer, shape, "ESRI Shapefile", ["ENCODING=UTF-8"], declared)
        dbf = shape.with_suffix(".dbf")
        content = dbf.read_bytes()
        dbf.write_bytes(content[:1] + bytes((124, 6, 1)) + content[4:])  # date of last update
        members = [(part.name, part.read_bytes()) for part in sorted(Path(folder).iterdir())]
        return documents.write_zip(path, members)


def write_odd_files(files: Path, layers: Dict[str, VectorLayer]) -> None:
    """Write the files with which the CRS check has to cope."""
    # BWI coordinates under the name of UTM zone 20N.
    write_layer(layers["roads"], files / "roads_utm_mislabelled.gpkg", declared_epsg=32620)
    write_zipped_shapefile(layers["parcels"], files / "parcels_noprj_shp.zip", has_prj=False)
    towns = layers["settlements"].in_crs(4326)
    swapped = shapely.transform(towns.geometries, lambda xy: xy[:, ::-1])
    latlon = VectorLayer("settlements_latlon", towns.title, swapped, towns.columns, 4326)
    write_layer(latlon, files / "settlements_latlon.gpkg")
    # Right for Saint Lucia, but named as Barbados's grid: extents alone cannot tell.
    write_layer(layers["forest"], files / "forest_barbados_grid.gpkg", declared_epsg=21292)


# --- papers and tables -------------------------------------------------------------------------


def write_papers(files: Path, layers: Dict[str, VectorLayer]) -> None:
    """Write CSV tables, documents and a zip with several things in it."""
    _write_reef_table(files / "reef_sites.csv", layers["reef_sites"])
    census = layers["census_districts"].columns
    header = ["ed_code", "households", "population", "density_km2"]
    rows = [header, *zip(*(census[name] for name in header))]
    _write_csv(files / "census_2022.csv", rows)
    documents.write_xlsx(files / "census_2022.xlsx", rows)
    text = [
        "This report belongs to the demonstration catalogue. It describes no real survey.",
        "Five rounds of monitoring between 2016 and 2024 covered forty sites on fringing and "
        "patch reefs. Mean coral cover fell slowly, with a sharper loss after the warm season "
        "of 2023. The west coast kept more living coral than the Atlantic shelf.",
        CREDIT,
    ]
    documents.write_pdf(files / "reef_report_2024.pdf", "State of the reefs 2024", text)
    hazard = [
        "How the landslide and flood maps of the demonstration were made: slope classes of the "
        "15 m elevation model, and low ground near streams. Not for planning.",
        CREDIT,
    ]
    documents.write_docx(files / "hazard_methods.docx", "Hazard mapping methods", hazard)
    documents.write_pdf(files / "coastal_management_plan.pdf", "Coastal zone plan", hazard[1:])
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


def write_stores(services: Path, layers: Dict[str, VectorLayer]) -> None:
    """Write what pygeoapi reads: SpatiaLite files, and GeoJSON where it can count."""
    for name in SERVED_4326:
        write_spatialite(layers[name].in_crs(4326), services / f"{name}.sqlite")
    for name in SERVED_BWI:
        write_spatialite(layers[name], services / f"{name}.sqlite")


def write_tiles(folders: Folders, layers: Dict[str, VectorLayer], picture: np.ndarray) -> None:
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


# --- pictures ----------------------------------------------------------------------------------

_COLOURS: Dict[str, pictures.Colour] = {
    "districts": (214, 196, 150), "roads": (190, 70, 50), "rivers": (50, 110, 200),
    "buildings": (90, 84, 80), "parcels": (196, 160, 90), "census_districts": (170, 120, 170),
    "coastal_habitats": (80, 170, 130), "reefs": (232, 104, 120), "reef_sites": (190, 40, 110),
    "marine_areas": (60, 120, 190), "forest": (74, 138, 78), "landslide": (200, 110, 50),
    "flood": (90, 140, 240), "settlements": (120, 40, 40),
}  # fmt: skip
_CLASS_COLOURS: Dict[str, pictures.Colour] = {
    "coral reef": (236, 112, 128), "seagrass": (96, 176, 120), "sandy bottom": (236, 220, 164),
    "mangrove": (70, 120, 74), "rocky shore": (140, 128, 124), "hard bottom": (164, 148, 188),
    "dry scrub forest": (186, 194, 128), "seasonal forest": (138, 176, 100),
    "lower montane rainforest": (82, 142, 78), "cloud forest": (34, 96, 66),
    "moderate": (244, 216, 130), "high": (236, 156, 74), "very high": (196, 66, 44),
}  # fmt: skip
_WIDTH_M = {"roads": 130, "rivers": 120, "reef_sites": 450, "settlements": 700}


def write_thumbnails(
    folder: Path, layers: Dict[str, VectorLayer], picture: np.ndarray, terrain: Terrain
) -> None:
    """Write one thumbnail a layer, and those of the rasters."""
    for name, layer in layers.items():
        pictures.thumbnail(folder / f"{name}.png", _coloured(name, layer))
    step = 6  # a thumbnail needs no 15 m pixels
    land, height = terrain.land_mask[::step, ::step], terrain.height[::step, ::step]
    colour = picture.transpose(1, 2, 0)[::step, ::step]
    pictures.raster_thumbnail(folder / "orthophoto.png", colour)
    grey = np.repeat(colour.mean(axis=2, keepdims=True), 3, axis=2)
    pictures.raster_thumbnail(folder / "aerial_1992.png", grey)
    tint = np.clip(height / 500.0, 0, 1)[..., None]
    relief = np.array([120, 170, 100]) * (1 - tint) + np.array([235, 225, 210]) * tint
    relief = np.where(land[..., None], relief, np.array(pictures.SEA))
    pictures.raster_thumbnail(folder / "elevation.png", relief)
    deep = np.clip(terrain.to_land[::step, ::step] / 3000.0, 0, 1)[..., None]
    sea = np.array([150, 205, 225]) * (1 - deep) + np.array([20, 60, 110]) * deep
    sea = np.where(land[..., None], np.array(pictures.LAND), sea)
    pictures.raster_thumbnail(folder / "bathymetry.png", sea)


def _coloured(name: str, layer: VectorLayer) -> List[Tuple[Any, pictures.Colour]]:
    """Return the layer in as many pieces as it has colours."""
    if name in _WIDTH_M:
        return [(pictures.widened(layer.geometries, _WIDTH_M[name]), _COLOURS[name])]
    if name == "districts":
        base = np.array(_COLOURS[name])
        shades = [tuple((base - 7 * (i % 4)).tolist()) for i in range(len(layer))]
        return list(zip(layer.geometries, shades))
    classes = np.array(layer.columns.get("class", [""] * len(layer)))
    return [
        (
            shapely.geometrycollections(layer.geometries[classes == kind]),
            _CLASS_COLOURS.get(str(kind), _COLOURS[name]),
        )
        for kind in np.unique(classes)
    ]


def _write_extents(root: Path, layers: Dict[str, VectorLayer]) -> None:
    found: Dict[str, List[float]] = {}
    for name, layer in layers.items():
        bounds = reproject(shapely.box(*shapely.total_bounds(layer.geometries)), GRID_EPSG, 4326).bounds
        found[name] = [round(value, 5) for value in bounds]
    (root / "extents.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
