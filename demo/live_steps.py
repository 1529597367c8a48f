"""The journey's live layers of every kind: opened, checked, drawn by themselves, added to the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from demo.report import expect
from secims_qgis.crs import check_crs, declared_crs
from secims_qgis.live import SUPPORTED_KINDS, open_layer
from secims_qgis.model import DistributionKind
from secims_qgis.network import open_session
from secims_qgis.project import add_layers

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from demo.report import Report
    from secims_qgis.catalogue import Catalogue
    from secims_qgis.model import Distribution, Record

ISLAND = QgsRectangle(-61.10, 13.69, -60.85, 14.13)
_KINDS = DistributionKind


class LiveCase(NamedTuple):
    """A kind of live layer, and a record that has one; ``words`` are in the link's address."""

    kind: DistributionKind
    record_id: str
    provider: str
    words: str = ""


CASES = (
    LiveCase(_KINDS.COVERAGE, "lca-elevation", "secims_coverage"),
    LiveCase(_KINDS.COVERAGE, "lca-elevation-bwi", "secims_coverage"),
    LiveCase(_KINDS.COVERAGE, "lca-sea-climate", "secims_coverage"),
    LiveCase(_KINDS.MAP, "lca-elevation", "secims_map"),
    LiveCase(_KINDS.COG, "lca-elevation", "gdal"),
    LiveCase(_KINDS.VECTOR_TILES, "lca-coastal-habitats", "xyzvectortiles"),
    LiveCase(_KINDS.TILES, "lca-districts", "xyzvectortiles"),
    LiveCase(_KINDS.RASTER_TILES, "lca-orthophoto-tiles", "wms"),
    LiveCase(_KINDS.TILES, "lca-orthophoto-tiles", "gdal"),
    LiveCase(_KINDS.PMTILES, "lca-coastal-habitats", "xyzvectortiles"),
    LiveCase(_KINDS.PMTILES, "lca-orthophoto-tiles", "wms"),
    LiveCase(_KINDS.WMS, "lca-soils", "wms"),
    LiveCase(_KINDS.WMS, "lca-svc-ows", "wms", "version=1.3.0"),
    LiveCase(_KINDS.WFS, "lca-fish-landing", "WFS"),
    LiveCase(_KINDS.WCS, "lca-svc-ows", "wcs"),
    LiveCase(_KINDS.WMTS, "lca-svc-ows", "wms"),
)


def add_every_kind(report: Report, project: QgsProject, catalogue: Catalogue) -> None:
    """Make a step of each kind that the plugin can open; the layers are added, but not shown."""
    for case in CASES:
        if case.kind not in SUPPORTED_KINDS:
            continue
        with report.step(f"live {case.kind} of {case.record_id}") as facts:
            record = catalogue.record(case.record_id)
            item = _distribution(record, case)
            layer = open_layer(item, open_session())
            facts.update(_facts(layer))
            expect(layer.providerType() == case.provider, f"provider {layer.providerType()}")
            check = check_crs(layer, declared_crs(record, item, layer), record.bbox, project.crs())
            facts["verdict"] = str(check.verdict)
            expect(str(check.verdict) in {"ok", "differs"}, f"CRS verdict {check.verdict}")
            facts["painted"] = painted_share(layer)
            expect(facts["painted"] > 0.002, "nothing is drawn")
            add_layers(project, [layer], record, item, report=check, catalogue_url=catalogue.url)
            project.layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(False)


def painted_share(layer: QgsMapLayer) -> float:
    """Return which share of a map of the island a layer covers by itself."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(ISLAND)
    settings.setOutputSize(QSize(250, 440))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    spots = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return round(sum(image.pixelColor(x, y).alpha() > 20 for x, y in spots) / len(spots), 4)


def _distribution(record: Record, case: LiveCase) -> Distribution:
    fitting = [item for item in record.distributions if item.kind is case.kind and case.words in item.url]
    expect(fitting, f"the record has no {case.kind}")
    return fitting[0]


def _facts(layer: QgsMapLayer) -> dict[str, Any]:
    box = layer.extent()
    bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    return {
        "name": layer.name(),
        "provider": layer.providerType(),
        "crs": layer.crs().authid(),
        "extent": [round(bound, 4) for bound in bounds],
    }
