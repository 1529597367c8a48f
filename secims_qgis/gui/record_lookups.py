"""Commands about a record that need neither map nor project: its documents, its links, the star."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject

from secims_qgis.gui.commands import Command
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.raw_document import RawDocuments, RawFormat
from secims_qgis.model import Record
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.favourites import Favourite, Favourites
    from secims_qgis.gui.link_probe import LinkProbe
    from secims_qgis.gui.navigation import Navigation
    from secims_qgis.gui.offers import Offer
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.network.errors import SecimsError


class RecordLookUps(QObject):
    """Carries them out and says in the record what came of it."""

    def __init__(
        self,
        page: RecordPage,
        navigation: Navigation,
        search: SearchController,
        sources: tuple[Favourites, RawDocuments, LinkProbe],
    ) -> None:
        super().__init__(page)
        self._page, self._navigation, self._search = page, navigation, search
        self._favourites, self._documents, self._probe = sources
        self._documents.fetching_started.connect(lambda: page.set_waiting(is_waiting=True))
        self._documents.fetching_ended.connect(lambda: page.set_waiting(is_waiting=False))
        self._documents.failed.connect(self._say_no_document)
        self._probe.look_ended.connect(self._say_look_ended)

    def give(self, command: Command, record: Record, offer: Offer | None = None) -> None:
        """Carry out a command; all that are not about look-ups are left alone."""
        connection = self._search.connection
        if command is Command.FAVOURITE:
            self._favourites.toggle(connection.url, record)
        elif command is Command.SHOW_ISO:
            self._documents.show(connection, record, RawFormat.ISO)
        elif command is Command.SHOW_JSON:
            self._documents.show(connection, record, RawFormat.JSON)
        elif command is Command.LOOK_BEHIND and offer is not None:
            self._page.notice.say(tr("Looking behind the link…"))
            self._probe.look(connection, record, offer.first)

    def open_favourite(self, favourite: Favourite) -> None:
        """Open a record of which only the title is known; the catalogue has the rest."""
        self._navigation.open_record(Record(favourite.record_id, favourite.title))

    def _say_look_ended(self, error: SecimsError | None, count: int) -> None:
        notice = self._page.notice
        if error is not None:
            notice.say_message(explain(error, Activity.RECORD))
        elif count:
            notice.say(tr("What was found is listed below the links."), "mIconSuccess")
        else:
            notice.say(tr("Nothing that QGIS could use is behind this link."))

    def _say_no_document(self, error: SecimsError) -> None:
        self._page.notice.say_message(explain(error, Activity.RECORD))
