"""pycsw 3 replayed: its recorded answers, with the behaviour measured on the real server.

pycsw 3 is not on PyPI, so tests cannot run it. What is kept of it: 400 to any unknown parameter and to
an apostrophe in ``q``; words are SQL LIKE patterns joined by "and"; ``limit`` is clipped in silence; the
``next`` link loses the filter; a record that breaks the server gives a page of HTML with status 500.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.catalogue.replay_csw import CswReplay

DATA = Path(__file__).parent.parent / "data"
SAMPLES = DATA / "samples"
RECORDED_BASE = "http://127.0.0.1:8791/records"
COLLECTION = "/records/collections/metadata:main"
PARAMETERS = [
    *("bbox", "ids", "datetime", "limit", "q", "type", "externalId", "sortby"),
    *("filter", "filter-lang", "f", "offset", "facets", "distributedSearch"),
]
"""What the OpenAPI document of pycsw 3 names; it refuses ``externalId`` all the same."""
_RESERVED = frozenset(PARAMETERS) - {"externalId"}
_TYPE = re.compile(r"\btype = '([^']*)'")
_TIME = re.compile(r"\((time_\w+) IS NULL OR time_\w+ (<|>=) '(\d{4})'\)")


def sample(name: str) -> Any:
    """Return a recorded JSON answer."""
    return json.loads((SAMPLES / name).read_text("utf-8"))


def recorded_records() -> list[dict[str, Any]]:
    """Return all records of pycsw 3 that were recorded."""
    return [sample(path.name) for path in sorted(SAMPLES.glob("pycsw_master_record_*.json"))]


def numbered_records(count: int) -> list[dict[str, Any]]:
    """Return records that differ only in id and title."""
    record = sample("pycsw_master_record_coastal.json")
    return [
        {**record, "id": f"r{n}", "properties": {**record["properties"], "title": f"Record {n:05d}"}}
        for n in range(count)
    ]


class Pycsw:
    """The running server; what it does can be changed at any time."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.records = records
        self.broken: set[str] = set()
        """Ids of records that no JSON can be made of."""
        self.all_broken = False
        self.max_records = 100
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Paths and parameters, in order."""
        self.csw = CswReplay(DATA / "iso")
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.pycsw = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}{path}"

    def asked(self, path: str = f"{COLLECTION}/items") -> list[dict[str, str]]:
        """Return the parameters of the requests for a path."""
        return [parameters for seen, parameters in self.requests if seen == path]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, path: str, parameters: dict[str, str]) -> tuple[int, str, bytes]:
        """Return status, content type and body."""
        self.requests.append((path, parameters))
        documents = {
            "/records": "pycsw_master_landing.json",
            "/records/": "pycsw_master_landing.json",
            "/records/collections": "pycsw_master_collections.json",
            "/records/conformance": "pycsw_master_conformance.json",
            COLLECTION: "pycsw_master_collection.json",
            f"{COLLECTION}/queryables": "pycsw_master_queryables.json",
        }
        if path in documents:
            text = (SAMPLES / documents[path]).read_text("utf-8")
            return 200, "application/json", text.replace(RECORDED_BASE, self.url("/records")).encode()
        if path == "/records/openapi":
            return _json(200, _openapi())
        if path == f"{COLLECTION}/items":
            return self._items(parameters)
        if path.startswith(f"{COLLECTION}/items/"):
            return self._item(path.rpartition("/items/")[2], parameters)
        return _file(404, "pycsw_master_err_404.json")

    def _items(self, parameters: dict[str, str]) -> tuple[int, str, bytes]:
        if not set(parameters) <= _RESERVED:
            words = "CQL evaluator error: 'str' object has no attribute 'prop'"
            return _json(400, {"code": "InvalidParameterValue", "description": words})
        if "'" in parameters.get("q", ""):
            return _file(400, "pycsw_master_err_400_q_apostrophe.json")
        if int(parameters.get("limit", 1)) < 1:
            return _file(400, "pycsw_master_err_400_limit.json")
        if parameters.get("sortby", "date").lstrip("-") not in {"title", "date", "updated"}:
            return _file(500, "pycsw_master_err_500_badrecord.html")
        found = _sorted([r for r in self.records if _fits(r, parameters)], parameters.get("sortby"))
        offset = int(parameters.get("offset", 0))
        page = found[offset : offset + min(int(parameters.get("limit", 10)), self.max_records)]
        if self.all_broken or any(record["id"] in self.broken for record in page):
            return _file(500, "pycsw_master_err_500_nanbbox_item.html")
        answer = {
            "type": "FeatureCollection",
            "features": page,
            "links": self._links(offset + len(page), len(found)),
            "numberMatched": len(found),
            "numberReturned": len(page),
            "federatedSearchResults": {},
        }
        if parameters.get("facets") == "true":
            answer["facets"] = _facets(found)
        return _json(200, answer)

    def _links(self, following: int, matched: int) -> list[dict[str, str]]:
        """Lose the filter, as after a POST; nobody should follow this."""
        address = f"{self.url(COLLECTION)}/items?offset={following}"
        return [{"rel": "next", "href": address}] if following < matched else []

    def _item(self, record_id: str, parameters: dict[str, str]) -> tuple[int, str, bytes]:
        record = next((r for r in self.records if r["id"] == unquote(record_id)), None)
        if record is None:
            return _file(404, "pycsw_master_err_404.json")
        if self.all_broken or record["id"] in self.broken:
            return _file(500, "pycsw_master_err_500_nanbbox_item.html")
        document = self.csw.documents.get(record["id"])
        if parameters.get("f") == "xml" and document is not None:
            return 200, "application/xml", document
        return _json(200, record)


@contextmanager
def replayed_pycsw(records: list[dict[str, Any]] | None = None) -> Iterator[Pycsw]:
    """Run pycsw 3, by default with all its recorded records, on a free port of 127.0.0.1."""
    server = Pycsw(recorded_records() if records is None else records)
    try:
        yield server
    finally:
        server.close()


def _json(status: int, document: Any) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(document).encode()


def _file(status: int, name: str) -> tuple[int, str, bytes]:
    kind = "text/html" if name.endswith("html") else "application/json"
    return status, kind, (SAMPLES / name).read_bytes()


def _openapi() -> dict[str, Any]:
    components = {name: {"name": name, "in": "query"} for name in PARAMETERS}
    components["collectionId"] = {"name": "collectionId", "in": "path"}
    references = [{"$ref": f"#/components/parameters/{name}"} for name in components]
    path = "/collections/{collectionId}/items"
    return {"paths": {path: {"get": {"parameters": references}}}, "components": {"parameters": components}}


def _fits(record: dict[str, Any], parameters: dict[str, str]) -> bool:
    text = json.dumps(record, ensure_ascii=False)
    alternatives = [part.split() for part in parameters.get("q", "").split(",")]
    return (
        any(all(_like(word, text) for word in words) for words in alternatives)
        and parameters.get("type") in {None, record["properties"].get("type")}
        and _meets(record, parameters.get("bbox"))
        and _is_of_type(record, _TYPE.findall(parameters.get("filter", "")))
        and all(_overlaps(record, *match) for match in _TIME.findall(parameters.get("filter", "")))
    )


def _is_of_type(record: dict[str, Any], types: list[str]) -> bool:
    return not types or record["properties"].get("type") in types


def _like(word: str, text: str) -> bool:
    pattern = "".join({"%": ".*", "_": "."}.get(c, re.escape(c)) for c in word)
    return re.search(pattern, text, re.IGNORECASE | re.ASCII | re.DOTALL) is not None


def _meets(record: dict[str, Any], bbox: str | None) -> bool:
    if bbox is None:
        return True
    if not record["geometry"]:
        return False
    west, south, east, north = map(float, bbox.split(","))
    lon, lat = zip(*record["geometry"]["coordinates"][0])
    return min(lon) <= east and max(lon) >= west and min(lat) <= north and max(lat) >= south


def _overlaps(record: dict[str, Any], name: str, sign: str, year: str) -> bool:
    interval = (record.get("time") or {}).get("interval", [None, None])
    value = interval[0 if name == "time_begin" else 1]
    if value in {None, ".."}:
        return True
    return value < year if sign == "<" else value >= year


def _sorted(records: list[dict[str, Any]], sortby: str | None) -> list[dict[str, Any]]:
    if sortby is None:
        return records
    name = {"date": "updated"}.get(sortby.lstrip("-"), sortby.lstrip("-"))
    key = lambda record: str(record["properties"].get(name))  # noqa: E731
    return sorted(records, key=key, reverse=sortby.startswith("-"))


def _facets(records: list[dict[str, Any]]) -> dict[str, Any]:
    types = [record["properties"].get("type") for record in records]
    buckets = [{"value": value, "count": types.count(value)} for value in dict.fromkeys(types)]
    return {"type": {"type": "terms", "property": "type", "buckets": buckets}}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        pycsw = self.server.pycsw
        if parts.path == "/records/csw":
            self._send(*pycsw.csw.capabilities_or_record(dict(parse_qsl(parts.query))))
        else:
            self._send(*pycsw.answer(unquote(parts.path, errors="replace"), dict(parse_qsl(parts.query))))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._send(*self.server.pycsw.csw.records(body))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
