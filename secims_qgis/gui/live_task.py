"""Opens a live layer off the GUI thread and checks its CRS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.gui.layer_check import CheckedLayer, MapPlace, checked
from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Distribution, Record
    from secims_qgis.network import QgisSession


@dataclass(frozen=True)
class LiveOrder:
    """What to open, and where it will be drawn."""

    record: Record
    distribution: Distribution
    title: str
    place: MapPlace


class LiveTask(WorkTask):
    """Visible in QGIS's task list."""

    def __init__(self, order: LiveOrder, session: QgisSession) -> None:
        super().__init__(tr("Opening {title}").format(title=order.title), session, FOREGROUND)
        self.order = order

    def work(self) -> CheckedLayer:
        from secims_qgis.live import open_layer

        order = self.order
        layer = open_layer(order.distribution, self.session)
        return checked(layer, order.record, order.distribution, order.place)
