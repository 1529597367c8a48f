"""Opens the menus of results, distributions and the record, and says what was chosen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QObject, QPoint, pyqtSignal

from secims_qgis.gui.menus import offer_menu, record_menu, result_menu
from secims_qgis.gui.results_model import RECORD_ROLE

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QMenu

    from secims_qgis.gui.favourites import Favourites
    from secims_qgis.gui.record_page import RecordPage
    from secims_qgis.gui.results_page import ResultsPage
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.model import Record


class ContextMenus(QObject):
    """Menus are made when they are wanted, and forgotten when they close."""

    result_command_given = pyqtSignal(object, QModelIndex)
    offer_command_given = pyqtSignal(object)
    record_command_given = pyqtSignal(object)

    def __init__(
        self, results: ResultsPage, record: RecordPage, search: SearchController, favourites: Favourites
    ) -> None:
        super().__init__(results)
        self._results, self._record, self._search, self._favourites = results, record, search, favourites

    def open_for_result(self, index: QModelIndex, place: QPoint) -> None:
        """Open the menu of a row at a place of the screen."""
        record = index.data(RECORD_ROLE)
        menu = result_menu(record, self._results.list, is_favourite=self._is_favourite(record))
        menu.triggered.connect(lambda action: self.result_command_given.emit(action.data(), index))
        _popup(menu, place)

    def open_for_offer(self, place: QPoint) -> None:
        """Open the menu of the selected distribution."""
        offer = self._record.selected
        if offer is None:
            return
        menu = offer_menu(offer, self._record.offers, self._record.offer_list)
        menu.triggered.connect(lambda action: self.offer_command_given.emit(action.data()))
        _popup(menu, place)

    def open_for_record(self) -> None:
        """Open the menu of the record page below its button."""
        record, button = self._record.record, self._record.menu_button
        if record is None:
            return
        menu = record_menu(record, button, is_favourite=self._is_favourite(record))
        menu.triggered.connect(lambda action: self.record_command_given.emit(action.data()))
        corner = QPoint(button.width() - menu.sizeHint().width(), button.height())
        _popup(menu, button.mapToGlobal(corner))

    def _is_favourite(self, record: Record) -> bool:
        return self._favourites.has(self._search.connection.url, record.id)


def _popup(menu: QMenu, place: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
