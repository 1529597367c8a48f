"""The cases: what a hostile or careless catalogue was thought capable of, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

LINES = (Path(__file__).parent.parent / "data/hostile.jsonl").read_text(encoding="utf-8").splitlines()
CASES = {case["name"]: case for case in map(json.loads, LINES)}


def payload(name: str) -> str:
    """What the catalogue says in this case."""
    return CASES[name]["payload"]
