"""Records and distributions as JSON files, for scripts."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secims_qgis.model import Distribution, Record


def record_as_json(record: Record) -> dict[str, Any]:
    """Return a record without its distributions; ``bbox`` is west, south, east, north in degrees."""
    fields = asdict(record)
    fields.pop("distributions")
    fields["bbox"] = list(record.bbox.as_tuple()) if record.bbox is not None else None
    return fields


def distributions_as_json(distributions: Sequence[Distribution]) -> list[dict[str, Any]]:
    """Return distributions, each with the ``index`` by which algorithms are told which one to take."""
    return [
        {"index": index, **asdict(item), "kind": item.kind.value} for index, item in enumerate(distributions)
    ]


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Write a file, whole or not at all; an older one of that name is replaced.

    Raises:
        FolderError: nothing can be written there.
        DiskFullError: there is no room.
    """
    from secims_qgis.download.folder import folder_error

    # Catalogues deliver half characters too, which UTF-8 cannot hold.
    text = json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(text)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # it may not be there, or not even its folder
            part.unlink()
        raise folder_error(error, path) from error
