"""What the catalogue has of a record, as it is: its ISO 19139 document, or its JSON."""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal, pyqtSlot
from qgis.PyQt.QtGui import QFontDatabase, QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from secims_qgis.gui.results_model import title_of
from secims_qgis.gui.services import session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model import Flavour
from secims_qgis.network.errors import CancelledError, LinkRefusedError, SecimsError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Connection, Record
    from secims_qgis.network import QgisSession

SHOWN_MAX = 300_000
"""Characters shown; the laying out of more would stop QGIS."""
LINE_MAX = 2_000
DOCUMENT_MAX_BYTES = 5_000_000
_XML = "application/xml, text/xml;q=0.9, */*;q=0.1"


class RawFormat(Enum):
    """How a document is written."""

    ISO = "ISO 19139"
    JSON = "JSON"


class RawDocuments(QObject):
    """Fetches a document when somebody wants to see it, and shows it in a window of its own."""

    fetching_started = pyqtSignal()
    fetching_ended = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, tasks: TaskKeeper, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._window = tasks, window
        self._task: RawTask | None = None
        self.shown: RawWindow | None = None

    def show(self, connection: Connection, record: Record, wanted: RawFormat) -> None:
        """Fetch a document and show it; an earlier wish is dropped."""
        self.stop()
        self._task = RawTask(connection, record, wanted, session_for(connection))
        self._task.succeeded.connect(self._succeeded)
        self._task.failed.connect(self._failed)
        self.fetching_started.emit()
        self._tasks.start(self._task, 80)

    def stop(self) -> None:
        """Fetch nothing any more, and close the window."""
        task, self._task = self._task, None
        if task is not None:
            task.succeeded.disconnect(self._succeeded)
            task.failed.disconnect(self._failed)
            task.cancel()
            self.fetching_ended.emit()
        if self.shown is not None:
            self.shown.close()

    @pyqtSlot(object)
    def _succeeded(self, text: str) -> None:
        task, self._task = self._task, None
        self.fetching_ended.emit()
        if task is None:
            return
        self.shown = RawWindow(f"{title_of(task.record)} ({task.wanted.value})", text, self._window)
        self.shown.destroyed.connect(self._forget)
        self.shown.show()

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        self._task = None
        self.fetching_ended.emit()
        if not isinstance(error, CancelledError):
            self.failed.emit(error)

    def _forget(self, *_window: object) -> None:
        self.shown = None


class RawWindow(QDialog):
    """Plain text, read only, beside QGIS: nothing waits for it."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.close)
        rows = QVBoxLayout(self)
        rows.addWidget(self.text)
        rows.addWidget(buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 48, unit * 36)


class RawTask(WorkTask):
    """One document; it goes where the user sent us, but from a public catalogue into no private network."""

    def __init__(
        self, connection: Connection, record: Record, wanted: RawFormat, session: QgisSession
    ) -> None:
        super().__init__(tr("Document of a dataset"), session)
        self._session = session
        self.connection, self.record, self.wanted = connection, record, wanted

    def work(self) -> str:
        from secims_qgis.distributions.look_up import LookUp
        from secims_qgis.network import fetch_bytes

        look = LookUp(self._session, self.connection.url, bidden=True)
        if self.wanted is RawFormat.JSON:
            text = json.dumps(look.json(self.record.url), indent=2, ensure_ascii=False)
        else:
            url = iso_address(self.record, self.connection.flavour)
            if not look.may_ask(url):
                raise LinkRefusedError("a public catalogue leads into a private network", url=url)
            # As the server wrote it: what is only shown is not read.
            body = fetch_bytes(self._session, url, headers={"Accept": _XML}, max_bytes=DOCUMENT_MAX_BYTES)
            text = body.decode("utf-8", "replace")
            text = text if "\n" in text else text.replace("><", ">\n<")
        return shortened(text)


def iso_address(record: Record, flavour: Flavour) -> str:
    """Return where the ISO document of a record is: its own link, or how pycsw gives it."""
    if record.iso_url:
        return record.iso_url
    if flavour is Flavour.CSW:
        return record.url
    return f"{record.url}{'&' if '?' in record.url else '?'}f=xml"


def shortened(text: str) -> str:
    """Return a document that can be laid out in no time: no line and no text without end."""
    lines = [line if len(line) <= LINE_MAX else f"{line[:LINE_MAX]} …" for line in text.splitlines()]
    whole = "\n".join(lines)
    if len(whole) <= SHOWN_MAX:
        return whole
    return whole[:SHOWN_MAX] + "\n" + tr("… (cut; the whole is in the catalogue)")
