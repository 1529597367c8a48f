"""What a features service delivers: the CRS its answer names, and where the first coordinates lie.

What a service says of itself is one thing, its answers are another: one that lists a CRS and then
ignores the parameter sends degrees to who asked for metres, and nothing in QGIS notices.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

from secims_qgis.live.coverage_request import crs_uri
from secims_qgis.model import CrsRef
from secims_qgis.network import SecimsError, check_link
from secims_qgis.network.fetch import parse_json, read_body, translated_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests
    from qgis.core import QgsMapLayer

DELIVERED = "secims/delivered"
"""Custom property: a :class:`Delivered` as JSON."""
SAMPLE = 10
"""Features asked for: enough to see in which units they come."""
MAX_BYTES = 8_000_000
MAX_POINTS = 50_000
_LON_LAT = frozenset({"OGC:CRS84", "EPSG:4326"})


@dataclass(frozen=True)
class Delivered:
    """The CRS that was asked for, and what came.

    ``named`` is the CRS of the answer's ``Content-Crs`` (OGC 18-058, clause 6.4), empty without that
    header; ``bounds`` are those of a few features as QGIS reads them, x before y.
    """

    asked: str
    named: str
    bounds: tuple[float, float, float, float] | None

    @property
    def is_as_asked(self) -> bool:
        """Whether the answer contradicts the request; without a word, it does not."""
        return not self.named or self.named == self.asked or {self.named, self.asked} <= _LON_LAT

    @property
    def extent(self) -> QgsRectangle | None:
        """Where the features lie, in the units of whatever CRS they are in."""
        return QgsRectangle(*self.bounds) if self.bounds is not None else None


def note_delivered(layer: QgsMapLayer, session: requests.Session, items: tuple[str, str]) -> None:
    """Ask for a few features as QGIS will, and keep on the layer what came.

    ``items`` is the landing page's address and the collection's id. One small request; a service that
    does not answer it is no reason to refuse its layer, so nothing is kept then. On the thread that owns
    the layer.
    """
    landing, collection = items
    authid = layer.crs().authid()
    url = f"{landing.rstrip('/')}/collections/{quote(collection, safe='')}/items"
    params = {"limit": str(SAMPLE)}
    if authid not in {"OGC:CRS84", ""}:
        params["crs"] = crs_uri(authid)
    parts = urlsplit(landing)
    if parts.query:
        url = (
            f"{parts._replace(query='').geturl().rstrip('/')}/collections/{quote(collection, safe='')}/items"
        )
        url = f"{url}?{parts.query}"
    try:
        delivered = _ask(session, url, params, authid)
    except SecimsError:
        return
    layer.setCustomProperty(DELIVERED, json.dumps(asdict(delivered)))


def delivered_of(layer: QgsMapLayer) -> Delivered | None:
    """Return what was delivered when the layer was opened, None where nobody looked."""
    try:
        said: Any = json.loads(str(layer.customProperty(DELIVERED, "") or "null"))
        if not isinstance(said, dict):
            return None
        bounds = said.get("bounds")
        box = tuple(float(bound) for bound in bounds) if bounds else None
        return Delivered(str(said["asked"]), str(said["named"]), box)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError):
        return None


def _ask(session: requests.Session, url: str, params: dict[str, str], authid: str) -> Delivered:
    check_link(url)
    accept = {"Accept": "application/geo+json, application/json;q=0.8"}
    with translated_errors(url, session):
        response = session.get(url, params=params, headers=accept, stream=True)
        body = read_body(response, max_bytes=MAX_BYTES)
        header = str(response.headers.get("Content-Crs") or "")
    named = CrsRef.from_text(header.strip().strip("<>"))
    is_yx = "crs" in params and QgsCoordinateReferenceSystem(authid).hasAxisInverted()
    return Delivered(
        authid, (named.authid or "") if named else "", bounds_of(parse_json(body, url), is_yx=is_yx)
    )


def bounds_of(document: Any, *, is_yx: bool) -> tuple[float, float, float, float] | None:
    """Return the bounds of the features of a GeoJSON page; ``is_yx`` as QGIS exchanges them (EPSG:4326)."""
    features = document.get("features") if isinstance(document, dict) else None
    points: list[tuple[float, float]] = []
    for feature in features if isinstance(features, list) else []:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        for x, y in _points(coordinates):
            if x == y == 0:
                continue  # stands for no coordinates
            points.append((y, x) if is_yx else (x, y))
            if len(points) >= MAX_POINTS:
                break
    if not points:
        return None
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Walk the nested lists of a geometry; without recursion, for their depth is the server's choice."""
    waiting = [coordinates]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, list) or not item:
            continue
        if isinstance(item[0], (int, float)):
            if len(item) > 1 and isinstance(item[1], (int, float)) and all(map(math.isfinite, item[:2])):
                yield float(item[0]), float(item[1])
        else:
            waiting += item
