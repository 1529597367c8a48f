"""The values of the facets as a tree: ticked, counted, and found by a few letters."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel

from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.limits import TICKED, FilterField, Filters, field_name, shown_value
from secims_qgis.translation import tr

SHOWN_AT_FIRST = 8
"""Values of a group that are shown until something is typed."""

GROUP_ROLE = Qt.ItemDataRole.UserRole
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
RANK_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Choice:
    """A value of a group; ``count`` is None where nobody knows how many records have it."""

    value: str
    count: int | None = None


class FacetModel(QStandardItemModel):
    """Groups with their values, any number of which can be ticked."""

    ticked = pyqtSignal(object, object)
    """FilterField, and the tuple of the values that are ticked now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self._is_filling = False
        self._shown: tuple[dict[FilterField, tuple[Choice, ...]], Filters] | None = None
        self._groups: dict[FilterField, QStandardItem] = {}
        for group in TICKED:
            heading, right = QStandardItem(field_name(group)), QStandardItem()
            for item in (heading, right):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setData(group, GROUP_ROLE)
            right.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.appendRow([heading, right])
            self._groups[group] = heading
        self.itemChanged.connect(self._take)

    def show_choices(self, choices: dict[FilterField, tuple[Choice, ...]], filters: Filters) -> None:
        """Show the values; rows that stay are kept, so that nothing jumps under the pointer."""
        if self._shown == (choices, filters):
            return
        self._shown = (choices, filters)
        self._is_filling = True
        for group, heading in self._groups.items():
            ticked = filters.ticked(group)
            wanted = list(choices.get(group, ()))
            known = {choice.value for choice in wanted}
            wanted += [Choice(value) for value in ticked if value not in known]
            self._fill(heading, group, wanted, ticked)
            # Ticks are to be seen in a group that is closed, too.
            words = tr("{count} ticked").format(count=len(ticked)) if ticked else ""
            self.item(heading.row(), 1).setText(words)
            heading.setData(_spoken_group(heading.text(), words), Qt.ItemDataRole.AccessibleTextRole)
        self._is_filling = False

    def heading(self, group: FilterField) -> QModelIndex:
        """Return where a group is."""
        return self._groups[group].index()

    def _fill(
        self, heading: QStandardItem, group: FilterField, wanted: list[Choice], ticked: tuple[str, ...]
    ) -> None:
        rows = [heading.child(row).data(VALUE_ROLE) for row in range(heading.rowCount())]
        if rows != [choice.value for choice in wanted]:
            heading.removeRows(0, heading.rowCount())
            for choice in wanted:
                heading.appendRow(_row(group, choice))
        for rank, choice in enumerate(wanted):
            item, right = heading.child(rank), heading.child(rank, 1)
            is_ticked = choice.value in ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            item.setData(-1 if is_ticked else rank, RANK_ROLE)
            right.setText(count_text(choice.count) if choice.count else "")
            item.setData(_spoken(item.text(), choice.count), Qt.ItemDataRole.AccessibleTextRole)

    def _take(self, item: QStandardItem) -> None:
        value, heading = item.data(VALUE_ROLE), item.parent()
        if self._is_filling or value is None or heading is None:
            return
        self._shown = None
        self.ticked.emit(heading.data(GROUP_ROLE), self._ticked(heading))

    @staticmethod
    def _ticked(heading: QStandardItem) -> tuple[str, ...]:
        items = [heading.child(row) for row in range(heading.rowCount())]
        checked = Qt.CheckState.Checked
        return tuple(item.data(VALUE_ROLE) for item in items if item.checkState() == checked)


class FacetFilter(QSortFilterProxyModel):
    """Keeps the frequent values, or those with the letters that are typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""

    def set_text(self, text: str) -> None:
        """Look for letters, in upper or lower case."""
        self._text = text.strip().casefold()
        self.invalidateFilter()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._text

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        source = self.sourceModel()
        if not parent.isValid():
            return source.rowCount(source.index(row, 0)) > 0
        index = source.index(row, 0, parent)
        if self._text:
            return self._text in str(index.data()).casefold()
        rank = index.data(RANK_ROLE)
        return rank is None or rank < SHOWN_AT_FIRST


def _row(group: FilterField, choice: Choice) -> list[QStandardItem]:
    item, right = QStandardItem(shown_value(group, choice.value)), QStandardItem()
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setData(choice.value, VALUE_ROLE)
    item.setToolTip(item.text().replace("<", "‹"))
    right.setFlags(Qt.ItemFlag.ItemIsEnabled)
    right.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return [item, right]


def _spoken(text: str, count: int | None) -> str:
    return tr("{value}, {count} datasets").format(value=text, count=count) if count else text


def _spoken_group(name: str, words: str) -> str:
    return f"{name}, {words}" if words else name


def style_headings(model: FacetModel, view_font: object) -> None:
    """Draw the groups in bold in the font of their tree."""
    for row in range(model.rowCount()):
        model.item(row).setFont(theme.bold(view_font))
