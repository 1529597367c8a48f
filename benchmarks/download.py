"""Downloads of 1 GB: wall, memory and the GUI thread, against curl and QGIS's own downloader.

All fetch the same file from the same server (sendfile, in a process of its own) into the same folder, in
turns. Then the same download with the server killed three times and the client once: what is fetched
twice is counted.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qgis.core import QgsApplication, QgsFeedback, QgsFileDownloader
from qgis.PyQt.QtCore import QEventLoop, QTimer, QUrl

from benchmarks.heartbeat import Heartbeat
from benchmarks.report import markdown_table, save, verdict
from demo.qgis_app import headless_qgis
from secims_qgis.gui.tasks import WorkTask
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.range_server import read_log

ROOT = Path(__file__).resolve().parent.parent
SIZE = int(os.environ.get("BENCH_DOWNLOAD_BYTES", str(1024**3)))
ROUNDS = 3
WALL_LIMIT, MEMORY_LIMIT_MB, GAP_LIMIT_S, FETCHED_LIMIT = 1.1, 32.0, 0.050, 1.02
PATIENCE_S = 300
KILLED_CLIENT = """
import sys
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
from secims_qgis.download import download
from secims_qgis.download.patience import Patience
from secims_qgis.download.terms import Terms
from secims_qgis.model import Distribution, DistributionKind
wanted = Distribution(DistributionKind.FILE, sys.argv[1], format="bin")
print(download(wanted, sys.argv[2], terms=Terms(Patience(attempts=50, longest_s=1))).sha256[0], flush=True)
"""


class FetchTask(WorkTask):
    """Downloads as the dock does, in a task of QGIS."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__("benchmark", open_session())
        self._url, self._folder = url, folder

    def work(self) -> float:
        from secims_qgis.download import download

        wanted = Distribution(DistributionKind.FILE, self._url, format="bin")
        started = time.perf_counter()
        download(wanted, self._folder, self.session, QgsFeedback(), lambda _progress: None)
        return time.perf_counter() - started


def make_file(path: Path) -> str:
    """Write random bytes, and return their SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for place in range(0, SIZE, 1024**2):
            piece = os.urandom(min(1024**2, SIZE - place))
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


@contextlib.contextmanager
def server_of(path: Path, port: int, log: Path) -> Iterator[str]:
    """Serve the file from a process of its own, which is killed at the end."""
    command = [sys.executable, str(ROOT / "tests" / "range_server.py"), str(port), str(path), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            server.stdout.readline()
            yield f"http://127.0.0.1:{port}/{path.name}"
        finally:
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def by_curl(url: str, folder: Path) -> dict[str, float]:
    command = ["curl", "--silent", "--fail", "--noproxy", "*", "--output", str(folder / "curl.bin"), url]
    started = time.perf_counter()
    subprocess.run(command, check=True, timeout=PATIENCE_S)
    return {"seconds": time.perf_counter() - started}


def by_plugin(url: str, folder: Path) -> dict[str, float]:
    return _watched(lambda loop: _start_task(url, folder, loop))


def _start_task(url: str, folder: Path, loop: QEventLoop) -> Any:
    task = FetchTask(url, folder)
    task.succeeded.connect(lambda _seconds: loop.quit())
    task.failed.connect(lambda error: print("failed:", error) or loop.quit())
    QgsApplication.taskManager().addTask(task)
    return task


def by_qgis(url: str, folder: Path) -> dict[str, float]:
    def start(loop: QEventLoop) -> Any:
        downloader = QgsFileDownloader(QUrl(url), str(folder / "qgis.bin"), delayStart=True)
        downloader.downloadExited.connect(loop.quit)
        downloader.startDownload()
        return downloader

    return _watched(start)


def _watched(start: Callable[[QEventLoop], Any]) -> dict[str, float]:
    """Run something asynchronous, and return its wall, memory growth and the longest gap of this thread."""
    loop, heart, peak = QEventLoop(), Heartbeat(), _Peak()
    before = _resident_mb()
    QTimer.singleShot(PATIENCE_S * 1000, loop.quit)
    heart.start()
    peak.start()
    started = time.perf_counter()
    kept = start(loop)
    loop.exec()
    seconds = time.perf_counter() - started
    gap = heart.stop()
    del kept
    return {"seconds": seconds, "longest_gap_s": gap, "memory_mb": max(0.0, peak.stop() - before)}


class _Peak:
    """Looks at the memory every 20 ms; what the process ever needed is of no use after the first round."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._highest = 0.0

    def start(self) -> None:
        self._look()
        self._timer.start(20)

    def stop(self) -> float:
        self._timer.stop()
        self._look()
        return self._highest

    def _look(self) -> None:
        self._highest = max(self._highest, _resident_mb())


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def compare(url: str, folder: Path) -> dict[str, list[dict[str, float]]]:
    """Fetch the file by each way in turn, and delete it each time."""
    ways = {"secims": by_plugin, "curl": by_curl, "QgsFileDownloader": by_qgis}
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for _round in range(ROUNDS):
        for name, fetch in ways.items():
            target = folder / name
            target.mkdir()
            measured[name].append(fetch(url, target))
            sizes = [path.stat().st_size for path in target.iterdir()]
            if sizes != [SIZE]:
                raise RuntimeError(f"{name} left {sizes}")
            shutil.rmtree(target)
            os.sync()
    return measured


def kill_and_go_on(path: Path, folder: Path, digest: str) -> dict[str, Any]:
    """Kill the server at a fifth, two fifths and three fifths, the client at two fifths."""
    port, log = free_port(), folder / "log"
    url, target = f"http://127.0.0.1:{port}/{path.name}", folder / "killed"
    target.mkdir()
    part = target / f"{path.name}.part"
    client = _client(url, target)
    started = time.perf_counter()
    for place in (1, 2, 3):
        with server_of(path, port, log):
            _wait_for(part, place * SIZE // 5, client)
            if place == 2:
                client.kill()
                client.communicate()
                client = _client(url, target)
                _wait_for(part, place * SIZE // 5 + SIZE // 20, client)
    with server_of(path, port, log):
        out, _ = client.communicate(timeout=PATIENCE_S)
    starts, sent = read_log(log)
    return {
        "sha256_is_right": out.strip() == digest,
        "answers": len(starts),
        "sent": sent,
        "fetched_ratio": sent / SIZE,
        "seconds": time.perf_counter() - started,
    }


def _client(url: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KILLED_CLIENT, url, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _wait_for(part: Path, size: int, client: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and client.poll() is None:
        with contextlib.suppress(OSError):
            if part.stat().st_size >= size:
                return
        time.sleep(0.002)


def table(measured: dict[str, list[dict[str, float]]]) -> str:
    """Return medians of wall, and the worst of memory and gap."""
    heads = ("1 GB from loopback" if SIZE == 1024**3 else f"{SIZE} bytes", "wall", "memory", "longest gap")
    rows = []
    for name, rounds in measured.items():
        wall = statistics.median(row["seconds"] for row in rounds)
        memory = max(row.get("memory_mb", 0) for row in rounds)
        gap = max(row.get("longest_gap_s", 0) for row in rounds)
        is_ours = "memory_mb" in rounds[0]
        rows.append(
            (
                name,
                f"{wall:.2f} s",
                f"+{memory:.0f} MB" if is_ours else "(a process of its own)",
                f"{gap * 1000:.0f} ms" if is_ours else "",
            )
        )
    return markdown_table(heads, rows)


def main() -> int:
    """Measure, print, save, judge."""
    with headless_qgis():
        measured, killed = measure()
    ours, curl = measured["secims"], measured["curl"]
    ratio = statistics.median(o["seconds"] for o in ours) / statistics.median(c["seconds"] for c in curl)
    print(table(measured))
    print(f"\nWall against curl: {ratio:.2f} (limit {WALL_LIMIT})")
    print(f"Killed: {killed['answers']} answers, {killed['fetched_ratio']:.4f} of the file fetched")
    save("download", {"measured": measured, "ratio": ratio, "killed": killed})
    return verdict(_failures(ours, ratio, killed))


def measure() -> tuple[dict[str, list[dict[str, float]]], dict[str, Any]]:
    """Return what each way took, and what came of the kills."""
    folder = Path(tempfile.mkdtemp(prefix="secims-download-"))
    try:
        path = folder / "big.bin"
        digest = make_file(path)
        with server_of(path, free_port(), folder / "log") as url:
            by_plugin(url, _made(folder / "first"))  # modules are loaded, threads made
            shutil.rmtree(folder / "first")
            measured = compare(url, folder)
        (folder / "log").unlink()
        killed = kill_and_go_on(path, folder, digest)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return measured, killed


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _failures(ours: list[dict[str, float]], ratio: float, killed: dict[str, Any]) -> list[str]:
    checks = (
        (ratio <= WALL_LIMIT, f"wall {ratio:.2f} x curl's"),
        (max(row["memory_mb"] for row in ours) <= MEMORY_LIMIT_MB, "memory grows"),
        (max(row["longest_gap_s"] for row in ours) <= GAP_LIMIT_S, "the GUI thread stands still"),
        (killed["sha256_is_right"], "the killed download is not the file"),
        (killed["fetched_ratio"] <= FETCHED_LIMIT, "too much was fetched twice"),
    )
    return [words for is_kept, words in checks if not is_kept]


if __name__ == "__main__":
    sys.exit(main())
