"""Tables for pygeoapi's SQLiteGPKG provider, as SpatiaLite files.

The provider writes to a GeoPackage on every request (`AutoGPKGStart` makes virtual tables),
so two workers would lock each other out; a SpatiaLite file it only reads. It also knows only
the column types INTEGER, REAL and TEXT, which is why the table is made by hand.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from pathlib import Path

    from demo.vectors import VectorLayer

_TYPES = {int: "INTEGER", float: "REAL", str: "TEXT"}
_GEOMETRY_TYPES = {0: "POINT", 1: "LINESTRING", 3: "POLYGON"}


def write_spatialite(layer: VectorLayer, path: Path) -> Path:
    """Write the layer as a table of the same name with `fid` as its key and `geom`."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.enable_load_extension(True)
    connection.load_extension("mod_spatialite")
    connection.execute("BEGIN")
    connection.execute("SELECT InitSpatialMetaData(0, 'NONE')")
    connection.execute("SELECT InsertEpsgSrid(?)", (layer.epsg,))
    names = [name for name in layer.columns if name != "fid"]
    columns = ", ".join(f'"{name}" {_type_of(layer, name)}' for name in names)
    connection.execute(f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY, {columns})')
    connection.execute(
        "SELECT AddGeometryColumn(?, 'geom', ?, ?, 'XY')",
        (layer.name, layer.epsg, _geometry_type(layer)),
    )
    marks = ", ".join("?" for _ in names)
    connection.executemany(
        f'INSERT INTO "{layer.name}" VALUES (?, {marks}, {_value(layer)})',
        zip(
            layer.columns["fid"],
            *(layer.columns[name] for name in names),
            shapely.to_wkb(layer.geometries, output_dimension=2),
        ),
    )
    connection.execute("COMMIT")
    connection.close()
    return path


def _type_of(layer: VectorLayer, name: str) -> str:
    first = next((value for value in layer.columns[name] if value is not None), "")
    return _TYPES[type(first)]


def _geometry_type(layer: VectorLayer) -> str:
    types = set(shapely.get_type_id(layer.geometries).tolist())
    if len(types) == 1 and next(iter(types)) in _GEOMETRY_TYPES:
        return _GEOMETRY_TYPES[next(iter(types))]
    return "MULTIPOLYGON"


def _value(layer: VectorLayer) -> str:
    plain = f"GeomFromWKB(?, {layer.epsg})"
    return f"CastToMulti({plain})" if _geometry_type(layer) == "MULTIPOLYGON" else plain
