"""How much one view of a coverage may load, where its layer says nothing else."""

from __future__ import annotations

from qgis.core import QgsSettings

from secims_qgis.live.coverage_source import DEFAULT_BUDGET_BYTES

SETTING = "secims/view_budget_mb"
LEAST_MB, MOST_MB = 1, 2_000
MB = 1_000_000


def default_budget_mb() -> int:
    """Return the MB (of 1,000,000 bytes) that a view of a new layer may load; any thread."""
    try:
        wanted = int(QgsSettings().value(SETTING, DEFAULT_BUDGET_BYTES // MB))
    except (TypeError, ValueError):  # somebody edited the file
        wanted = DEFAULT_BUDGET_BYTES // MB
    return max(LEAST_MB, min(MOST_MB, wanted))


def set_default_budget(megabytes: int) -> None:
    """Set it for layers that are opened from now on."""
    QgsSettings().setValue(SETTING, max(LEAST_MB, min(MOST_MB, megabytes)))
