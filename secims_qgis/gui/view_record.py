"""From a layer back to the record that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.gui.settings import PluginSettings

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.gui.dock import SecimsDock
    from secims_qgis.gui.dock_body import DockBody
    from secims_qgis.project.provenance import Provenance


def show_record(dock: SecimsDock, layer: QgsMapLayer) -> bool:
    """Open the dock at the record of a layer; return whether the layer has one."""
    from secims_qgis.project.provenance import read_provenance

    origin = read_provenance(layer)
    if origin is None or not origin.catalogue:
        return False
    dock.setUserVisible(True)
    if dock.body is not None:
        _open(dock.body, origin)
    else:
        _OpenWhenBuilt(dock, origin)
    return True


class _OpenWhenBuilt:
    """Opens a record as soon as the dock has its content, once."""

    def __init__(self, dock: SecimsDock, origin: Provenance) -> None:
        self._dock, self._origin = dock, origin
        dock.body_built.connect(self._open)

    def _open(self, body: DockBody) -> None:
        self._dock.body_built.disconnect(self._open)
        _open(body, self._origin)


def _open(body: DockBody, origin: Provenance) -> None:
    from secims_qgis.model import Connection, Record

    if body.search.connection.url != origin.catalogue:
        known = {connection.url: connection for connection in PluginSettings().connections()}
        body.use_connection(known.get(origin.catalogue) or Connection(origin.catalogue, origin.catalogue))
    body.navigation.open_record(Record(origin.record_id, origin.record_title))
