"""Open a project and tell, as one line of JSON, what became of its layers.

Of live coverages and maps also what a drawing of their middle shows: "full", "preview", or "offline"
where the server cannot be reached.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from qgis.core import QgsMapRendererSequentialJob, QgsMapSettings, QgsProject
from qgis.PyQt.QtCore import QSize

from demo.qgis_app import headless_qgis
from secims_qgis.live.coverage import view_state
from secims_qgis.live.raster_registry import register_providers
from secims_qgis.project import read_provenance
from secims_qgis.project.reopening import reopened

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

SIDE = 64
"""Pixels."""
PART = 0.02
"""Of the extent of a layer."""


def main(path: str) -> int:
    """Print a list with name, provider, CRS, validity and record of each layer."""
    with headless_qgis():
        register_providers()
        project = QgsProject.instance()
        project.readMapLayer.connect(reopened)
        if not project.read(path):
            print(project.error(), file=sys.stderr)
            return 1
        layers = []
        for layer in project.mapLayers().values():
            provenance = read_provenance(layer)
            layers.append(
                {
                    "name": layer.name(),
                    "provider": layer.providerType(),
                    "crs": layer.crs().authid(),
                    "valid": layer.isValid(),
                    "record": provenance.record_id if provenance else "",
                    "view": _view(layer),
                }
            )
        print(json.dumps(layers, ensure_ascii=False))
        return 0


def _view(layer: QgsMapLayer) -> str | None:
    """Return what a small drawing shows; None for other layers than live coverages and maps."""
    if not layer.isValid() or view_state(layer) is None:
        return None
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(SIDE, SIDE))
    middle = layer.extent()
    middle.scale(PART)
    settings.setExtent(middle)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    state = view_state(layer)
    return state.view.value if state is not None else None


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stdout.flush()
    os._exit(code)  # as in demo.journey
