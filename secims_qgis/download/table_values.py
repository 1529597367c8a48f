"""Values that OGR would write in a way of its own, and geometries on their way into a table."""

from __future__ import annotations

import json
from typing import Any, Callable

from osgeo import ogr

Alter = Callable[[Any], Any]
"""Takes a geometry and returns it as it is to be kept, or None to leave its feature out."""


def altered(feature: Any, alter: Alter) -> bool:
    """Alter the geometry of a feature; returns whether the feature is wanted at all."""
    geometry = feature.GetGeometryRef()
    if geometry is None:
        return True
    changed = alter(geometry)
    if changed is None:
        return False
    if changed is not geometry:
        feature.SetGeometry(changed)
    return True


def make_multi(row: Any, multi: Callable[[Any], Any]) -> None:
    """Make the geometry of a row one of many parts."""
    geometry = row.GetGeometryRef()
    if geometry is not None:
        row.SetGeometry(multi(geometry.Clone()))


def list_as_json(feature: Any, index: int) -> str:
    """Return a list as JSON text, which OGR would write as "(2:a,b)"."""
    kind = feature.GetFieldDefnRef(index).GetType()
    if kind == ogr.OFTStringList:
        values: Any = feature.GetFieldAsStringList(index)
    elif kind == ogr.OFTRealList:
        values = feature.GetFieldAsDoubleList(index)
    elif kind == ogr.OFTInteger64List:
        values = feature.GetFieldAsInteger64List(index)
    else:
        values = feature.GetFieldAsIntegerList(index)
    return json.dumps(list(values), ensure_ascii=False)


def truth_as_json(feature: Any, index: int) -> str:
    """Return a truth value as JSON text, which OGR would write as "1"."""
    return "true" if feature.GetFieldAsInteger(index) else "false"


def date_as_iso(feature: Any, index: int) -> str:
    """Return a date, a time or both in ISO 8601, which OGR would write as "2024/01/15 10:00:00"."""
    return str(feature.GetFieldAsString(index)).replace("/", "-").replace(" ", "T")
