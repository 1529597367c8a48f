"""Which distribution to take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .distribution import Distribution


class Purpose(str, Enum):
    """What the data is wanted for."""

    ANALYSIS = "analysis"
    LIVE = "live"
    DISPLAY = "display"

    def __str__(self) -> str:
        """Return the bare word, on every Python version."""
        return self.value


@dataclass(frozen=True)
class Choice:
    """A recommended distribution and, in at most 40 characters where possible, why."""

    distribution: Distribution
    why: str
