"""Everything a map layer must know, kept in its source, so that it opens without the network."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import astuple, dataclass, replace
from functools import cached_property

from qgis.core import QgsDataSourceUri

from secims_qgis.live.coverage_request import crs_uri, listed, with_parameters
from secims_qgis.network import LiveLayerError

MAX_STYLES = 200


@dataclass(frozen=True)
class MapStyle:
    """A look that a service gives its map; ``url`` is that of the map, ``legend_url`` may be empty."""

    key: str
    title: str
    url: str
    legend_url: str = ""


@dataclass(frozen=True)
class MapSource:
    """A map of an OGC API (OGC 20-058).

    ``crs`` is the code of the CRS its pictures have, ``bounds`` are west, south, east, north in it.
    Where ``asks_for_crs`` is False, the server knows neither ``crs`` nor ``bbox-crs``: pictures and
    boxes are longitude and latitude, whatever one asks for.
    """

    url: str
    crs: str
    bounds: tuple[float, float, float, float]
    asks_for_crs: bool = False
    authcfg: str = ""
    title: str = ""
    styles: tuple[MapStyle, ...] = ()
    style: str = ""
    """Key of the style that ``url`` has; empty for the service's own choice."""
    legend_url: str = ""

    @cached_property
    def key(self) -> str:
        """What tells its pictures from those of any other source."""
        return hashlib.sha256(json.dumps((self.url, self.crs, self.asks_for_crs)).encode()).hexdigest()[:32]

    def in_style(self, key: str) -> MapSource:
        """Return the source in another of its styles.

        Raises:
            LiveLayerError: there is no such style.
        """
        for style in self.styles:
            if style.key == key:
                return replace(self, url=style.url, style=key, legend_url=style.legend_url)
        names = ", ".join(style.key for style in self.styles[:20]) or "none"
        raise LiveLayerError(f"the map has no style '{key}'; it has: {names}", url=self.url)

    def picture_url(self, bounds: tuple[float, float, float, float], width: int, height: int) -> str:
        """Return the address of a picture; ``bounds`` as those of the source, size in pixels."""
        west, south, east, north = bounds
        box = bounds
        parameters = [("width", str(width)), ("height", str(height)), ("transparent", "true")]
        if self.asks_for_crs:
            uri = crs_uri(self.crs)
            box = (south, west, north, east) if is_y_first(self.crs) else bounds
            parameters += [("crs", uri), ("bbox-crs", uri)]
        parameters.insert(0, ("bbox", listed(box)))
        return with_parameters(self.url, parameters)

    def uri(self) -> str:
        """Return the source as the text that QGIS saves."""
        uri = QgsDataSourceUri()
        uri.setParam("url", self.url)
        uri.setParam("crs", self.crs)
        uri.setParam("bounds", json.dumps(self.bounds))
        uri.setParam("asksForCrs", "1" if self.asks_for_crs else "0")
        uri.setParam("title", self.title)
        if self.styles:
            uri.setParam("styles", json.dumps([list(astuple(style)) for style in self.styles]))
            uri.setParam("style", self.style)
        if self.authcfg:
            uri.setAuthConfigId(self.authcfg)
        return str(uri.uri(False))


def is_y_first(authid: str) -> bool:
    """Return whether boxes in this CRS begin with the northing (OGC 20-058, clause 8.2.4)."""
    from qgis.core import QgsCoordinateReferenceSystem

    return bool(QgsCoordinateReferenceSystem(authid).hasAxisInverted())


def _bounds(text: str) -> list[float]:
    west, south, east, north = numbers = [float(number) for number in json.loads(text)]
    if not all(map(math.isfinite, numbers)) or west >= east or south >= north:
        raise ValueError("bounds")
    return numbers


def read_map_source(text: str) -> MapSource:
    """Read what ``MapSource.uri`` wrote; a project may have been edited by anybody.

    Raises:
        LiveLayerError: something is missing or out of range.
    """
    uri = QgsDataSourceUri(text)
    try:
        west, south, east, north = _bounds(uri.param("bounds"))
        listed = json.loads(uri.param("styles") or "[]")[:MAX_STYLES]
        styles = tuple(MapStyle(*map(str, style)) for style in listed)
    except (ValueError, TypeError, RecursionError) as error:
        raise LiveLayerError(f"the layer's source is damaged: {error}", url=uri.param("url")) from error
    return MapSource(
        url=uri.param("url"),
        crs=uri.param("crs"),
        bounds=(west, south, east, north),
        asks_for_crs=uri.param("asksForCrs") == "1",
        authcfg=uri.authConfigId(),
        title=uri.param("title"),
        styles=styles,
        style=uri.param("style"),
    )
