"""Context menus; they are made when they are wanted and name the same commands as the bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from secims_qgis.distributions import is_worth_a_look
from secims_qgis.gui import theme
from secims_qgis.gui.abilities import Ability, adding, downloading, extracting, opening
from secims_qgis.gui.commands import Command, look_of
from secims_qgis.gui.formats import one_line
from secims_qgis.network.link_policy import refusal
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.offers import Offer
    from secims_qgis.model import Record

_GIVEN = Ability(is_given=True)
NAME_UNITS = 16


@dataclass(frozen=True)
class RowState:
    """What the words of a menu depend on."""

    organisation: str = ""
    is_favourite: bool = False


def result_menu(record: Record, parent: QWidget, *, is_favourite: bool = False) -> QMenu:
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
            *_narrowing(record),
            None,
            (Command.FAVOURITE, _GIVEN),
            (Command.COPY_LINK, no_page),
            (Command.OPEN_IN_BROWSER, no_page),
            (Command.OPEN_RECORD, _GIVEN),
        ),
        RowState(record.organisation, is_favourite=is_favourite),
    )


def record_menu(record: Record, parent: QWidget, *, is_favourite: bool = False) -> QMenu:
    """Return the menu of the record page."""
    no_page = Ability(not refusal(record.url), tr("This record has no address of its own"))
    return _menu(
        parent,
        (
            *_narrowing(record),
            None,
            (Command.FAVOURITE, _GIVEN),
            (Command.COPY_LINK, no_page),
            (Command.OPEN_IN_BROWSER, no_page),
        ),
        RowState(record.organisation, is_favourite=is_favourite),
    )


def _narrowing(record: Record) -> tuple[tuple[Command, Ability], ...]:
    no_extent = Ability(record.bbox is not None, tr("This record states no extent"))
    no_name = Ability(bool(record.organisation), tr("This record names no organisation"))
    return ((Command.SEARCH_AREA, no_extent), (Command.ONLY_ORGANISATION, no_name))


def offer_menu(offer: Offer, others: tuple[Offer, ...], parent: QWidget) -> QMenu:
    """Return the menu of a distribution."""
    return _menu(
        parent,
        (
            (Command.ADD, adding(offer, others)),
            (Command.DOWNLOAD, downloading(offer)),
            (Command.EXTRACT, extracting(offer)),
            *(((Command.REFRESH_LAYER, _GIVEN),) if offer.first.is_live else ()),
            *(((Command.LOOK_BEHIND, _GIVEN),) if is_worth_a_look(offer.first) else ()),
            None,
            (Command.OPEN, opening(offer)),
            (Command.COPY_LINK, opening(offer)),
        ),
    )


def _menu(
    parent: QWidget, entries: tuple[tuple[Command, Ability] | None, ...], state: RowState = RowState()
) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        else:
            menu.addAction(_action(*entry, state, menu))
    return menu


def _action(command: Command, ability: Ability, state: RowState, menu: QMenu) -> QAction:
    look = look_of(command)
    words = look.text
    if command is Command.ONLY_ORGANISATION and state.organisation:
        name = menu.fontMetrics().elidedText(
            one_line(state.organisation), Qt.TextElideMode.ElideRight, theme.unit(menu) * NAME_UNITS
        )
        words = tr("Only {organisation}").format(organisation=name).replace("&", "&&")
    # The keys are shown only: the lists handle them, a shortcut here would be the whole window's.
    action = QAction(theme.icon(look.icon), f"{words}\t{look.keys}" if look.keys else words, menu)
    action.setData(command)
    action.setEnabled(ability.is_given)
    if command is Command.FAVOURITE:
        action.setCheckable(True)
        action.setChecked(state.is_favourite)
    if not ability.is_given:
        action.setToolTip(ability.reason.replace("<", "‹"))
    return action
