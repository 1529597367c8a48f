"""The list of reference systems that are met around Saint Lucia; it is data, in ``resources/``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from secims_qgis.paths import resource

FILE = "crs_candidates.json"


@dataclass(frozen=True)
class KnownCrs:
    """A CRS of the list: its code, what people call it, other spellings, and whether it is guessed."""

    authid: str
    short_name: str
    names: tuple[str, ...] = ()
    is_tried: bool = True


@lru_cache(maxsize=1)
def known_crs() -> tuple[KnownCrs, ...]:
    """Return the list, likeliest first."""
    entries = json.loads(resource(FILE).read_text(encoding="utf-8"))["candidates"]
    return tuple(
        KnownCrs(item["crs"], item["short_name"], tuple(item.get("names", ())), item.get("is_tried", True))
        for item in entries
    )
