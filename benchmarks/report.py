"""Tables for people, JSON for comparisons over time, and what is not as it should be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown, its columns as wide as their longest cell."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines
    )


def save(name: str, document: dict[str, Any]) -> Path:
    """Write ``build/bench/<name>.json`` and return its path."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return path


def verdict(failures: Sequence[str]) -> int:
    """Print what failed and return the exit status."""
    for failure in failures:
        print(f"FAILED: {failure}")
    if not failures:
        print("All limits are kept.")
    return 1 if failures else 0
