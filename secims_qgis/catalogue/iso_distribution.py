"""Links, sizes and reference systems of an ISO 19139 document.

Why not OWSLib: it flattens the transfer options, and with them which size belongs to which link.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.distributions import classify
from secims_qgis.model import CrsRef, Distribution, DistributionKind

from .texts import line

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINKS = 1_000
_GMD = "{http://www.isotc211.org/2005/gmd}"
_MD_DIGITAL = f"{_GMD}MD_DigitalTransferOptions"
_BYTES_PER_MB = 1_000_000
_UNITS = {"gb": 1_000_000_000, "mb": 1_000_000, "kb": 1_000, "b": 1, "bytes": 1, "byte": 1}
_UNIT_WORDS = {"gigabyte": "gb", "megabyte": "mb", "kilobyte": "kb"}
_FILE_KINDS = frozenset({DistributionKind.FILE, DistributionKind.COG, DistributionKind.PMTILES})
_MAX_SIZE_BYTES = 10**15


def reference_systems_of(element: _Element) -> tuple[CrsRef, ...]:
    """Return all reference systems that the document names, each once."""
    found: dict[str, CrsRef] = {}
    path = f".//{_GMD}referenceSystemInfo//{_GMD}RS_Identifier"
    for identifier in list(element.iterfind(path))[:20]:
        reference = CrsRef.from_text(_child(identifier, "code"), _child(identifier, "codeSpace"))
        if reference is not None:
            found.setdefault(reference.label, reference)
    return tuple(found.values())


def distributions_of(element: _Element, url: str, systems: tuple[CrsRef, ...]) -> list[Distribution]:
    """Return every link, classified, in document order, with sizes and, for files, the CRS.

    A size belongs to all links of its transfer option together (ISO 19115, table B.2.10.3): it is
    that of the one file among them, or else marked as a total.
    """
    found: list[Distribution] = []
    for options in element.iter(_MD_DIGITAL):
        links = [classify(_link(node), url) for node in options.iter(f"{_GMD}CI_OnlineResource")]
        found += _with_size(links, _size_bytes(options))
    if not found:  # links outside of transfer options are rare, but legal
        path = f".//{_GMD}distributionInfo//{_GMD}CI_OnlineResource"
        found = [classify(_link(node), url) for node in element.iterfind(path)]
    crs = systems[0] if len(systems) == 1 else None
    return [replace(item, crs=crs) if item.kind in _FILE_KINDS else item for item in found[:MAX_LINKS]]


def _with_size(links: list[Distribution], size: int | None) -> list[Distribution]:
    files = [item for item in links if item.kind in _FILE_KINDS]
    if size is None or not files:
        return links
    is_total = len(files) > 1
    return [
        replace(item, size_bytes=size, size_is_total=is_total) if item.kind in _FILE_KINDS else item
        for item in links
    ]


def _link(node: _Element) -> dict[str, str]:
    texts = {name: _child(node, name) for name in ("protocol", "name", "description")}
    linkage = node.find(f"{_GMD}linkage")
    href = "".join(linkage.itertext()).strip() if linkage is not None else ""
    function = node.find(f"{_GMD}function/{_GMD}CI_OnLineFunctionCode")
    rel = line(function.get("codeListValue") or function.text) if function is not None else ""
    return {"href": href, "rel": rel, **texts}


def _child(node: _Element, name: str) -> str:
    """Return the text of a child, whether gco:CharacterString or gmx:Anchor."""
    child = node.find(f"{_GMD}{name}")
    return line("".join(child.itertext())) if child is not None else ""


def _size_bytes(options: _Element) -> int | None:
    """Return the transfer size in bytes; ISO 19115 says megabytes, some say their own unit."""
    try:
        size = float(_child(options, "transferSize"))
    except ValueError:
        return None
    unit = _child(options, "unitsOfDistribution").lower()
    for word, short in _UNIT_WORDS.items():
        unit = short if unit.startswith(word) else unit
    total = size * _UNITS.get(unit, _BYTES_PER_MB)
    return round(total) if 0 < total < _MAX_SIZE_BYTES else None
