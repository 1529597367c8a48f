"""Context menus; they are made when they are wanted and name the same commands as the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.abilities import Ability, adding, downloading, opening
from secims_qgis.gui.commands import Command, look_of
from secims_qgis.gui.translation import tr
from secims_qgis.network.link_policy import refusal

if TYPE_CHECKING:
    from secims_qgis.gui.offers import Offer
    from secims_qgis.model import Record

_GIVEN = Ability(is_given=True)


def result_menu(record: Record, parent: QWidget) -> QMenu:
    """Return the menu of a result."""
    no_extent = Ability(record.bbox is not None, tr("This record states no extent"))
    no_page = Ability(not refusal(record.url), tr("This record has no address of its own"))
    return _menu(
        parent,
        (
            (Command.ADD, _GIVEN),
            (Command.DOWNLOAD, Ability(record.has_download, tr("Nothing to download"))),
            None,
            (Command.ZOOM, no_extent),
            None,
            (Command.COPY_LINK, no_page),
            (Command.OPEN_IN_BROWSER, no_page),
            (Command.OPEN_RECORD, _GIVEN),
        ),
    )


def record_menu(record: Record, parent: QWidget) -> QMenu:
    """Return the menu of the record page."""
    no_page = Ability(not refusal(record.url), tr("This record has no address of its own"))
    return _menu(parent, ((Command.COPY_LINK, no_page), (Command.OPEN_IN_BROWSER, no_page)))


def offer_menu(offer: Offer, others: tuple[Offer, ...], parent: QWidget) -> QMenu:
    """Return the menu of a distribution."""
    return _menu(
        parent,
        (
            (Command.ADD, adding(offer, others)),
            (Command.DOWNLOAD, downloading(offer)),
            None,
            (Command.OPEN, opening(offer)),
            (Command.COPY_LINK, opening(offer)),
        ),
    )


def _menu(parent: QWidget, entries: tuple[tuple[Command, Ability] | None, ...]) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        command, ability = entry
        look = look_of(command)
        # The keys are shown only: the lists handle them, a shortcut here would be the whole window's.
        text = f"{look.text}\t{look.keys}" if look.keys else look.text
        action = QAction(theme.icon(look.icon), text, menu)
        action.setData(command)
        action.setEnabled(ability.is_given)
        if not ability.is_given:
            action.setToolTip(ability.reason.replace("<", "‹"))
        menu.addAction(action)
    return menu
