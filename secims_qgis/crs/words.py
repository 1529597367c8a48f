"""Numbers and extents as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.translation import tr

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
        return tr("less than 1 %")
    if 0.99 < share < 1:
        return tr("more than 99 %")
    return f"{share * 100:.0f} %"


def eastings(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> str:
    """Write the range of first coordinates, in the unit of the CRS that they are read in."""
    if crs.isValid() and crs.isGeographic():
        text = tr("longitude {west:.2f} to {east:.2f}")
    else:
        text = tr("{west:,.0f} to {east:,.0f} m east")
    return text.format(west=extent.xMinimum(), east=extent.xMaximum())


def coordinates(extent: QgsRectangle) -> str:
    """Write an extent whose unit nobody knows."""
    digits = 2 if max(abs(extent.xMinimum()), abs(extent.xMaximum())) <= 360 else 0
    west, east = f"{extent.xMinimum():,.{digits}f}", f"{extent.xMaximum():,.{digits}f}"
    south, north = f"{extent.yMinimum():,.{digits}f}", f"{extent.yMaximum():,.{digits}f}"
    text = tr("X {west} to {east}, Y {south} to {north}")
    return text.format(west=west, east=east, south=south, north=north)


def headed(headline: str, reason: str) -> str:
    """Put a heading before its reason: ``Drawn 208 km too far west: the file says …``."""
    return tr("{headline}: {reason}").format(headline=headline, reason=reason)


def sentences(*parts: str) -> str:
    """Join whole sentences; those that are empty are left out."""
    return " ".join(part for part in parts if part)


def capitalised(text: str) -> str:
    """Return a clause as the start of a sentence."""
    return text[:1].upper() + text[1:]
