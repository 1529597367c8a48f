"""Names of Qt and QGIS that Qt 6, or QGIS itself, does not have.

PyQt 6 knows enumerations by their scope alone (``Qt.AlignmentFlag.AlignLeft``) and lacks what Qt 6 dropped;
PyQt 5 takes both, so no test on QGIS 3 notices. Every dotted name that begins with something imported from
``qgis.PyQt``, ``qgis.core`` ... is looked up in the published type stubs of PyQt 6 and of PyQGIS. What a name
of an instance leads to is not followed.

    build/venv-lint/bin/python scripts/qt6_names.py [FOLDER]
"""

from __future__ import annotations

import ast
import re
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDERS = ("secims_qgis", "tests", "demo", "benchmarks")
STUBS = Path(sysconfig.get_paths()["purelib"])
PYQT = "qgis.PyQt."
ADDED = {
    "qgis.PyQt.QtCore": {"NULL", "QVariant"},
    "qgis.PyQt.QtWidgets": {"QAction", "QActionGroup", "QShortcut"},
}
"""What qgis.PyQt of QGIS 4 has besides: Qt 6 moved or dropped it."""
_NEW_SYNTAX = re.compile(r"^type .*$|(?<=\w)\[_\w+\](?=[(:])", re.MULTILINE)


@dataclass
class Scope:
    """A module or class of a stub: what it has, and its classes with their bases."""

    names: set[str] = field(default_factory=set)
    bases: list[str] = field(default_factory=list)
    classes: dict[str, Scope] = field(default_factory=dict)


@dataclass(frozen=True)
class Use:
    """A dotted name in a source file, below a module: ``Qt.AlignmentFlag`` of ``qgis.PyQt.QtCore``."""

    line: int
    module: str
    name: str


class Stubs:
    """The classes of PyQt 6 and of PyQGIS, read from their .pyi files when they are needed."""

    def __init__(self, folder: Path = STUBS) -> None:
        self._folder = folder
        self._modules: dict[str, Scope | None] = {}

    def lacks(self, use: Use) -> str | None:
        """Return the shortest part of a name that does not exist, or None; what has no stub exists."""
        module, parts = use.module, use.name.split(".")
        scope = self._module(module)
        for index, part in enumerate(parts):
            if (
                scope is None or part.startswith("__") or part.endswith("Exception")
            ):  # stubs have no exceptions
                return None
            if index == 0 and part in ADDED.get(module, ()):
                return None
            found = self._found(scope, part, module)
            if found is None:
                return ".".join(parts[: index + 1])
            scope = found.classes.get(part)
        return None

    def _found(self, scope: Scope, name: str, module: str) -> Scope | None:
        """Return the scope that has the name: this one or that of a base, through all of them."""
        if name in scope.names:
            return scope
        for base in scope.bases:
            home, _, last = base.rpartition(".")
            qt_home = home.rpartition(".")[2]
            of_module = self._module(PYQT + qt_home if qt_home.startswith("Qt") else module)
            if of_module is None or (last not in of_module.classes and not home.startswith("PyQt")):
                continue
            base_scope = of_module.classes.get(last)
            found = base_scope and self._found(base_scope, name, module)
            if found:
                return found
        return None

    def _module(self, dotted: str) -> Scope | None:
        if dotted not in self._modules:
            last = dotted.rpartition(".")[2]
            file = f"PyQt6-stubs/{last}.pyi" if dotted.startswith(PYQT) else f"qgis-stubs/_{last}.pyi"
            path = self._folder / file
            # The newest syntax, for which the Python that runs this may be too old.
            text = _NEW_SYNTAX.sub("", path.read_text(encoding="utf-8")) if path.is_file() else None
            self._modules[dotted] = None if text is None else _scope(ast.parse(text))
        return self._modules[dotted]


def _scope(node: ast.Module | ast.ClassDef) -> Scope:
    scope = Scope()
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            scope.names.add(child.name)
            scope.classes[child.name] = _scope(child)
        elif isinstance(child, ast.FunctionDef):
            scope.names.add(child.name)
        elif isinstance(child, ast.Assign):
            scope.names.update(target.id for target in child.targets if isinstance(target, ast.Name))
        elif isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            scope.names.add(child.target.id)
    if isinstance(node, ast.ClassDef):
        scope.bases = [ast.unparse(base) for base in node.bases]
    return scope


def uses(tree: ast.Module) -> Iterator[Use]:
    """Yield what a source file names of Qt and QGIS: the imports, and the dotted names below them."""
    homes: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "qgis":
            for alias in node.names:
                homes[alias.asname or alias.name] = (node.module, alias.name)
                if node.module != "qgis.PyQt":
                    yield Use(node.lineno, node.module, alias.name)
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            root, _, rest = ast.unparse(node).partition(".")
            home = homes.get(root)
            if home is not None and re.fullmatch(r"[\w.]+", rest):
                module, name = home
                if module == "qgis.PyQt":
                    yield Use(node.lineno, PYQT + name, rest)
                else:
                    yield Use(node.lineno, module, f"{name}.{rest}")


def problems(checkout: Path, stubs: Stubs) -> list[str]:
    """Return every name that is missing, as one line of text."""
    found = []
    for path in sorted(file for folder in FOLDERS for file in (checkout / folder).rglob("*.py")):
        for use in uses(ast.parse(path.read_text(encoding="utf-8"))):
            missing = stubs.lacks(use)
            if missing is not None:
                found.append(f"{path.relative_to(checkout)}:{use.line}: {use.module} has no {missing}")
    return found


def main() -> int:
    """Print the problems; 1 when there are any."""
    checkout = Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT
    found = problems(checkout, Stubs())
    print("\n".join(found) if found else "every name of Qt and QGIS exists in PyQt 6 and PyQGIS")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
