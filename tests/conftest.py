"""What all tests share: one QGIS application in a throwaway profile, and one running demo."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QSettings

from secims_qgis.live.crs_threads import keep_worker_threads
from secims_qgis.live.lon_lat import meet_lon_lat

ROOT = Path(__file__).resolve().parent.parent
QGIS_PREFIX = "/usr"
_STATUS = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def qapp(tmp_path_factory):
    """The application, made here so that pytest-qt does not make a plain one."""
    profile = tmp_path_factory.mktemp("profile")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(profile)
    # QGIS keeps its network cache here; tests must see neither an old one nor each other's.
    os.environ["XDG_CACHE_HOME"] = str(profile / "cache")
    QCoreApplication.setOrganizationName("secims-tests")
    QCoreApplication.setApplicationName("secims-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(profile))
    QgsApplication.setPrefixPath(QGIS_PREFIX, True)
    application = QgsApplication([], True, str(profile))
    application.initQgis()
    keep_worker_threads()  # as the plugin does when it starts
    meet_lon_lat()
    plugins = Path(QGIS_PREFIX) / "share/qgis/python/plugins"
    if str(plugins) not in sys.path:
        sys.path.append(str(plugins))
    yield application
    QgsProject.instance().clear()
    application.taskManager().cancelAll()


def pytest_sessionfinish(session, exitstatus):
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """End at once, with pytest's own status, when all is said.

    QGIS and Python tear each other down in an order that nobody chose: with layers of Python providers
    about, that ends in a crash now and then. What has to end cleanly is tested in processes of its own.
    """
    status = config.stash.get(_STATUS, None)
    if status is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@pytest.fixture(scope="session", autouse=True)
def qgis_app(qapp):
    """QGIS runs in every test: layers, tasks and network need it."""
    return qapp


@pytest.fixture(autouse=True)
def working_folder():
    """QGIS changes it when it reads a layer definition; the next test must not notice."""
    before = Path.cwd()
    yield
    os.chdir(before)


@pytest.fixture
def project():
    """The project of the application, empty before and after."""
    instance = QgsProject.instance()
    instance.clear()
    yield instance
    instance.clear()


@pytest.fixture(scope="session")
def demo():
    """A running demo SEC-IMS: real pygeoapi and pycsw."""
    from demo.launch import running

    with running() as urls:
        yield urls
