"""What is said of a live coverage or map that is not drawn as it could be."""

from __future__ import annotations

import math
import re
import time
from typing import TYPE_CHECKING

from qgis.core import Qgis

from secims_qgis.gui.formats import one_line
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.live.coverage_state import ViewState

_ADDRESS = re.compile(r" \(https?://\S+\)(?=: |$)")
_HOUR_S, _DAY_S = 3600, 86400


def view_words(name: str, state: ViewState) -> tuple[str, Qgis.MessageLevel]:
    """Return what to say, and how urgently; empty where all is well."""
    from secims_qgis.live.coverage_state import View

    named = one_line(name)
    if state.view is View.PREVIEW:
        # Short: the bar has room for little beside the buttons.
        return tr("{name}: coarse preview. Zoom in for full detail.").format(
            name=named
        ), Qgis.MessageLevel.Info
    if state.view is View.OFFLINE:
        words = tr("{name}: the server cannot be reached; drawn as last seen.")
        return words.format(name=named), Qgis.MessageLevel.Warning
    if state.view is View.FAILED:
        words = tr("{name} could not be drawn: {cause}")
        return words.format(name=named, cause=_cause(state)), Qgis.MessageLevel.Warning
    if state.view is View.INCOMPLETE:
        words = tr("{name}: values are missing in what was calculated or saved: {cause}")
        return words.format(name=named, cause=_cause(state)), Qgis.MessageLevel.Warning
    return "", Qgis.MessageLevel.Info


def _cause(state: ViewState) -> str:
    """Return why; without the address, which stands in the log: the bar has no room for it."""
    return _ADDRESS.sub("", one_line(state.text))


def mark_words(state: ViewState) -> tuple[str, str]:
    """Return what a mark in the layer tree says, and its icon; empty where all is well."""
    from secims_qgis.live.coverage_state import View

    words = {
        View.PREVIEW: (tr("Coarse preview: click to load more, or zoom in."), "mIndicatorLowAccuracy"),
        View.OFFLINE: (tr("Offline: the server cannot be reached. Click to try again."), "mIconWarning"),
        View.FAILED: (tr("Not drawn as a whole. Click to try again."), "mIconWarning"),
        View.INCOMPLETE: (tr("Values were missing in a calculation. Click to try again."), "mIconWarning"),
    }
    return words.get(state.view, ("", ""))


def load_words(state: ViewState) -> str:
    """Return what a button says that lets a whole view be loaded."""
    return tr("Load {mb} MB…").format(mb=math.ceil(state.needed_mb))


def load_tip(state: ViewState) -> str:
    """Return why it is not loaded at once."""
    words = tr("At most {budget} MB are loaded for one view of this layer. Change it here.")
    return words.format(budget=f"{state.budget_mb:g}")


def kept_words(size_bytes: int, since: float | None) -> str:
    """Return how much is kept on this computer, and how old it is."""
    if since is None:
        return tr("Nothing is kept on this computer yet.")
    megabytes = f"{size_bytes / 1e6:.1f}"
    age_s = max(0.0, time.time() - since)
    if age_s < _HOUR_S:
        return tr("{mb} MB on this computer, fetched less than an hour ago.").format(mb=megabytes)
    if age_s < _DAY_S:
        words = tr("{mb} MB on this computer, the oldest fetched {hours} h ago.")
        return words.format(mb=megabytes, hours=int(age_s // _HOUR_S))
    words = tr("{mb} MB on this computer, the oldest fetched {days} d ago.")
    return words.format(mb=megabytes, days=int(age_s // _DAY_S))
