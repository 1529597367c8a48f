"""Edits one catalogue: name, address, authentication; and tests it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import pyqtSlot
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.search_words import dataset_count
from secims_qgis.gui.settings import setting_name
from secims_qgis.model import Connection, Flavour
from secims_qgis.network.link_policy import refusal
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QCloseEvent

    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner


class ConnectionDialog(QDialog):
    """A test asks the catalogue how many datasets it has; OK does not wait for it."""

    def __init__(
        self,
        connection: Connection,
        runner: SearchRunner,
        taken: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        """``taken`` are the names of the other catalogues."""
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle(tr("Catalogue"))
        self._runner = runner
        self._tested: Connection | None = None
        self.name, self.url = QLineEdit(connection.name), QLineEdit(connection.url)
        self.url.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self.url.setPlaceholderText(tr("https://… of OGC API Records, or of a CSW"))
        self.auth = QgsAuthConfigSelect(self)
        self.auth.setConfigId(connection.authcfg)
        self.verdict = PlainLabel()
        self.verdict.setMinimumHeight(self.fontMetrics().height() * 3)
        self.test = QPushButton(tr("Test"))
        self.test.setAutoDefault(False)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.addButton(self.test, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._connect()
        self._check_fields()

    @property
    def connection(self) -> Connection:
        """The catalogue as it is typed now; a test also tells how it speaks."""
        url = self.url.text().strip()
        typed = Connection(setting_name(self.name.text()), url, self.auth.configId())
        if self._tested is not None and (self._tested.url, self._tested.authcfg) == (url, typed.authcfg):
            return Connection(typed.name, url, typed.authcfg, self._tested.flavour)
        return typed

    def done(self, result: int) -> None:
        self._runner.cancel()
        self._runner.answer_arrived.disconnect(self._succeeded)
        self._runner.search_failed.disconnect(self._failed)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._runner.cancel()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        form, rows = QFormLayout(), QVBoxLayout(self)
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Address"), self.url)
        form.addRow(tr("Authentication"), self.auth)
        rows.addLayout(form)
        rows.addWidget(self.verdict)
        rows.addStretch(1)
        rows.addWidget(self._buttons)

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.test.clicked.connect(self._test)
        self.name.textChanged.connect(self._check_fields)
        self.url.textChanged.connect(self._check_fields)
        self._runner.answer_arrived.connect(self._succeeded)
        self._runner.search_failed.connect(self._failed)

    def _check_fields(self, *_text: object) -> None:
        why, name = refusal(self.url.text().strip()), setting_name(self.name.text())
        is_taken = name in self._taken
        is_complete = bool(name) and not is_taken and not why
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_complete)
        self.test.setEnabled(not why)
        words = tr("Not an address: {why}.").format(why=why) if why and self.url.text() else ""
        if is_taken:
            words = tr("Another catalogue has this name.")
        self.verdict.setText(words)

    def _test(self) -> None:
        self.verdict.setText(tr("Testing…"))
        self._tested = None
        typed = self.connection
        fresh = Connection(typed.name, typed.url, typed.authcfg, Flavour.UNKNOWN)
        self._runner.test(fresh)

    @pyqtSlot(object)
    def _succeeded(self, answer: SearchAnswer) -> None:
        typed = self.connection
        self._tested = Connection(typed.name, typed.url, typed.authcfg, answer.flavour)
        self.verdict.setText(found_words(answer))

    @pyqtSlot(object)
    def _failed(self, failure: SearchFailure) -> None:
        self.verdict.setText(explain(failure.error, Activity.TEST, failure.seconds).sentence)


def found_words(answer: SearchAnswer) -> str:
    """Return what a test found: how the catalogue speaks, what it calls itself, and how much it has."""
    count = answer.page.matched
    parts = [
        answer.server,
        str(answer.flavour) if str(answer.flavour) not in answer.server else "",
        tr("“{title}”").format(title=one_line(answer.title)) if answer.title else "",
        dataset_count(count) if count is not None else tr("it does not say how many datasets"),
    ]
    return tr("It works: {found}.").format(found=", ".join(part for part in parts if part))
