"""The journey's extracts of live data, and a live layer taken offline and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osgeo import ogr

from demo.paths import data_folder
from demo.report import expect
from secims_qgis.crs import check_crs, declared_crs
from secims_qgis.download import extract
from secims_qgis.download.loadable import open_file_layers
from secims_qgis.model import BBox, DistributionKind
from secims_qgis.project import add_layers
from secims_qgis.project.offline import back_to_live, live_data, take_offline

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsMapLayer, QgsProject

    from demo.report import Report
    from secims_qgis.catalogue import Catalogue
    from secims_qgis.model import Distribution, Record

PARCELS, ELEVATION = "lca-parcels", "lca-elevation"
PARCELS_BOX = (500_000, 1_522_000, 506_000, 1_534_000)
"""West, south, east, north in metres of EPSG:2006."""
ELEVATION_BOX = BBox(-61.06, 13.80, -60.98, 13.88)
NEAR_M = 0.01


def take_extracts(report: Report, project: QgsProject, catalogue: Catalogue, folder: Path) -> None:
    """Make an extract of features on the BWI grid, and one of a coverage, and add both to the project."""
    with report.step(f"extract features of {PARCELS} in EPSG:2006") as facts:
        record = catalogue.record(PARCELS)
        item = _first(record, DistributionKind.FEATURES)
        file = _fresh(folder / "parcels.gpkg")
        result = extract(item, file, PARCELS_BOX, "EPSG:2006", "EPSG:2006")
        facts.update(features=result.features, bytes=result.bytes)
        facts["farthest_m"] = _farthest(file, data_folder() / "services" / "parcels.sqlite")
        expect(result.features is not None and result.features > 100, "hardly any features")
        expect(facts["farthest_m"] < NEAR_M, "the extract does not lie where the source does")
        _add(project, record, item, file, facts)
    with report.step(f"extract a window of {ELEVATION}") as facts:
        record = catalogue.record(ELEVATION)
        item = _first(record, DistributionKind.COVERAGE)
        file = _fresh(folder / "elevation.tif")
        result = extract(item, file, ELEVATION_BOX)
        facts.update(pixels=result.pixels, bytes=result.bytes)
        expect(result.pixels is not None and result.pixels > 10_000, "hardly any pixels")
        _add(project, record, item, file, facts)


def go_offline_and_back(report: Report, project: QgsProject, folder: Path) -> None:
    """Let the live parcels of the project read a file, and their service again: nothing else changes."""
    with report.step("a live layer goes offline, and back") as facts:
        layer = next(layer for layer in project.mapLayers().values() if _is_live_parcels(layer))
        file = _fresh(folder / "parcels_offline.gpkg")
        data = live_data(layer)
        expect(data is not None, "the layer has nothing to extract")
        result = extract(data.distribution, file, PARCELS_BOX, "EPSG:2006")
        before = _look(layer)
        take_offline(layer, file)
        facts.update(features=result.features, offline=layer.providerType(), seen=layer.featureCount())
        expect(layer.providerType() == "ogr" and layer.featureCount() == result.features, "not the file")
        expect(_look(layer) == before, "name, style, joins or place changed offline")
        back_to_live(layer)
        facts["live"] = layer.providerType()
        expect(layer.providerType() == "OAPIF" and _look(layer) == before, "not as before")


def _is_live_parcels(layer: QgsMapLayer) -> bool:
    return layer.providerType() == "OAPIF" and "typename='parcels'" in layer.source()


def _look(layer: QgsMapLayer) -> tuple[object, ...]:
    """Return what must stay: name, style, joins and place among the others."""
    order = [node.layerId() for node in layer.project().layerTreeRoot().findLayers()]
    renderer = layer.renderer().dump()
    return (
        layer.name(),
        renderer,
        layer.opacity(),
        [join.joinLayerId() for join in layer.vectorJoins()],
        order,
    )


def _fresh(file: Path) -> Path:
    file.unlink(missing_ok=True)
    return file


def _first(record: Record, kind: DistributionKind) -> Distribution:
    return next(item for item in record.distributions if item.kind is kind)


def _add(project: QgsProject, record: Record, item: Distribution, file: Path, facts: dict[str, Any]) -> None:
    (layer,) = open_file_layers(file)
    check = check_crs(layer, declared_crs(record, item, layer), record.bbox, project.crs())
    facts.update(crs=layer.crs().authid(), verdict=str(check.verdict))
    expect(str(check.verdict) in {"ok", "differs"}, f"CRS verdict {check.verdict}")
    add_layers(project, [layer], record, item, report=check)


def _farthest(extract_file: Path, source_file: Path) -> float:
    """Return how far, in metres, the corners of the envelopes of the same features are apart at most."""
    source, taken = ogr.Open(str(source_file)), ogr.Open(str(extract_file))
    places = {feature.GetFID(): feature.GetGeometryRef().GetEnvelope() for feature in source.GetLayer(0)}
    apart = [
        max(abs(a - b) for a, b in zip(feature.GetGeometryRef().GetEnvelope(), places[feature.GetFID()]))
        for feature in taken.GetLayer(0)
    ]
    return max(apart, default=float("inf"))
