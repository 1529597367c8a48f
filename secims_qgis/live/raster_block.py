"""Arrays as the blocks that QGIS reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import Qgis, QgsRasterBlock
from qgis.PyQt.QtCore import QByteArray, QRect

if TYPE_CHECKING:
    from secims_qgis.live.raster_grid import Window


@dataclass(frozen=True)
class Shown:
    """Where values go: a window of a block of ``size`` (rows, columns), and which of them are unknown."""

    size: tuple[int, int]
    window: Window
    unknown: np.ndarray[Any, Any] | None


_TYPES = {
    "uint8": Qgis.DataType.Byte,
    "uint16": Qgis.DataType.UInt16,
    "int16": Qgis.DataType.Int16,
    "uint32": Qgis.DataType.UInt32,
    "int32": Qgis.DataType.Int32,
    "float32": Qgis.DataType.Float32,
    "float64": Qgis.DataType.Float64,
}


def qgis_type(data_type: str) -> Qgis.DataType:
    """Return the type of QGIS for one of NumPy's."""
    return _TYPES[data_type]


def empty_block(data_type: str, width: int, height: int, nodata: float | None) -> QgsRasterBlock:
    """Return a block without data."""
    block = _new_block(data_type, (height, width), nodata)
    if not block.isEmpty():
        block.setIsNoData()
    return block


def filled_block(values: np.ndarray[Any, Any], shown: Shown, nodata: float | None) -> QgsRasterBlock:
    """Return a block with values (rows, columns) at the place where they are shown."""
    if nodata is None and shown.unknown is not None:
        nodata = _free_value(values)
    if nodata is not None and shown.unknown is not None:
        values = np.where(shown.unknown, np.array(nodata, values.dtype), values)
    if values.shape != shown.size:
        whole = np.full(shown.size, 0 if nodata is None else nodata, values.dtype)
        at = shown.window
        whole[at.row : at.row + at.rows, at.column : at.column + at.columns] = values
        values = whole
    block = _new_block(str(values.dtype), shown.size, nodata)
    block.setData(QByteArray(values.tobytes()))
    if nodata is None:
        _mark_unknown(block, shown.unknown, shown.window)
    return block


def _free_value(values: np.ndarray[Any, Any]) -> float | None:
    """Return a value that none of these has, to stand for no data; None where each has a pixel."""
    if values.dtype.kind == "f":
        return float("nan")
    limits, used = np.iinfo(values.dtype), np.unique(values).astype("int64")
    if used[-1] < limits.max:
        return float(limits.max)
    if used[0] > limits.min:
        return float(limits.min)
    gaps = np.flatnonzero(np.diff(used) > 1)
    return float(used[gaps[0]] + 1) if len(gaps) else None


def _new_block(data_type: str, size: tuple[int, int], nodata: float | None) -> QgsRasterBlock:
    block = QgsRasterBlock(qgis_type(data_type), size[1], size[0])
    if nodata is not None:
        block.setNoDataValue(nodata)
    return block


def _mark_unknown(block: QgsRasterBlock, unknown: np.ndarray[Any, Any] | None, shown: Window) -> None:
    """Mark what has no value, in a block where each number is one."""
    if shown.columns < block.width() or shown.rows < block.height():
        block.setIsNoDataExcept(QRect(shown.column, shown.row, shown.columns, shown.rows))
    if unknown is None:
        return
    for row, column in zip(*(index.tolist() for index in np.nonzero(unknown))):
        block.setIsNoData(shown.row + row, shown.column + column)
