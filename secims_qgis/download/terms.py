"""The terms of a download: how patient, how fast, and what stays when it is stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

from secims_qgis.download.pace import RateLimit
from secims_qgis.download.patience import BRIEF, Patience


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Terms:
    """What the one who starts a download decides.

    ``keeps_bytes`` is asked when the download is cancelled: whether what has arrived stays, as after a
    pause, or goes. ``rate_limit`` may be shared by several downloads. ``is_hurried`` is asked while it waits
    for its server: whether to try again at once.
    """

    patience: Patience = BRIEF
    rate_limit: RateLimit = field(default_factory=RateLimit)
    keeps_bytes: Callable[[], bool] = _never
    is_hurried: Callable[[], bool] = _never
