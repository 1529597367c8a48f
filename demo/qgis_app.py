"""A QGIS application without windows, in a profile that is thrown away."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

QGIS_PREFIX = "/usr"


@contextmanager
def headless_qgis() -> Iterator[QgsApplication]:
    """Run QGIS for the length of the block; nothing of the user's own settings is seen or changed."""
    with tempfile.TemporaryDirectory(prefix="secims-demo-profile-") as profile:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
        os.environ["XDG_CACHE_HOME"] = str(Path(profile) / "cache")
        QCoreApplication.setOrganizationName("secims-demo")
        QCoreApplication.setApplicationName("secims-demo")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, profile)
        QgsApplication.setPrefixPath(QGIS_PREFIX, True)
        application = QgsApplication([], True, profile)
        application.initQgis()
        try:
            yield application
        finally:
            QgsProject.instance().clear()
            application.exitQgis()
