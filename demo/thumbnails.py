"""The thumbnails of all layers and rasters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from demo import pictures

if TYPE_CHECKING:
    from pathlib import Path

    from demo.terrain import Terrain
    from demo.vectors import VectorLayer


_COLOURS: dict[str, pictures.Colour] = {
    "districts": (214, 196, 150), "roads": (190, 70, 50), "rivers": (50, 110, 200),
    "buildings": (90, 84, 80), "parcels": (196, 160, 90), "census_districts": (170, 120, 170),
    "coastal_habitats": (80, 170, 130), "reefs": (232, 104, 120), "reef_sites": (190, 40, 110),
    "marine_areas": (60, 120, 190), "forest": (74, 138, 78), "landslide": (200, 110, 50),
    "flood": (90, 140, 240), "settlements": (120, 40, 40),
}  # fmt: skip
_CLASS_COLOURS: dict[str, pictures.Colour] = {
    "coral reef": (236, 112, 128), "seagrass": (96, 176, 120), "sandy bottom": (236, 220, 164),
    "mangrove": (70, 120, 74), "rocky shore": (140, 128, 124), "hard bottom": (164, 148, 188),
    "dry scrub forest": (186, 194, 128), "seasonal forest": (138, 176, 100),
    "lower montane rainforest": (82, 142, 78), "cloud forest": (34, 96, 66),
    "moderate": (244, 216, 130), "high": (236, 156, 74), "very high": (196, 66, 44),
}  # fmt: skip
_WIDTH_M = {"roads": 130, "rivers": 120, "reef_sites": 450, "settlements": 700}


def write_thumbnails(
    folder: Path, layers: dict[str, VectorLayer], picture: np.ndarray, terrain: Terrain
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


def _coloured(name: str, layer: VectorLayer) -> list[tuple[Any, pictures.Colour]]:
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
