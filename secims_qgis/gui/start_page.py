"""What the dock shows before the first search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text
from secims_qgis.gui.labels import heading
from secims_qgis.gui.link_row import LinkRow
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.favourites import Favourite
    from secims_qgis.model import FacetValue

THEMES_MAX = 8


class StartPage(QScrollArea):
    """Recent searches, and the themes of the catalogue where it tells them."""

    text_chosen = pyqtSignal(str)
    theme_chosen = pyqtSignal(str)
    favourite_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent: tuple[str, ...] = ()
        self._themes: tuple[FacetValue, ...] = ()
        self._favourites: tuple[Favourite, ...] = ()
        self._build()

    def show_recent(self, texts: tuple[str, ...]) -> None:
        """Offer earlier searches."""
        if texts != self._recent:
            self._recent = texts
            self._build()

    def show_favourites(self, favourites: tuple[Favourite, ...]) -> None:
        """Offer the records that were marked."""
        if favourites != self._favourites:
            self._favourites = favourites
            self._build()

    def show_themes(self, values: tuple[FacetValue, ...]) -> None:
        """Offer the most frequent keywords, with the number of datasets that have each."""
        if values != self._themes:
            self._themes = values
            self._build()

    def _build(self) -> None:
        """Fill a fresh page; it is short, and it changes only between searches."""
        body, unit = QWidget(), theme.unit(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, round(unit * 0.3), 8, unit)
        layout.setSpacing(0)
        for title, rows in (
            (tr("Recent Searches"), self._recent_rows()),
            (tr("Favourites"), self._favourite_rows()),
            (tr("Themes"), self._theme_rows()),
        ):
            if rows:
                layout.addWidget(heading(title))
                for row in rows:
                    layout.addWidget(row)
                layout.addSpacing(round(unit * 0.5))
        layout.addStretch(1)
        self.setWidget(body)

    def _recent_rows(self) -> list[LinkRow]:
        rows = [LinkRow(theme.icon("search"), text) for text in self._recent]
        for row, text in zip(rows, self._recent):
            row.clicked.connect(lambda _checked=False, text=text: self.text_chosen.emit(text))
        return rows

    def _favourite_rows(self) -> list[LinkRow]:
        rows = [LinkRow(theme.icon("mIconFavorites"), favourite.title) for favourite in self._favourites]
        for row, chosen in zip(rows, self._favourites):
            row.clicked.connect(lambda _checked=False, chosen=chosen: self.favourite_chosen.emit(chosen))
        return rows

    def _theme_rows(self) -> list[LinkRow]:
        rows = []
        for value in self._themes[:THEMES_MAX]:
            row = LinkRow(theme.icon("mIconVector"), value.value, count_text(value.count))
            row.clicked.connect(lambda _checked=False, word=value.value: self.theme_chosen.emit(word))
            rows.append(row)
        return rows
