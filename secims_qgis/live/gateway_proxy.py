"""QGIS sends everything to the proxy of its settings, loopback too: the gateway must pass by it.

QGIS's threads read the settings when they make their network manager, so that is where it has to be
said, for as long as the gateway runs.
"""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsSettings

_ENABLED = "proxy/proxyEnabled"
_NO_PROXY = "proxy/noProxyUrls"


def let_pass_by_proxy(address: str) -> Callable[[], None]:
    """Tell QGIS to ask this address directly, if a proxy is set; the answer undoes it."""
    settings = QgsSettings()
    if not settings.value(_ENABLED, False, type=bool):
        return lambda: None
    settings.setValue(_NO_PROXY, [*_said(settings), address])

    def undo() -> None:
        later = QgsSettings()
        later.setValue(_NO_PROXY, [each for each in _said(later) if each != address])

    return undo


def _said(settings: QgsSettings) -> list[str]:
    said = settings.value(_NO_PROXY, [])
    return [said] if isinstance(said, str) else list(said or [])
