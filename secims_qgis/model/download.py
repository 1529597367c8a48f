"""How a download goes and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DownloadProgress:
    """Where a download stands; ``total_bytes`` is None where the server does not say.

    ``retry_in_s`` is set while it waits after an error, which is then ``trouble``: the seconds until it
    tries again.
    """

    title: str
    received_bytes: int
    total_bytes: int | None
    bytes_per_s: float = 0.0
    verifying: bool = False
    retry_in_s: float | None = None
    trouble: Exception | None = None


@dataclass(frozen=True)
class DownloadResult:
    """Files that arrived whole.

    ``sha256`` holds the hex digest of each file, in the order of ``files``. ``bytes`` is their sum.
    ``resumed_from`` is the number of bytes that an earlier, broken attempt had left. The parts of a
    dataset that is split are joined: then ``files`` begins with the file that holds all of it. ``notes``
    say what a user should know, such as why parts were not joined.
    """

    files: tuple[Path, ...]
    sha256: tuple[str, ...]
    bytes: int
    resumed_from: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtractResult(DownloadResult):
    """A file that was made of live data.

    ``features`` is the number of features of an extract of features, ``pixels`` that of the pixels of a
    band of an extract of a coverage, ``tiles`` that of the tiles of an extract of tiles; None elsewhere.
    """

    features: int | None = None
    pixels: int | None = None
    tiles: int | None = None
