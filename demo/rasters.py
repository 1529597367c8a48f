"""The raster files: elevation, sea depth, pictures, rainfall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal

from demo.geography import BWI_GRID, WGS84_GRID, Grid, memory_raster, spatial_reference
from demo.terrain import NODATA, Terrain, as_dataset, hillshade, rough_noise, true_colour
from demo.vectors import CREDIT

if TYPE_CHECKING:
    from collections.abc import Sequence

_GTIFF = ["COMPRESS=DEFLATE", "TILED=YES", "NUM_THREADS=2"]
_FLOAT = [*_GTIFF, "PREDICTOR=3"]


def warped(source: gdal.Dataset, grid: Grid, resampling: str = "bilinear") -> gdal.Dataset:
    """Return the dataset on another grid, in memory."""
    return gdal.Warp(
        "",
        source,
        format="MEM",
        dstSRS=f"EPSG:{grid.epsg}",
        outputBounds=_bounds(grid),
        width=grid.columns,
        height=grid.rows,
        resampleAlg=resampling,
        multithread=True,
    )


def _bounds(grid: Grid) -> Sequence[float]:
    right, bottom = grid.left + grid.columns * grid.pixel, grid.top - grid.rows * grid.pixel
    return (grid.left, bottom, right, grid.top)


def write_tiff(source: gdal.Dataset, path: Path, options: Sequence[str], title: str) -> Path:
    """Write a GeoTIFF with title and credit in its tags."""
    source.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", title)
    source.SetMetadataItem("TIFFTAG_COPYRIGHT", CREDIT)
    gdal.GetDriverByName("GTiff").CreateCopy(str(path), source, options=list(options))
    Path(f"{path}.aux.xml").unlink(missing_ok=True)
    return path


def write_cog(source: gdal.Dataset, path: Path, options: Sequence[str]) -> Path:
    """Write a Cloud Optimised GeoTIFF with overviews."""
    gdal.GetDriverByName("COG").CreateCopy(str(path), source, options=[*options, "NUM_THREADS=2"])
    Path(f"{path}.aux.xml").unlink(missing_ok=True)
    return path


def write_rasters(files: Path, terrain: Terrain, rng: np.random.Generator) -> np.ndarray:
    """Write all raster files; return the true-colour picture (3, rows, columns) on the BWI grid."""
    _write_elevation(files, terrain)
    depth = warped(as_dataset(np.round(terrain.depth, 1), BWI_GRID), WGS84_GRID)
    write_cog(depth, files / "bathymetry_cog.tif", ["COMPRESS=DEFLATE", "PREDICTOR=3"])
    picture = true_colour(terrain, rng)
    _write_pictures(files, picture)
    shade = np.where(terrain.land_mask, 1 + hillshade(terrain.height, BWI_GRID.pixel) * 254, 0)
    grey = memory_raster(BWI_GRID)
    grey.GetRasterBand(1).WriteArray(shade.astype(np.uint8))
    grey.GetRasterBand(1).SetNoDataValue(0)
    write_tiff(grey, files / "hillshade_bwi.tif", _GTIFF, "Hillshade")
    _write_rainfall(files, terrain, rng)
    return picture


def _write_elevation(files: Path, terrain: Terrain) -> None:
    height = as_dataset(np.round(terrain.height, 1), BWI_GRID)
    write_tiff(height, files / "elevation_bwi.tif", _FLOAT, "Elevation model, 15 m")
    degrees = warped(height, WGS84_GRID)
    write_tiff(degrees, files / "elevation_wgs84.tif", _FLOAT, "Elevation model, half arc second")
    write_cog(degrees, files / "elevation_cog.tif", ["COMPRESS=DEFLATE", "PREDICTOR=3"])
    third = BWI_GRID.rows // 3
    for number in range(3):
        part = gdal.Translate("", height, format="MEM", srcWin=[0, number * third, BWI_GRID.columns, third])
        title = f"Elevation model, part {number + 1} of 3"
        write_tiff(part, files / f"elevation_part{number + 1}.tif", _FLOAT, title)


def _write_pictures(files: Path, picture: np.ndarray) -> None:
    colour = memory_picture(picture)
    jpeg = ["COMPRESS=JPEG", "QUALITY=82"]
    write_cog(warped(colour, WGS84_GRID, "near"), files / "orthophoto_2022_cog.tif", jpeg)
    options = ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR", "JPEG_QUALITY=82", "TILED=YES"]
    write_tiff(colour, files / "orthophoto_2022_bwi.tif", options, "Orthophoto 2022")
    grey = memory_raster(BWI_GRID)
    grey.GetRasterBand(1).WriteArray(picture.mean(axis=0).astype(np.uint8))
    grey_options = ["COMPRESS=JPEG", "JPEG_QUALITY=75", "TILED=YES"]
    write_tiff(grey, files / "aerial_1992_bwi.tif", grey_options, "Aerial photographs 1992")


def memory_picture(picture: np.ndarray) -> gdal.Dataset:
    """Return the (3, rows, columns) picture on the BWI grid as a dataset in memory."""
    driver = gdal.GetDriverByName("MEM")
    dataset = driver.Create("", BWI_GRID.columns, BWI_GRID.rows, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform(BWI_GRID.geotransform)
    dataset.SetProjection(spatial_reference(BWI_GRID.epsg).ExportToWkt())
    colours = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand)
    for index, colour in enumerate(colours):
        band = dataset.GetRasterBand(index + 1)
        band.WriteArray(picture[index])
        band.SetColorInterpretation(colour)
    return dataset


def _write_rainfall(files: Path, terrain: Terrain, rng: np.random.Generator) -> None:
    """Mean annual rainfall, mm: more where the land is high; 0.005 degrees."""
    noise = rough_noise(rng, BWI_GRID, 4000.0)
    rain = 1250 + 4.2 * np.maximum(terrain.height, 0) ** 0.9 + 500 * noise
    rain = np.where(terrain.land_mask, rain, NODATA).astype(np.float32)
    grid = Grid(4326, -61.10, 14.13, 0.005, 52, 87)
    coarse = warped(as_dataset(rain, BWI_GRID), grid, "average")
    values = coarse.ReadAsArray()
    coarse.GetRasterBand(1).WriteArray(np.where(values == NODATA, NODATA, np.round(values)))
    write_tiff(coarse, files / "rainfall_mean.tif", _FLOAT, "Mean annual rainfall, mm")
