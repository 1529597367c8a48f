"""The page of one record: what it is, what it offers, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QPoint, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.action_bar import ActionBar
from secims_qgis.gui.commands import Command
from secims_qgis.gui.detail_groups import DetailGroups
from secims_qgis.gui.folded_text import FoldedText
from secims_qgis.gui.formats import breakable, one_line
from secims_qgis.gui.header_bar import HeaderBar
from secims_qgis.gui.labels import QuietLabel, heading
from secims_qgis.gui.notice import Notice
from secims_qgis.gui.offer_list import OfferList
from secims_qgis.gui.offer_model import nothing_offered
from secims_qgis.gui.page_scroll import PageScroll
from secims_qgis.gui.purpose_button import PurposeButton
from secims_qgis.gui.record_sheet import NOTHING_FOUND, Findings, sheet_of
from secims_qgis.gui.record_words import meta_text, page_key
from secims_qgis.gui.results_model import title_of
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent

    from secims_qgis.gui.offers import Offer
    from secims_qgis.gui.thumbnails import Thumbnails
    from secims_qgis.model import Purpose, Record

PICTURE_UNITS = (6.0, 5.2)


class RecordPage(QWidget):
    """Shows one record; says in signals what is wanted of it."""

    back_wanted = pyqtSignal()
    neighbour_wanted = pyqtSignal(int)
    """-1 for the record before, 1 for the one after."""
    command_given = pyqtSignal(object)
    menu_wanted = pyqtSignal(QPoint)
    """The menu of the selected distribution is wanted at this place of the screen."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.record: Record | None = None
        self.known: Record | None = None
        """The record with what servers told of its links."""
        self.offers: tuple[Offer, ...] = ()
        self.header = HeaderBar(tr("Results"))
        self.previous = self.header.add_button("mActionArrowUp", tr("Previous dataset (Alt+Up)"))
        self.next = self.header.add_button("mActionArrowDown", tr("Next dataset (Alt+Down)"))
        self.zoom = self.header.add_button("mActionZoomToLayer", tr("Zoom to dataset"))
        self.menu_button = self.header.add_button("mIconHamburgerMenu", tr("More commands"))
        self.title, self.organisation, self.meta = heading("", scale=1.2), QuietLabel(), QuietLabel()
        self.picture, self.abstract = QLabel(), FoldedText()
        self.nothing, self.note = QuietLabel(nothing_offered()), QuietLabel()
        self.purpose = PurposeButton()
        self._findings = NOTHING_FOUND
        self.offer_list, self.groups = OfferList(), DetailGroups()
        self.notice, self.actions = Notice(), ActionBar()
        self._scroll = PageScroll()
        self._build()
        self._connect()

    @property
    def selected(self) -> Offer | None:
        """The distribution that the action bar is about."""
        return self.offer_list.selected

    def show_record(self, record: Record, place: str, findings: Findings = NOTHING_FOUND) -> None:
        """Show another record from its top; ``place`` is "1 of 18"."""
        self.record, self._findings = record, findings
        self.header.title.setText(place)
        self._fill(record)
        self.offer_list.select_row(self.offer_list.offers.first_row())
        self._scroll.verticalScrollBar().setValue(0)
        self.notice.hide()

    def update_record(self, record: Record) -> None:
        """Fill in the details of the record that is shown; selection and place stay."""
        selected = self.selected
        self.record = record
        self._fill(record)
        self._select_again(selected)

    def show_findings(self, findings: Findings) -> None:
        """Fill in what servers told of the links; selection and place stay."""
        if self.record is not None:
            selected = self.selected
            self._findings = findings
            self._show_offers(self.record)
            self._select_again(selected)

    def _select_again(self, selected: Offer | None) -> None:
        row = self.offer_list.offers.row_of(selected.first.url) if selected else -1
        self.offer_list.select_row(row if row >= 0 else self.offer_list.offers.first_row())
        self._show_actions()

    def set_waiting(self, *, is_waiting: bool) -> None:
        """Show that details are awaited; until they are there, nobody knows that there is nothing."""
        self.header.busy.set_busy(is_busy=is_waiting)
        self.nothing.setVisible(not self.offers and not is_waiting)

    def set_neighbours(self, *, has_previous: bool, has_next: bool) -> None:
        """Say whether there are records before and after."""
        self.previous.setEnabled(has_previous)
        self.next.setEnabled(has_next)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and page_key(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = page_key(event)
        if step is None:
            super().keyPressEvent(event)
        elif step == 0:
            self.back_wanted.emit()
        else:
            self.neighbour_wanted.emit(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_picture()

    def _fill(self, record: Record) -> None:
        self.title.setText(breakable(title_of(record)))
        self.organisation.setText(one_line(record.organisation))
        self.organisation.setVisible(bool(record.organisation))
        self.meta.setText(meta_text(record))
        self.meta.setVisible(bool(self.meta.text()))
        self.abstract.set_text(record.description)
        self.abstract.setVisible(bool(record.description.strip()))
        self._show_picture()
        self._show_offers(record)
        self.nothing.setVisible(not self.offers)
        self.groups.show_record(record)
        self.zoom.setEnabled(record.bbox is not None)

    def _show_offers(self, record: Record) -> None:
        sheet = sheet_of(record, self.purpose.purpose, self._findings)
        self.offers, self.known = sheet.offers, sheet.record
        self.offer_list.offers.show_offers(sheet.offers, sheet.record)
        self.offer_list.setVisible(bool(sheet.offers))
        self.purpose.setVisible(len(sheet.offers) > 1)
        self.note.setText("\n".join(sheet.notes))
        self.note.setVisible(bool(sheet.notes))

    def _take_purpose(self, _purpose: Purpose) -> None:
        if self.record is not None:
            self._show_offers(self.record)
            self.offer_list.select_row(self.offer_list.offers.first_row())
            self._show_actions()

    def _show_picture(self) -> None:
        unit = theme.unit(self)
        size = QSize(round(unit * PICTURE_UNITS[0]), round(unit * PICTURE_UNITS[1]))
        url = self.record.thumbnail_url if self.record else ""
        pixmap = self._thumbnails.pixmap(url, size, self.devicePixelRatioF()) if url else None
        self.picture.setVisible(pixmap is not None)
        if pixmap is not None:
            self.picture.setPixmap(pixmap)

    def _thumbnail_loaded(self, url: str) -> None:
        if self.record is not None and url == self.record.thumbnail_url:
            self._show_picture()

    def _show_actions(self) -> None:
        self.actions.show_offer(self.selected, self.offers)

    def _keep_row_visible(self, top: int, height: int) -> None:
        if self.offer_list.hasFocus():
            place = self.offer_list.mapTo(self._scroll.widget(), QPoint(0, top + height // 2))
            self._scroll.ensureVisible(0, place.y(), 0, height)

    def _connect(self) -> None:
        self.header.back_clicked.connect(self.back_wanted)
        self.previous.clicked.connect(lambda _checked=False: self.neighbour_wanted.emit(-1))
        self.next.clicked.connect(lambda _checked=False: self.neighbour_wanted.emit(1))
        self.zoom.clicked.connect(lambda _checked=False: self.command_given.emit(Command.ZOOM))
        self.actions.command_given.connect(self.command_given)
        self.purpose.purpose_chosen.connect(self._take_purpose)
        self.offer_list.command_given.connect(self.command_given)
        self.offer_list.selection_moved.connect(self._show_actions)
        self.offer_list.row_focused.connect(self._keep_row_visible)
        self.offer_list.menu_wanted.connect(self.menu_wanted)
        self._thumbnails.thumbnail_loaded.connect(self._thumbnail_loaded)

    def _build(self) -> None:
        body, unit = QWidget(), theme.unit(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(8, round(unit * 0.6), 8, round(unit * 0.6))
        rows.setSpacing(round(unit * 0.1))
        rows.addWidget(self.title)
        rows.addSpacing(round(unit * 0.4))
        rows.addWidget(self.organisation)
        rows.addWidget(self.meta)
        rows.addSpacing(round(unit * 0.3))
        beside = QHBoxLayout()
        beside.setSpacing(round(unit * 0.5))
        self.picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        beside.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.abstract, 1)
        rows.addLayout(beside)
        rows.addSpacing(round(unit * 0.4))
        rows.addWidget(self.purpose, 0, Qt.AlignmentFlag.AlignRight)
        for widget in (self.nothing, self.offer_list, self.note):
            rows.addWidget(widget)
        rows.addSpacing(round(unit * 0.5))
        rows.addWidget(self.groups)
        rows.addStretch(1)
        self._set_scroll(body)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        for widget, stretch in ((self.header, 0), (self._scroll, 1), (self.notice, 0), (self.actions, 0)):
            page.addWidget(widget, stretch)

    def _set_scroll(self, body: QWidget) -> None:
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
