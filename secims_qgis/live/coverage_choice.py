"""Which variable and which time a coverage layer shows, of those that its service has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secims_qgis.live.coverage_source import CoverageSource, read_source
from secims_qgis.live.raster_registry import COVERAGE
from secims_qgis.network import open_session

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.coverage_cube import Cube


def choices(layer: QgsRasterLayer) -> Cube | None:
    """Return the variables and times of a layer; None where it has only one of each.

    Raises:
        LiveLayerError: the layer's source is damaged.
    """
    return read_source(layer.source()).cube if layer.providerType() == COVERAGE else None


def describe_variable(
    source: CoverageSource, key: str, session: requests.Session | None = None
) -> CoverageSource:
    """Return the source of another variable of the same coverage, at the same time where it has it.

    Makes some requests, so call it in a task. Raises as ``describe_coverage`` does.
    """
    from secims_qgis.live.coverage_describe import describe_coverage
    from secims_qgis.live.coverage_request import with_parameters

    url = with_parameters(source.url, [("properties", key)])
    other = describe_coverage(url, session if session is not None else open_session(source.authcfg))
    before, after = source.cube, other.cube
    if before is not None and after is not None and before.seconds in after.steps:
        other = other.at_step(after.steps.index(before.seconds))
    return replace(other, budget_bytes=source.budget_bytes, authcfg=source.authcfg)


def show_source(layer: QgsRasterLayer, source: CoverageSource) -> None:
    """Let a layer show another variable, with a first style of its own. Main thread."""
    from secims_qgis.live.coverage_style import style_coverage

    _set_source(layer, source)
    layer.setName(source.title)
    style_coverage(layer, source)
    layer.triggerRepaint()


def show_step(layer: QgsRasterLayer, step: int) -> None:
    """Let a layer show another time where no temporal controller says which; the style stays. Main thread.

    Raises:
        LiveLayerError: the layer's source is damaged.
        IndexError: there is no such step.
    """
    source = read_source(layer.source())
    if source.cube is None or not 0 <= step < len(source.cube.steps):
        raise IndexError(step)
    if step != source.cube.step:
        renderer = layer.renderer().clone()
        _set_source(layer, source.at_step(step))
        layer.setRenderer(renderer)
        layer.triggerRepaint()


def _set_source(layer: QgsRasterLayer, source: CoverageSource) -> None:
    from qgis.core import QgsDataProvider

    layer.setDataSource(source.uri(), layer.name(), COVERAGE, QgsDataProvider.ProviderOptions(), False)
