"""The proxy settings of QGIS, carried from the main thread to workers.

A worker's network manager keeps the proxy it was born with, and a thread pool keeps its workers for
hours. So what the main thread has is taken down whenever it starts something, and each request of a
worker uses that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QThread

if TYPE_CHECKING:
    from qgis.PyQt.QtNetwork import QNetworkProxy


class ProxySettings(NamedTuple):
    """The proxy settings of QGIS at one moment (``setFallbackProxyAndExcludes``)."""

    fallback: QNetworkProxy
    excludes: list[str]
    no_proxy: list[str]


class _Noted:
    """What the main thread had when it last looked; replaced as a whole, never changed."""

    settings: ProxySettings | None = None


def note_proxy() -> ProxySettings | None:
    """Take down the proxy settings, if this is the main thread, and return the last ones taken."""
    application = QgsApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        manager = QgsNetworkAccessManager.instance()
        _Noted.settings = ProxySettings(manager.fallbackProxy(), manager.excludeList(), manager.noProxyList())
    return _Noted.settings
