"""Links, sizes and reference systems of an ISO 19139 or ISO 19115-3 document.

Why not OWSLib: it flattens the transfer options, and with them which size belongs to which link.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from secims_qgis.distributions import classify
from secims_qgis.model import CrsRef, Distribution, DistributionKind

from .iso_nodes import anchor, child, children, code, value, words

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINKS = 1_000
MAX_SYSTEMS = 20
_MD_DIGITAL, _ONLINE = "{*}MD_DigitalTransferOptions", "{*}CI_OnlineResource"
_LINK_NAMES = ("linkage", "protocol", "name", "description", "function")
_LINK_TAGS = tuple(f"{{*}}{name}" for name in _LINK_NAMES)
_OPERATIONS = (
    "identificationInfo",
    "SV_ServiceIdentification",
    "containsOperations",
    "SV_OperationMetadata",
    "connectPoint",
    "CI_OnlineResource",
)
"""Where ISO 19119 has the addresses of a service."""
_BYTES_PER_MB = 1_000_000
_UNITS = {"gb": 1_000_000_000, "mb": 1_000_000, "kb": 1_000, "b": 1, "bytes": 1, "byte": 1}
_UNIT_WORDS = {"gigabyte": "gb", "megabyte": "mb", "kilobyte": "kb"}
_FILE_KINDS = frozenset({DistributionKind.FILE, DistributionKind.COG, DistributionKind.PMTILES})
_MAX_SIZE_BYTES = 10**15


def reference_systems_of(element: _Element) -> tuple[CrsRef, ...]:
    """Return all reference systems that the document names, each once."""
    found: dict[str, CrsRef] = {}
    path = ("referenceSystemInfo", "MD_ReferenceSystem", "referenceSystemIdentifier")
    for node in list(children(element, *path))[:MAX_SYSTEMS]:
        identifier = value(node)  # an RS_Identifier, or the MD_Identifier that some editors write
        code_node = child(identifier, "code")
        reference = _shared_crs(words(code_node), words(child(identifier, "codeSpace")))
        if reference is None or reference.authid is None:  # an anchor may name it by its address
            linked = CrsRef.from_text(anchor(code_node))
            if linked is not None and linked.authid is not None:
                reference = CrsRef(linked.authid, reference.text if reference is not None else linked.text)
        if reference is not None:
            found.setdefault(reference.label, reference)
    return tuple(found.values())


@lru_cache(maxsize=200)
def _shared_crs(code_text: str, code_space: str) -> CrsRef | None:
    return CrsRef.from_text(code_text, code_space)


def distributions_of(
    element: _Element, url: str, systems: tuple[CrsRef, ...]
) -> tuple[list[Distribution], int]:
    """Return links, classified, in document order, with sizes and, for files, the CRS.

    The number is that of the links beyond, which are not read. A size belongs to all links of its
    transfer option together (ISO 19115, table B.2.10.3): it is that of the one file among them, or else
    marked as a total.
    """
    found: list[Distribution] = []
    left_out = 0
    crs = systems[0] if len(systems) == 1 else None
    groups = [(list(node.iter(_ONLINE)), _size_bytes(node)) for node in element.iter(_MD_DIGITAL)]
    if not any(nodes for nodes, _size in groups):  # links outside of transfer options are rare, but legal
        groups = [(list(info.iter(_ONLINE)), None) for info in children(element, "distributionInfo")]
    if not any(nodes for nodes, _size in groups):  # a service may have no address but its operations'
        groups = [(list(children(element, *_OPERATIONS)), None)]
    for nodes, size in groups:
        room = MAX_LINKS - len(found)
        links = [classify(_link(node), url) for node in nodes[:room]]
        left_out += max(0, len(nodes) - room)
        found += _with_facts(links, size, crs)
    return found, left_out


def _with_facts(links: list[Distribution], size: int | None, crs: CrsRef | None) -> list[Distribution]:
    """Give the files among the links of one transfer option their size and CRS."""
    is_total = size is not None and sum(item.kind in _FILE_KINDS for item in links) > 1
    if size is None and crs is None:
        return links
    return [
        replace(item, crs=crs, size_bytes=size or item.size_bytes, size_is_total=is_total)
        if item.kind in _FILE_KINDS
        else item
        for item in links
    ]


def _link(node: _Element) -> dict[str, str]:
    parts = {part.tag.rpartition("}")[2]: part for part in node.iterchildren(*_LINK_TAGS)}
    linkage, protocol, name, description, function = map(parts.get, _LINK_NAMES)
    return {
        "href": "".join(linkage.itertext()).strip() if linkage is not None else "",
        "rel": code(function),
        "protocol": words(protocol) or anchor(protocol),
        "name": words(name),
        "description": words(description),
    }


def _size_bytes(options: _Element) -> int | None:
    """Return the transfer size in bytes; ISO 19115 says megabytes, some say their own unit."""
    try:
        size = float(words(child(options, "transferSize")).replace(",", "."))
    except ValueError:
        return None
    unit = words(child(options, "unitsOfDistribution")).lower()
    for word, short in _UNIT_WORDS.items():
        unit = short if unit.startswith(word) else unit
    total = size * _UNITS.get(unit, _BYTES_PER_MB)
    return round(total) if 0 < total < _MAX_SIZE_BYTES else None
