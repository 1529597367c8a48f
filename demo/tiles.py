"""Vector and raster tiles: z/x/y folders, MBTiles, PMTiles."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from osgeo import gdal
from pmtiles.convert import mbtiles_to_pmtiles

from demo.rasters import memory_picture
from demo.vectors import VectorLayer, fill_dataset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np

WORLD_CRS84_QUAD = "EPSG:4326,-180,90,180"
"""CRS, left, top and width of a tile at zoom level 0, for GDAL's MVT driver."""


def _memory_source(layers: Sequence[VectorLayer]) -> gdal.Dataset:
    source = gdal.GetDriverByName("Memory").Create("", 0, 0, 0, gdal.GDT_Unknown)
    for layer in layers:
        fill_dataset(layer.in_crs(4326), source)
    return source


def write_vector_tiles(layers: Sequence[VectorLayer], folder: Path, zooms: range, scheme: str = "") -> Path:
    """Write a z/x/y.pbf folder with metadata.json, tiles not compressed.

    Not compressed because pygeoapi's MVT-tippecanoe provider sends files as they are and
    without Content-Encoding. The tile matrix set is WebMercatorQuad, or `WORLD_CRS84_QUAD`.
    """
    options = _mvt_options(folder.name, zooms, "COMPRESS=NO")
    if scheme:
        options = [*options, f"TILING_SCHEME={scheme}"]
    gdal.VectorTranslate(str(folder), _memory_source(layers), format="MVT", datasetCreationOptions=options)
    return folder


def write_vector_pmtiles(layers: Sequence[VectorLayer], path: Path, zooms: range) -> Path:
    """Write a PMTiles archive of gzipped vector tiles."""
    scratch = path.with_suffix(".mbtiles")
    options = [*_mvt_options(path.stem, zooms, "COMPRESS=YES"), "FORMAT=MBTILES"]
    gdal.VectorTranslate(str(scratch), _memory_source(layers), format="MVT", datasetCreationOptions=options)
    return _archived(scratch, path)


def _mvt_options(name: str, zooms: range, compression: str) -> Sequence[str]:
    return [
        f"NAME={name}",
        f"MINZOOM={zooms.start}",
        f"MAXZOOM={zooms.stop - 1}",
        "MAX_SIZE=1500000",
        "MAX_FEATURES=120000",
        compression,
    ]


def write_raster_tiles(picture: np.ndarray, folder: Path, archive: Path, zooms: range) -> None:
    """Write the picture (BWI grid) as z/x/y.png and as a PMTiles archive."""
    scratch = archive.with_suffix(".mbtiles")
    mercator = gdal.Warp(
        "", memory_picture(picture), format="MEM", dstSRS="EPSG:3857", resampleAlg="near", dstAlpha=True
    )
    options = ["TILE_FORMAT=PNG", f"NAME={archive.stem}", "TYPE=baselayer", "ZOOM_LEVEL_STRATEGY=LOWER"]
    gdal.Translate(str(scratch), mercator, format="MBTILES", creationOptions=options)
    levels = gdal.Open(str(scratch), gdal.GA_Update)
    top = int(levels.GetMetadataItem("ZOOM_LEVEL") or zooms.stop - 1)
    levels.BuildOverviews("AVERAGE", [2**n for n in range(1, top - zooms.start + 1)])
    levels = None
    _unpack(scratch, folder)
    _archived(scratch, archive)


def write_crs84_tiles(picture: np.ndarray, folder: Path, zooms: range) -> None:
    """Write the picture (BWI grid) as z/x/y.png in WorldCRS84Quad."""
    scratch = folder.with_name(f"{folder.name}.gpkg")
    degrees = gdal.Warp(
        "", memory_picture(picture), format="MEM", dstSRS="EPSG:4326", resampleAlg="near", dstAlpha=True
    )
    # The tile matrix set that GDAL calls so is WorldCRS84Quad: two tiles at zoom level 0.
    options = ["TILING_SCHEME=InspireCRS84Quad", "TILE_FORMAT=PNG", "RASTER_TABLE=t"]
    gdal.Translate(str(scratch), degrees, format="GPKG", creationOptions=options)
    levels = gdal.Open(str(scratch), gdal.GA_Update)
    levels.BuildOverviews("AVERAGE", [2**n for n in range(1, len(zooms))])
    levels = None
    connection = sqlite3.connect(scratch)
    for zoom, column, row, content in connection.execute(
        "SELECT zoom_level, tile_column, tile_row, tile_data FROM t"
    ):
        path = folder / str(zoom) / str(column) / f"{row}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    connection.close()
    scratch.unlink()


def _unpack(mbtiles: Path, folder: Path) -> None:
    connection = sqlite3.connect(mbtiles)
    rows = connection.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles")
    for zoom, column, row, content in rows:
        path = folder / str(zoom) / str(column) / f"{2**zoom - 1 - row}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    connection.close()


def _forget_date(path: Path) -> None:
    """Clear the time in the gzip headers of root directory and metadata, the same on every build."""
    with path.open("r+b") as archive:
        header = archive.read(127)
        root, metadata = (int.from_bytes(header[at : at + 8], "little") for at in (8, 24))
        for start in (root, metadata):
            archive.seek(start + 4)
            archive.write(bytes(4))


def _archived(mbtiles: Path, path: Path) -> Path:
    connection = sqlite3.connect(mbtiles)
    low, top = connection.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
    facts = dict(connection.execute("SELECT name, value FROM metadata"))
    if "center" not in facts:  # the converter insists on one; GDAL's raster MBTiles have none
        west, south, east, north = (float(number) for number in facts["bounds"].split(","))
        middle = f"{(west + east) / 2:.5f},{(south + north) / 2:.5f},{low}"
        connection.execute("INSERT INTO metadata VALUES ('center', ?)", (middle,))
        connection.commit()
    connection.close()
    mbtiles_to_pmtiles(str(mbtiles), str(path), top)
    _forget_date(path)
    mbtiles.unlink()
    return path
