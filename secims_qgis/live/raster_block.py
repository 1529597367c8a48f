"""Arrays as the blocks that QGIS reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import Qgis, QgsRasterBlock
from qgis.PyQt.QtCore import QByteArray, QRect

if TYPE_CHECKING:
    from secims_qgis.live.raster_grid import Window

_TYPES = {
    "uint8": Qgis.DataType.Byte,
    "int8": Qgis.DataType.Int8,
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
    block = QgsRasterBlock(qgis_type(data_type), width, height)
    if nodata is not None:
        block.setNoDataValue(nodata)
    if not block.isEmpty():
        block.setIsNoData()
    return block


def filled_block(
    values: np.ndarray[Any, Any],
    unknown: np.ndarray[Any, Any] | None,
    shown: Window,
    block: QgsRasterBlock,
) -> QgsRasterBlock:
    """Put values (rows, columns) into an empty block, at the place where they are shown."""
    if shown.is_empty:
        return block
    if block.hasNoDataValue():
        fill = block.noDataValue()
        if unknown is not None:
            values = np.where(unknown, np.array(fill, values.dtype), values)
        whole = np.full((block.height(), block.width()), fill, values.dtype)
    else:
        whole = np.zeros((block.height(), block.width()), values.dtype)
    whole[shown.row : shown.row + shown.rows, shown.column : shown.column + shown.columns] = values
    if not block.hasNoDataValue():
        block = QgsRasterBlock(block.dataType(), block.width(), block.height())
    block.setData(QByteArray(whole.tobytes()))
    if not block.hasNoDataValue():
        _mark_unknown(block, unknown, shown)
    return block


def _mark_unknown(block: QgsRasterBlock, unknown: np.ndarray[Any, Any] | None, shown: Window) -> None:
    """Mark what has no value, in a block where each number is one."""
    if shown.columns < block.width() or shown.rows < block.height():
        block.setIsNoDataExcept(QRect(shown.column, shown.row, shown.columns, shown.rows))
    if unknown is None:
        return
    for row, column in zip(*(index.tolist() for index in np.nonzero(unknown))):
        block.setIsNoData(shown.row + row, shown.column + column)
