"""What the catalogue says about a record, as QGIS layer metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from qgis.core import (
    Qgis,
    QgsAbstractMetadataBase,
    QgsBox3D,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsLayerMetadata,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from secims_qgis.network.link_policy import refusal
from secims_qgis.project.names import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secims_qgis.model import BBox, Contact, Record

MAX_LINKS = 100
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def layer_metadata(record: Record, crs: QgsCoordinateReferenceSystem) -> QgsLayerMetadata:
    """Return the metadata of a layer of this record that has this CRS.

    All texts are plain: QGIS shows them as HTML, see :func:`secims_qgis.project.names.plain`.
    """
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(one_line(record.id))
    metadata.setParentIdentifier(one_line(record.parent_id))
    metadata.setLanguage(one_line(record.language))
    metadata.setType(one_line(record.type) or "dataset")
    metadata.setTitle(one_line(record.title))
    metadata.setAbstract(plain(record.description))
    metadata.setCrs(crs)
    metadata.setExtent(_extent(record))
    metadata.setContacts([_contact(item) for item in record.contacts])
    metadata.setLinks(_links(record))
    if record.lineage:
        metadata.setHistory([plain(record.lineage)])
    _set_subjects(metadata, record)
    _set_conditions(metadata, record)
    _set_dates(metadata, record)
    return metadata


def _set_subjects(metadata: QgsLayerMetadata, record: Record) -> None:
    metadata.setCategories(_lines(record.themes))
    if record.keywords:
        metadata.addKeywords("keywords", _lines(record.keywords))


def _set_conditions(metadata: QgsLayerMetadata, record: Record) -> None:
    metadata.setLicenses(_lines([record.license]))
    metadata.setRights(_lines([record.rights]))
    metadata.setConstraints(
        [QgsLayerMetadata.Constraint(plain(text), "access") for text in record.constraints if text]
    )


def _set_dates(metadata: QgsLayerMetadata, record: Record) -> None:
    created, revised = _moment(record.created), _moment(record.updated)
    if created is not None:
        metadata.setDateTime(Qgis.MetadataDateType.Created, created)
    if revised is not None:
        metadata.setDateTime(Qgis.MetadataDateType.Revised, revised)


def _extent(record: Record) -> QgsLayerMetadata.Extent:
    extent = QgsLayerMetadata.Extent()
    if record.bbox is not None:
        extent.setSpatialExtents([_spatial(box) for box in record.bbox.parts()])
    start, end = _moment(record.time_start), _moment(record.time_end)
    if start is not None or end is not None:
        extent.setTemporalExtents([QgsDateTimeRange(start or QDateTime(), end or QDateTime())])
    return extent


def _spatial(box: BBox) -> QgsLayerMetadata.SpatialExtent:
    spatial = QgsLayerMetadata.SpatialExtent()
    spatial.extentCrs = QgsCoordinateReferenceSystem("EPSG:4326")
    spatial.bounds = QgsBox3D(box.west, box.south, 0, box.east, box.north, 0)
    return spatial


def _contact(contact: Contact) -> QgsAbstractMetadataBase.Contact:
    made = QgsAbstractMetadataBase.Contact(one_line(contact.name))
    made.organization = one_line(contact.organisation)
    made.position = one_line(contact.position)
    made.email = one_line(contact.email)
    made.voice = one_line(contact.phone)
    made.role = one_line(", ".join(contact.roles))
    return made


def _links(record: Record) -> list[QgsAbstractMetadataBase.Link]:
    """Return the record's own address and those of its distributions, without any that are unsafe."""
    named = [("Record", "catalogue", record.url)]
    named += [(item.title, item.kind.value, item.url) for item in record.distributions]
    safe = [entry for entry in named if not refusal(entry[2])]
    return [_link(*entry) for entry in safe[:MAX_LINKS]]


def _link(name: str, kind: str, url: str) -> QgsAbstractMetadataBase.Link:
    # Quotes and brackets would end the HTML attribute that QGIS writes the address into.
    return QgsAbstractMetadataBase.Link(one_line(name) or kind, kind, quote(url, safe=_URL_CHARACTERS))


def _lines(texts: Iterable[str]) -> list[str]:
    return [line for line in map(one_line, texts) if line]


def _moment(text: str) -> QDateTime | None:
    """Read a date or time of ISO 8601; None for a bare year or "circa 1998", which QGIS cannot hold."""
    if not _FULL_DATE.match(text):
        return None
    moment = QDateTime.fromString(text, Qt.DateFormat.ISODate)
    return moment if moment.isValid() else None
