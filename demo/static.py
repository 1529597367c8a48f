"""Files over HTTP with Range, If-Range, strong ETag, Last-Modified and HEAD."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TYPES = {
    ".gpkg": "application/geopackage+sqlite3",
    ".geojson": "application/geo+json",
    ".pmtiles": "application/vnd.pmtiles",
    ".pbf": "application/vnd.mapbox-vector-tile",
    ".tif": "image/tiff",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Tiles and pictures may be kept; for files a client asks again.
_KEEP_SECONDS = {".pmtiles": 3600, ".png": 3600}


class StaticFiles:
    """WSGI application that serves a folder; folders answer with a list."""

    def __init__(self, root: Path, version: str) -> None:
        """Serve `root`; `version` names the state of its files and becomes part of every ETag."""
        self.root = root.resolve()
        self.version = version

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        try:
            response = self.answer(request)
        except HTTPException as error:
            response = error.get_response(environ)
        return response(environ, start_response)

    def answer(self, request: Request) -> Response:
        """Return the response; a path outside the folder is not found."""
        if request.method not in ("GET", "HEAD"):
            raise MethodNotAllowed(["GET", "HEAD"])
        path = (self.root / request.path.lstrip("/")).resolve()
        if path != self.root and self.root not in path.parents:
            raise NotFound
        if path.is_dir():
            return Response(_listing(path, request), mimetype="text/html")
        if not path.is_file():
            raise NotFound
        return self._file(path, request)

    def _file(self, path: Path, request: Request) -> Response:
        status = path.stat()
        response = send_file(
            path,
            request.environ,
            mimetype=_TYPES.get(path.suffix, _guessed(path)),
            conditional=True,
            etag=f"{self.version}-{status.st_size:x}",
            last_modified=status.st_mtime,
            max_age=_KEEP_SECONDS.get(path.suffix),
        )
        response.headers["Accept-Ranges"] = "bytes"
        return response


def _guessed(path: Path) -> str | None:
    return None if path.suffix in (".png", ".pdf", ".zip", ".json") else "application/octet-stream"


def _listing(folder: Path, request: Request) -> str:
    base = request.root_path + request.path.rstrip("/")
    rows = "".join(
        f'<li><a href="{html.escape(f"{base}/{child.name}")}">{html.escape(child.name)}</a></li>'
        for child in sorted(folder.iterdir())
    )
    return f"<!doctype html><meta charset=utf-8><title>{html.escape(base)}</title><ul>{rows}</ul>"
