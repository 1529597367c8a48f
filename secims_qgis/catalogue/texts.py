"""Values of catalogues, made harmless: whatever stands there, these functions do not raise."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from secims_qgis.model import BBox
from secims_qgis.model.extent import WORLD_WIDTH_DEG

MAX_LINE = 1_000
MAX_TEXT = 20_000
MAX_LEVELS = 8
"""Lists in lists that are looked into for a text."""
MAX_COUNT = 10**15
"""Of records and the like; Qt counts to less than Python."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_TEXT_NAMES = ("value", "title", "name", "label", "keyword", "code", "id", "date", "href", "url")
"""Members of an object that stand for it, the most readable first."""
_BLANK_LINES = re.compile(r"\n\s*\n\s*(?:\n\s*)+")
_MARKS = re.compile(r"([\u0300-\u036f]{3})[\u0300-\u036f]+")
_DOUBLE_ZONE = re.compile(r"ZZ$")


def line(value: object) -> str:
    """Return a text in one line, without control and direction characters, of bounded length."""
    if isinstance(value, str) and len(value) <= MAX_LINE and value.isascii() and value.isprintable():
        return " ".join(value.split())  # nearly every text there is
    return " ".join(text(value)[: 4 * MAX_LINE].split())[:MAX_LINE]


def text(value: object) -> str:
    """Return a text that may have several lines; numbers become text, anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if isinstance(value, str) and len(value) <= MAX_TEXT and value.isascii() and value.isprintable():
        return value.strip()
    plain = _UNSEEN.sub("", str(value)[: 2 * MAX_TEXT])
    return _BLANK_LINES.sub("\n\n", _MARKS.sub(r"\1", plain)).strip()[:MAX_TEXT]


def first_line(*values: object) -> str:
    """Return the first value that is not empty as a line."""
    for value in values:  # most are not there
        if value is not None and value != "":
            found = line(first_of(value))
            if found:
                return found
    return ""


def first_of(value: object) -> object:
    """Return the first entry of a list, a mapping's text, or the value itself.

    A mapping of none of the usual names may be one by language: its first text is as good as any.
    """
    for _level in range(MAX_LEVELS):
        if isinstance(value, dict):
            known = (value[name] for name in _TEXT_NAMES if value.get(name))
            texts = (entry for entry in value.values() if isinstance(entry, str) and entry)
            value = next(known, None) or next(texts, "")
        elif isinstance(value, (list, tuple)):
            value = value[0] if value else ""
        else:
            return value
    return ""


def items(value: object) -> list[Any]:
    """Return a list for a list, an empty one for anything else."""
    return list(value) if isinstance(value, (list, tuple)) else []


def mapping(value: object) -> dict[str, Any]:
    """Return a mapping for a mapping, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that are not empty, each once, in their order.

    Keywords, codes and constraints are the same in thousands of records: each is kept once.
    """
    return tuple(dict.fromkeys(map(sys.intern, filter(None, values))))


def date(value: object) -> str:
    """Return a date as the catalogue wrote it, mended where a known loader breaks it."""
    plain = _DOUBLE_ZONE.sub("Z", line(first_of(value)))
    return "" if plain in {"..", "date"} else plain


def bbox_of_bounds(bounds: Sequence[object]) -> BBox | None:
    """Return the extent of west, south, east, north (2D or 3D), or None where it is impossible.

    South and north are put into order. West above east crosses the antimeridian, unless that would
    be most of the world: then the two were swapped. Longitudes beyond 180 go on around the earth.
    """
    numbers = [number for number in map(_number, bounds) if number is not None]
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or len(bounds) not in {4, 6}:
        return None
    west, south, east, north = numbers
    if east - west < WORLD_WIDTH_DEG:
        west, east = _around(west), _around(east)
    if west - east > 0 and WORLD_WIDTH_DEG - (west - east) > WORLD_WIDTH_DEG / 2:
        west, east = east, west
    try:
        return BBox(west, min(south, north), east, max(south, north))
    except ValueError:
        return None


def _around(longitude: float) -> float:
    """Return a longitude of up to one turn more as one between -180 and 180 degrees."""
    if 180 < longitude <= 180 + WORLD_WIDTH_DEG:
        return longitude - WORLD_WIDTH_DEG
    if -180 - WORLD_WIDTH_DEG <= longitude < -180:
        return longitude + WORLD_WIDTH_DEG
    return longitude


def bbox_of_geometry(geometry: object) -> BBox | None:
    """Return the extent of a GeoJSON geometry; two parts at longitude 180 become one extent."""
    shape = mapping(geometry)
    rings = [_positions(part) for part in _parts(shape)]
    boxes = [_bounds(ring) for ring in rings if ring]
    if not boxes or any(box is None for box in boxes):
        return None
    known = [box for box in boxes if box is not None]
    if len(known) > 1:
        crossing = _across_antimeridian(known)
        if crossing is not None:
            return crossing
    return BBox(
        min(box.west for box in known),
        min(box.south for box in known),
        max(box.east for box in known),
        max(box.north for box in known),
    )


def _across_antimeridian(boxes: list[BBox]) -> BBox | None:
    eastern = [box for box in boxes if box.east == 180]
    western = [box for box in boxes if box.west == -180]
    if not eastern or not western or len(eastern) + len(western) != len(boxes):
        return None
    return BBox(
        min(box.west for box in eastern),
        min(box.south for box in boxes),
        max(box.east for box in western),
        max(box.north for box in boxes),
    )


def _parts(shape: dict[str, Any], depth: int = 0) -> list[object]:
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if kind == "GeometryCollection" and depth < MAX_LEVELS:
        members = map(mapping, items(shape.get("geometries"))[:1000])
        return [part for member in members for part in _parts(member, depth + 1)]
    return items(coordinates) if kind in {"MultiPolygon", "MultiLineString"} else [coordinates]


def _positions(coordinates: object) -> list[list[object]]:
    """Return all positions of nested coordinate arrays, at most four levels deep."""
    return list(_walk(coordinates, 0))


def _walk(node: object, depth: int) -> Iterator[list[object]]:
    if not isinstance(node, list) or not node or depth > 4:
        return
    if not isinstance(node[0], list):
        yield node
        return
    for child in node[:100_000]:
        yield from _walk(child, depth + 1)


def _bounds(positions: list[list[object]]) -> BBox | None:
    numbers = [[_number(value) for value in position[:2]] for position in positions]
    if any(len(pair) < 2 or None in pair for pair in numbers):
        return None
    lon = [pair[0] for pair in numbers if pair[0] is not None]
    lat = [pair[1] for pair in numbers if pair[1] is not None]
    return bbox_of_bounds([min(lon), min(lat), max(lon), max(lat)])


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
