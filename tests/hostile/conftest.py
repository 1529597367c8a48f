"""The real dock, sessions and downloads against servers that a test can make say anything."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QDesktopServices

from tests.download.conftest import geopackage, geotiff  # noqa: F401
from tests.fault_server import fault_server
from tests.gui.conftest import open_dock, server, settings, use, window, workspace  # noqa: F401
from tests.hostile.world import World


@pytest.fixture
def elsewhere():
    """A server that nothing may be requested from."""
    with fault_server() as running:
        running.serve("/", b"")
        yield running
        assert running.requests == []


@pytest.fixture
def browser(monkeypatch):
    """The addresses that were handed to the browser or the file manager; none is opened."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)
    return opened


@pytest.fixture
def world(request, server, elsewhere, browser, tmp_path):  # noqa: F811 - the fixtures imported above
    """A catalogue on a server, the dock on it, and a server that must not be asked."""
    return World(request, server, elsewhere, browser, tmp_path)
