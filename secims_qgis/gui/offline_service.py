"""Asks the service of a layer that is offline, before the layer goes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.project.offline import LiveData, data_before
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.network.session import QgisSession


class ServiceTask(WorkTask):
    """Asks a service for its description, so that QGIS finds it fresh in its cache, or not at all."""

    def __init__(self, layer: QgsMapLayer) -> None:
        live = data_before(layer)
        session = _session(live)
        super().__init__(tr("Asking the service of {name}").format(name=layer.name()), session, FOREGROUND)
        self._live, self._own_session = live, session

    def work(self) -> bool:
        from secims_qgis.live.features import address_of
        from secims_qgis.live.features_service import read_service
        from secims_qgis.model import DistributionKind

        if self._live is not None and self._live.distribution.kind is DistributionKind.FEATURES:
            address = address_of(self._live.distribution.url)
            read_service(self._own_session, address.landing_url, address.collection_id)
        return True


def _session(live: LiveData | None) -> QgisSession:
    from secims_qgis.network import open_session

    session = open_session(live.authcfg if live is not None else "")
    if live is not None:
        session.bind_credentials(live.distribution.url)
    return session
