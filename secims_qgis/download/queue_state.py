"""The state of the download queue: which jobs there are, and what they may do next. No Qt, no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from typing import Any

AT_ONCE = 2
"""Downloads that run at the same time, unless the user wants it otherwise."""
AT_ONCE_MAX = 4
JOBS_MAX = 50
"""Jobs on the list; the oldest that is over goes first."""


class JobState(Enum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    RETRYING = "retrying"
    CHECKING = "checking"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself, and nothing is to be continued."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def is_active(self) -> bool:
        """Whether a task works on it."""
        return self in {JobState.RUNNING, JobState.RETRYING, JobState.CHECKING}

    @property
    def is_under_way(self) -> bool:
        """Whether it would go on by itself."""
        return self.is_active or self is JobState.WAITING


@dataclass(frozen=True)
class KeptJob:
    """A job as it outlives QGIS.

    ``order`` is what has to be known to begin again, as JSON values; the layer above reads it. Sizes
    are in bytes; ``added`` is an ISO 8601 time in UTC; ``project`` the file of the project that the
    layers are for. ``files`` and ``sha256`` are those of a job that is done. ``was_interrupted`` marks one
    that was under way when QGIS ended.
    """

    id: str
    state: JobState
    title: str = ""
    folder: str = ""
    received_bytes: int = 0
    total_bytes: int | None = None
    files: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    added: str = ""
    project: str = ""
    was_interrupted: bool = False
    order: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {**asdict(self), "state": self.state.value}

    @classmethod
    def from_json(cls, values: Any) -> KeptJob:
        """Return the job that was kept.

        Raises:
            ValueError, TypeError, KeyError: these are no values of a job.
        """
        names = {item.name for item in fields(cls)}
        known = {name: value for name, value in values.items() if name in names}
        known["state"] = JobState(known["state"])
        for name in ("files", "sha256"):
            known[name] = tuple(str(item) for item in known.get(name, ()))
        job = cls(**known)
        is_sound = isinstance(job.id, str) and job.id and isinstance(job.order, dict)
        if not is_sound or not isinstance(job.received_bytes, int):
            raise ValueError("no job of the download queue")
        return job

    def found_again(self) -> KeptJob:
        """Return the job as it stands after QGIS has ended: what was under way waits to be continued."""
        if not self.state.is_under_way:
            return self
        return replace(self, state=JobState.PAUSED, was_interrupted=True)


def startable(states: Sequence[JobState], at_once: int) -> list[int]:
    """Return which of the waiting jobs may begin now, by their places on the list.

    A job that waits for its server to come back leaves its place to another, up to ``AT_ONCE_MAX`` in
    all: one dead server does not hold up the others.
    """
    running = sum(state in {JobState.RUNNING, JobState.CHECKING} for state in states)
    active = sum(state.is_active for state in states)
    free = max(0, min(at_once - running, AT_ONCE_MAX - active))
    return [place for place, state in enumerate(states) if state is JobState.WAITING][:free]


def to_forget(states: Sequence[JobState]) -> int | None:
    """Return the place of the job that makes room for a new one; None where there is room."""
    if len(states) < JOBS_MAX:
        return None
    return next((place for place, state in enumerate(states) if state.is_over), None)
