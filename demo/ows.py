"""WMS, WFS and WCS at /ows: MapServer as a library, with a few datasets of the demo."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

CRS = "EPSG:4326 EPSG:3857 EPSG:2006 EPSG:32620 CRS:84"
_MAP = """
MAP
  NAME "secims"
  SIZE 256 256
  MAXSIZE 4096
  EXTENT -61.2 13.6 -60.7 14.2
  IMAGETYPE PNG
  IMAGECOLOR 255 255 255
  PROJECTION "init=epsg:4326" END
  OUTPUTFORMAT
    NAME "png" DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGBA TRANSPARENT ON EXTENSION "png"
  END
  OUTPUTFORMAT
    NAME "GTiff" DRIVER "GDAL/GTiff" MIMETYPE "image/tiff" IMAGEMODE FLOAT32 EXTENSION "tif"
    FORMATOPTION "NULLVALUE=-9999"
  END
  WEB METADATA
    "ows_title" "SEC-IMS demo: OGC web services"
    "ows_onlineresource" "{base}/ows?"
    "ows_enable_request" "*"
    "ows_srs" "{crs}"
    "wfs_getfeature_formatlist" "OGRGML3"
    "wcs_label" "SEC-IMS demo"
  END END
{layers}
END
"""
_VECTOR = """
  LAYER
    NAME "{name}"
    TYPE {geometry}
    STATUS ON
    CONNECTIONTYPE OGR
    CONNECTION "{path}"
    DATA "{table}"
    PROJECTION "init=epsg:{epsg}" END
    TEMPLATE "x"
    METADATA
      "ows_title" "{title}" "ows_srs" "{crs}" "ows_extent" "{extent}"
      "gml_include_items" "all" "gml_featureid" "fid" "wms_include_items" "all"
      "gml_types" "auto"
    END
    CLASS NAME "{title}" STYLE COLOR {colour} OUTLINECOLOR 60 60 60 WIDTH {width} {symbol} END END
  END
"""
_RASTER = """
  LAYER
    NAME "{name}"
    TYPE RASTER
    STATUS ON
    DATA "{path}"
    PROJECTION "init=epsg:{epsg}" END
    METADATA
      "ows_title" "{title}" "ows_srs" "{crs}" "ows_extent" "{extent}"
      "wcs_label" "{title}" "wcs_formats" "GTiff" "wcs_nativeformat" "GTiff" "wcs_rangeset_name" "bands"
      "wcs_rangeset_label" "bands" "wcs_bandcount" "1" "wcs_band_names" "height"
      "height_band_uom" "m" "wcs_nilvalues" "-9999"
    END
    PROCESSING "SCALE=0,950"
  END
"""


@dataclass(frozen=True)
class OwsLayer:
    """A layer of the services; ``kind`` is MapServer's layer type."""

    name: str
    title: str
    file: str
    kind: str
    colour: str = "120 160 90"
    epsg: int = 4326


LAYERS = (
    OwsLayer("soils", "Soil map", "files/forest.gpkg", "POLYGON", "176 140 90"),
    OwsLayer("forest", "Forest cover", "files/forest.gpkg", "POLYGON", "80 140 80"),
    OwsLayer("districts", "Quarters", "files/districts.gpkg", "POLYGON", "200 190 150"),
    OwsLayer("landing_sites", "Fish landing sites", "files/reef_sites.gpkg", "POINT", "20 90 160"),
    OwsLayer("roads", "Road network", "files/roads.gpkg", "LINE", "160 60 50"),
    OwsLayer("elevation", "Elevation model", "files/elevation_bwi.tif", "RASTER", epsg=2006),
)


def mapfile(base: str, data: Path) -> str:
    """Return the configuration of MapServer, in its own language."""
    return _MAP.format(base=base, crs=CRS, layers="".join(_layer(item, data) for item in LAYERS))


def _layer(item: OwsLayer, data: Path) -> str:
    from osgeo import gdal, ogr

    path = data / item.file
    facts = {"name": item.name, "title": item.title, "path": path, "epsg": item.epsg, "crs": CRS}
    if item.kind == "RASTER":
        raster = gdal.Open(str(path))
        left, pixel, _, top, _, height = raster.GetGeoTransform()
        facts["crs"] = f"EPSG:{item.epsg} {CRS}"  # the first one is the native one
        right, bottom = left + raster.RasterXSize * pixel, top + raster.RasterYSize * height
        return _RASTER.format(**facts, extent=f"{left} {bottom} {right} {top}")
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    west, east, south, north = layer.GetExtent()
    is_line = item.kind == "LINE"
    return _VECTOR.format(
        **facts,
        geometry=item.kind,
        table=layer.GetName(),
        extent=f"{west} {south} {east} {north}",
        colour=item.colour,
        width=2 if is_line else 1,
        symbol="SIZE 8" if item.kind == "POINT" else "",
    )


class MapServer:
    """WSGI application that hands each request to MapServer."""

    def __init__(self, base: str, data: Path) -> None:
        """Serve the datasets of the folder; ``base`` is the demo's address."""
        self._mapfile = mapfile(base, data)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; MapServer's own error documents come with status 200, as it does."""
        content_type, body = self._dispatch(environ)
        start_response("200 OK", [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _dispatch(self, environ: dict[str, Any]) -> tuple[str, bytes]:
        import mapscript

        request = mapscript.OWSRequest()
        if environ["REQUEST_METHOD"] == "POST":
            os.environ["REQUEST_METHOD"] = "POST"
            request.type = mapscript.MS_POST_REQUEST
            length = int(environ.get("CONTENT_LENGTH") or 0)
            request.contenttype = environ.get("CONTENT_TYPE") or "text/xml"
            request.postrequest = environ["wsgi.input"].read(length).decode("utf-8", "replace")
        for name, value in parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True):
            request.addParameter(name, value)
        service = mapscript.fromstring(self._mapfile)
        mapscript.msIO_installStdoutToBuffer()
        try:
            service.OWSDispatch(request)
            content_type = mapscript.msIO_stripStdoutBufferContentType() or "text/xml"
            mapscript.msIO_stripStdoutBufferContentHeaders()
            return content_type, bytes(mapscript.msIO_getStdoutBufferBytes())
        except mapscript.MapServerError as error:
            return "application/json", json.dumps({"description": str(error)}).encode()
        finally:
            mapscript.msIO_resetHandlers()
