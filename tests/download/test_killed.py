"""Whatever is killed, and when: the file that arrives is the file that was offered."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.download.conftest import names_in
from tests.range_server import read_log

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 90
SIZE = 24_000_000
RATE = 12_000_000
LOST_AT_MOST = 16_000_000
"""Bytes on their way between two processes when one is killed: buffers of sockets, and Qt's."""
CLIENT = """
import sys
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
from secims_qgis.download import download
from secims_qgis.download.pace import RateLimit
from secims_qgis.download.patience import Patience
from secims_qgis.download.terms import Terms
from secims_qgis.model import Distribution, DistributionKind
wanted = Distribution(DistributionKind.FILE, sys.argv[1], format="bin")
terms = Terms(Patience(attempts=30, first_s=0.2, longest_s=1), RateLimit(int(sys.argv[3])))
result = download(wanted, sys.argv[2], terms=terms)
print(result.sha256[0], result.resumed_from, flush=True)
"""


@pytest.fixture
def big_file(tmp_path):
    path = tmp_path / "big.bin"
    path.write_bytes(random.Random(6).randbytes(SIZE))
    return path


@contextlib.contextmanager
def _server(port: int, path: Path, log: Path):
    command = [sys.executable, str(ROOT / "tests" / "range_server.py"), str(port), str(path), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout.readline() == "ready\n"
            yield server
        finally:
            server.kill()


def _client(port: int, folder: Path) -> subprocess.Popen:
    url = f"http://127.0.0.1:{port}/big.bin"
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, url, str(folder), str(RATE)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(folder: Path, size: int, client: subprocess.Popen, deadline: float) -> bool:
    """Wait until so many bytes are there; False where the download was faster."""
    part = folder / "big.bin.part"
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if part.stat().st_size >= size:
                return True
        if client.poll() is not None:
            return False
        time.sleep(0.01)
    raise AssertionError(f"{size} bytes did not arrive within {LIMIT_S} s: {names_in(folder)}")


def test_a_download_killed_at_random_moments_ends_with_the_exact_file(big_file, tmp_path):
    folder, log, port = tmp_path / "to", tmp_path / "log", _free_port()
    folder.mkdir()
    chance = random.Random()
    moments = sorted(chance.randrange(SIZE) for _kill in range(4))
    print("killed at", moments)
    deadline = time.monotonic() + LIMIT_S
    with _server(port, big_file, log):
        for moment in moments:
            client = _client(port, folder)
            _wait_for(folder, moment, client, deadline)
            client.kill()
            client.communicate(timeout=LIMIT_S)
            if (folder / "big.bin").exists():  # faster than the kill, on a busy machine
                assert (folder / "big.bin").read_bytes() == big_file.read_bytes()
                return
        out, _ = _client(port, folder).communicate(timeout=LIMIT_S)
    digest, resumed = out.split()
    assert digest == hashlib.sha256(big_file.read_bytes()).hexdigest()
    assert (folder / "big.bin").read_bytes() == big_file.read_bytes()
    assert names_in(folder) == ["big.bin"]
    assert int(resumed) >= moments[-1] - 1 or int(resumed) == 0
    starts, _sent = read_log(log)
    assert starts == sorted(starts)


def test_the_server_killed_three_times_and_the_client_once(big_file, tmp_path):
    folder, log, port = tmp_path / "to", tmp_path / "log", _free_port()
    folder.mkdir()
    deadline = time.monotonic() + LIMIT_S
    client = _client(port, folder)
    for place in (1, 2, 3):
        with _server(port, big_file, log):
            _wait_for(folder, place * SIZE // 5, client, deadline)
            if place == 2:
                client.kill()
                client.communicate(timeout=LIMIT_S)
                client = _client(port, folder)
                _wait_for(folder, place * SIZE // 5 + 1_000_000, client, deadline)
    with _server(port, big_file, log):
        out, _ = client.communicate(timeout=LIMIT_S)
    assert out.split()[0] == hashlib.sha256(big_file.read_bytes()).hexdigest()
    assert names_in(folder) == ["big.bin"]
    starts, sent = read_log(log)
    assert len(starts) >= 3
    assert starts == sorted(starts)
    assert sent <= SIZE + LOST_AT_MOST
