"""Build the demo's data once, into one folder, what is published always the same for the same sources."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from demo.paths import DEMO_FOLDER, data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAMP = "built.json"
SEED = 1979  # the year of independence


def sources_hash() -> str:
    """Return a hash over everything that shapes the data."""
    digest = hashlib.sha256()
    shaping = (
        "geography", "terrain", "society", "roads", "buildings", "nature", "zones", "vectors",
        "spatialite", "documents", "sea",
    )  # fmt: skip
    names = [
        f"{name}.py" for name in (*shaping, "pictures", "thumbnails", "rasters", "tiles", "files", "build")
    ]
    for path in [*(DEMO_FOLDER / name for name in names), *sorted((DEMO_FOLDER / "data").glob("*"))]:
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_built(folder: Path) -> bool:
    """Tell whether the folder holds the finished data of these sources."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return stamp.get("sources") == sources_hash()


def build() -> Path:
    """Build the data if it is missing or out of date; return its folder.

    Another build of the same folder is waited for. An interrupted build leaves nothing that
    could be mistaken for a finished one.
    """
    folder = data_folder()
    if is_built(folder):
        _say(f"Demo data is up to date in {folder}")
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_name(f".{folder.name}.lock")):
        if not is_built(folder):
            _build_into(folder)
    return folder


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another build of the demo data is running; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _build_into(folder: Path) -> None:
    from demo.files import make_everything

    started = time.monotonic()
    scratch = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()

    def step(text: str) -> None:
        _say(f"  {time.monotonic() - started:5.1f} s  {text}")

    _say(f"Building demo data in {folder} ...")
    make_everything(scratch, SEED, step)
    (scratch / STAMP).write_text(json.dumps({"sources": sources_hash()}), encoding="utf-8")
    _fix_dates(scratch)
    shutil.rmtree(folder, ignore_errors=True)
    scratch.rename(folder)
    step("done")


def _fix_dates(folder: Path) -> None:
    """Give every file one date, so that Last-Modified and ETag do not change with a rebuild."""
    date = 1_717_200_000  # 2024-06-01T00:00:00Z
    for path in folder.rglob("*"):
        os.utime(path, (date, date))
