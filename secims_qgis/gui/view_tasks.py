"""What live coverages have to be asked, or looked up on disk, off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.gui.tasks import FOREGROUND, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.live.coverage_source import CoverageSource
    from secims_qgis.network import QgisSession


class VariableTask(WorkTask):
    """Finds out all about another variable of a coverage; the result is its CoverageSource."""

    def __init__(self, source: CoverageSource, variable: str, session: QgisSession) -> None:
        super().__init__(tr("Looking at {variable}").format(variable=variable), session, FOREGROUND)
        self._source, self._variable = source, variable

    def work(self) -> CoverageSource:
        from secims_qgis.live.coverage_choice import describe_variable

        return describe_variable(self._source, self._variable, self.session)


class StyleTask(WorkTask):
    """Looks up the legend of another style of a map; the result is the layer's source and the legend."""

    def __init__(self, uri: str, style: str, session: QgisSession) -> None:
        super().__init__(tr("Looking at {variable}").format(variable=style), session, FOREGROUND)
        self._uri, self._style = uri, style

    def work(self) -> tuple[str, str]:
        from secims_qgis.live.map_layer import legend_of_style

        return legend_of_style(self._uri, self._style, self.session)


class KeptTask(WorkTask):
    """Looks up what is kept of a source on disk: bytes, and since when."""

    def __init__(self, key: str) -> None:
        super().__init__(tr("Looking at what is kept"), None)
        self._key = key

    def work(self) -> tuple[int, float | None]:
        from secims_qgis.live.coverage import kept_pixels

        return kept_pixels(self._key)


class ForgetTask(WorkTask):
    """Drops what is kept of a source, on disk too, so that it is fetched anew."""

    def __init__(self, key: str) -> None:
        super().__init__(tr("Dropping what is kept"), None)
        self._key = key

    def work(self) -> None:
        from secims_qgis.live.raster_registry import shared, shared_tiles

        shared_tiles().forget(self._key)
        shared().state(self._key).forget_failure()
