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
    """A recommended distribution and, in at most 40 characters where possible, why.

    ``note`` is a sentence with numbers about what it costs, or a warning; empty where there is
    nothing to say.
    """

    distribution: Distribution
    why: str
    note: str = ""
