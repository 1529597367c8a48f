"""Layers of every kind that the demo serves, each with the file that it is made from.

    python -m tests.live.drawn_layers PROJECT

opens a project as QGIS does, with what the plugin connects to it, and prints as one line of JSON which
share of each layer's picture agrees with its file.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)

from secims_qgis.model import Distribution, DistributionKind
from tests.live.painted import ISLAND, areas_of_file, overlap, painted, picture_of_file

KINDS = DistributionKind
TILE = "{tileMatrix}/{tileRow}/{tileCol}"
API = "pygeoapi/collections"


class Drawn(NamedTuple):
    """A distribution of the demo, and the file whose area it covers."""

    kind: DistributionKind
    path: str
    file: str
    layer_name: str = ""
    crs: str | None = None

    def distribution(self, base: str) -> Distribution:
        """Return what ``open_layer`` takes."""
        return Distribution(self.kind, f"{base}/{self.path}", title="Drawn", layer_name=self.layer_name)


DRAWN = {
    "vector tiles": Drawn(
        KINDS.VECTOR_TILES,
        f"{API}/coastal_habitats/tiles/WebMercatorQuad/{TILE}?f=mvt",
        "coastal_habitats.gpkg",
    ),
    "vector tiles in degrees": Drawn(KINDS.TILES, f"{API}/districts/tiles", "districts.gpkg"),
    "pictures": Drawn(
        KINDS.RASTER_TILES, "files/tiles/orthophoto_2022/{z}/{x}/{y}.png", "orthophoto_2022_bwi.tif"
    ),
    "pictures in degrees": Drawn(KINDS.TILES, f"{API}/orthophoto/tiles", "orthophoto_2022_bwi.tif"),
    "archive of vector tiles": Drawn(
        KINDS.PMTILES, "pmtiles/coastal_habitats.pmtiles", "coastal_habitats.gpkg"
    ),
    "archive of pictures": Drawn(KINDS.PMTILES, "pmtiles/orthophoto_2022.pmtiles", "orthophoto_2022_bwi.tif"),
    "WMS": Drawn(KINDS.WMS, "ows", "districts.gpkg", "districts"),
    "WMS in the grid": Drawn(
        KINDS.WMS, "ows?service=WMS&version=1.1.1", "forest.gpkg", "Soil map", "EPSG:2006"
    ),
    "WMTS": Drawn(KINDS.WMTS, "wmts", "orthophoto_2022_bwi.tif", "orthophoto_2022"),
    "WMTS in degrees": Drawn(KINDS.WMTS, "wmts", "orthophoto_2022_bwi.tif", "orthophoto_2022", "OGC:CRS84"),
    "WFS": Drawn(KINDS.WFS, "ows?service=WFS", "districts.gpkg", "districts"),
    "WFS in the grid": Drawn(KINDS.WFS, "ows", "forest.gpkg", "forest", "EPSG:2006"),
    "WCS": Drawn(KINDS.WCS, "ows", "elevation_bwi.tif", "elevation"),
    "COG": Drawn(KINDS.COG, "files/orthophoto_2022_cog.tif", "orthophoto_2022_cog.tif"),
    "COG of heights": Drawn(KINDS.COG, "files/elevation_cog.tif", "elevation_cog.tif"),
}


def without_words(layer: QgsMapLayer, file: str) -> QgsMapLayer:
    """Take the labels off, and give features the look of their file: what counts is where they are."""
    if isinstance(layer, QgsVectorTileLayer):
        layer.setLabelsEnabled(False)
    if isinstance(layer, QgsVectorLayer):
        source = source_of(file)
        layer.setRenderer(source.renderer().clone())
    return layer


def source_of(file: str) -> QgsMapLayer:
    """Return the layer of the file."""
    return areas_of_file(file) if file.endswith(".gpkg") else picture_of_file(file)


def agreement(layer: QgsMapLayer, file: str) -> float:
    """Return the intersection over the union of what a layer paints, and of what its file does."""
    to_degrees = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    place = to_degrees.transformBoundingBox(layer.extent()).intersect(ISLAND)
    seen = place if not place.isEmpty() else QgsRectangle(ISLAND)
    return overlap(painted(layer, seen), painted(source_of(file), seen))


def main(path: str) -> None:
    """Open a project and tell how its layers are drawn."""
    from demo.qgis_app import headless_qgis
    from secims_qgis.live.raster_registry import register_providers
    from secims_qgis.project.reopening import added, reopened

    with headless_qgis():
        register_providers()
        project = QgsProject.instance()
        project.readMapLayer.connect(reopened)
        project.layerWasAdded.connect(added)
        started = time.perf_counter()
        project.read(path)
        told = {"seconds": time.perf_counter() - started, "shares": {}, "valid": {}}
        for layer in project.mapLayers().values():
            told["valid"][layer.name()] = layer.isValid()
            told["shares"][layer.name()] = agreement(layer, DRAWN[layer.name()].file)
        print(json.dumps(told), flush=True)
        os._exit(0)  # as tests/conftest.py does, for the same reason


if __name__ == "__main__":
    main(sys.argv[1])
