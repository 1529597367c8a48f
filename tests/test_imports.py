"""The imports of the plugin point down, and the check that says so finds those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import import_rules

CHECKOUT = Path(__file__).resolve().parent.parent

SOUND = {
    "__init__.py": "def classFactory(iface):\n    from secims_qgis.plugin import Plugin\n"
    "    return Plugin(iface)\n",
    "plugin.py": "from secims_qgis.gui.dock import Dock\n\nclass Plugin:\n    def __init__(self, iface):\n"
    "        self._iface = iface\n",
    "gui/__init__.py": "",
    "gui/dock.py": "from qgis.PyQt.QtWidgets import QWidget\nfrom secims_qgis.network import open_session\n"
    "from secims_qgis.project.groups import add\n",
    "project/__init__.py": "",
    "project/groups.py": "from qgis.core import QgsProject\nfrom secims_qgis.live import open_layer\n",
    "live/__init__.py": "from secims_qgis.model import Record\n",
    "catalogue/__init__.py": "from ..distributions import classify\n",
    "catalogue/csw.py": "import requests\nimport owslib.csw\nfrom lxml import etree\n",
    "distributions/__init__.py": "from secims_qgis.model import Record\n",
    "network/__init__.py": "def open_session():\n    from .session import Session\n    return Session()\n",
    "network/session.py": "import requests\nfrom qgis.PyQt.QtCore import QUrl\n",
    "model/__init__.py": "from .record import Record\n",
    "model/record.py": "import json\nfrom dataclasses import dataclass\n",
}

BREACHES = {
    "an arrow that points up": (
        "network/session.py",
        "from secims_qgis.catalogue import csw",
        "is above network",
    ),
    "one that is relative": ("network/session.py", "from ..live import open_layer", "is above network"),
    "one for type checkers": (
        "model/record.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from secims_qgis.network import session",
        "is above model",
    ),
    "one inside a function": (
        "live/__init__.py",
        "def f():\n    import secims_qgis.gui.dock",
        "is above live",
    ),
    "the package itself": ("gui/dock.py", "import secims_qgis", "is above gui"),
    "folders that import each other": (
        "distributions/__init__.py",
        "from secims_qgis.catalogue import csw",
        "import each other",
    ),
    "QGIS in model": ("model/record.py", "from qgis.core import QgsRectangle", "standard library alone"),
    "requests in model": ("model/record.py", "def f():\n    import requests", "standard library alone"),
    "a widget in project": (
        "project/groups.py",
        "from qgis.gui import QgsMapCanvas",
        "no widgets in project",
    ),
    "a widget in live": ("live/__init__.py", "from qgis.PyQt import QtWidgets", "no widgets in live"),
    "qgis.utils in gui": ("gui/dock.py", "from qgis.utils import iface", "iface is for plugin.py alone"),
    "an iface handed on": ("gui/dock.py", "def show(iface):\n    pass", "iface outside plugin.py"),
    "an iface kept": ("gui/dock.py", "def show(self):\n    return self._iface", "iface outside plugin.py"),
    "OWSLib in gui": ("gui/dock.py", "import owslib.csw", "loads owslib.csw at QGIS's start"),
    "lxml through others": (
        "live/__init__.py",
        "from secims_qgis.catalogue import csw",
        "loads lxml.etree at QGIS's start",
    ),
    "requests in a class body": (
        "plugin.py",
        "class Late:\n    try:\n        import requests\n    except ImportError:\n        requests = None",
        "loads requests at QGIS's start",
    ),
    "urllib": ("network/session.py", "from urllib.request import urlopen", "does not use"),
    "PyQt5": ("gui/dock.py", "from PyQt5.QtCore import Qt", "does not use"),
    "a folder without a place": ("utils/__init__.py", "", "has no place in LAYERS"),
}


def write_tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "secims_qgis" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_imports_of_the_plugin_point_down():
    assert list((CHECKOUT / "secims_qgis").rglob("*.py")), "there is nothing to check"
    assert import_rules.problems(CHECKOUT) == []


def test_a_sound_tree_has_no_problems(tmp_path):
    assert import_rules.problems(write_tree(tmp_path, SOUND)) == []


@pytest.mark.parametrize(("file", "code", "expected"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_is_found(tmp_path, file, code, expected):
    files = dict(SOUND)
    files[file] = f"{files.get(file, '')}{code}\n"
    found = import_rules.problems(write_tree(tmp_path, files))
    assert found, "nothing was found"
    assert any(expected in line for line in found), found


def test_a_breach_is_told_with_its_place(tmp_path):
    files = dict(SOUND, **{"model/record.py": "\n\nimport secims_qgis.gui.dock\n"})
    assert import_rules.problems(write_tree(tmp_path, files)) == [
        "secims_qgis.model.record:3: imports secims_qgis.gui.dock, which is above model"
    ]
