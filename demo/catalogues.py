"""Both catalogues from the same ISO documents: pycsw's SQLite and pygeoapi's TinyDB."""

from __future__ import annotations

import json
import shutil
import warnings
from typing import TYPE_CHECKING, Any

from lxml import etree

from demo.iso import NAMESPACES, render
from demo.records import Site, load_records

if TYPE_CHECKING:
    from pathlib import Path

CORE = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core"


def write_iso(site: Site, folder: Path) -> list[Path]:
    """Write one ISO document a record; return their paths in the records' order."""
    folder.mkdir(parents=True)
    paths = []
    for number, record in enumerate(load_records(site)):
        path = folder / f"{number:03d}.xml"
        path.write_bytes(render(record))
        paths.append(path)
    return paths


def copy_iso(source: Path, folder: Path) -> list[Path]:
    """Take the ISO documents of another folder instead; return the copies in order of their names."""
    folder.mkdir(parents=True)
    paths = [folder / path.name for path in sorted(source.glob("*.xml"))]
    for path in paths:
        shutil.copyfile(source / path.name, path)
    return paths


def fill_pycsw(folder: Path, database: Path) -> None:
    """Load the ISO documents with pycsw's own loader."""
    from pycsw.core import admin
    from pycsw.core.config import StaticContext

    _hush_owslib()
    scratch = database.with_suffix(".part")
    url = f"sqlite:///{scratch}"
    admin.setup_db(url, "records", str(folder))
    loaded = admin.load_records(StaticContext(), url, "records", str(folder))
    expected = len(list(folder.glob("*.xml")))
    if len(loaded) != expected:
        raise RuntimeError(f"pycsw took {len(loaded)} of {expected} records")
    scratch.replace(database)


def _hush_owslib() -> None:
    """Silence OWSLib's announcements of its next release; it turns them on when imported."""
    warnings.simplefilter("ignore", FutureWarning)


def fill_tinydb(documents: list[Path], database: Path, base: str) -> None:
    """Load the ISO documents the way pygeoapi's loader for its TinyDB catalogue does."""
    table = {
        str(number): oarec_record(path.read_bytes(), base) for number, path in enumerate(documents, start=1)
    }
    database.write_text(json.dumps({"_default": table}), encoding="utf-8")
    database.chmod(0o444)  # pygeoapi would offer transactions on a file it can write


def oarec_record(content: bytes, base: str) -> dict[str, Any]:
    """Return the OGC API record of an ISO document in the loader's flavour.

    The flavour: every link has rel `item` and the ISO protocol in `type`; sizes, descriptions
    and reference systems are lost. One link more leads to the ISO document in the CSW.
    """
    from owslib.iso import MD_Metadata

    _hush_owslib()
    root = etree.fromstring(content)
    metadata = MD_Metadata(root)
    info = metadata.identification
    record: dict[str, Any] = {
        "id": metadata.identifier,
        "conformsTo": [CORE],
        "type": "Feature",
        "time": _time(info),
    }
    geometry = _geometry(info)
    if geometry:
        # pygeoapi's bbox search answers 500 when any record has a null geometry, but passes
        # over a record that has none at all.
        record["geometry"] = geometry
    record["properties"] = {
        "created": f"{metadata.datestamp}Z",  # yes, twice: the loader does it
        "updated": metadata.datestamp,
        "type": metadata.hierarchy,
        "title": info.title,
        "description": info.abstract,
        "contacts": _contacts(metadata, info),
        "externalIds": [{"scheme": "default", "value": metadata.identifier}],
        "themes": [_theme(group) for group in info.keywords],
        "_metadata-anytext": _all_text(root),
    }
    record["links"] = _links(metadata, base)
    return record


def _time(info: Any) -> dict[str, list[str | None]]:
    start = getattr(info, "temporalextent_start", None)  # OWSLib: no attribute, no extent
    return {"interval": [start, getattr(info, "temporalextent_end", None)]}


def _geometry(info: Any) -> dict[str, Any] | None:
    box = getattr(info, "bbox", None)
    if box is None or box.minx is None:
        return None
    west, south, east, north = (float(v) for v in (box.minx, box.miny, box.maxx, box.maxy))
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _contacts(metadata: Any, info: Any) -> list[dict[str, Any]]:
    parties = [*metadata.contact, *info.contact]
    return [_contact(party) for party in parties]


def _contact(party: Any) -> dict[str, Any]:
    contact: dict[str, Any] = {"name": party.name or party.position}
    if party.organization:
        contact["organization"] = party.organization
    contact["phones"] = [{"value": party.phone}]
    contact["emails"] = [{"value": party.email}]
    address = {"deliveryPoint": [party.address], "city": [party.city], "country": [party.country]}
    contact["addresses"] = [address]
    if party.onlineresource is not None:
        link = {"href": party.onlineresource.url, "rel": None, "title": None, "description": None}
        contact["links"] = [link]
    contact["roles"] = [party.role]
    return contact


def _theme(group: dict[str, Any]) -> dict[str, Any]:
    theme: dict[str, Any] = {"concepts": [{"id": word} for word in group["keywords"]]}
    if group["thesaurus"] and group["thesaurus"]["title"]:
        theme["scheme"] = None
    return theme


def _links(metadata: Any, base: str) -> list[dict[str, str]]:
    links = []
    for online in metadata.distribution.online if metadata.distribution else ():
        link = {"href": online.url, "rel": "item"}
        if online.name:
            link["title"] = online.name
        if online.protocol:
            link["type"] = online.protocol
        links.append(link)
    query = (
        "service=CSW&version=2.0.2&request=GetRecordById&elementsetname=full"
        f"&outputschema={NAMESPACES['gmd']}&id={metadata.identifier}"
    )
    source = {"href": f"{base}/csw?{query}", "rel": "alternate"}
    links.append({**source, "type": "application/xml", "title": "ISO 19139 metadata"})
    return links


def _all_text(root: Any) -> str:
    words = root.xpath("//gco:CharacterString/text()", namespaces=NAMESPACES)
    return " ".join(word.strip() for word in words)
