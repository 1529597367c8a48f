"""Written is not yet on the disk: makes it so before a file gets its name, where that is worth the wait."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

LARGE_BYTES = 64 * 1024 * 1024
FAST_BYTES_PER_S = 50_000_000
"""A line faster than this is one in the same house."""


def sync_file(path: Path, new_bytes: int, seconds: float) -> None:
    """Write a file's bytes to the disk, ``new_bytes`` of which arrived within ``seconds``.

    A line is slower than a disk nearly always: the system has written most of the bytes by the time
    that the last ones arrive, and the rest takes a moment. Of a large file that came faster than many
    disks write, the rest is left to ``sync_placed``; a power cut within those seconds could damage it.
    """
    if new_bytes < LARGE_BYTES or new_bytes < FAST_BYTES_PER_S * seconds:
        _sync(path)


def sync_placed(path: Path) -> None:
    """Make a file and its new name survive a power cut; nobody waits for it."""
    paths = (path,) if os.name == "nt" else (path, path.parent)  # Windows cannot open folders
    threading.Thread(target=_sync, args=paths, name="secims-sync", daemon=True).start()


def _sync(*paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(OSError):  # gone again, or a file system that does not know how
            # Windows syncs only what is open for writing, Linux opens folders only for reading.
            handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
