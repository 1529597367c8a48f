"""GDAL with its exceptions on, as QGIS has it, and off, as scripts often have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from osgeo import gdal, ogr, osr

_MODULES = (gdal, ogr, osr)


@contextmanager
def gdal_exceptions(*, are_on: bool) -> Iterator[None]:
    """Have them on or off for a while, then as before."""
    before = _used()
    _switch_off()
    if are_on:
        for module in _MODULES:
            module.UseExceptions()
    try:
        yield
    finally:
        _switch_off()
        for module in before:
            module.UseExceptions()


def _used() -> list:
    return [module for module in _MODULES if module.GetUseExceptions()]


def _switch_off() -> None:
    """Switch them off; GDAL 3.6 wants the one first that was switched on last."""
    for _ in _MODULES:
        for module in _used():
            with suppress(RuntimeError):
                module.DontUseExceptions()
    assert _used() == []
