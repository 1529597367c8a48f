"""Start the demo on one loopback port, say when it answers, stop it cleanly."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.paths import PROJECT_FOLDER, data_folder

WORKERS = 2
THREADS = 8
START_SECONDS = 60.0
STOP_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Filling:
    """What the catalogues hold.

    ``iso`` is a folder of ISO 19139 documents instead of the demo's own; ``records`` asks for copies
    until there are that many.
    """

    iso: Path | None = None
    records: int = 0


def serve(port: int, filling: Filling) -> int:
    """Serve until SIGTERM or SIGINT; return the exit status."""
    from demo.catalogues import fill_pycsw
    from demo.copies import multiply_pycsw

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    listener = _listen(port)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    folder = Path(tempfile.mkdtemp(prefix="secims-demo-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        prepare(folder, base, data_folder(), filling)
        server = _start(folder, listener)
        listener.close()
        fill_pycsw(folder / "iso", folder / "pycsw.db")  # while pygeoapi is being imported
        multiply_pycsw(folder / "pycsw.db", filling.records)
        if not _wait_until_ready(server, base, stop):
            return 0 if stop.is_set() else _explain_failure(folder)
        _announce(base)
        while not stop.is_set() and server.poll() is None:
            stop.wait(0.2)
        return 0 if stop.is_set() else _explain_failure(folder)
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        raise SystemExit(f"Port {port} on 127.0.0.1 cannot be used: {error.strerror}") from error
    listener.listen(128)
    listener.set_inheritable(True)
    return listener


def prepare(folder: Path, base: str, data: Path, filling: Filling) -> None:
    """Write what depends on the port into the run folder: all but pycsw's database."""
    from demo import catalogues, copies, services
    from demo.records import Site

    site = Site(base, data)
    documents = (
        catalogues.copy_iso(filling.iso, folder / "iso")
        if filling.iso
        else catalogues.write_iso(site, folder / "iso")
    )
    catalogues.fill_tinydb(documents, folder / "records.db", base)
    copies.multiply_tinydb(folder / "records.db", filling.records)
    (folder / "pycsw.cfg").write_text(services.pycsw_config(site, folder / "pycsw.db"))
    configs = {
        "pygeoapi": services.data_config(site),
        "records": services.records_config(site, folder / "records.db"),
    }
    for name, config in configs.items():  # JSON is YAML, and quicker
        (folder / f"{name}.yml").write_text(json.dumps(config), encoding="utf-8")
    facts = {"base": base, "data": str(data)}
    (folder / "site.json").write_text(json.dumps(facts), encoding="utf-8")


def _start(folder: Path, listener: socket.socket) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "gunicorn", f"demo.site:create_app('{folder}')",
        "--bind", f"fd://{listener.fileno()}", "--preload", "--config", "python:demo.gunicorn_hooks",
        "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS),
        "--worker-tmp-dir", str(folder), "--timeout", "120", "--graceful-timeout", "1",
        "--keep-alive", "30", "--log-level", "warning",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_FOLDER), "SECIMS_DEMO_RUN": str(folder)}
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            command,
            pass_fds=(listener.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            preexec_fn=lambda: die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread here
        )


def die_with_parent(number: int) -> None:
    """Have the kernel send this signal to the calling process when its parent is gone (Linux)."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number)


def _wait_until_ready(server: subprocess.Popen[bytes], base: str, stop: threading.Event) -> bool:
    deadline = time.monotonic() + START_SECONDS
    probes = ["/records/collections/metadata:main?f=json", "/pygeoapi/?f=json", "/csw"]
    while probes and not stop.is_set() and server.poll() is None and time.monotonic() < deadline:
        if _answers(base + probes[0]):
            probes.pop(0)
        else:
            stop.wait(0.05)
    return not probes


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback: no proxy
    try:
        with opener.open(url, timeout=START_SECONDS) as answer:
            answer.read()
    except OSError:  # also HTTPError: not yet, or never, and then time runs out
        return False
    return True


def urls(base: str) -> dict[str, Any]:
    """Return the addresses of the demo's parts."""
    return {
        "base": base,
        "records": f"{base}/records/collections/metadata:main",
        "csw": f"{base}/csw",
        "pygeoapi": f"{base}/pygeoapi/",
        "files": f"{base}/files/",
        "pmtiles": f"{base}/pmtiles/",
    }


def _announce(base: str) -> None:
    addresses = urls(base)
    for name, address in addresses.items():
        print(f"{name:>9}  {address}")
    print(json.dumps({"ready": True, **addresses}), flush=True)


def _explain_failure(folder: Path) -> int:
    print("The demo server did not start or stopped. Its last words:", file=sys.stderr)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    print("\n".join(log.splitlines()[-30:]), file=sys.stderr)
    return 1


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()  # its workers die with it, see gunicorn_hooks
        server.wait()
