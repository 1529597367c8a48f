"""From the list to a record, to its neighbours, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QObject, QTimer, pyqtSignal

from secims_qgis.distributions import is_worth_a_look
from secims_qgis.gui.abilities import adding
from secims_qgis.gui.commands import Command
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.messages import Activity, MessageAction, explain
from secims_qgis.gui.page_flow import Page, PageFlow
from secims_qgis.gui.results_model import RECORD_ROLE
from secims_qgis.gui.results_page import Face, ResultsPage
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.context_menus import ContextMenus
    from secims_qgis.gui.link_probe import LinkProbe
    from secims_qgis.gui.record_loader import RecordLoader
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.record_sheet import Findings
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.model import Record
    from secims_qgis.network.errors import SecimsError

REST_MS = 150
"""In the wide dock a record opens when the selection has rested on it for this long."""


class Navigation(QObject):
    """Owns which record is open."""

    record_selected = pyqtSignal(object)
    """The Record that is selected or open, or None."""
    command_given = pyqtSignal(object, object, object)
    """Command, Record, and Offer or None."""
    details_shown = pyqtSignal(object, bool)
    """A Record is open, or filled in; whether that is all that the catalogue has of it."""
    map_focus_wanted = pyqtSignal()

    def __init__(
        self,
        flow: PageFlow,
        pages: tuple[ResultsPage, RecordPage],
        readers: tuple[RecordLoader, LinkProbe],
        search: SearchController,
        menus: ContextMenus,
    ) -> None:
        super().__init__(flow)
        self._menus = menus
        self._flow, self._search = flow, search
        self._loader, self._probe = loader, probe = readers
        self._results, self._record = pages
        self._has_no_details = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._open_selected)
        self._connect_results()
        self._connect_record()
        loader.record_loaded.connect(self._take_details)
        loader.record_failed.connect(self._take_failure)
        probe.findings_changed.connect(self._take_findings)
        flow.width_class_changed.connect(self._adapt)

    def show_results(self) -> None:
        """Go back to the list, to the same row and scroll position."""
        self._loader.cancel()
        self._probe.stop()
        self._record.set_waiting(is_waiting=False)
        self._flow.show_page(Page.RESULTS)
        target = self._results.list if self._results.face is Face.LIST else self._results.bar.line
        target.setFocus()

    def open_record(self, record: Record) -> None:
        """Show a record, and read its details in the background."""
        connection = self._search.connection
        known = self._loader.known(connection, record)
        self._has_no_details = False
        findings = self._probe.known(connection, record.id)
        self._record.show_record(known, self._place(record), findings)
        self._show_neighbours(record)
        self._flow.show_page(Page.RECORD)
        if not self._flow.is_wide:
            self._record.offer_list.setFocus()
        self._probe.stop()
        self._loader.load(connection, known)
        if not self._loader.is_loading:
            self._probe.start(connection, known)
        self._record.set_waiting(is_waiting=self._loader.is_loading)
        self.record_selected.emit(known)
        self.details_shown.emit(known, not self._loader.is_loading)

    def show_report(self) -> None:
        """Show the CRS report."""
        back = tr("Dataset") if self._record.record is not None else tr("Results")
        self._flow.widget(1).widget(2).header.back.setText(back)
        self._flow.show_page(Page.REPORT)

    def leave_report(self) -> None:
        """Go back to the record that is open, or to the list."""
        if self._record.record is not None:
            self._flow.show_page(Page.RECORD)
            self._record.offer_list.setFocus()
        else:
            self.show_results()

    def _connect_results(self) -> None:
        page = self._results
        page.list.command_given.connect(self._result_command)
        page.list.menu_wanted.connect(self._menus.open_for_result)
        self._menus.result_command_given.connect(self._result_command)
        page.list.typed.connect(self._type)
        page.list.left_upwards.connect(page.bar.line.setFocus)
        page.list.selectionModel().currentChanged.connect(self._selection_moved)
        page.delegate.add_clicked.connect(self._add_clicked)
        page.bar.line.list_wanted.connect(self._enter_list)
        page.bar.line.escaped.connect(self._escape)

    def _connect_record(self) -> None:
        page = self._record
        page.back_wanted.connect(self._back)
        page.notice.action_chosen.connect(self._notice_action)
        page.neighbour_wanted.connect(self._open_neighbour)
        page.command_given.connect(self._record_command)
        page.menu_wanted.connect(self._menus.open_for_offer)
        page.menu_button.clicked.connect(self._menus.open_for_record)
        self._menus.offer_command_given.connect(self._record_command)
        self._menus.record_command_given.connect(self._whole_record_command)
        page.groups.command_given.connect(self._whole_record_command)

    def _result_command(self, command: Command, index: QModelIndex) -> None:
        record = index.data(RECORD_ROLE)
        if command is Command.OPEN_RECORD:
            self._rest.stop()
            self.open_record(record)
            self._record.offer_list.setFocus()
        else:
            known = self._loader.known(self._search.connection, record)
            self.command_given.emit(command, known, None)

    def _record_command(self, command: Command) -> None:
        record, offer = self._record.record, self._record.selected
        if record is None:
            return
        is_for_look = offer is not None and is_worth_a_look(offer.first)
        if command is Command.ADD and offer is not None and is_for_look and not adding(offer).is_given:
            command = Command.LOOK_BEHIND
        self.command_given.emit(command, record, offer)

    def _whole_record_command(self, command: Command) -> None:
        if self._record.record is not None:
            self.command_given.emit(command, self._record.record, None)

    def _add_clicked(self, index: QModelIndex) -> None:
        self._result_command(Command.ADD, index)

    def _selection_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record = current.data(RECORD_ROLE)
        if self._flow.page is Page.RESULTS or self._flow.is_wide:
            self.record_selected.emit(record)
        if self._flow.is_wide and record is not None:
            self._rest.start()

    def _open_selected(self) -> None:
        record = self._results.list.currentIndex().data(RECORD_ROLE)
        if record is not None and self._flow.is_wide:
            self.open_record(record)

    def _open_neighbour(self, step: int) -> None:
        record = self._record.record
        row = self._results.shown.row_of(record.id) if record else -1
        index = self._results.shown.index(row + step, 0)
        if row < 0 or not index.isValid():
            return
        self._results.list.setCurrentIndex(index)
        self.open_record(index.data(RECORD_ROLE))
        if row + step >= self._results.shown.rowCount() - 2:
            self._results.model.fetchMore(QModelIndex())

    def _back(self) -> None:
        if self._flow.is_wide:
            self._results.list.setFocus()
        else:
            self.show_results()

    def _place(self, record: Record) -> str:
        row, model = self._results.shown.row_of(record.id), self._results.model
        count = self._results.shown.rowCount()
        if not self._results.shown.is_active:
            count = max(count, model.matched or 0)
        if row < 0:
            return ""
        return tr("{number} of {count}").format(number=count_text(row + 1), count=count_text(count))

    def _show_neighbours(self, record: Record) -> None:
        row, count = self._results.shown.row_of(record.id), self._results.shown.rowCount()
        self._record.set_neighbours(has_previous=row > 0, has_next=0 <= row < count - 1)

    def _take_details(self, record: Record) -> None:
        self._record.set_waiting(is_waiting=False)
        self._results.model.replace(record)
        if self._record.record is not None and self._record.record.id == record.id:
            self._record.update_record(record)
            self._probe.start(self._search.connection, record)
            self.details_shown.emit(record, True)

    def _take_findings(self, record_id: str, findings: Findings) -> None:
        if self._record.record is not None and self._record.record.id == record_id:
            self._record.show_findings(findings)
            if self._record.known is not None:
                self._results.model.replace(self._record.known)

    def _take_failure(self, error: SecimsError) -> None:
        self._record.set_waiting(is_waiting=False)
        self._has_no_details = True
        if not self._record.notice.is_offering:  # what the user asked for comes first
            self._record.notice.say_message(explain(error, Activity.RECORD))

    def _notice_action(self, action: object) -> None:
        if action is MessageAction.TRY_AGAIN and self._has_no_details and self._record.record is not None:
            self.open_record(self._record.record)

    def _type(self, text: str) -> None:
        """Letters typed in the list go on with the search."""
        line = self._results.bar.line
        line.setFocus()
        line.end(False)
        line.insert(text)
        line.textEdited.emit(line.text())

    def _enter_list(self) -> None:
        if self._results.face in {Face.LIST, Face.MESSAGE}:
            self._results.focus_results()

    def _escape(self) -> None:
        """Cancel, then clear, then leave to the map."""
        line = self._results.bar.line
        if self._search.cancel():
            return
        if line.text():
            line.clear()
            self._search.search()
        else:
            self.map_focus_wanted.emit()

    def _adapt(self) -> None:
        """Hide what the wide dock does not need."""
        self._record.header.back.setVisible(not self._flow.is_wide)
        if self._flow.is_wide and self._flow.page is Page.RESULTS:
            self._rest.start()
