"""The web application: everything behind one port, laid out as the real site."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from demo.ows import MapServer
from demo.static import StaticFiles
from demo.wmts import Wmts

if TYPE_CHECKING:
    from types import ModuleType

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


SYSTEM_PROJ_DATA = "/usr/share/proj"


def _find_proj_data() -> None:
    """Show pyproj where Debian has the PROJ database: in a venv, that of Debian 13 looks elsewhere.

    Not by the environment: rasterio brings a PROJ of its own, with its own database.
    """
    import pyproj

    try:
        pyproj.datadir.get_data_dir()
    except pyproj.exceptions.DataDirError:
        pyproj.datadir.set_data_dir(SYSTEM_PROJ_DATA)


def create_app(run_folder: str) -> Wsgi:
    """Return the application for a run folder made by `serve.prepare`.

    Everything is behind one port; the catalogue and data services are the real programs.
    """
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    _find_proj_data()
    folder = Path(run_folder)
    facts = json.loads((folder / "site.json").read_text(encoding="utf-8"))
    data = Path(facts["data"])
    version = json.loads((data / "built.json").read_text(encoding="utf-8"))["sources"][:12]
    # pygeoapi, pycsw and MapServer are not all safe in threads: one request at a time here,
    # parallel requests by the other worker processes.
    lock = threading.Lock()
    mounts = {
        "/records": _one_at_a_time(lock, load_pygeoapi(folder, "records").APP),
        "/pygeoapi": _one_at_a_time(lock, load_pygeoapi(folder, "pygeoapi").APP),
        "/csw": _one_at_a_time(lock, load_pycsw(folder)),
        "/ows": _one_at_a_time(lock, MapServer(facts["base"], data)),
        "/wmts": Wmts(facts["base"], data),
        "/files": StaticFiles(data / "files", version),
        "/pmtiles": StaticFiles(data / "pmtiles", version),
    }
    return DispatcherMiddleware(_front_page(facts["base"]), mounts)


def load_pygeoapi(folder: Path, name: str) -> ModuleType:
    """Load pygeoapi's Flask application once more, with the configuration of that name.

    pygeoapi reads its configuration when `pygeoapi.flask_app` is imported, so a second
    instance is the same file imported under another name.
    """
    from pygeoapi.openapi import get_oas

    config, openapi = folder / f"{name}.yml", folder / f"{name}-openapi.json"
    os.environ["PYGEOAPI_CONFIG"] = str(config)
    os.environ["PYGEOAPI_OPENAPI"] = str(openapi)
    settings = json.loads(config.read_text(encoding="utf-8"))
    openapi.write_text(json.dumps(get_oas(settings), default=str), encoding="utf-8")
    found = importlib.util.find_spec("pygeoapi.flask_app")
    alias = f"demo_pygeoapi_{name}"
    spec = importlib.util.spec_from_file_location(alias, found.origin)
    module = importlib.util.module_from_spec(spec)
    sys.modules[alias] = module
    spec.loader.exec_module(module)
    return module


def load_pycsw(folder: Path) -> Wsgi:
    """Return pycsw's application with the configuration of the run folder."""
    os.environ["PYCSW_CONFIG"] = str(folder / "pycsw.cfg")
    from pycsw.wsgi import application

    return application


def _one_at_a_time(lock: threading.Lock, app: Wsgi) -> Wsgi:
    def locked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with lock:
            answer = app(environ, start_response)
            body = b"".join(answer)
            close = getattr(answer, "close", None)
            if close:
                close()
        return [body]

    return locked


def _front_page(base: str) -> Wsgi:
    places = (
        ("/records/collections/metadata:main", "Catalogue: OGC API Records (pygeoapi)"),
        ("/csw?service=CSW&version=2.0.2&request=GetCapabilities", "Catalogue: CSW 2.0.2 (pycsw)"),
        ("/pygeoapi/", "Data: OGC API Features, Coverages, Tiles, Maps (pygeoapi)"),
        ("/ows?service=WMS&request=GetCapabilities", "Data: WMS, WFS, WCS (MapServer)"),
        ("/wmts?service=WMTS&request=GetCapabilities", "Data: WMTS"),
        ("/files/", "Files"),
        ("/pmtiles/", "PMTiles archives"),
    )
    rows = "".join(
        f'<li><a href="{html.escape(base + path)}">{html.escape(title)}</a></li>' for path, title in places
    )
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>SEC-IMS demo</title>"
        "<style>body{font:16px/1.6 sans-serif;max-width:40em;margin:3em auto}</style>"
        f"<h1>SEC-IMS demo</h1><ul>{rows}</ul><p>All data is made up. Coastline © OpenStreetMap "
        "contributors, <a href='https://www.openstreetmap.org/copyright'>ODbL</a>.</p></html>"
    ).encode()

    def front(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found = environ.get("PATH_INFO", "") in ("", "/")
        body = page if found else b"<!doctype html><title>404</title><h1>Not found</h1>"
        status = "200 OK" if found else "404 Not Found"
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return front
