"""Layers of files that were downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsMessageLog,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from secims_qgis.download.dataset import open_dataset, quiet_gdal, without_remote_schemas
from secims_qgis.download.delimited import open_delimited
from secims_qgis.download.elsewhere import refuse_linked_crs, refuse_pointing_sidecars
from secims_qgis.download.formats import HEAD_BYTES, Content, content_of
from secims_qgis.download.join_rasters import is_mosaic, open_mosaic
from secims_qgis.download.looks import take_look
from secims_qgis.download.sources import LAYER_CONTENTS, Source, is_plain_name
from secims_qgis.download.unpacked import sources_in_folder
from secims_qgis.download.zipped import sources_in_archive
from secims_qgis.network.errors import DamagedFileError, SecimsError

_INTERNAL_TABLES = frozenset({"layer_styles", "qgis_projects"})
_DRIVERS = {
    ".gpkg": ("GPKG",),
    ".geojson": ("GeoJSON", "GeoJSONSeq", "TopoJSON"),
    ".json": ("GeoJSON", "GeoJSONSeq", "TopoJSON"),
    ".shp": ("ESRI Shapefile",),
    ".fgb": ("FlatGeobuf",),
    ".kml": ("LIBKML", "KML"),
    ".kmz": ("LIBKML",),
    ".gml": ("GML",),
}
_OPEN_OPTIONS = {".gml": ["DOWNLOAD_SCHEMA=NO"]}
"""No request that the link policy has not seen."""


def open_file_layers(path: Path, name: str = "") -> list[QgsMapLayer]:
    """Return the valid layers of a file, none for a document (PDF, DOCX, XLSX ...).

    Archives are read in place; ``path`` may be the folder of one that was unpacked. Blocks; the layers
    belong to the main thread afterwards. ``name`` is the layer's name, or the start of it where there
    are several.

    Of an archive, what cannot be read is left out and written to the log.

    Raises:
        DamagedFileError: the file should have layers, and none can be read.
    """
    layers = build_file_layers(path, name)
    application = QCoreApplication.instance()
    for layer in layers:
        if application is not None and layer.thread() != application.thread():
            layer.moveToThread(application.thread())
    return layers


def build_file_layers(path: Path, name: str = "") -> list[QgsMapLayer]:
    """Return the layers of ``open_file_layers``, belonging to the calling thread.

    For those who only look at them there, and drop them. Raises as ``open_file_layers`` does.
    """
    if is_mosaic(path):
        return [open_mosaic(path, name or path.stem)]
    try:
        sources = _sources(path, name or path.stem)
    except (OSError, ValueError) as error:
        raise DamagedFileError(f"{path.name} cannot be opened: {error}") from error
    layers: list[QgsMapLayer] = []
    failures: list[str] = []
    for source in sources:
        try:
            found = _open_source(source, path)
        except (OSError, ValueError) as error:  # noqa: PERF203 - one of an archive's members
            failures.append(f"{_shown(source, path)} cannot be opened: {error}")
        else:
            layers += found
            failures += [] if found else [f"{_shown(source, path)} has no layer that QGIS can read"]
    if failures and not layers:
        raise DamagedFileError(failures[0])
    for failure in failures:
        QgsMessageLog.logMessage(failure, "SEC-IMS", Qgis.MessageLevel.Warning)
    return layers


def _shown(source: Source, path: Path) -> str:
    """Return what to call a file: of an archive, the member."""
    member = Path(source.location).name
    return path.name if member == path.name else f"{member} of {path.name}"


def _sources(path: Path, name: str) -> list[Source]:
    if path.is_dir():
        return sources_in_folder(path, name)
    with path.open("rb") as file:
        content = content_of(file.read(HEAD_BYTES))
    if content is Content.ZIP and path.suffix.lower() == ".zip":
        return sources_in_archive(path, name)
    source = Source(str(path), path.suffix.lower(), name, content)
    return [source] if source.suffix in LAYER_CONTENTS else []


def _open_source(source: Source, path: Path) -> list[QgsMapLayer]:
    if source.content is not LAYER_CONTENTS[source.suffix]:
        raise ValueError(f"it is {source.content}")
    try:
        with without_remote_schemas():
            return _OPENERS.get(source.content, _open_vector)(source)
    except SecimsError as error:
        raise ValueError(error.cause) from error
    except RuntimeError as error:  # somebody switched GDAL's exceptions on
        raise ValueError(f"{path.name}: {error}") from error


def _open_geopackage(source: Source) -> list[QgsMapLayer]:
    layers: list[QgsMapLayer] = []
    with quiet_gdal():
        vector = open_dataset(source.location, gdal.OF_VECTOR, ("GPKG",))
        has_vector = vector is not None and vector.GetLayerCount() > 0
        vector = None
    if has_vector:
        layers += _open_vector(source)
    return layers + _open_geopackage_rasters(source)


def _open_geopackage_rasters(source: Source) -> list[QgsMapLayer]:
    with quiet_gdal():
        raster = open_dataset(source.location, gdal.OF_RASTER, ("GPKG",))
        if raster is None:
            return []
        subdatasets = raster.GetMetadata("SUBDATASETS").items()
        tables = [value.rpartition(":")[2] for key, value in subdatasets if key.endswith("_NAME")] or [""]
        raster = None
    layers = []
    for table in filter(is_plain_name, tables):
        parts = {"path": source.location, **({"layerName": table} if table else {})}
        uri = QgsProviderRegistry.instance().encodeUri("gdal", parts)
        layers.append(_raster_layer(uri, _joined(source.name, table, len(tables))))
    return _valid(layers)


def _open_raster(source: Source) -> list[QgsMapLayer]:
    refuse_pointing_sidecars(source.location)
    uri = QgsProviderRegistry.instance().encodeUri("gdal", {"path": source.location})
    return _valid([_raster_layer(uri, source.name)])


def _raster_layer(uri: str, name: str) -> QgsRasterLayer:
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    return QgsRasterLayer(uri, name, "gdal", options)


def _open_vector(source: Source) -> list[QgsMapLayer]:
    """Open every layer of a vector file; one of mixed geometries becomes one for each kind."""
    if source.content is Content.JSON:
        refuse_linked_crs(source.location)
    metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    flags = Qgis.SublayerQueryFlags(Qgis.SublayerQueryFlag.ResolveGeometryType)
    details = [
        item
        for item in metadata.querySublayers(source.location, flags)
        if item.type() == Qgis.LayerType.Vector and item.name() not in _INTERNAL_TABLES
    ]
    names = _layer_names(source)
    return _valid([_vector_layer(source, item, names, len(details)) for item in details])


def _layer_names(source: Source) -> list[str]:
    """Return the names by number; QGIS calls the only layer of an archive's member by its path."""
    with quiet_gdal():
        options = _OPEN_OPTIONS.get(source.suffix, [])
        dataset = open_dataset(source.location, gdal.OF_VECTOR, _DRIVERS[source.suffix], options)
        if dataset is None:
            return []
        return [dataset.GetLayer(number).GetName() for number in range(dataset.GetLayerCount())]


def _vector_layer(
    source: Source, item: QgsProviderSublayerDetails, names: list[str], count: int
) -> QgsVectorLayer:
    registry = QgsProviderRegistry.instance()
    number = item.layerNumber()
    name = names[number] if 0 <= number < len(names) else ""
    parts: dict[str, Any] = {"path": source.location}
    if not name or not is_plain_name(name):
        parts["layerId"] = number
    else:
        parts["layerName"] = name
    told = registry.decodeUri("ogr", item.uri())
    # Where it is the only type, no feature is to be left out: without a geometry, none would be found.
    parts.update((key, told[key]) for key in ("geometryType", "uniqueGeometryType") if told.get(key))
    if source.suffix in _OPEN_OPTIONS:  # they count when the project opens it again, too
        parts["openOptions"] = _OPEN_OPTIONS[source.suffix]
    uri = registry.encodeUri("ogr", parts)
    label = name if len(names) > 1 else QgsWkbTypes.displayString(item.wkbType())
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    return QgsVectorLayer(uri, _joined(source.name, label, count), "ogr", options)


def _open_text_table(source: Source) -> list[QgsMapLayer]:
    layers = _valid(open_delimited(source.location, source.name))
    for layer in layers:
        kind = QgsWkbTypes.displayString(layer.wkbType())
        layer.setName(_joined(source.name, kind, len(layers)))
    return layers


def _valid(layers: list[QgsMapLayer]) -> list[QgsMapLayer]:
    valid = [layer for layer in layers if layer.isValid()]
    for layer in valid:
        take_look(layer)
    return valid


def _joined(name: str, layer_name: str, count: int) -> str:
    return f"{name} - {layer_name}" if count > 1 and layer_name else name


_OPENERS: dict[Content, Callable[[Source], list[QgsMapLayer]]] = {
    Content.SQLITE: _open_geopackage,
    Content.TIFF: _open_raster,
    Content.TEXT: _open_text_table,
}
