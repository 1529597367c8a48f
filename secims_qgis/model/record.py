"""A catalogue record."""

from __future__ import annotations

from dataclasses import dataclass

from .crs import CrsRef
from .distribution import Distribution, DistributionKind
from .extent import BBox


@dataclass(frozen=True)
class Contact:
    """A person or organisation responsible for a record (ISO 19115, CI_ResponsibleParty)."""

    organisation: str = ""
    name: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """What a catalogue says about one dataset, service, series or document.

    Texts are plain, without control characters, as written otherwise. Dates are texts as the
    catalogue gave them (catalogues write "circa 1998"). ``bbox`` is None where the record has no
    extent or none that makes sense. ``url`` is the record's own address in the catalogue.
    ``detailed`` says that the ISO document was read too (sizes, CRS, lineage, constraints).
    ``related`` has the ids and titles of other records of the catalogue that this one points to.
    ``links_left_out`` counts the links that were not read, where a record has more than anyone needs.
    """

    id: str
    title: str = ""
    description: str = ""
    type: str = ""
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    organisation: str = ""
    contacts: tuple[Contact, ...] = ()
    created: str = ""
    updated: str = ""
    time_start: str = ""
    time_end: str = ""
    license: str = ""
    rights: str = ""
    constraints: tuple[str, ...] = ()
    lineage: str = ""
    language: str = ""
    scale_denominator: int | None = None
    parent_id: str = ""
    bbox: BBox | None = None
    crs: tuple[CrsRef, ...] = ()
    thumbnail_url: str = ""
    url: str = ""
    iso_url: str = ""
    distributions: tuple[Distribution, ...] = ()
    detailed: bool = False
    links_left_out: int = 0
    related: tuple[tuple[str, str], ...] = ()

    @property
    def has_live_access(self) -> bool:
        """Whether a usable distribution can be drawn without a download."""
        return any(item.usable and item.is_live for item in self.distributions)

    @property
    def has_download(self) -> bool:
        """Whether a usable distribution is a file."""
        return any(
            item.usable and item.kind in {DistributionKind.FILE, DistributionKind.COG}
            for item in self.distributions
        )
