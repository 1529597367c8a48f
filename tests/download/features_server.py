"""A small OGC API Features server of our own that pages as badly as a test wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from secims_qgis.model import Distribution, DistributionKind
from tests.fault_server import Behaviour, FaultServer, fault_server

PART_2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def point(number: int, x: float = -61.0, y: float = 13.9, **properties: Any) -> dict[str, Any]:
    """Return a feature with a number as its id."""
    geometry = {"type": "Point", "coordinates": [x + number * 1e-5, y]}
    values = {"name": f"n{number}", "value": number, **properties}
    return {"type": "Feature", "id": number, "properties": values, "geometry": geometry}


@dataclass
class FeaturesServer:
    """Answers for ``/collections/c``; everything about it can be changed between requests."""

    http: FaultServer
    features: list[dict[str, Any]]
    cap: int = 1000
    matched: int | Callable[[], int | None] | None = -1
    """``numberMatched``; -1 the right one, None leaves it out."""
    refuses_more: bool = False
    """A limit above ``cap`` is an error, in place of the pages of that size that the standard wants."""
    knows_hits: bool = True
    has_next: bool = True
    uses_cursor: bool = False
    knows_offset: bool = True
    crs: tuple[str, ...] = (CRS84,)
    storage_crs: str = ""
    faults: dict[int, list[Behaviour]] = field(default_factory=dict)
    """By the number of the page request (from 1): what is answered in place of the page, once each."""
    change: Callable[[int, FeaturesServer], None] | None = None
    """Called before each page with its number."""
    pages: int = 0

    def __post_init__(self) -> None:
        """Take over the paths of the server."""
        self._plain = self.http.behaviour
        self.http.behaviour = self.answer  # type: ignore[method-assign]

    @property
    def distribution(self) -> Distribution:
        return Distribution(DistributionKind.FEATURES, self.http.url("/api/collections/c/items"))

    @property
    def item_requests(self) -> list[dict[str, list[str]]]:
        """The queries of the requests for pages, without those for the number of all."""
        seen = [parse_qs(urlsplit(item.path).query) for item in self.http.seen("/api/collections/c/items")]
        return [query for query in seen if "resulttype" not in query]

    def answer(self, path: str) -> Behaviour:
        parts = urlsplit(path)
        if parts.path == "/api/conformance":
            return _json({"conformsTo": [PART_2]})
        if parts.path == "/api/collections/c":
            collection: dict[str, Any] = {"id": "c", "title": "Things", "crs": list(self.crs), "links": []}
            if self.storage_crs:
                collection["storageCrs"] = self.storage_crs
            return _json(collection)
        if parts.path != "/api/collections/c/items":
            return self._plain(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if query.get("resulttype") == "hits":
            return self._hits()
        if self.refuses_more and int(query.get("limit", 10)) > self.cap:
            return Behaviour(b'{"description": "the limit is too large"}', 400, "application/json")
        self.pages += 1
        if self.change is not None:
            self.change(self.pages, self)
        waiting = self.faults.get(self.pages, [])
        if waiting:
            self.pages -= 1
            return waiting.pop(0)
        return self._page(query)

    def _hits(self) -> Behaviour:
        if not self.knows_hits:
            return Behaviour(b'{"code": "InvalidParameterValue"}', 400, "application/json")
        matched = self._matched()
        told = {} if matched is None else {"numberMatched": matched}
        return _json({"type": "FeatureCollection", "features": [], **told})

    def _matched(self) -> int | None:
        value = self.matched() if callable(self.matched) else self.matched
        return len(self.features) if value == -1 else value

    def _page(self, query: dict[str, str]) -> Behaviour:
        start = int(query.get("cursor", query.get("offset", 0)))
        if not self.knows_offset:
            start = 0
        count = min(int(query.get("limit", 10)), self.cap)
        features = self.features[start : start + count]
        links = []
        if self.has_next and start + count < len(self.features):
            name = "cursor" if self.uses_cursor else "offset"
            query = {**query, name: str(start + len(features))}
            text = "&".join(f"{key}={value}" for key, value in query.items())
            links = [{"rel": "next", "href": self.http.url(f"/api/collections/c/items?{text}")}]
        page = {"type": "FeatureCollection", "features": features, "numberReturned": len(features)}
        matched = self._matched()
        if matched is not None and not self.knows_hits:
            page["numberMatched"] = matched
        return _json({**page, "links": links}, "application/geo+json")


def _json(document: Any, media_type: str = "application/json") -> Behaviour:
    return Behaviour(json.dumps(document).encode(), content_type=media_type)


@contextmanager
def features_server(features: list[dict[str, Any]], **how: Any) -> Iterator[FeaturesServer]:
    """Run one with these features."""
    with fault_server() as http:
        yield FeaturesServer(http, features, **how)
