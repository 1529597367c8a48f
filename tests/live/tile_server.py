"""Tiles on the fault server: one of the demo's, wherever a test wants it, and documents around it."""

from __future__ import annotations

import json
from pathlib import Path

from secims_qgis.live.tile_matrix import WEB_MERCATOR_QUAD
from secims_qgis.live.tiles_extent import HOME, in_matrix_set

_BUILT = Path(__file__).resolve().parents[2] / "build" / "demo-data"
VECTOR_TYPE = "application/vnd.mapbox-vector-tile"


def vector_tile(level=10, column=338, row=471):
    """Return a vector tile of the demo's coastal habitats."""
    return (_BUILT / "services/coastal_habitats_tiles" / str(level) / str(column) / f"{row}.pbf").read_bytes()


def picture_tile(level=10, column=338, row=471):
    """Return a picture of the demo's orthophoto."""
    return (_BUILT / "files/tiles/orthophoto_2022" / str(level) / str(column) / f"{row}.png").read_bytes()


def serve_tiles(server, body, levels=range(8, 11), form="/t/{z}/{x}/{y}", **how):
    """Serve the same tile all over Saint Lucia; return the template."""
    for level in levels:
        columns, rows = WEB_MERCATOR_QUAD.block(in_matrix_set(HOME, WEB_MERCATOR_QUAD), level)
        for column in columns:
            for row in rows:
                path = form.replace("{z}", str(level)).replace("{x}", str(column)).replace("{y}", str(row))
                server.serve(path, body, **how)
    return server.url(form)


def serve_json(server, path, document, **how):
    """Serve a JSON document."""
    server.serve(path, json.dumps(document).encode(), content_type="application/json", **how)
