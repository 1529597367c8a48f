"""Finds in the background what an open record is part of, and its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSlot

from secims_qgis.catalogue.family import Family
from secims_qgis.gui.offer_model import nothing_offered
from secims_qgis.gui.results_model import RECORD_ROLE
from secims_qgis.gui.services import Services, session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model import Record
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue import Acquaintance
    from secims_qgis.gui.navigation import Navigation
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.results_model import ResultsModel
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.model import Connection
    from secims_qgis.network import QgisSession

KEPT_FAMILIES = 100
NO_FAMILY = Family()
_WHOLES = frozenset({"series", "collection", "collectionsession", "fieldsession", "initiative", "aggregate"})
"""Types that have parts (ISO 19115, MD_ScopeCode); of all others nobody is asked unless the user wants it."""


class RecordFamily(QObject):
    """Shows it on the page of the record; what was found is kept for when the record is opened again."""

    def __init__(
        self,
        pages: tuple[RecordPage, ResultsModel],
        navigation: Navigation,
        search: SearchController,
        services: Services,
        tasks: TaskKeeper,
    ) -> None:
        super().__init__(navigation)
        self._page, self._results = pages
        self._navigation, self._search = navigation, search
        self._services, self._tasks = services, tasks
        self._task: FamilyTask | None = None
        self._known: dict[tuple[str, str], Family] = {}
        self._group = self._page.groups.family
        self._group.record_chosen.connect(navigation.open_record)
        navigation.details_shown.connect(self.show)

    def stop(self) -> None:
        """Ask nothing more."""
        task, self._task = self._task, None
        if task is not None:
            task.succeeded.disconnect(self._succeeded)
            task.cancel()

    def show(self, record: Record, has_details: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Show what is known of a record's family, and look for the rest once its details are there."""
        self.stop()
        connection = self._search.connection
        known = self._known.get((connection.url, record.id))
        whole = self._listed(record.parent_id) if record.parent_id != record.id else None
        self._show_family(known or Family(whole), record)
        wants_parts = record.type.lower() in _WHOLES
        if known is not None or not has_details or not (wants_parts or (record.parent_id and whole is None)):
            return
        acquaintance = self._services.acquaintances.of(connection)
        self._task = FamilyTask(connection, record, session_for(connection), acquaintance, whole)
        self._task.wants_parts = wants_parts
        self._task.succeeded.connect(self._succeeded)
        self._tasks.start(self._task, 30)

    def _listed(self, record_id: str) -> Record | None:
        """Return a record of the list, which needs no request."""
        row = self._results.row_of(record_id) if record_id else -1
        listed: Record | None = self._results.index(row).data(RECORD_ROLE) if row >= 0 else None
        return listed

    @pyqtSlot(object)
    def _succeeded(self, family: Family) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        if len(self._known) > KEPT_FAMILIES:
            self._known.clear()
        self._known[(task.connection.url, task.record.id)] = family
        if self._page.record is not None and self._page.record.id == task.record.id:
            self._show_family(family, self._page.record)

    def _show_family(self, family: Family, record: Record) -> None:
        shown = {part.id for part in family.parts} | {record.parent_id, record.id}
        others = tuple(
            self._listed(key) or Record(key, title) for key, title in record.related if key not in shown
        )
        self._group.show_family(replace(family, related=others))
        words = tr("This record has no data of its own. Its parts, listed below, have.")
        self._page.nothing.setText(words if family.parts else nothing_offered())


class FamilyTask(WorkTask):
    """A search for the parts, and a look at the whole."""

    wants_parts = False

    def __init__(
        self,
        connection: Connection,
        record: Record,
        session: QgisSession,
        known: Acquaintance,
        whole: Record | None,
    ) -> None:
        super().__init__(tr("Parts of a dataset"), session)
        self.connection, self.record = connection, record
        self._known, self._whole = known, whole

    def work(self) -> Family:
        from secims_qgis.catalogue import catalogue_for
        from secims_qgis.catalogue.family import parts_of, whole_of

        catalogue = catalogue_for(self.connection, self.session, self._known)
        whole = self._whole or whole_of(catalogue, self.record)
        found = parts_of(catalogue, self.record) if self.wants_parts else NO_FAMILY
        return Family(whole, found.parts, found.has_more)
