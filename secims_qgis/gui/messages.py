"""The one place where errors become words for people: what happened, then what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.gui.data_failures import DATA_FAILURES
from secims_qgis.gui.message import Activity, Failure, Message, MessageAction
from secims_qgis.gui.server_failures import SERVER_FAILURES
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.network import errors

__all__ = ["Activity", "Message", "MessageAction", "explain"]

_EXPLAINERS = {**SERVER_FAILURES, **DATA_FAILURES}


def explain(
    error: errors.SecimsError, activity: Activity = Activity.SEARCH, seconds: float | None = None
) -> Message:
    """Return what happened and what to do, in the user's language.

    ``seconds`` is how long the server took; it is told only where it says something.
    """
    failure = Failure(error, activity, seconds)
    for kind in type(error).__mro__:
        explainer = _EXPLAINERS.get(kind)
        if explainer is not None:
            message = explainer(failure)
            return _with_details(message, error)
    return _with_details(_unexpected(failure), error)


def _with_details(message: Message, error: errors.SecimsError) -> Message:
    text = " ".join(message.text.split())
    return Message(message.title, text, message.level, message.actions, f"{type(error).__name__}: {error}")


def _unexpected(_failure: Failure) -> Message:
    return Message(
        tr("Something went wrong in the plugin."),
        tr("Copy the details and report them, please. QGIS and your project are not affected."),
    )
