"""The whole that a record is part of, and the parts of a record (gmd:parentIdentifier of ISO 19115)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.model import SearchQuery
from secims_qgis.network import HttpError, RecordNotFoundError

if TYPE_CHECKING:
    from secims_qgis.model import Record

    from .protocol import Catalogue

MAX_PARTS = 100
MAX_LOOKED_AT = 20
"""Records of which the list does not say what they are part of, and whose document is read for that."""


@dataclass(frozen=True)
class Family:
    """``whole`` is None where the record is part of nothing, or of what the catalogue has not.

    ``related`` are known by id and title only. ``has_more``: there may be further parts than those that
    were found.
    """

    whole: Record | None = None
    parts: tuple[Record, ...] = ()
    has_more: bool = False
    related: tuple[Record, ...] = ()


def whole_of(catalogue: Catalogue, record: Record) -> Record | None:
    """Return the record that this one is part of.

    Raises:
        NetworkError, AnswerError: as ``Catalogue.record``.
    """
    if not record.parent_id or record.parent_id == record.id:
        return None
    try:
        return catalogue.record(record.parent_id)
    except RecordNotFoundError:
        return None


def parts_of(catalogue: Catalogue, record: Record) -> Family:
    """Return the parts of a record, in the catalogue's order.

    No two servers filter by the parent alike, but all look for a text in the whole document, where a
    part names its parent. Whether it does so as its parent is decided here.

    Raises:
        NetworkError, AnswerError: as ``Catalogue.search``.
    """
    page = catalogue.search(SearchQuery(record.id, limit=MAX_PARTS))
    parts: list[Record] = []
    looks, has_more = 0, page.next is not None
    for candidate in page.records:
        is_open_question = not candidate.parent_id and not candidate.detailed and candidate.id != record.id
        if is_open_question and looks == MAX_LOOKED_AT:
            has_more = True
            continue
        looks += is_open_question
        found = _in_detail(catalogue, candidate) if is_open_question else candidate
        if found.parent_id == record.id != found.id:
            parts.append(found)
    return Family(parts=tuple(parts), has_more=has_more)


def _in_detail(catalogue: Catalogue, record: Record) -> Record:
    try:
        return catalogue.record(record.id)
    except (HttpError, RecordNotFoundError):
        return record  # one that breaks must not hide the others
