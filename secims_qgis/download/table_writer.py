"""A GeoPackage table, written layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal, ogr

from secims_qgis.download.dataset import quiet_gdal
from secims_qgis.download.double_ids import DoubleIdError, noticed_double_ids
from secims_qgis.download.table_crs import srs_of
from secims_qgis.download.table_schema import DATES, LISTS, TEXT, FieldKind, Ids, TableSchema
from secims_qgis.download.table_values import (
    Alter,
    altered,
    date_as_iso,
    list_as_json,
    make_multi,
    truth_as_json,
)

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsCoordinateReferenceSystem

MAX_FIELDS = 1900
"""SQLite has 2000 columns at most."""
CHECK_EVERY = 500
_ID = "id"
_TO_MULTI = {
    ogr.wkbMultiPoint: ogr.ForceToMultiPoint,
    ogr.wkbMultiLineString: ogr.ForceToMultiLineString,
    ogr.wkbMultiPolygon: ogr.ForceToMultiPolygon,
}


class TableWriter:
    """Writes a table into a GeoPackage, new or with other tables; ``close`` gives its file back."""

    def __init__(self, path: Path, name: str, schema: TableSchema, crs: QgsCoordinateReferenceSystem) -> None:
        """Make file and table; raises ValueError where GDAL cannot."""
        self.path, self.schema = path, schema
        self._columns: dict[str, str] = {}
        with writing():
            self._dataset = _opened_or_made(path)
            self._layer = self._dataset.CreateLayer(
                name, srs_of(crs), schema.geometry_type, self._options(name)
            )
            if self._layer is None:
                raise ValueError("the table cannot be made")
            self._add_columns(schema)
            self._dataset.StartTransaction()

    def fits(self, schema: TableSchema) -> bool:
        """Return whether the table holds layers of this schema, after new columns at most."""
        mine = self.schema
        return (
            schema.geometry_type == mine.geometry_type
            and schema.ids is mine.ids
            and schema.dates_as_text == mine.dates_as_text
            and not {self._fid, self._geometry} & {name.lower() for name in schema.fields}
            and all(schema.fields.get(name) == kind for name, kind in mine.fields.items() if kind)
        )

    def append(
        self,
        layer: Any,
        schema: TableSchema,
        *,
        alter: Alter | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> int:
        """Copy the features of a layer and return how many there were; ``schema`` is that of all so far.

        Raises:
            ValueError: a row cannot be written: no room on the disk, or its id is taken (``DoubleIdError``).
        """
        with writing():
            self._add_columns(schema)
            self.schema = schema
            with noticed_double_ids(matter=schema.ids is not Ids.NONE):
                count = self._copy(layer, alter, check)
            self._dataset.CommitTransaction()
            self._dataset.StartTransaction()
        return count

    def finish(self) -> None:
        """Add what is still missing, the spatial index too, and close the file; raises ValueError."""
        with writing():
            nulls_only: dict[str, FieldKind | None] = {
                name: kind or TEXT for name, kind in self.schema.fields.items()
            }
            self._add_columns(TableSchema(nulls_only))
            self._dataset.CommitTransaction()
            if self.schema.ids is Ids.TEXTS:
                self._check_ids()
            if self.schema.geometry_type != ogr.wkbNone:
                names = (self._layer.GetName(), self._layer.GetGeometryColumn())
                quoted = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
                made = self._dataset.ExecuteSQL(f"SELECT CreateSpatialIndex({quoted})")
                if made is not None:
                    self._dataset.ReleaseResultSet(made)
            self.close()

    def _check_ids(self) -> None:
        column, table = (_quoted(name) for name in (self._columns[_ID], self._layer.GetName()))
        # SQL has no placeholders for names; these are quoted.
        doubles = f"SELECT {column} FROM {table} GROUP BY 1 HAVING count({column}) > 1 LIMIT 1"  # noqa: S608  # nosec B608
        found = self._dataset.ExecuteSQL(doubles)
        double = found.GetNextFeature() if found is not None else None
        double_id = double.GetField(0) if double is not None else None
        double = None
        if found is not None:
            self._dataset.ReleaseResultSet(found)
        if double_id is not None:
            raise DoubleIdError(double_id)

    def close(self) -> None:
        """Let the file go; what was not finished is of no use."""
        self._layer = self._dataset = None

    def _options(self, name: str) -> list[str]:
        taken = {field.lower() for field in self.schema.fields}
        self._fid = _free("fid", taken)
        self._geometry = _free("geom", taken | {self._fid})
        return [
            f"FID={self._fid}",
            f"GEOMETRY_NAME={self._geometry}",
            "SPATIAL_INDEX=NO",
            f"IDENTIFIER={name}",
        ]

    def _add_columns(self, schema: TableSchema) -> None:
        """Make the columns of fields whose kind is known and that have none yet."""
        wanted = {name: kind for name, kind in schema.fields.items() if kind and name not in self._columns}
        if schema.ids is Ids.TEXTS and _ID not in schema.fields and _ID not in self._columns:
            wanted[_ID] = TEXT
        if len(self._columns) + len(wanted) > MAX_FIELDS:
            raise ValueError(f"more than {MAX_FIELDS} attributes")
        for name, kind in wanted.items():
            taken = {column.lower() for column in self._columns.values()} | {self._fid, self._geometry}
            column = _free(name or "field", taken)
            definition = ogr.FieldDefn(column, kind.type)
            definition.SetSubType(kind.subtype)
            if self._layer.CreateField(definition):
                raise ValueError(f"the column {column} cannot be made")
            self._columns[name] = column

    def _copy(self, layer: Any, alter: Alter | None, check: Callable[[], None]) -> int:
        definition = self._layer.GetLayerDefn()
        places = self._places(layer.GetLayerDefn(), definition)
        fixes = self._fixes(layer.GetLayerDefn(), places)
        is_plain = all(name == column for name, column in self._columns.items())
        multi = _TO_MULTI.get(ogr.GT_Flatten(self.schema.geometry_type))
        keeps_fid, id_place = self.schema.ids is Ids.NUMBERS, self._id_place(layer, definition)
        row, count = ogr.Feature(definition), 0
        layer.ResetReading()
        for number, feature in enumerate(layer):
            if not number % CHECK_EVERY:
                check()
            if alter is not None and not altered(feature, alter):
                continue
            if is_plain:
                row.SetFrom(feature)
            else:
                row.SetFromWithMap(feature, True, places)
            for fix, source, target in fixes:
                if feature.IsFieldSetAndNotNull(source):
                    row.SetField(target, fix(feature, source))
            if multi is not None:
                make_multi(row, multi)
            if id_place is not None:
                row.SetField(id_place, str(feature.GetFID()))
            row.SetFID(feature.GetFID() if keeps_fid else ogr.NullFID)
            self._insert(row)
            count += 1
        return count

    def _insert(self, row: Any) -> None:
        try:
            if not self._layer.CreateFeature(row):
                return
            why = gdal.GetLastErrorMsg()
        except RuntimeError as error:  # somebody switched GDAL's exceptions on
            why = str(error)
        if row.GetFID() != ogr.NullFID and "UNIQUE" in why:
            raise DoubleIdError(row.GetFID())
        raise ValueError(why or "a row cannot be written")

    def _places(self, source: Any, target: Any) -> list[int]:
        columns = {target.GetFieldDefn(index).GetName(): index for index in range(target.GetFieldCount())}
        names = [source.GetFieldDefn(index).GetName() for index in range(source.GetFieldCount())]
        return [columns.get(self._columns.get(name, ""), -1) for name in names]

    def _fixes(self, source: Any, places: list[int]) -> list[tuple[Callable[[Any, int], str], int, int]]:
        """Return what OGR would write in its own way: lists, truth values and dates among texts."""
        fixes: list[tuple[Callable[[Any, int], str], int, int]] = []
        for index, place in enumerate(places):
            definition = source.GetFieldDefn(index)
            kind = self.schema.fields.get(definition.GetName())
            if place < 0 or kind is None or kind.type != ogr.OFTString:
                continue
            if definition.GetType() in LISTS:
                fixes.append((list_as_json, index, place))
            elif definition.GetSubType() == ogr.OFSTBoolean:
                fixes.append((truth_as_json, index, place))
            elif definition.GetType() in DATES:
                fixes.append((date_as_iso, index, place))
        return fixes

    def _id_place(self, layer: Any, definition: Any) -> int | None:
        """Return where the number of a feature goes whose neighbours have texts as ids; None elsewhere."""
        has_own = layer.GetLayerDefn().GetFieldIndex(_ID) >= 0
        if self.schema.ids is not Ids.TEXTS or has_own:
            return None
        return int(definition.GetFieldIndex(self._columns[_ID]))


def _opened_or_made(path: Path) -> Any:
    if path.exists():
        flags = gdal.OF_VECTOR | gdal.OF_UPDATE
        dataset = gdal.OpenEx(str(path), flags, allowed_drivers=["GPKG"])
    else:
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    if dataset is None:
        raise ValueError("the GeoPackage cannot be made")
    return dataset


@contextmanager
def writing() -> Iterator[None]:
    """Write with SQLite's caution off: the file counts only after it is closed and was looked at.

    Raises:
        ValueError: for GDAL's own exceptions, where somebody switched them on.
    """
    name = "OGR_SQLITE_SYNCHRONOUS"
    before = gdal.GetThreadLocalConfigOption(name)
    gdal.SetThreadLocalConfigOption(name, "OFF")
    try:
        with quiet_gdal():
            yield
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    finally:
        gdal.SetThreadLocalConfigOption(name, before)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _free(name: str, taken: set[str]) -> str:
    """Return the name, numbered where it is taken; SQLite does not tell capitals from small letters."""
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate
