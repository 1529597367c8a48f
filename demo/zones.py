"""Made-up zones on the land, cut out of the relief: forest, landslides, floods (EPSG:2006)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from osgeo import gdal, ogr

from demo.geography import BWI_GRID, Grid, land, memory_raster, spatial_reference
from demo.terrain import Terrain, rough_noise, slope_degrees
from demo.vectors import VectorLayer, build_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

_COARSE = Grid(BWI_GRID.epsg, BWI_GRID.left, BWI_GRID.top, 60.0, 490, 855)


def _polygons_of(classes: np.ndarray) -> tuple[list[Any], list[int]]:
    raster = memory_raster(_COARSE)
    raster.GetRasterBand(1).WriteArray(classes.astype(np.uint8))
    gdal.SieveFilter(raster.GetRasterBand(1), None, raster.GetRasterBand(1), 8)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("classes", spatial_reference(_COARSE.epsg), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    band = raster.GetRasterBand(1)
    gdal.Polygonize(band, band, layer, 0, [])
    shapes, values = [], []
    for feature in layer:
        outline = shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        for part in shapely.get_parts(outline.simplify(45).buffer(0).intersection(land())):
            if part.geom_type == "Polygon" and part.area > 20_000:
                shapes.append(part)
                values.append(feature.GetField("value"))
    return shapes, values


def _classified(name: str, title: str, classes: np.ndarray, labels: Sequence[str]) -> VectorLayer:
    shapes, values = _polygons_of(classes)
    return build_layer(
        name,
        title,
        shapes,
        {
            "class": [labels[value - 1] for value in values],
            "level": values,
            "area_ha": [round(s.area / 1e4, 2) for s in shapes],
        },
    )


def forest(rng: np.random.Generator, terrain: Terrain) -> VectorLayer:
    """Return forest types by height and noise."""
    height = terrain.height[::4, ::4]
    noise = rough_noise(rng, BWI_GRID, 1500.0)[::4, ::4]
    score = height + 260 * (noise - 0.5)
    classes = np.digitize(score, [45, 120, 240, 420])
    classes[~terrain.land_mask[::4, ::4]] = 0
    labels = ("dry scrub forest", "seasonal forest", "lower montane rainforest", "cloud forest")
    return _classified("forest", "Forest cover", classes, labels)


def landslide(terrain: Terrain) -> VectorLayer:
    """Return landslide susceptibility by slope."""
    slope = slope_degrees(terrain.height, BWI_GRID.pixel)
    coarse = slope[: 855 * 4, : 490 * 4].reshape(855, 4, 490, 4).mean(axis=(1, 3))
    classes = np.digitize(coarse, [7, 13, 20])
    classes[~terrain.land_mask[::4, ::4]] = 0
    return _classified("landslide", "Landslide susceptibility", classes, ("moderate", "high", "very high"))


def flood(terrain: Terrain) -> VectorLayer:
    """Return flood zones: low ground next to streams."""
    height, away = terrain.height[::4, ::4], terrain.to_stream[::4, ::4]
    classes = np.select(
        [(away < 110) & (height < 25), (away < 190) & (height < 45), (away < 280) & (height < 65)],
        [3, 2, 1],
        0,
    )
    classes[~terrain.land_mask[::4, ::4]] = 0
    return _classified("flood", "Flood zones", classes, ("1 in 100 years", "1 in 50 years", "1 in 10 years"))
