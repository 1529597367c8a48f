"""What is inside of a vector tile: its layers, their fields and geometry types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from osgeo import gdal, ogr

from secims_qgis.live.tiles_source import SourceLayer

MAX_LAYERS = 100
MAX_PLACES = 4
_HALF_WORLD = 20_037_508.342789244
MAX_FEATURES = 200
"""Looked at in each layer: one that mixes geometry types does so from the start."""
_NAMES = {ogr.wkbPoint: "Point", ogr.wkbLineString: "Line", ogr.wkbPolygon: "Polygon"}
_SINGLE = {
    ogr.wkbMultiPoint: ogr.wkbPoint,
    ogr.wkbMultiLineString: ogr.wkbLineString,
    ogr.wkbMultiPolygon: ogr.wkbPolygon,
}


def layers_of_tile(body: bytes) -> tuple[SourceLayer, ...]:
    """Return the layers of a tile, in its order; none where GDAL cannot read it."""
    with _opened(body) as source:
        if source is None:
            return ()
        count = min(source.GetLayerCount(), MAX_LAYERS)
        return tuple(_described(source.GetLayer(number)) for number in range(count))


def types_in_tile(body: bytes) -> dict[str, dict[str, str]]:
    """Return the fields of each layer of a tile with their types, as TileJSON and MBTiles name them."""
    with _opened(body) as source:
        if source is None:
            return {}
        layers = [source.GetLayer(number) for number in range(min(source.GetLayerCount(), MAX_LAYERS))]
        return {layer.GetName(): _types(layer.GetLayerDefn()) for layer in layers}


def _types(definition: ogr.FeatureDefn) -> dict[str, str]:
    found = {}
    for number in range(definition.GetFieldCount()):
        field = definition.GetFieldDefn(number)
        is_truth = field.GetSubType() == ogr.OFSTBoolean
        kind = "String" if field.GetType() == ogr.OFTString else "Boolean" if is_truth else "Number"
        found[field.GetName()] = kind
    found.pop("mvt_id", None)
    return found


def places_in_tile(body: bytes) -> list[tuple[float, float]]:
    """Return a few places of a tile where something is, from its top left corner, 0 to 1 in x and y.

    What lies in the margin around a tile belongs to its neighbours and is left out.
    """
    with _opened(body) as source:
        if source is None:
            return []
        layer = max((source.GetLayer(n) for n in range(source.GetLayerCount())), key=len, default=None)
        found: list[tuple[float, float]] = []
        for feature in layer or ():
            for x, y in _vertices(feature.GetGeometryRef()):
                place = ((x + _HALF_WORLD) / (2 * _HALF_WORLD), (_HALF_WORLD - y) / (2 * _HALF_WORLD))
                if all(0.0 < part < 1.0 for part in place):
                    found.append(place)
                    break
            if len(found) >= MAX_PLACES:
                break
        return found


def _vertices(geometry: ogr.Geometry | None) -> list[tuple[float, ...]]:
    while geometry is not None and geometry.GetGeometryCount():
        geometry = geometry.GetGeometryRef(0)
    return [point[:2] for point in geometry.GetPoints() or ()] if geometry is not None else []


@contextmanager
def _opened(body: bytes) -> Iterator[gdal.Dataset | None]:
    """Open a tile as if it were the only one of the world, in Web Mercator."""
    path = f"/vsimem/secims-{uuid4().hex}.mvt"
    gdal.FileFromMemBuffer(path, body)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield _dataset(path)
    finally:
        gdal.PopErrorHandler()
        gdal.Unlink(path)


def _dataset(path: str) -> gdal.Dataset | None:
    try:
        return gdal.OpenEx(
            path, gdal.OF_VECTOR, ["MVT"], open_options=["METADATA_FILE=", "X=0", "Y=0", "Z=0"]
        )
    except RuntimeError:  # where GDAL is set to raise
        return None


def _described(layer: ogr.Layer) -> SourceLayer:
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
    kinds = set()
    for _number in range(MAX_FEATURES):
        feature = layer.GetNextFeature()
        if feature is None:
            break
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            kind = ogr.GT_Flatten(geometry.GetGeometryType())
            kinds.add(_NAMES.get(_SINGLE.get(kind, kind), ""))
    names = tuple(field for field in fields if field != "mvt_id")
    return SourceLayer(layer.GetName(), names, frozenset(kinds - {""}))
