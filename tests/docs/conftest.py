"""The plugin as users have it: unpacked from the zip, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import zipfile

import pytest

from scripts import package


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """The folder of plugins into which the zip was unpacked; its name is not a plain one."""
    folder = tmp_path_factory.mktemp("Größe der Insel")
    with zipfile.ZipFile(package.build(tmp_path_factory.mktemp("dist"))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def shell(installed, tmp_path_factory):
    """Run lines as a user types them, in a profile of its own in which the plugin is switched on."""
    profile = tmp_path_factory.mktemp("profile")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "QGIS_PLUGINPATH": str(installed),
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "XDG_CACHE_HOME": str(profile / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(lines: str, folder) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euc", lines],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=170,
            check=False,
        )

    enabled = run("qgis_process plugins enable secims_qgis", profile)
    assert enabled.returncode == 0, enabled.stderr
    return run
