"""Numbers and extents as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

_KM = 1000.0


def distance(metres: float) -> str:
    """Write a distance with no more digits than matter: ``208 km``, ``1.1 km``, ``194 m``."""
    if metres >= 10 * _KM:
        return f"{metres / _KM:,.0f} km"
    if metres >= _KM:
        return f"{metres / _KM:.1f} km"
    return f"{metres:.0f} m" if metres >= 10 else f"{metres:.1f} m"


def plus_minus(metres: float) -> str:
    """Write an accuracy: ``±2 m``."""
    return f"±{metres:g} m"


def percent(share: float) -> str:
    """Write a share from 0 to 1, never rounding a small rest to nothing or to all."""
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return f"{share * 100:.0f} %"


def eastings(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> str:
    """Write the range of first coordinates, in the unit of the CRS that they are read in."""
    if crs.isValid() and crs.isGeographic():
        return f"longitude {extent.xMinimum():.2f} to {extent.xMaximum():.2f}"
    return f"{extent.xMinimum():,.0f} to {extent.xMaximum():,.0f} m east"


def coordinates(extent: QgsRectangle) -> str:
    """Write an extent whose unit nobody knows."""
    digits = 2 if max(abs(extent.xMinimum()), abs(extent.xMaximum())) <= 360 else 0
    x = f"X {extent.xMinimum():,.{digits}f} to {extent.xMaximum():,.{digits}f}"
    return f"{x}, Y {extent.yMinimum():,.{digits}f} to {extent.yMaximum():,.{digits}f}"
