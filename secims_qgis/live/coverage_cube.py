"""What a coverage of several variables and times has besides the pixels of one of them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import Enum
from typing import Any

from secims_qgis.live import coverage_times as times

MAX_VARIABLES = 1000
MAX_NAME = 200


class TimeForm(str, Enum):
    """How the server wants to be told the time."""

    INTERVAL_Z = "interval-z"
    """``datetime`` from the time to itself, as RFC 3339 has it."""
    INTERVAL = "interval"
    """The same without the Z, which pygeoapi's xarray provider takes for another time zone."""
    INSTANT_Z = "instant-z"
    """``datetime`` with one time."""
    SUBSET = "subset"
    """``subset`` of the axis of times."""


@dataclass(frozen=True)
class Variable:
    """Something that was measured, or computed, for each cell: a parameter of the collection."""

    key: str
    title: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """What it is called for people."""
        name = self.title or self.key
        return f"{name} [{self.unit}]" if self.unit else name


@dataclass(frozen=True)
class Cube:
    """``variable`` is the key of the one that is shown, ``variables`` are all that can be.

    ``steps`` are the times in seconds since 1970, UTC, rising; empty without an axis of times.
    ``step`` is the index of the one that is shown where nobody asks for another. The grid of a
    coverage whose longitudes run from 0 to 360 is turned to the west of Greenwich: ``native_left``
    is where its own first column begins, ``turn`` which of its columns stands first in ours.
    """

    variable: str
    variables: tuple[Variable, ...] = ()
    steps: tuple[float, ...] = ()
    step: int = 0
    time_form: TimeForm = TimeForm.INTERVAL_Z
    time_axis: str = ""
    native_left: float | None = None
    turn: int = 0

    @property
    def seconds(self) -> float | None:
        """The time that is shown, in seconds since 1970; None without an axis of times."""
        return self.steps[self.step] if self.steps else None

    @property
    def time_words(self) -> str:
        """The time that is shown, for people and tile keys; empty without one."""
        return "" if self.seconds is None else times.iso(self.seconds)

    def time_range(self) -> tuple[str, str] | None:
        """Return the times to ask for; an interval where steps are no whole seconds."""
        if self.seconds is None:
            return None
        return times.iso(math.floor(self.seconds)), times.iso(math.ceil(self.seconds))


def cube_text(cube: Cube | None) -> str:
    """Return a cube as text for a layer's source; empty for none."""
    if cube is None:
        return ""
    return json.dumps(
        {
            "variable": cube.variable,
            "variables": [[item.key, item.title, item.unit] for item in cube.variables],
            "steps": times.packed(cube.steps),
            "step": cube.step,
            "timeForm": cube.time_form.value,
            "timeAxis": cube.time_axis,
            "nativeLeft": cube.native_left,
            "turn": cube.turn,
        }
    )


def cube_of(text: str) -> Cube | None:
    """Read what ``cube_text`` wrote.

    Raises:
        ValueError, TypeError, KeyError: it is something else, or out of range.
    """
    if not text:
        return None
    document: dict[str, Any] = json.loads(text)
    steps, native_left = times.unpacked(document["steps"]), document["nativeLeft"]
    cube = Cube(
        variable=str(document["variable"]),
        variables=tuple(Variable(*map(str, item)) for item in document["variables"][:MAX_VARIABLES]),
        steps=steps,
        step=int(document["step"]),
        time_form=TimeForm(document["timeForm"]),
        time_axis=str(document["timeAxis"]),
        native_left=None if native_left is None else float(native_left),
        turn=int(document["turn"]),
    )
    if not cube.variable or not 0 <= cube.step < max(1, len(steps)) or cube.turn < 0:
        raise ValueError("variable or time")
    return cube
