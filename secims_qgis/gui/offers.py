"""What a record offers, in the groups and rows of the record page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from secims_qgis.distributions.details import Details
from secims_qgis.distributions.group import group_of, grouped
from secims_qgis.gui.badges import is_data_file
from secims_qgis.gui.formats import count_text, crs_text, format_name, kind_name, one_line, size_text
from secims_qgis.model import CrsRef, Distribution, DistributionKind, Record
from secims_qgis.translation import tr

_PART_WORDS = re.compile(r"[\s,(\[]*\bpart\s+\d{1,3}\s+of\s+\d{1,3}\b[)\]]*", re.IGNORECASE)

NO_DETAILS = Details()
OFFERS_MAX = 200
"""Rows shown of one record; catalogues have been seen with ten thousand links."""
LINKS_MAX = 1_000
"""Links that the rows are made of: as many as a dataset may have parts."""

_NOT_SHOWN = frozenset({DistributionKind.THUMBNAIL, DistributionKind.NAVIGATION})
_BEHIND_THE_LINK = frozenset({DistributionKind.COLLECTION, DistributionKind.LANDING_PAGE})


class OfferGroup(Enum):
    """The groups of the record page, in their order."""

    LIVE = "live"
    FILES = "files"
    DOCUMENTS = "documents"
    FOUND = "found"
    """What a look behind the links found: last, so that nothing moves when it arrives."""

    @property
    def title(self) -> str:
        """The heading of the group."""
        titles = {
            OfferGroup.LIVE: tr("Live"),
            OfferGroup.FILES: tr("Files"),
            OfferGroup.DOCUMENTS: tr("Documents and links"),
            OfferGroup.FOUND: tr("Behind the links"),
        }
        return titles[self]


@dataclass(frozen=True)
class Offer:
    """One row: a distribution, or all parts of a dataset that is split over several links."""

    distributions: tuple[Distribution, ...]
    why_recommended: str = ""
    is_alone: bool = True
    """Whether no other offer of the record is of the same kind, so that the kind is a good title."""
    details: Details = NO_DETAILS
    """What the server told of the first distribution."""
    is_found: bool = False
    """Whether the record does not name it: it was found behind one of its links."""

    @property
    def first(self) -> Distribution:
        """The distribution that stands for all parts."""
        return self.distributions[0]

    @property
    def is_recommended(self) -> bool:
        """Whether this is what the plugin would take."""
        return bool(self.why_recommended)

    @property
    def group(self) -> OfferGroup:
        """The group that the row stands in."""
        if self.is_found:
            return OfferGroup.FOUND
        if is_data_file(self.first):
            return OfferGroup.FILES
        if self.first.is_live or self.first.kind in _BEHIND_THE_LINK:
            return OfferGroup.LIVE
        return OfferGroup.DOCUMENTS

    @property
    def title(self) -> str:
        """What it is; a document or a link by its own title."""
        own = one_line(self.first.title or self.first.description)
        if self.is_found:
            return own or one_line(self.first.collection_id) or kind_name(self.first)
        if self.group is OfferGroup.DOCUMENTS:
            return own or host_of(self.first.url) or kind_name(self.first)
        if not self.is_alone and own and own.lower() != _file_name(self.first).lower():
            return dataset_title(own) if len(self.distributions) > 1 else own
        return kind_name(self.first)

    @property
    def size_bytes(self) -> int | None:
        """Size of all parts together; None where one of them is unknown."""
        sizes = [item.size_bytes for item in self.distributions]
        if any(size is None for size in sizes):
            return None
        return sizes[0] if self.first.size_is_total else sum(size for size in sizes if size)


def host_of(url: str) -> str:
    """Return the host of an address as DNS knows it (punycode), empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""


def offers_of(record: Record, recommended: Distribution | None, why: str) -> tuple[Offer, ...]:
    """Return the rows of a record, live services first, then files, then documents and links."""
    shown = [item for item in record.distributions if item.kind not in _NOT_SHOWN][:LINKS_MAX]
    # Joined before they are counted: a row with a part left out would be a dataset with a part missing.
    offers, rows = [], _joined_parts(shown)[:OFFERS_MAX]
    kinds = [kind_name(parts[0]) for parts in rows]
    for parts in rows:
        is_it = recommended is not None and recommended in parts
        alike = [kind for kind in kinds if kind == kind_name(parts[0])]
        reason = (why or tr("The best choice here")) if is_it else ""
        offers.append(Offer(parts, reason, len(alike) == 1))
    order = list(OfferGroup)
    return tuple(sorted(offers, key=lambda offer: order.index(offer.group)))


def cut_note(record: Record, offers: tuple[Offer, ...]) -> str:
    """Return how many of the links are in these rows, empty where that is all."""
    count = sum(item.kind not in _NOT_SHOWN for item in record.distributions)
    total, shown = count + record.links_left_out, sum(len(offer.distributions) for offer in offers)
    if shown >= total or total <= OFFERS_MAX:
        return ""
    words = tr("{shown} of {total} links are shown. All are in the record: Technical Details, Show JSON.")
    return words.format(shown=count_text(shown), total=count_text(total))


def facts_line(offer: Offer, record: Record) -> str:
    """Return the second line of a row: CRS, parts, or where a link leads."""
    first = offer.first
    if offer.group is OfferGroup.DOCUMENTS:
        name = format_name(first.format) if first.format else ""
        return name or host_of(first.url) or kind_name(first)
    crs = first.crs or _only(record.crs)
    kind = "" if offer.title == kind_name(first) else kind_name(first)
    details = [kind, _told(offer.details), crs_text(crs) if crs else "", _parts_text(offer)]
    known = " · ".join(part for part in details if part) or host_of(first.url)
    return f"{known} · {tr('not encrypted')}" if _loses_encryption(first, record) else known


def found_offers(found: tuple[Distribution, ...]) -> tuple[Offer, ...]:
    """Return rows for what is behind the links of a record; each has its own title."""
    shown = [item for item in found if item.kind not in _NOT_SHOWN][:OFFERS_MAX]
    return tuple(Offer((item,), is_alone=False, is_found=True) for item in shown)


def _told(details: Details) -> str:
    """Return what a server said of a service: features, zoom levels, or about how much it all is."""
    if details.features is not None:
        return tr("{count} features").format(count=count_text(details.features))
    if details.zoom is not None:
        return tr("zoom {first}–{last}").format(first=details.zoom[0], last=details.zoom[1])
    if details.size_is_estimate and details.size_bytes:
        return tr("about {size} in all").format(size=size_text(details.size_bytes))
    return ""


def dataset_title(text: str) -> str:
    """Return a link's title without its "part n of m"."""
    plain = _PART_WORDS.sub("", text).strip(" ,;:-()[]")
    return plain or text


def _loses_encryption(distribution: Distribution, record: Record) -> bool:
    """Return whether a catalogue that is asked by https leads to data that is not."""
    return record.url.startswith("https:") and distribution.url.lower().startswith("http:")


def _file_name(distribution: Distribution) -> str:
    return one_line(urlsplit(distribution.url).path.rpartition("/")[2])


def _parts_text(offer: Offer) -> str:
    """Return "3 parts", and which of them are missing: said before anything is fetched."""
    if len(offer.distributions) > 1:
        group = group_of(offer.first, offer.distributions)
        count = tr("{count} parts").format(count=len(group.parts) + len(group.missing))
        return f"{count} · {group.problem}" if group.problem else count
    part = offer.first.part
    return tr("part {number} of {count}").format(number=part.number, count=part.of) if part else ""


def _joined_parts(shown: list[Distribution]) -> list[tuple[Distribution, ...]]:
    """Return single distributions, and the parts of a dataset that there are as one."""
    rows: list[tuple[Distribution, ...]] = []
    done: set[Distribution] = set()
    # Grouped once: for each of hundreds of links again, that would hold up the dock for a second.
    groups = {part: group for group in grouped(shown) for part in group.parts}
    for item in shown:
        if item in done:
            continue
        group = groups.get(item)
        is_split = group is not None and item.usable and all(part.usable for part in group.parts)
        rows.append(group.parts if group is not None and is_split else (item,))
        done.update(rows[-1])
    return rows


def _only(crs: tuple[CrsRef, ...]) -> CrsRef | None:
    return crs[0] if len(crs) == 1 else None
