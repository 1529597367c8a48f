"""A session, a server that misbehaves, and the catalogue whose host it is."""

from __future__ import annotations

import pytest

from secims_qgis.network import open_session
from tests.fault_server import fault_server


@pytest.fixture
def faults():
    """A server of one's own on loopback."""
    with fault_server() as server:
        yield server


@pytest.fixture
def session(qgis_app):
    """A session with a short patience."""
    return open_session(timeout_s=10)


@pytest.fixture
def catalogue_url(faults):
    """A catalogue on the same host as what it links to."""
    return faults.url("/records/collections/metadata:main")
