"""Parts that arrived before another one failed: kept, and not fetched again."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable

from secims_qgis.download.fetch import FetchedFile
from secims_qgis.download.folder import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".secims-parts.json"
MAX_AGE_S = 24 * 60 * 60
"""Older parts are fetched again: those that are still to come may be of another edition."""


class KeptParts:
    """The note in a folder that says which parts of which addresses are there."""

    def __init__(self, folder: Path) -> None:
        """Read the note, if there is one that can be read."""
        self._path = folder / NAME
        self._parts: dict[str, dict[str, Any]] = {}
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(stored, dict):
            self._parts = {url: part for url, part in stored.items() if isinstance(part, dict)}

    @property
    def paths(self) -> list[Path]:
        """The files that are noted."""
        return [self._path.parent / str(part.get("name")) for part in self._parts.values()]

    def get(self, url: str, check: Callable[[], None]) -> FetchedFile | None:
        """Return the part of an address, if it is there as it arrived; ``check`` may raise."""
        part = self._parts.get(url, {})
        name, digest, noted = part.get("name"), part.get("sha256"), part.get("time")
        if not isinstance(name, str) or not isinstance(noted, (int, float)) or "/" in name or "\\" in name:
            return None
        path = self._path.with_name(name)
        if time.time() - noted > MAX_AGE_S or not path.is_file() or sha256_of(path, check=check) != digest:
            return None
        size = path.stat().st_size
        return FetchedFile(path, str(digest), size, size)

    def keep(self, url: str, file: FetchedFile) -> None:
        """Note that a part is there."""
        self._parts[url] = {"name": file.path.name, "sha256": file.sha256, "time": time.time()}
        with suppress(OSError):  # then it is fetched again
            self._path.write_text(json.dumps(self._parts), encoding="utf-8")

    def forget(self) -> None:
        """Remove the note: all parts are there."""
        with suppress(OSError):
            self._path.unlink()
