"""Open a project and tell, as one line of JSON, what became of its layers."""

from __future__ import annotations

import json
import os
import sys

from qgis.core import QgsProject

from demo.qgis_app import headless_qgis
from secims_qgis.live.raster_registry import register_providers
from secims_qgis.project import read_provenance
from secims_qgis.project.reopening import reopened


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
                }
            )
        print(json.dumps(layers, ensure_ascii=False))
        return 0


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stdout.flush()
    os._exit(code)  # as in demo.journey
