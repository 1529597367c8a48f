"""Times of a coverage for QGIS's temporal controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsDateTimeRange, QgsInterval
from qgis.PyQt.QtCore import QDateTime, Qt

from secims_qgis.live import coverage_times as times

if TYPE_CHECKING:
    from qgis.core import QgsRasterDataProviderTemporalCapabilities

    from secims_qgis.live.coverage_cube import Cube
    from secims_qgis.live.coverage_source import CoverageSource

_MS = 1000
_MOST_RANGES = 20_000
"""QGIS copies them with each drawing."""
_METHOD = Qgis.TemporalIntervalMatchMethod


def offer_times(capabilities: QgsRasterDataProviderTemporalCapabilities, cube: Cube) -> None:
    """Tell QGIS which times there are; a step lasts until the next one."""
    if not cube.steps:
        return
    ends = [*cube.steps[1:], cube.steps[-1] + times.usual_step_s(cube.steps)]
    capabilities.setHasTemporalCapabilities(True)
    capabilities.setAvailableTemporalRange(QgsDateTimeRange(_moment(cube.steps[0]), _moment(ends[-1])))
    if len(ends) <= _MOST_RANGES:
        capabilities.setAllAvailableTemporalRanges(
            [
                QgsDateTimeRange(_moment(begin), _moment(end), True, begin == end)
                for begin, end in zip(cube.steps, ends)
            ]
        )
    capabilities.setDefaultInterval(QgsInterval(times.usual_step_s(cube.steps)))
    capabilities.setIntervalHandlingMethod(_METHOD.MatchUsingWholeRange)


def source_at(
    source: CoverageSource, capabilities: QgsRasterDataProviderTemporalCapabilities
) -> CoverageSource | None:
    """Return the source at the time that QGIS wants to draw; None where it has nothing at that time."""
    cube, wanted = source.cube, capabilities.requestedTemporalRange()
    if cube is None or not cube.steps or wanted.isInfinite():
        return source
    step = step_for(cube.steps, wanted, capabilities.intervalHandlingMethod())
    return None if step is None else source.at_step(step)


def step_for(
    steps: tuple[float, ...], wanted: QgsDateTimeRange, method: Qgis.TemporalIntervalMatchMethod
) -> int | None:
    """Return which step a range stands for, by the way that the layer's properties say."""
    begin, end = _seconds(wanted.begin()), _seconds(wanted.end())
    if method == _METHOD.MatchUsingWholeRange:
        return times.step_in(steps, (begin, end))
    at_end = {_METHOD.MatchExactUsingEndOfRange, _METHOD.FindClosestMatchToEndOfRange}
    moment = end if method in at_end else begin
    if moment is None:
        return None
    nearest = min(range(len(steps)), key=lambda index: abs(steps[index] - moment))
    if method in {_METHOD.MatchExactUsingStartOfRange, _METHOD.MatchExactUsingEndOfRange}:
        return nearest if abs(steps[nearest] - moment) < 1 else None
    return nearest


def _moment(seconds: float) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(round(seconds * _MS), Qt.TimeSpec.UTC)


def _seconds(moment: QDateTime) -> float | None:
    """Return seconds since 1970; None for an open end. Times without a zone are UTC, as QGIS has them."""
    if not moment.isValid():
        return None
    plain = QDateTime(moment.date(), moment.time(), Qt.TimeSpec.UTC) if _is_local(moment) else moment
    return plain.toMSecsSinceEpoch() / _MS


def _is_local(moment: QDateTime) -> bool:
    return moment.timeSpec() == Qt.TimeSpec.LocalTime
