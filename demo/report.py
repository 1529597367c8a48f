"""The report of a journey: one entry a step."""

from __future__ import annotations

import json
import time
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class UnexpectedError(AssertionError):
    """A step did not come out as it should."""


def expect(outcome: object, what: str) -> None:
    """Fail the step unless the outcome is true."""
    if not outcome:
        raise UnexpectedError(what)


class Report:
    """Steps with their time and facts; each is printed as it ends."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Run a step; what fails is noted, and the journey goes on with the next one."""
        facts: dict[str, Any] = {}
        start, error = time.monotonic(), ""
        try:
            yield facts
        except Exception as caught:  # noqa: BLE001 - whatever it was belongs into the report
            error = str(caught) or type(caught).__name__
            if not isinstance(caught, UnexpectedError):
                facts["traceback"] = traceback.format_exc().splitlines()[-12:]
        seconds = round(time.monotonic() - start, 3)
        entry = {"name": name, "ok": not error, "seconds": seconds, "facts": facts}
        if error:
            entry["error"] = error
        self.steps.append(entry)
        print(
            f"{'ok    ' if not error else 'FAILED'} {seconds:7.2f} s  {name}  {error or _short(facts)}",
            flush=True,
        )

    @property
    def ok(self) -> bool:
        """Whether every step came out as it should."""
        return bool(self.steps) and all(step["ok"] for step in self.steps)

    def write(self, path: Path, **about: Any) -> None:
        """Write the report as JSON."""
        text = json.dumps({**about, "ok": self.ok, "steps": self.steps}, indent=1, ensure_ascii=False)
        path.write_text(text, "utf-8")


def _short(facts: dict[str, Any]) -> str:
    shown = [f"{name}={value}" for name, value in facts.items() if isinstance(value, (str, int, float))]
    return ", ".join(shown)[:120]
