"""Start and stop the demo from tests and from QGIS: standard library only, no demo venv needed."""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
PYTHON = PROJECT_FOLDER / "build" / "venv-demo" / "bin" / "python"
READY_SECONDS = 60.0
STOP_SECONDS = 5.0


class DemoError(RuntimeError):
    """The demo did not start; the message holds what it said."""


@dataclass(frozen=True)
class DemoUrls:
    """A running demo: its addresses and its process, None where somebody else started it."""

    base: str
    records: str
    csw: str
    pygeoapi: str
    files: str
    pmtiles: str
    process: subprocess.Popen[str] | None = None

    def kill(self) -> None:
        """Kill the whole demo at once, as a crash or a pulled plug would."""
        if self.process is None:
            raise DemoError("This demo was started elsewhere and is not ours to kill.")
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def served_at(base: str) -> DemoUrls | None:
    """Return the demo that ``make serve`` runs at this address, or None if there is none."""
    records = f"{base}/records/collections/metadata:main"
    try:
        with urllib.request.urlopen(f"{records}?f=json", timeout=2) as answer:
            if json.load(answer).get("itemType") != "record":
                return None
    except (OSError, ValueError):
        return None
    return DemoUrls(base, records, f"{base}/csw", f"{base}/pygeoapi/", f"{base}/files/", f"{base}/pmtiles/")


@contextmanager
def running(port: int = 0, *, iso: Path | None = None, records: int = 0) -> Iterator[DemoUrls]:
    """Serve the demo on 127.0.0.1 (0: a free port) for the length of the block.

    Builds its data first if that is missing, which takes a minute once. Raises `DemoError`
    when the demo is not ready 60 s after that. With `iso`, both catalogues hold the ISO documents
    of that folder instead of the demo's own; `records` asks for copies until there are that many.
    """
    _build()
    with tempfile.TemporaryDirectory(prefix="secims-demo-launch-") as scratch:
        chosen = ["--port", str(port), "--records", str(records), *(["--iso", str(iso)] if iso else [])]
        process = _start(chosen, scratch)
        stop_at_exit = _stopper(process)
        atexit.register(stop_at_exit)
        try:
            addresses = _wait_until_ready(process)
            yield DemoUrls(**addresses, process=process)
        finally:
            stop_at_exit()
            atexit.unregister(stop_at_exit)


def _build() -> None:
    if not PYTHON.exists():
        raise DemoError(f"{PYTHON} is missing: run the set-up first (make setup)")
    command = [str(PYTHON), "-m", "demo", "build"]
    outcome = subprocess.run(
        command, cwd=PROJECT_FOLDER, env=_environment(), capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        raise DemoError(f"The demo's data could not be built:\n{outcome.stderr}")


def _environment() -> dict[str, str]:
    """The environment without what QGIS sets for its own Python; the demo has another."""
    return {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}


def _start(chosen: list[str], scratch: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(PYTHON), "-m", "demo", "serve", *chosen],
        cwd=PROJECT_FOLDER,
        env={**_environment(), "TMPDIR": scratch},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _stopper(process: subprocess.Popen[str]) -> Callable[[], None]:
    def stop() -> None:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # whatever is left of the group
        process.wait()

    return stop


def _wait_until_ready(process: subprocess.Popen[str]) -> dict[str, str]:
    said: list[str] = []
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read_lines, args=(process, lines), daemon=True).start()
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise DemoError(f"Not ready after {READY_SECONDS:.0f} s:\n{''.join(said)}") from None
        if line is None:
            raise DemoError(f"The demo stopped at once:\n{''.join(said)}")
        said.append(line)
        if line.startswith("{"):
            ready = json.loads(line)
            if ready.pop("ready", False):
                return ready


def _read_lines(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    """Hand on every line; keep reading afterwards so that the pipe never fills up."""
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)
