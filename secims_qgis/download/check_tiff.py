"""Is a GeoTIFF all there? Its blocks may lie in any order, so the last one proves little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Callable

from osgeo import gdal

from secims_qgis.download.dataset import open_dataset, quiet_gdal

if TYPE_CHECKING:
    from pathlib import Path

MAX_BLOCKS = 500_000
"""Blocks of one band at one resolution that are looked up; of more, the first and last rows only."""
_CHECK_EVERY = 1000


def check_tiff(path: Path, check: Callable[[], None]) -> None:
    """See that every block lies inside the file, and read the last one at every resolution.

    Raises:
        ValueError: GDAL cannot open it, or a block is missing.
    """
    with quiet_gdal() as messages:
        dataset = open_dataset(path, gdal.OF_RASTER, ("GTiff",))
        if dataset is None:
            raise ValueError("; ".join(messages) or "GDAL cannot open it")
        size = path.stat().st_size
        for number in range(1, dataset.RasterCount + 1):
            for level in levels_of(dataset.GetRasterBand(number)):
                end = _end_of_blocks(level, check)
                if end > size:
                    raise ValueError(f"{size} of at least {end} bytes are there")
                if not last_pixel_is_readable(level):
                    raise ValueError("; ".join(messages) or "its last block cannot be read")


def levels_of(band: gdal.Band) -> list[gdal.Band]:
    """Return a band at every resolution."""
    return [band, *(band.GetOverview(level) for level in range(band.GetOverviewCount()))]


def last_pixel_is_readable(band: gdal.Band) -> bool:
    """Read one pixel, for which GDAL reads its block; a block may be larger than the memory."""
    try:
        return band.ReadRaster(band.XSize - 1, band.YSize - 1, 1, 1) is not None
    except RuntimeError:  # somebody switched GDAL's exceptions on
        return False


def _end_of_blocks(band: gdal.Band, check: Callable[[], None]) -> int:
    """Return the offset behind the block that lies last in the file; 0 where GDAL does not tell."""
    end = 0
    for count, (column, row) in enumerate(_blocks(band)):
        if count % _CHECK_EVERY == 0:
            check()
        offset = _number(band, f"BLOCK_OFFSET_{column}_{row}")
        if offset:  # sparse files leave blocks out
            end = max(end, offset + _number(band, f"BLOCK_SIZE_{column}_{row}"))
    return end


def _blocks(band: gdal.Band) -> Iterator[tuple[int, int]]:
    width, height = band.GetBlockSize()
    columns, rows = -(-band.XSize // width), -(-band.YSize // height)
    few = range(rows) if columns * rows <= MAX_BLOCKS else sorted({0, rows - 1})
    return ((column, row) for row in few for column in range(columns))


def _number(band: gdal.Band, name: str) -> int:
    text = band.GetMetadataItem(name, "TIFF")
    return int(text) if text else 0
