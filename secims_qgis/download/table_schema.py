"""The table that takes in many layers: fields of the widest type, one geometry type for all.

Each page of a service, or each part of a dataset, comes with the types that its own values happen to
have. Taken one by one, 15.5 becomes 15 in a column that began with whole numbers, and "A18" becomes 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from osgeo import ogr

_RANKS = {ogr.OFTInteger: 0, ogr.OFTInteger64: 1, ogr.OFTReal: 2}
DATES = frozenset({ogr.OFTDate, ogr.OFTDateTime, ogr.OFTTime})
LISTS = frozenset({ogr.OFTStringList, ogr.OFTIntegerList, ogr.OFTInteger64List, ogr.OFTRealList})
_MULTI = {
    ogr.wkbPoint: ogr.wkbMultiPoint,
    ogr.wkbLineString: ogr.wkbMultiLineString,
    ogr.wkbPolygon: ogr.wkbMultiPolygon,
}


@dataclass(frozen=True)
class FieldKind:
    """Type and subtype of a field, as OGR numbers them; a list is kept as JSON text."""

    type: int
    subtype: int = ogr.OFSTNone

    @property
    def is_date(self) -> bool:
        """Whether it is a date, a time, or both."""
        return self.type in DATES


JSON_TEXT = FieldKind(ogr.OFTString, ogr.OFSTJSON)
TEXT = FieldKind(ogr.OFTString)


class Ids(Enum):
    """What the ids of features are."""

    NONE = "none, or numbers that nothing depends on"
    NUMBERS = "numbers, kept as those of the rows"
    TEXTS = "texts mostly, kept in the field id"


@dataclass(frozen=True)
class TableSchema:
    """Fields in the order of their first appearance, geometry and ids.

    A field that has held nothing but nulls has no kind yet. ``geometries`` are the flat WKB types seen,
    ``all_3d`` says that each geometry had a height. ``dates_as_text`` says that a column holds dates
    and other texts, so that dates must be read as they are written.
    """

    fields: dict[str, FieldKind | None] = field(default_factory=dict)
    geometries: frozenset[int] = frozenset()
    all_3d: bool = True
    ids: Ids | None = None
    dates_as_text: bool = False

    @property
    def geometry_type(self) -> int:
        """The WKB type of the geometry column; wkbNone where no feature has a geometry."""
        if not self.geometries:
            return int(ogr.wkbNone)
        multi = {_MULTI.get(kind, kind) for kind in self.geometries}
        flat = next(iter(self.geometries if len(self.geometries) == 1 else multi))
        if len(self.geometries) > 1 and (len(multi) > 1 or flat not in _MULTI.values()):
            flat = ogr.wkbUnknown
        return int(ogr.GT_SetZ(flat)) if self.all_3d else int(flat)

    def joined(self, other: TableSchema) -> TableSchema:
        """Return the schema of a table that takes in the layers of both."""
        fields = dict(self.fields)
        as_text = self.dates_as_text or other.dates_as_text
        for name, kind in other.fields.items():
            mine = fields.get(name)
            fields[name] = kind if mine is None else mine if kind is None else widened(mine, kind)
            if mine and kind and mine.is_date != kind.is_date:
                as_text = True
        return TableSchema(
            fields,
            self.geometries | other.geometries,
            self.all_3d and other.all_3d,
            _joined_ids(self.ids, other.ids),
            as_text,
        )


def widened(one: FieldKind, two: FieldKind) -> FieldKind:
    """Return the kind that holds the values of both: int, int64, real, else text."""
    if one == two:
        return one
    if one.type in _RANKS and two.type in _RANKS:
        return FieldKind(max(one.type, two.type, key=lambda kind: _RANKS[kind]))
    if {one.type, two.type} == {ogr.OFTDate, ogr.OFTDateTime}:
        return FieldKind(ogr.OFTDateTime)
    return TEXT


def schema_of(layer: Any, ids: Ids | None) -> TableSchema:
    """Return the schema of an OGR layer, by looking at its features where its definition does not tell."""
    definition = layer.GetLayerDefn()
    kinds = [_kind(definition.GetFieldDefn(index)) for index in range(definition.GetFieldCount())]
    names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
    empty = _only_nulls(layer, [index for index, kind in enumerate(kinds) if kind == TEXT])
    fields = {name: None if index in empty else kind for index, (name, kind) in enumerate(zip(names, kinds))}
    geometries, all_3d = _geometries(layer)
    return TableSchema(fields, geometries, all_3d, ids)


def _kind(definition: Any) -> FieldKind:
    if definition.GetType() in LISTS:
        return JSON_TEXT
    return FieldKind(definition.GetType(), definition.GetSubType())


def _only_nulls(layer: Any, indexes: Iterable[int]) -> set[int]:
    """Return which of the text fields hold nothing at all: GDAL calls a column of nulls text, too."""
    left = set(indexes)
    layer.ResetReading()
    for feature in layer:
        left = {index for index in left if not feature.IsFieldSetAndNotNull(index)}
        if not left:
            break
    layer.ResetReading()
    return left


def _geometries(layer: Any) -> tuple[frozenset[int], bool]:
    declared = layer.GetGeomType()
    if declared == ogr.wkbNone:
        return frozenset(), True
    flat = ogr.GT_Flatten(declared)
    if flat != ogr.wkbUnknown and not ogr.GT_HasZ(declared):
        return frozenset({int(flat)}), False
    found: set[int] = set()
    all_3d = True
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            found.add(int(ogr.GT_Flatten(geometry.GetGeometryType())))
            all_3d = all_3d and bool(geometry.Is3D())
    layer.ResetReading()
    return frozenset(found), all_3d


def _joined_ids(one: Ids | None, two: Ids | None) -> Ids | None:
    if one is None or two is None or one is two:
        return one or two
    return Ids.NONE if Ids.NONE in {one, two} else Ids.TEXTS
