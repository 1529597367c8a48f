"""What every catalogue can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from secims_qgis.model import Flavour, Record, RecordPage, SearchQuery


class Catalogue(Protocol):
    """A catalogue of records; its calls block, so they belong into a task."""

    @property
    def url(self) -> str:
        """Where it is: the record collection, or the CSW endpoint."""

    @property
    def title(self) -> str:
        """What it calls itself; empty where that was never asked."""

    @property
    def flavour(self) -> Flavour:
        """How it is spoken to."""

    def search(self, query: SearchQuery) -> RecordPage:
        """Return one page of the records that fit, in the server's order or the one asked for.

        Records are complete but for what only their ISO document tells (sizes, CRS).

        Raises:
            NetworkError: nothing answers, or with an error.
            AnswerError: the answer is no page of records.
        """

    def record(self, record_id: str) -> Record:
        """Return one record, with sizes, CRS, lineage and constraints of its ISO document.

        Raises:
            RecordNotFoundError: there is no record of this id.
            NetworkError: nothing answers, or with an error.
            AnswerError: the answer is no record.
        """
