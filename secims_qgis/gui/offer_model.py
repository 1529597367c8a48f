"""The distributions of one record as rows with headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from secims_qgis.distributions import is_worth_a_look
from secims_qgis.gui.abilities import adding, downloading
from secims_qgis.gui.formats import kind_name, size_text
from secims_qgis.gui.offer_position import OfferPosition, position_of
from secims_qgis.gui.offers import Offer, OfferGroup, facts_line
from secims_qgis.model import DistributionKind
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Record

ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class OfferRow:
    """A heading (no offer) or an offer, in the words that are shown.

    ``is_dimmed`` rows can neither be added nor downloaded; ``reason`` is their third line, or why a
    recommended one is recommended.
    """

    title: str
    right: str = ""
    facts: str = ""
    reason: str = ""
    is_dimmed: bool = False
    offer: Offer | None = None
    position: OfferPosition = field(default_factory=OfferPosition)


class OfferModel(QAbstractListModel):
    """Headings cannot be selected; every other row is an offer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[OfferRow] = []

    def show_offers(self, offers: tuple[Offer, ...], record: Record) -> None:
        """Show what a record offers; where only sizes and CRS changed, the rows stay in place."""
        rows = _rows(offers, record)
        before, now = _urls(self._rows), _urls(rows)
        if before and now[: len(before)] == before:
            # Nothing moves: sizes fill their places, what was found behind the links comes below.
            self._replace_and_append(rows)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _replace_and_append(self, rows: list[OfferRow]) -> None:
        count = len(self._rows)
        if rows[:count] != self._rows:
            self._rows = rows[:count]
            self.dataChanged.emit(self.index(0), self.index(count - 1))
        if len(rows) > count:
            self.beginInsertRows(QModelIndex(), count, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()

    def row_of(self, url: str) -> int:
        """Return the row of the offer with this address, -1 where there is none."""
        for number, row in enumerate(self._rows):
            if row.offer is not None and row.offer.first.url == url:
                return number
        return -1

    def first_row(self) -> int:
        """Return the row to select on arrival: the recommended one, else the first that helps."""
        numbered = [(number, row) for number, row in enumerate(self._rows) if row.offer is not None]
        recommended = [number for number, row in numbered if row.offer and row.offer.is_recommended]
        useful = [number for number, row in numbered if not row.is_dimmed]
        rest = [number for number, _row in numbered]
        return next(iter(recommended + useful + rest), -1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole and row.offer is not None:
            return _tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (row.title, row.right, row.facts, row.position.text, row.reason)
            return ", ".join(word for word in words if word)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        row = index.data(ROW_ROLE)
        if row is None or row.offer is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _rows(offers: tuple[Offer, ...], record: Record) -> list[OfferRow]:
    rows: list[OfferRow] = []
    for group in OfferGroup:
        members = [offer for offer in offers if offer.group is group]
        if members:
            rows.append(OfferRow(group.title, str(len(members))))
            rows += [_row(offer, offers, record) for offer in members]
    return rows


def _row(offer: Offer, offers: tuple[Offer, ...], record: Record) -> OfferRow:
    add, fetch = adding(offer, offers), downloading(offer)
    is_link = offer.first.usable and (offer.group is OfferGroup.DOCUMENTS or is_worth_a_look(offer.first))
    is_dimmed = not (add.is_given or fetch.is_given or is_link)
    size = offer.size_bytes
    return OfferRow(
        offer.title,
        size_text(size) if size is not None else "",
        _why_not(offer, add.reason) if is_dimmed else facts_line(offer, record),
        offer.why_recommended if offer.is_recommended and not is_dimmed else "",
        is_dimmed,
        offer,
        OfferPosition() if is_dimmed else _position(offer, record),
    )


def _position(offer: Offer, record: Record) -> OfferPosition:
    return position_of(offer.first, record, is_data=offer.group is not OfferGroup.DOCUMENTS)


def _why_not(offer: Offer, reason: str) -> str:
    """Return why a row is of no use; a link that may not be followed is called so."""
    is_unsafe = offer.first.kind is DistributionKind.UNSAFE
    return f"{kind_name(offer.first)}: {reason}" if is_unsafe else reason


def _tip(row: OfferRow) -> str:
    """Return all that is said of a row, with what a user should know of it; Qt would read mark-up."""
    note = tr(row.offer.first.note) if row.offer is not None else ""
    lines = [row.title, row.facts, row.position.text, row.reason, note[:1].upper() + note[1:]]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines if line]
    return "<p>" + "<br>".join(escaped) + "</p>"


def _urls(rows: list[OfferRow]) -> list[tuple[str, ...]]:
    return [
        tuple(item.url for item in row.offer.distributions) if row.offer else (row.title,) for row in rows
    ]


def nothing_offered() -> str:
    """Return what is said of a record without links."""
    return tr("This record has nothing to open or to download. Its organisation may help.")
