"""GDAL at work on rasters: how they are laid out, how its work is stopped, and its failures."""

from __future__ import annotations

from typing import Any, Callable

from secims_qgis.download.dataset import quiet_gdal
from secims_qgis.network.errors import DiskFullError, DownloadError

BLOCK = 512
TILED = ("TILED=YES", f"BLOCKXSIZE={BLOCK}", f"BLOCKYSIZE={BLOCK}", "BIGTIFF=IF_SAFER")


def go_on(check: Callable[[], None]) -> Callable[[float, str, Any], int]:
    """Return a callback of GDAL that ends its work as soon as ``check`` raises."""

    def callback(_share: float, _message: str, _data: Any) -> int:
        try:
            check()
        except Exception:  # noqa: BLE001 - whatever it is, it is raised again after GDAL has ended
            return 0
        return 1

    return callback


class errors_of_gdal:  # noqa: N801 - used as a context manager
    """Turn GDAL's failures into errors of the plugin; a cancel comes first."""

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check
        self._quiet = quiet_gdal()

    def __enter__(self) -> None:
        self._told = self._quiet.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._quiet.__exit__(None, None, None)
        if isinstance(error, RuntimeError):
            self._check()
            why = str(error) or "; ".join(self._told)
            is_full = any(words in why.lower() for words in ("no space", "disk is full", "free disk space"))
            raise (DiskFullError if is_full else DownloadError)(
                f"the GeoTIFF cannot be written: {why}"
            ) from error
