"""Thumbnails: the island on the sea with a dataset drawn on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from osgeo import gdal

from demo.geography import GRID_EPSG, Grid, burn, land

if TYPE_CHECKING:
    from collections.abc import Sequence

Colour = tuple[int, int, int]
SIZE = 160
_SHARPER = 3
SEA: Colour = (186, 214, 232)
LAND: Colour = (236, 231, 214)
# The whole island in a square, EPSG:2006.
_FRAME = Grid(GRID_EPSG, 486_900.0, 1_561_200.0, 47_400.0 / (SIZE * _SHARPER), 480, 480)


def drawn(shapes: Sequence[tuple[Any, Colour]], frame: Grid = _FRAME) -> np.ndarray:
    """Return a (rows, columns, 3) picture with the geometries (EPSG:2006) drawn in order."""
    picture = np.empty((frame.rows, frame.columns, 3), dtype=np.uint8)
    picture[:] = SEA
    picture[burn(land(), frame)] = LAND
    for geometry, colour in shapes:
        picture[burn(geometry, frame)] = colour
    return picture


def thumbnail(path: Path, shapes: Sequence[tuple[Any, Colour]]) -> Path:
    """Write a 160 x 160 PNG with the geometries drawn in order."""
    return write_png(path, _shrunk(drawn(shapes)))


def raster_thumbnail(path: Path, picture: np.ndarray) -> Path:
    """Write a 160 x 160 PNG of a (rows, columns, 3) picture, its middle square."""
    side = min(picture.shape[:2])
    top = (picture.shape[0] - side) // 2
    left = (picture.shape[1] - side) // 2
    middle = picture[top : top + side, left : left + side]
    index = (np.arange(SIZE * _SHARPER) * side / (SIZE * _SHARPER)).astype(int)
    return write_png(path, _shrunk(middle[index][:, index]))


def _shrunk(picture: np.ndarray) -> np.ndarray:
    blocks = picture.reshape(SIZE, _SHARPER, SIZE, _SHARPER, 3).astype(float)
    return blocks.mean(axis=(1, 3)).round().astype(np.uint8)


def write_png(path: Path, picture: np.ndarray) -> Path:
    """Write a (rows, columns, 3) array as a PNG."""
    rows, columns, _ = picture.shape
    memory = gdal.GetDriverByName("MEM").Create("", columns, rows, 3, gdal.GDT_Byte)
    for band in range(3):
        memory.GetRasterBand(band + 1).WriteArray(picture[..., band])
    gdal.GetDriverByName("PNG").CreateCopy(str(path), memory, options=["ZLEVEL=9"])
    Path(f"{path}.aux.xml").unlink(missing_ok=True)
    return path


def widened(geometries: np.ndarray, metres: float) -> Any:
    """Return points or lines as one area, wide enough to be seen."""
    return shapely.union_all(shapely.buffer(geometries, metres, quad_segs=2))
