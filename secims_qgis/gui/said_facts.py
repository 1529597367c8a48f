"""Size and CRS that only the words of a link tell ("GeoPackage, EPSG:2006 (12.4 MB)").

Good enough for a list, where nothing else is known before the record is opened: pycsw leaves the
transfer sizes and the reference systems out of its lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secims_qgis.model import CrsRef

if TYPE_CHECKING:
    from secims_qgis.model import Distribution

_LOOKED_AT = 300
_SIZE = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,4}(?:[.,]\d{1,3})?)[\s\u00a0]?(?P<unit>[kMG])i?B\b", re.IGNORECASE
)
_CRS = re.compile(r"\bEPSG[:\s]{1,2}(?P<code>\d{4,6})\b", re.IGNORECASE)
_UNITS = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def said_size(distribution: Distribution) -> int | None:
    """Return the size in bytes that title or description speak of, rounded as they are; None for none.

    Where the words speak of several sizes, nobody knows which is meant.
    """
    for text in (distribution.description, distribution.title):
        found = list(_SIZE.finditer(text[:_LOOKED_AT]))
        if len(found) == 1:
            number = float(found[0].group("number").replace(",", "."))
            return round(number * _UNITS[found[0].group("unit").lower()]) or None
    return None


def said_crs(distribution: Distribution) -> CrsRef | None:
    """Return the only EPSG code that title or description speak of, None for none or several."""
    text = f"{distribution.title[:_LOOKED_AT]} {distribution.description[:_LOOKED_AT]}"
    codes = {match.group("code") for match in _CRS.finditer(text)}
    return CrsRef.from_text(f"EPSG:{codes.pop()}") if len(codes) == 1 else None
