"""The check of ``make lint`` for what Qt 6 does not have, on stubs of its own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "qt6_names.py"
CORE = """
type Signal = object
class QObject: ...
class QThing[_T](QObject):
    pass
class Qt:
    class Colour:
        Red = ...
    def fold(self): ...
"""
WIDGETS = """
from PyQt6 import QtCore
class QWidget(QtCore.QObject):
    class Shape:
        Round = ...
class QLabel(QWidget): ...
"""
QGIS = """
class QgsTask(QtCore.QObject):
    class Flag(int):
        CanCancel = ...
    oldName: QgsTask.Flag
"""


@pytest.fixture
def check(tmp_path):
    """Return the problems of one source file."""
    spec = importlib.util.spec_from_file_location("qt6_names", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    sys.modules["qt6_names"] = script  # dataclasses look their module up
    spec.loader.exec_module(script)
    for name, text in (
        ("PyQt6-stubs/QtCore", CORE),
        ("PyQt6-stubs/QtWidgets", WIDGETS),
        ("qgis-stubs/_core", QGIS),
    ):
        path = tmp_path / "stubs" / f"{name}.pyi"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "secims_qgis").mkdir()

    def check(text: str) -> list[str]:
        (tmp_path / "secims_qgis" / "a.py").write_text(text)
        return script.problems(tmp_path, script.Stubs(tmp_path / "stubs"))

    yield check
    del sys.modules["qt6_names"]


@pytest.mark.parametrize(
    "text",
    [
        "from qgis.PyQt.QtCore import Qt\nQt.Colour.Red\nQt.fold\nQt().Nowhere",
        "from qgis.PyQt.QtCore import Qt as Q, QThing\nQ.Colour.Red.value",
        "from qgis.PyQt import QtCore\nQtCore.Qt.Colour.Red",
        "from qgis.PyQt.QtWidgets import QAction, QLabel\nQLabel.Shape.Round\nQLabel.__init__",
        "from qgis.core import QgsTask, QgsCsException\nQgsTask.Flag.CanCancel\nQgsTask.oldName",
        "from qgis.utils import iface\niface.Anything",
    ],
)
def test_what_exists_is_fine(check, text):
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("from qgis.PyQt.QtCore import Qt\nx = [Qt.Red]", "a.py:2: qgis.PyQt.QtCore has no Qt.Red"),
        ("from qgis.PyQt.QtCore import Qt as Q\nQ.Red.value", "a.py:2: qgis.PyQt.QtCore has no Qt.Red"),
        ("from qgis.PyQt.QtCore import QRegExp", "a.py:1: qgis.PyQt.QtCore has no QRegExp"),
        ("from qgis.PyQt import QtCore\nQtCore.Qt.Red", "a.py:2: qgis.PyQt.QtCore has no Qt.Red"),
        (
            "from qgis.PyQt.QtWidgets import QLabel\nQLabel.Round",
            "a.py:2: qgis.PyQt.QtWidgets has no QLabel.Round",
        ),
        ("from qgis.core import QgsTask\nQgsTask.CanCancel", "a.py:2: qgis.core has no QgsTask.CanCancel"),
    ],
)
def test_what_is_missing_is_told_with_its_place(check, text, why):
    assert [problem.partition("/")[2] for problem in check(text)] == [why]
