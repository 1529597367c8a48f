"""The four closed groups at the end of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.formats import count_text, crs_text, date_text, one_line, visible
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.gui.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import BBox, Contact, Record

VALUE_MAX = 4000
KEYWORDS_MAX = 200
CONTACTS_MAX = 20

Lines = list[tuple[str, str]]


class DetailGroups(QWidget):
    """Quality and Lineage, Contacts and Licence, Keywords, Technical Details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(round(theme.unit(self) * 0.6))
        self._groups = [
            DetailGroup(tr("Quality and Lineage")),
            DetailGroup(tr("Contacts and Licence")),
            DetailGroup(tr("Keywords")),
            DetailGroup(tr("Technical Details")),
        ]
        for group in self._groups:
            self._rows.addWidget(group)

    def show_record(self, record: Record) -> None:
        """Fill the groups; one that has nothing to say is hidden."""
        contents = (_quality(record), _people(record), _keywords(record), _technical(record))
        for group, lines in zip(self._groups, contents):
            group.show_lines([(name, text) for name, text in lines if text])


class DetailGroup(QgsCollapsibleGroupBoxBasic):
    """Names and values; the labels are made when the group is first opened."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setCollapsed(True)
        self.setFlat(True)
        self._plain_font = self.font()
        self.setFont(theme.bold(self._plain_font))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._lines: Lines = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, 4, 4, 6)
        self._content: QWidget | None = None
        self.collapsedStateChanged.connect(self._fill_if_open)

    def show_lines(self, lines: Lines) -> None:
        """Show names and values."""
        self.setVisible(bool(lines))
        if lines == self._lines:
            return
        self._lines = lines
        self._drop_content()
        self._fill_if_open()

    def _drop_content(self) -> None:
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.deleteLater()
            self._content = None

    def _fill_if_open(self, *_state: object) -> None:
        if self.isCollapsed() or self._content is not None:
            return
        self._content = QWidget()
        self._content.setFont(self._plain_font)
        form = QFormLayout(self._content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(3)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, text in self._lines:
            value = PlainLabel(visible(text)[:VALUE_MAX])
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            value.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            if name:
                label = QuietLabel(name)
                label.setWordWrap(False)
                label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
                form.addRow(label, value)
            else:
                form.addRow(value)
        self._box.addWidget(self._content)


def _quality(record: Record) -> Lines:
    scale = record.scale_denominator
    return [
        (tr("Lineage"), record.lineage),
        (tr("Scale"), f"1:{count_text(scale)}" if scale else ""),
    ]


def _people(record: Record) -> Lines:
    lines = [(_role(contact), _contact_text(contact)) for contact in record.contacts[:CONTACTS_MAX]]
    lines += [
        (tr("Licence"), one_line(record.license)),
        (tr("Rights"), record.rights),
        (tr("Limits"), "\n".join(record.constraints[:CONTACTS_MAX])),
    ]
    return lines


def _role(contact: Contact) -> str:
    known = {
        "pointOfContact": tr("Contact"),
        "custodian": tr("Custodian"),
        "owner": tr("Owner"),
        "publisher": tr("Publisher"),
        "author": tr("Author"),
        "distributor": tr("Distributor"),
        "processor": tr("Processor"),
    }
    role = contact.roles[0] if contact.roles else ""
    return known.get(role, one_line(role)[:24] or tr("Contact"))


def _contact_text(contact: Contact) -> str:
    parts = (contact.organisation, contact.name, contact.position, contact.email, contact.phone)
    return "\n".join(dict.fromkeys(one_line(part) for part in parts if part))


def _keywords(record: Record) -> Lines:
    words = dict.fromkeys((*record.keywords, *record.themes))
    return [("", ", ".join(one_line(word) for word in list(words)[:KEYWORDS_MAX]))]


def _technical(record: Record) -> Lines:
    return [
        (tr("Identifier"), one_line(record.id)),
        (tr("Type"), one_line(record.type)),
        (tr("CRS"), "\n".join(crs_text(crs) for crs in record.crs[:CONTACTS_MAX])),
        (tr("Extent"), _extent_text(record.bbox) if record.bbox else tr("none stated")),
        (tr("Created"), date_text(record.created)),
        (tr("Language"), one_line(record.language)),
        (tr("Part of"), one_line(record.parent_id)),
        (tr("Record"), one_line(record.url)),
    ]


def _extent_text(box: BBox) -> str:
    return tr("{west:.4f} to {east:.4f}° longitude,\n{south:.4f} to {north:.4f}° latitude").format(
        west=box.west, east=box.east, south=box.south, north=box.north
    )
