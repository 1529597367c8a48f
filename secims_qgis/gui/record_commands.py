"""Carries out what is wanted of a record or of one of its distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.abilities import adding, downloading, extracting, is_fetched, opening
from secims_qgis.gui.commands import Command
from secims_qgis.gui.links import copy_link, open_in_browser
from secims_qgis.gui.map_extent import map_rectangle
from secims_qgis.gui.offers import Offer, OfferGroup
from secims_qgis.gui.record_sheet import sheet_of
from secims_qgis.gui.settings import PluginSettings
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsRectangle

    from secims_qgis.gui.abilities import Ability
    from secims_qgis.gui.file_folder import FileFolder
    from secims_qgis.gui.layer_adder import LayerAdder
    from secims_qgis.gui.search_controller import SearchController
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.model import BBox, Record

MARGIN = 1.1
"""A dataset that is zoomed to has some room around it."""


class RecordCommands(QObject):
    """One way for each command, whether it came from a button, a menu, a key or a click."""

    refused = pyqtSignal(str)
    """A command cannot be given; the value says why."""
    extract_wanted = pyqtSignal(object, object, object)
    """Of a Record, an Offer, at a Connection."""

    def __init__(
        self, workspace: Workspace, adder: LayerAdder, folder: FileFolder, search: SearchController
    ) -> None:
        super().__init__(adder)
        self._workspace, self._adder, self._folder, self._search = workspace, adder, folder, search

    def give(self, command: Command, record: Record, offer: Offer | None = None) -> None:
        """Carry out a command; for a record as a whole that is its recommended distribution."""
        if command is Command.ZOOM:
            self.zoom_to(record.bbox)
        elif command is Command.OPEN_IN_BROWSER:
            open_in_browser(record.url)
        elif command is Command.COPY_LINK:
            copy_link(offer.first.url if offer else record.url)
        elif command is Command.OPEN:
            self._open(offer)
        elif command is Command.ADD:
            self._add(record, offer)
        elif command is Command.DOWNLOAD:
            self._download(record, offer)
        elif command is Command.EXTRACT:
            self._extract(record, offer)

    def zoom_to(self, box: BBox | None) -> None:
        """Show an extent."""
        canvas, project = self._workspace.canvas, self._workspace.project
        rectangle = map_rectangle(box, canvas, project) if box is not None else None
        if rectangle is None:
            self.refused.emit(tr("This record states no extent."))
            return
        self._show(rectangle)

    def zoom_to_layer(self, layer: QgsMapLayer) -> None:
        """Show a layer where it is drawn now."""
        canvas = self._workspace.canvas
        self._show(canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent()))

    def _show(self, rectangle: QgsRectangle) -> None:
        canvas = self._workspace.canvas
        canvas.setExtent(rectangle.scaled(MARGIN))
        canvas.refresh()

    def _open(self, offer: Offer | None) -> None:
        if offer is None:
            return
        ability = opening(offer)
        if not ability.is_given:
            self.refused.emit(ability.reason)
        else:
            open_in_browser(offer.first.url)

    def _add(self, record: Record, offer: Offer | None) -> None:
        chosen = offer or _best(record, Command.ADD)
        if chosen is None:
            self.refused.emit(tr("This record has nothing that can be added to the map."))
            return
        ability = adding(chosen)
        if not ability.is_given and chosen.group is OfferGroup.DOCUMENTS:
            self._open(chosen)
        elif not ability.is_given:
            self.refused.emit(ability.reason)
        elif is_fetched(chosen):
            self._fetch(record, chosen, wants_layers=True)
        else:
            self._adder.add(record, chosen, self._search.connection, None)

    def _download(self, record: Record, offer: Offer | None) -> None:
        chosen = offer or _best(record, Command.DOWNLOAD)
        if chosen is None:
            self.refused.emit(tr("This record has nothing that can be downloaded."))
            return
        ability = downloading(chosen)
        if ability.is_given:
            self._fetch(record, chosen, wants_layers=False)
        else:
            self.refused.emit(ability.reason)

    def _extract(self, record: Record, offer: Offer | None) -> None:
        chosen = offer or _best(record, Command.EXTRACT)
        if chosen is None:
            self.refused.emit(tr("This record has nothing that can be extracted."))
            return
        ability = extracting(chosen)
        if ability.is_given:
            self.extract_wanted.emit(record, chosen, self._search.connection)
        else:
            self.refused.emit(ability.reason)

    def _fetch(self, record: Record, offer: Offer, *, wants_layers: bool) -> None:
        folder = self._folder.for_record(record)
        if folder is None:
            return
        connection = self._search.connection
        if wants_layers:
            self._adder.add(record, offer, connection, folder)
        else:
            self._adder.download(record, offer, connection, folder, wants_layers=False)


def _best(record: Record, command: Command) -> Offer | None:
    """Return the recommended distribution if the command can be given for it, else the first."""
    offers = sheet_of(record, PluginSettings().purpose()).offers
    cans: dict[Command, Callable[[Offer], Ability]] = {Command.ADD: adding, Command.EXTRACT: extracting}
    can = cans.get(command, downloading)
    fitting = [offer for offer in offers if can(offer).is_given]
    recommended = [offer for offer in fitting if offer.is_recommended]
    return next(iter(recommended + fitting), None)
