"""Tells what came into the project: in the record while it is seen, else in the message bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.commands import Command
from secims_qgis.gui.crs_words import ALARMING, added_but, position_words
from secims_qgis.gui.downloads import DownloadJob, DownloadQueue, JobState
from secims_qgis.gui.left_records import LeftRecords
from secims_qgis.gui.message_page import PageButton
from secims_qgis.gui.messages import Activity, MessageAction, explain
from secims_qgis.gui.results_model import title_of
from secims_qgis.model import CrsVerdict, Record
from secims_qgis.network.errors import CancelledError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.layer_adder import Added, AddFailure, LayerAdder
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.workspace import Workspace

BRIEF_S = 5
_COMMANDS: dict[object, Command] = {
    MessageAction.TRY_AGAIN: Command.ADD,
    MessageAction.DOWNLOAD: Command.DOWNLOAD,
}
"""What is done about a failure."""


class ProjectNews(QObject):
    """Never says the same in two places."""

    report_wanted = pyqtSignal(object, object)
    folder_wanted = pyqtSignal()
    network_settings_wanted = pyqtSignal()
    edit_catalogue_wanted = pyqtSignal()
    command_repeated = pyqtSignal(object, object, object)

    def __init__(
        self, workspace: Workspace, page: RecordPage, adder: LayerAdder, queue: DownloadQueue
    ) -> None:
        super().__init__(page)
        self._bar, self._page, self._adder = workspace.message_bar, page, adder
        self._is_dock_seen = False
        self._items: list[QgsMessageBarItem] = []
        self._failed: AddFailure | None = None
        self._last: Added | None = None
        adder.opening_started.connect(self._say_opening)
        adder.layers_added.connect(self._say_added)
        adder.adding_failed.connect(self._say_failure)
        queue.job_ended.connect(self._say_job)
        page.notice.action_chosen.connect(self._take)

    def set_dock_seen(self, *, is_seen: bool) -> None:
        """Say whether somebody can see the record page."""
        self._is_dock_seen = is_seen

    def say_refused(self, why: str) -> None:
        """Say why a command cannot be given."""
        if self._is_dock_seen and self._page.isVisible():
            self._page.notice.say(why)
        else:
            self._push(why, Qgis.MessageLevel.Info, BRIEF_S)

    def stop(self) -> None:
        """Take the messages of the plugin off the bar."""
        for item in self._items:
            self._bar.popWidget(item)
        self._items.clear()

    def _say_opening(self, record: Record) -> None:
        if self._is_open(record):
            self._page.notice.say_working(tr("Opening the layer…"))
            self._page.header.busy.set_busy(is_busy=True)

    def _say_added(self, added: Added) -> None:
        self._last = added
        self._page.header.busy.set_busy(is_busy=False)
        name = added.source.name
        is_asked = not any(LeftRecords().has(layer) for layer in added.layers)
        if added.report is not None and added.report.verdict in ALARMING and is_asked:
            if self._is_open(added.record):
                self._page.notice.hide()
            self._push(added_but(name, added.report), Qgis.MessageLevel.Warning, 0, added)
            return
        words = tr("Added to the map. {position}.").format(position=position_words(added.report))
        if self._is_open(added.record):
            differs = added.report is not None and (
                added.report.verdict is CrsVerdict.DIFFERS or bool(added.report.remedies)
            )
            buttons = (PageButton(tr("Show"), "show_report"),) if differs else ()
            self._page.notice.say(words, "mIconInfo" if differs else "mIconSuccess", buttons)
        elif not self._is_dock_seen:
            text = tr("{name} was added. {position}.").format(
                name=name, position=position_words(added.report)
            )
            self._push(text, Qgis.MessageLevel.Success, BRIEF_S)

    def _say_failure(self, failure: AddFailure) -> None:
        self._page.header.busy.set_busy(is_busy=False)
        self._failed = failure
        message = explain(failure.error, Activity.ADD)
        if self._is_open(failure.record):
            if isinstance(failure.error, CancelledError):
                self._page.notice.hide()
            else:
                self._page.notice.say_message(message)
        elif not isinstance(failure.error, CancelledError):
            self._push(f"{title_of(failure.record)}: {message.sentence}", message.level, 0)

    def _say_job(self, job: DownloadJob) -> None:
        """Tell of a download only where its strip is not seen; the strip says it otherwise."""
        status = job.status
        if self._is_dock_seen or status.state is JobState.CANCELLED:
            return
        if status.state is JobState.FAILED and status.message is not None:
            self._push(f"{job.order.title}: {status.message.sentence}", status.message.level, 0)
        elif status.state is JobState.DONE and not job.order.wants_layers:
            self._push(
                tr("{title} was downloaded.").format(title=job.order.title),
                Qgis.MessageLevel.Success,
                BRIEF_S,
            )

    def _take(self, action: object) -> None:
        record = self._page.record
        if action == "cancel" and record is not None:
            self._adder.cancel(record)
        elif action == "show_report" and self._last is not None:
            self.report_wanted.emit(self._last.source, self._last.report)
        elif action is MessageAction.CHOOSE_FOLDER:
            self.folder_wanted.emit()
        elif action is MessageAction.NETWORK_SETTINGS:
            self.network_settings_wanted.emit()
        elif action is MessageAction.EDIT_CATALOGUE:
            self.edit_catalogue_wanted.emit()
        elif action in _COMMANDS and self._failed is not None:
            failed, self._failed = self._failed, None
            self._page.notice.hide()
            self.command_repeated.emit(_COMMANDS[action], failed.record, failed.offer)

    def _is_open(self, record: Record) -> bool:
        shown = self._page.record
        is_same = shown is not None and shown.id == record.id
        return is_same and self._is_dock_seen and self._page.isVisible()

    def _push(self, text: str, level: Qgis.MessageLevel, seconds: int, added: Added | None = None) -> None:
        item = QgsMessageBarItem(tr("SEC-IMS"), _as_plain(text), level, seconds)
        if added is not None:
            # With the item as its parent, the button lives as long as the item does.
            button = QPushButton(tr("Show"), item)
            button.clicked.connect(lambda _checked=False: self._show_report(item, added))
            item.layout().addWidget(button)
        item.destroyed.connect(lambda _item=None: self._forget(item))
        self._items.append(item)
        self._bar.pushItem(item)

    def _show_report(self, item: QgsMessageBarItem, added: Added) -> None:
        self.report_wanted.emit(added.source, added.report)
        self._bar.popWidget(item)

    def _forget(self, item: QgsMessageBarItem) -> None:
        if item in self._items:
            self._items.remove(item)


def _as_plain(text: str) -> str:
    """Return text for a bar that reads HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
