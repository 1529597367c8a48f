"""Records whose position the user does not want to be asked about again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qgis.core import QgsSettings

from secims_qgis.project.provenance import read_provenance

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

LEFT_RECORDS = "secims/crs_left_records"
LEFT_MAX = 500


class LeftRecords:
    """Kept in the settings of QGIS, the latest first; reads and writes at once."""

    def has(self, layer: QgsMapLayer) -> bool:
        """Return whether the record of a layer is one of them."""
        key = _key(layer)
        return bool(key) and key in _stored()

    def can_hold(self, layer: QgsMapLayer) -> bool:
        """Return whether a layer has a record."""
        return bool(_key(layer))

    def add(self, layer: QgsMapLayer) -> None:
        """Ask no more about layers of this record."""
        key = _key(layer)
        if key:
            others = [one for one in _stored() if one != key]
            QgsSettings().setValue(LEFT_RECORDS, [key, *others][:LEFT_MAX])

    def remove(self, layer: QgsMapLayer) -> None:
        """Ask again."""
        key = _key(layer)
        QgsSettings().setValue(LEFT_RECORDS, [one for one in _stored() if one != key])


def _key(layer: QgsMapLayer) -> str:
    origin = read_provenance(layer)
    return json.dumps([origin.catalogue, origin.record_id]) if origin is not None else ""


def _stored() -> list[str]:
    value = QgsSettings().value(LEFT_RECORDS, [])
    return [value] if isinstance(value, str) else [str(line) for line in value or []]
