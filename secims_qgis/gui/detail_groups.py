"""The groups at the end of a record: what it belongs to, and closed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.commands import Command
from secims_qgis.gui.detail_group import DetailGroup, KeywordGroup, Lines, TechnicalGroup
from secims_qgis.gui.extent_group import ExtentGroup
from secims_qgis.gui.family_group import FamilyGroup
from secims_qgis.gui.formats import count_text, crs_text, date_text, one_line
from secims_qgis.network.link_policy import refusal
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import BBox, Contact, Record

CONTACTS_MAX = 20


class DetailGroups(QWidget):
    """Part Of and Parts, Extent, Quality and Lineage, Contacts and Licence, Keywords, Technical Details."""

    keyword_clicked = pyqtSignal(str)
    command_given = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(round(theme.unit(self) * 0.6))
        self.family = FamilyGroup(tr("Part Of and Parts"))
        self.extent = ExtentGroup(tr("Extent"))
        self.quality = DetailGroup(tr("Quality and Lineage"))
        self.people = DetailGroup(tr("Contacts and Licence"))
        self.keywords = KeywordGroup(tr("Keywords"))
        self.technical = TechnicalGroup(tr("Technical Details"))
        self.keywords.keyword_clicked.connect(self.keyword_clicked)
        self.technical.command_given.connect(self.command_given)
        self.family.all_wanted.connect(lambda: self.command_given.emit(Command.SEARCH_PARTS))
        for group in (self.family, *self.groups):
            self._rows.addWidget(group)

    @property
    def groups(self) -> tuple[DetailGroup, ...]:
        """The closed groups, in their order."""
        return (self.extent, self.quality, self.people, self.keywords, self.technical)

    def show_record(self, record: Record) -> None:
        """Fill the groups; one that has nothing to say is hidden."""
        self.extent.show_extent(record.bbox, [("", _extent_text(record.bbox))] if record.bbox else [])
        self.quality.show_lines(_filled(_quality(record)))
        self.people.show_lines(_filled(_people(record)))
        self.keywords.show_keywords(tuple(dict.fromkeys((*record.keywords, *record.themes))))
        self.technical.show_commands(record_details(record))
        self.technical.show_lines(_filled(_technical(record)))


def record_details(record: Record) -> tuple[Command, ...]:
    """Return what can be looked up about a record."""
    wanted = [Command.OPEN_PARENT] if record.parent_id else []
    wanted.append(Command.SEARCH_PARTS)
    if record.url:
        wanted += [Command.SHOW_ISO, Command.SHOW_JSON]
    if not refusal(record.url):
        wanted.append(Command.OPEN_IN_BROWSER)
    return tuple(wanted)


def _filled(lines: Lines) -> Lines:
    return [(name, text) for name, text in lines if text]


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


def _technical(record: Record) -> Lines:
    return [
        (tr("Identifier"), one_line(record.id)),
        (tr("Type"), one_line(record.type)),
        (tr("CRS"), "\n".join(crs_text(crs) for crs in record.crs[:CONTACTS_MAX])),
        (tr("Extent"), "" if record.bbox else tr("none stated")),
        (tr("Created"), date_text(record.created)),
        (tr("Language"), one_line(record.language)),
        (tr("Part of"), one_line(record.parent_id)),
        (tr("Address"), one_line(record.url)),
    ]


def _extent_text(box: BBox) -> str:
    return tr("{west:.4f} to {east:.4f}° longitude,\n{south:.4f} to {north:.4f}° latitude").format(
        west=box.west, east=box.east, south=box.south, north=box.north
    )
