"""Times of a coverage: from the axis of a NetCDF file (CF conventions, section 4.4) and back."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone
from typing import Optional

from secims_qgis.network import AnswerError

_UNITS = {
    "d": 86400.0, "day": 86400.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "min": 60.0, "minute": 60.0,
    "s": 1.0, "sec": 1.0, "second": 1.0, "week": 604800.0, "millisecond": 0.001, "msec": 0.001,
}  # fmt: skip
_SINCE = re.compile(
    r"^\s*(?P<unit>[a-z]+)\s+since\s+(?P<year>-?\d{1,4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}(?:\.\d*)?))?)?",
    re.IGNORECASE,
)
_STANDARD = frozenset({"", "standard", "gregorian"})
_PROLEPTIC = "proleptic_gregorian"
_NO_LEAP = frozenset({"noleap", "365_day"})
_REFORM = (1582, 10, 15)
"""The first day of the Gregorian calendar; the standard one counts in the Julian way before it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_JULIAN_DAY_OF_EPOCH = 2440588
_DAY_S = 86400.0
_MS = 1000
Range = tuple[Optional[float], Optional[float]]
"""Begin and end in seconds since 1970, UTC; None where it is open."""


def seconds_since_1970(values: list[float], units: str, calendar: str, url: str = "") -> tuple[float, ...]:
    """Return the times of an axis, rounded to milliseconds, UTC.

    Raises:
        AnswerError: units or calendar that no date can be told from.
    """
    match = _SINCE.match(units)
    factor = _UNITS.get(match.group("unit").lower().rstrip("s") or "s") if match else None
    kind = calendar.strip().lower()
    if match is None or factor is None:
        raise AnswerError(f"times in '{units}'", url=url)
    year, month, day = (int(match.group(name)) for name in ("year", "month", "day"))
    clock = 3600 * int(match.group("hour") or 0) + 60 * int(match.group("minute") or 0)
    clock_s = clock + float(match.group("second") or 0)
    try:
        if kind in _NO_LEAP:
            return tuple(_without_leap_days(value * factor + clock_s, year, month, day) for value in values)
        if kind not in _STANDARD and kind != _PROLEPTIC:
            raise AnswerError(f"times in the calendar '{calendar}'", url=url)
        start = _day(year, month, day, is_julian=kind in _STANDARD and (year, month, day) < _REFORM)
        return tuple(round((start * _DAY_S + clock_s + value * factor) * _MS) / _MS for value in values)
    except (ValueError, OverflowError) as error:
        raise AnswerError(f"times in '{units}': {error}", url=url) from error


def _day(year: int, month: int, day: int, *, is_julian: bool) -> int:
    """Return the number of days since 1970-01-01."""
    if not is_julian:
        return date(max(year, 1), month, day).toordinal() - _EPOCH_DAY
    shifted, years = (month + 9) % 12, year + 4800 + (month - 3) // 12
    return day + (153 * shifted + 2) // 5 + 365 * years + years // 4 - 32083 - _JULIAN_DAY_OF_EPOCH


def _without_leap_days(seconds: float, year: int, month: int, day: int) -> float:
    days, rest = divmod(seconds, _DAY_S)
    count = year * 365 + date(2001, month, day).timetuple().tm_yday - 1 + int(days)
    in_year = date(2001, 1, 1) + timedelta(days=count % 365)
    ordinal = date(count // 365, in_year.month, in_year.day).toordinal() - _EPOCH_DAY
    return round((ordinal * _DAY_S + rest) * _MS) / _MS


def iso(seconds: float) -> str:
    """Return ``2024-02-15T00:00:00``, UTC, with milliseconds where there are some."""
    moment = _EPOCH + timedelta(milliseconds=round(seconds * _MS))
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def from_iso(text: str) -> float:
    """Return seconds since 1970 of an ISO 8601 time; without a zone, UTC.

    Raises:
        ValueError: it is none.
    """
    plain = re.sub(r"(\.\d{3})\d+", r"\1", text.strip())  # nanoseconds, as NumPy writes them
    moment = datetime.fromisoformat(plain.replace("Z", "+00:00"))
    return ((moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)) - _EPOCH).total_seconds()


def usual_step_s(steps: tuple[float, ...]) -> float:
    """Return the median of the times between one step and the next; 0 for a single one."""
    gaps = sorted(after - before for before, after in zip(steps, steps[1:]))
    return gaps[len(gaps) // 2] if gaps else 0.0


def step_in(steps: tuple[float, ...], wanted: Range) -> int | None:
    """Return which step stands for a time range (begin included, end not); None where there is none.

    The first that lies in it. Frames shorter than the steps show the one before them, for as long as
    steps usually last: a monthly mean is no gap on all other days.
    """
    begin, end = wanted
    if begin is None:
        last = len(steps) if end is None else bisect_right(steps, end - 1e-3)
        return last - 1 if last else None
    following = bisect_right(steps, begin - 1e-3)
    if following < len(steps) and (end is None or steps[following] < max(end, begin + 1e-3)):
        return following
    if following and begin - steps[following - 1] < (usual_step_s(steps) or math.inf) * 1.1:
        return following - 1
    return None


def step_named(steps: tuple[float, ...], text: str) -> int | None:
    """Return the first step in a ``datetime`` of a request (OGC 17-069r4, clause 7.15.4); None for none.

    Times may be cut short: ``2024-02`` is the whole month.
    """
    begin, _, end = text.replace("Z", "").partition("/")
    first, last = ("" if word == ".." else word for word in (begin, end or begin))
    for index, step in enumerate(steps):
        word = iso(step)
        if word[: len(first)] >= first and (not last or word[: len(last)] <= last):
            return index
    return None


def packed(steps: tuple[float, ...]) -> list[list[float]]:
    """Return the steps in few numbers: the first, then how long and how often each gap comes in a row."""
    if not steps:
        return []
    runs: list[list[float]] = [[steps[0], 0]]
    for before, after in zip(steps, steps[1:]):
        gap = round(after - before, 3)
        if len(runs) > 1 and runs[-1][0] == gap:
            runs[-1][1] += 1
        else:
            runs.append([gap, 1])
    return runs


MAX_STEPS = 200_000


def unpacked(runs: list[list[float]]) -> tuple[float, ...]:
    """Return what ``packed`` was given.

    Raises:
        ValueError: too many, or not one after the other.
    """
    if not runs:
        return ()
    steps = [float(runs[0][0])]
    for gap, count in runs[1:]:
        if not (0 < gap < math.inf and 0 < count <= MAX_STEPS - len(steps)):
            raise ValueError("times")
        for _ in range(int(count)):
            steps.append(round(steps[-1] + gap, 3))
    if not all(math.isfinite(step) and abs(step) < 2.5e11 for step in (steps[0], steps[-1])):
        raise ValueError("times")
    return tuple(steps)
