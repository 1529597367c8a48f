"""Where a layer comes from, kept on the layer and saved with the project."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

PREFIX = "secims/"
"""Start of the names of all custom properties that the plugin gives to layers and groups."""
RECORD_ID = f"{PREFIX}record_id"
CATALOGUE = f"{PREFIX}catalogue"
_BETWEEN = ","


@dataclass(frozen=True)
class Provenance:
    """The way of a layer from its catalogue into the project.

    Each field is kept as the custom property ``secims/<name of the field>``; empty ones are left out.
    ``catalogue`` is the address of the catalogue, ``added`` an ISO 8601 time in UTC,
    ``record_updated`` the record's own date as the catalogue wrote it. ``sha256`` holds the hex digest
    of each file the layer was made from. ``declared_crs`` is the CRS the catalogue states.
    """

    catalogue: str = ""
    record_id: str = ""
    record_title: str = ""
    distribution_url: str = ""
    kind: str = ""
    added: str = ""
    record_updated: str = ""
    sha256: tuple[str, ...] = ()
    etag: str = ""
    crs_verdict: str = ""
    declared_crs: str = ""


def write_provenance(layer: QgsMapLayer, provenance: Provenance) -> None:
    """Put the provenance on a layer; what an earlier one said is gone."""
    for name, text in _texts(provenance).items():
        if text:
            layer.setCustomProperty(PREFIX + name, text)
        else:
            layer.removeCustomProperty(PREFIX + name)


def read_provenance(layer: QgsMapLayer) -> Provenance | None:
    """Return where a layer comes from, or None if it did not come by this plugin."""
    texts = {
        item.name: str(layer.customProperty(PREFIX + item.name, "") or "") for item in fields(Provenance)
    }
    if not texts["record_id"]:
        return None
    digests = tuple(filter(None, texts.pop("sha256").split(_BETWEEN)))
    return Provenance(**texts, sha256=digests)


def _texts(provenance: Provenance) -> dict[str, str]:
    values = {item.name: getattr(provenance, item.name) for item in fields(Provenance)}
    return {
        name: _BETWEEN.join(value) if isinstance(value, tuple) else value for name, value in values.items()
    }
