"""Two features of one id, seen also where GDAL has changed one of the ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal

_ALTERED = re.compile(r"Several features with id = (.+?) have been found")


class DoubleIdError(ValueError):
    """Two rows of the same id."""


@contextmanager
def noticed_double_ids(*, matter: bool) -> Iterator[None]:
    """Keep GDAL quiet while features are read, and say so where two have the same id, if ids matter.

    From 3.10 on GDAL gives the second one a number that no server knows, and warns once for a layer.

    Raises:
        DoubleIdError: it has done so.
    """
    double: list[str] = []

    def keep(_level: int, _number: int, text: str) -> None:
        match = _ALTERED.search(text)
        if match is not None:
            double.append(match[1])

    gdal.PushErrorHandler(keep)
    try:
        yield
    finally:
        gdal.PopErrorHandler()
    if matter and double:
        raise DoubleIdError(double[0])
