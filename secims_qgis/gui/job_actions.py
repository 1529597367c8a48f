"""What can be done with a download; buttons, menu and keys name the same actions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from secims_qgis.download.queue_state import JobState
from secims_qgis.download.sources import LAYER_CONTENTS
from secims_qgis.gui import theme
from secims_qgis.gui.commands import CommandLook
from secims_qgis.gui.layer_choice import CHOICE_FROM
from secims_qgis.gui.message import MessageAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.download_job import DownloadJob, JobStatus


_WITH_LAYERS = frozenset({*LAYER_CONTENTS, ".zip"})


class JobAction(Enum):
    """An action on one download."""

    PAUSE = "pause"
    RESUME = "resume"
    TRY_AGAIN = "try_again"
    TRY_NOW = "try_now"
    CHOOSE_FOLDER = "choose_folder"
    CHOOSE_LAYERS = "choose_layers"
    ADD_TO_PROJECT = "add_to_project"
    SHOW_FOLDER = "show_folder"
    START_FIRST = "start_first"
    COPY_DETAILS = "copy_details"
    REMOVE = "remove"
    CANCEL = "cancel"


def action_look(action: JobAction) -> CommandLook:
    """Return name, icon and keys of an action."""
    looks = {
        JobAction.PAUSE: CommandLook(tr("Pause"), "temporal_navigation/pause", "Space"),
        JobAction.RESUME: CommandLook(tr("Resume"), "mActionPlay", "Space"),
        JobAction.TRY_AGAIN: CommandLook(tr("Try Again"), "mActionRefresh", "Space"),
        JobAction.TRY_NOW: CommandLook(tr("Try Now"), "mActionRefresh"),
        JobAction.CHOOSE_FOLDER: CommandLook(tr("Choose Another Folder…"), "mIconFolderOpen"),
        JobAction.CHOOSE_LAYERS: CommandLook(tr("Choose Layers…"), "mActionAddLayer", "Return"),
        JobAction.ADD_TO_PROJECT: CommandLook(tr("Add to Project"), "mActionAddLayer", "Return"),
        JobAction.SHOW_FOLDER: CommandLook(tr("Show in Folder"), "mIconFolderOpen"),
        JobAction.START_FIRST: CommandLook(tr("Start First"), "mActionArrowUp"),
        JobAction.COPY_DETAILS: CommandLook(tr("Copy Details"), "mActionEditCopy"),
        JobAction.REMOVE: CommandLook(tr("Take off the List"), "mIconClearText", "Del"),
        JobAction.CANCEL: CommandLook(tr("Cancel"), "mIconClearText", "Del"),
    }
    return looks[action]


def actions_of(status: JobStatus) -> tuple[JobAction, ...]:
    """Return what can be done now, the most useful first."""
    if status.state is JobState.DONE:
        return _after_success(status)
    if status.state is JobState.FAILED:
        wanted = status.message.actions if status.message is not None else ()
        elsewhere = (JobAction.CHOOSE_FOLDER,) if MessageAction.CHOOSE_FOLDER in wanted else ()
        details = (JobAction.COPY_DETAILS,) if status.message is not None else ()
        return (*elsewhere, JobAction.TRY_AGAIN, JobAction.REMOVE, *details)
    by_state = {
        JobState.WAITING: (JobAction.PAUSE, JobAction.CANCEL, JobAction.START_FIRST),
        JobState.RUNNING: (JobAction.PAUSE, JobAction.CANCEL),
        JobState.CHECKING: (JobAction.PAUSE, JobAction.CANCEL),
        JobState.RETRYING: (JobAction.TRY_NOW, JobAction.CANCEL, JobAction.PAUSE),
        JobState.PAUSED: (JobAction.RESUME, JobAction.CANCEL, JobAction.START_FIRST),
        JobState.CANCELLED: (JobAction.TRY_AGAIN, JobAction.REMOVE),
    }
    return by_state[status.state]


def _after_success(status: JobStatus) -> tuple[JobAction, ...]:
    if status.files and not any(path.exists() for path in status.files):
        return (JobAction.TRY_AGAIN, JobAction.REMOVE)
    if not any(path.suffix.lower() in _WITH_LAYERS for path in status.files):
        return (JobAction.SHOW_FOLDER, JobAction.REMOVE)
    has_choice = status.fetched is not None and len(status.fetched.layers) >= CHOICE_FROM
    if status.is_in_project:
        return (JobAction.SHOW_FOLDER, JobAction.REMOVE, JobAction.ADD_TO_PROJECT)
    add = JobAction.CHOOSE_LAYERS if has_choice else JobAction.ADD_TO_PROJECT
    return (add, JobAction.SHOW_FOLDER, JobAction.REMOVE)


def job_menu(job: DownloadJob, parent: QWidget) -> QMenu:
    """Return the menu of a job; what ends it stands below a line."""
    menu = QMenu(parent)
    actions = actions_of(job.status)
    last = {JobAction.CANCEL, JobAction.REMOVE}
    for action in [item for item in actions if item not in last]:
        menu.addAction(_menu_action(action, menu))
    menu.addSeparator()
    for action in [item for item in actions if item in last]:
        menu.addAction(_menu_action(action, menu))
    return menu


def _menu_action(action: JobAction, menu: QMenu) -> QAction:
    look = action_look(action)
    shown = QAction(theme.icon(look.icon), f"{look.text}\t{look.keys}" if look.keys else look.text, menu)
    shown.setData(action)
    return shown
