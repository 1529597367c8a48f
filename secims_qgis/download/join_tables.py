"""Vector parts appended into one GeoPackage: all rows, and no value changed by the type of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.distributions.part_words import dataset_name
from secims_qgis.download.archive import members_of
from secims_qgis.download.dataset import open_dataset, quiet_gdal, without_remote_schemas
from secims_qgis.download.elsewhere import refuse_linked_crs
from secims_qgis.download.folder import check_room
from secims_qgis.download.join import NotJoinableError, complaint
from secims_qgis.download.names import safe_name, split_suffix
from secims_qgis.download.shape_encoding import encoding_of
from secims_qgis.download.table_schema import Ids, TableSchema, schema_of
from secims_qgis.download.table_writer import TableWriter

_DRIVERS = {
    ".gpkg": ("GPKG",),
    ".geojson": ("GeoJSON",),
    ".json": ("GeoJSON",),
    ".fgb": ("FlatGeobuf",),
    ".gml": ("GML",),
    ".kml": ("LIBKML", "KML"),
    ".shp": ("ESRI Shapefile",),
}
_OPTIONS = {
    ".gml": ["DOWNLOAD_SCHEMA=NO"],
    ".json": ["DATE_AS_STRING=YES"],
    ".geojson": ["DATE_AS_STRING=YES"],
}
_INTERNAL = frozenset({"layer_styles", "qgis_projects"})


@dataclass
class _Table:
    """Layers of several parts that are one: places of the datasets, and numbers of the layers there."""

    name: str
    sources: list[tuple[str, int]] = field(default_factory=list)
    schema: TableSchema = field(default_factory=TableSchema)
    crs: set[str] = field(default_factory=set)
    rows: int = 0


def join_tables(files: Sequence[Path], target: Path, name: str, check: Callable[[], None]) -> int:
    """Write a new GeoPackage of all parts and return how many rows it has: as many as they have together.

    Layers of the same name, apart from the number of their part, become one table; a part with a single
    layer needs no name.

    Raises:
        NotJoinableError: the parts have no layers, or differ in their CRS.
        DownloadError: one cannot be read, or the file not be written.
    """
    check_room(target.parent, 2 * sum(path.stat().st_size for path in files))
    try:
        with quiet_gdal(), without_remote_schemas():
            tables = _tables([place for path in files for place in _places(path)], len(files), name, check)
            for table in tables:
                _check_crs(table)
            return sum(_written(table, target, check) for table in tables)
    except NotJoinableError:
        raise
    except (ValueError, RuntimeError) as error:
        raise complaint(error) from error


def _check_crs(table: _Table) -> None:
    if len(table.crs) > 1:
        listed = ", ".join(sorted(code or "none" for code in table.crs))
        raise NotJoinableError(f"their CRS differ: {listed}")


def _places(path: Path) -> Iterator[str]:
    """Yield what GDAL can open of a part: itself, or the members of its archive."""
    suffix = split_suffix(path.name)[1].lower()
    if not suffix.endswith(".zip"):
        yield str(path)
        return
    for member in members_of(path):
        inside = Path(member.filename.replace("\\", "/"))
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
        if inside.suffix.lower() in _DRIVERS and inside.suffix.lower() != ".json" and not is_hidden:
            yield f"/vsizip/{path.as_posix()}/{inside.as_posix()}"


def _opened(place: str) -> Any:
    suffix = Path(place).suffix.lower()
    if suffix in {".json", ".geojson"}:
        refuse_linked_crs(place)
    dataset = open_dataset(place, gdal.OF_VECTOR, _DRIVERS[suffix], _OPTIONS.get(suffix, ()))
    if dataset is not None and suffix == ".shp":
        encoding = f"ENCODING={encoding_of(dataset, place)}"
        dataset = open_dataset(place, gdal.OF_VECTOR, _DRIVERS[suffix], [encoding])
    if dataset is None:
        raise ValueError(f"{Path(place).name} has no layers")
    return dataset


def _tables(places: Sequence[str], parts: int, name: str, check: Callable[[], None]) -> list[_Table]:
    tables: dict[str, _Table] = {}
    opened = [(place, _opened(place)) for place in places]
    is_single = all(_layer_count(dataset) == 1 for _place, dataset in opened) and len(opened) == parts
    for place, dataset in opened:
        check()
        for number in range(dataset.GetLayerCount()):
            layer = dataset.GetLayer(number)
            if layer.GetName() in _INTERNAL:
                continue
            key = "" if is_single else dataset_name(layer.GetName())
            table = tables.setdefault(key, _Table(name if is_single else safe_name(key or layer.GetName())))
            table.sources.append((place, number))
            table.schema = table.schema.joined(schema_of(layer, Ids.NONE))
            table.crs.add(_crs_of(layer).authid())
            table.rows += layer.GetFeatureCount()
    if not tables:
        raise NotJoinableError("they have no layers")
    return list(tables.values())


def _layer_count(dataset: Any) -> int:
    names = [dataset.GetLayer(number).GetName() for number in range(dataset.GetLayerCount())]
    return sum(name not in _INTERNAL for name in names)


def _crs_of(layer: Any) -> QgsCoordinateReferenceSystem:
    reference = layer.GetSpatialRef()
    if reference is None:
        return QgsCoordinateReferenceSystem()
    code = reference.GetAuthorityCode(None)
    if reference.GetAuthorityName(None) == "EPSG" and code:
        return QgsCoordinateReferenceSystem(f"EPSG:{code}")
    return QgsCoordinateReferenceSystem.fromWkt(reference.ExportToWkt())


def _written(table: _Table, target: Path, check: Callable[[], None]) -> int:
    first = _opened(table.sources[0][0])
    crs = _crs_of(first.GetLayer(table.sources[0][1]))
    writer = TableWriter(target, table.name, table.schema, crs)
    rows = 0
    try:
        for place, number in table.sources:
            dataset = _opened(place)
            rows += writer.append(dataset.GetLayer(number), table.schema, check=check)
        writer.finish()
    finally:
        writer.close()
    if rows != table.rows:
        raise ValueError(f"{rows} of {table.rows} rows of {table.name} were written")
    return rows
