"""Providers of tiles for pygeoapi's configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from demo.records import Site


def tippecanoe(folder: Path) -> dict[str, Any]:
    """Return the provider of a z/x/y.pbf folder, WebMercatorQuad."""
    return {
        "type": "tile",
        "name": "MVT-tippecanoe",
        "data": str(folder),
        "options": {"zoom": {"min": 8, "max": 14}, "schemes": ["WebMercatorQuad"]},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }


def passed_on_vectors(site: Site) -> dict[str, Any]:
    """Return the provider that passes on vector tiles of /files, WorldCRS84Quad."""
    return {
        "type": "tile",
        "name": "MVT-proxy",
        "data": f"{site.base}/files/tiles/districts_crs84/{{z}}/{{x}}/{{y}}.pbf",
        "options": {"zoom": {"min": 7, "max": 13}, "schemes": ["WorldCRS84Quad"]},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }


def passed_on_pictures(site: Site) -> dict[str, Any]:
    """Return the provider that passes on pictures of /wmts, WorldCRS84Quad."""
    options = {
        "wmts_layer": "orthophoto_2022",
        "wmts_tile_matrix_set": "WorldCRS84Quad",
        "scheme": "WorldCRS84Quad",
        "zoom": {"min": 8, "max": 12},
    }
    return {
        "type": "tile",
        "name": "WMTSFacade",
        "data": f"{site.base}/wmts",
        "options": options,
        "format": {"name": "png", "mimetype": "image/png"},
    }
