"""Checks which way the imports of the plugin point.

    gui, processing -> project -> live, download, crs -> distributions, catalogue -> network -> model

An arrow may point down, or sideways as long as the two folders do not import each other. Besides:
`model` uses the standard library alone; there are no widgets below gui and processing; `iface` is
seen by plugin.py alone; and nothing that QGIS loads at its start loads requests, OWSLib or lxml.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "secims_qgis"
LAYERS = {
    "paths": 0,
    "translation": 0,
    "model": 0,
    "network": 1,
    "catalogue": 2,
    "distributions": 2,
    "live": 3,
    "download": 3,
    "crs": 3,
    "project": 4,
    "processing": 5,
    "gui": 5,
    "plugin": 6,
    "": 7,  # secims_qgis/__init__.py, which QGIS imports
}
WITH_WIDGETS = {"processing", "gui", "plugin", ""}
SEES_IFACE = {"plugin", ""}
WIDGETS = ("qgis.gui", "qgis.PyQt.QtWidgets", "qgis.PyQt.uic")
IFACE_HOME = ("qgis.utils",)
HEAVY = ("requests", "owslib", "lxml")
# Loaded while QGIS starts (plugin.py) or soon after, by a dock that opens and a list of algorithms.
START = ("plugin", "gui", "processing")
NOWHERE = ("PyQt5", "PyQt6", "urllib.request", "subprocess", "pickle")


@dataclass(frozen=True)
class Import:
    """One import statement's target, as seen from the module that has it."""

    module: str
    line: int
    target: str
    """Dotted name; for `from a import b` it is `a.b`, whether b is a module or not."""
    at_load: bool
    """It is carried out when the module is imported: not in a function, nor for type checkers only."""


@dataclass(frozen=True)
class Module:
    """A module of the package: its dotted name, its imports, and the lines on which it speaks of `iface`."""

    name: str
    imports: tuple[Import, ...]
    iface_lines: tuple[int, ...]

    @property
    def layer(self) -> str:
        """The folder, or for a module beside the folders its own name."""
        return _layer(self.name)


def problems(checkout: Path) -> list[str]:
    """Return every breach as one line of text, sorted by module."""
    modules = {module.name: module for module in _read(checkout / PACKAGE)}
    found: list[str] = []
    for module in modules.values():
        if module.layer not in LAYERS:
            found.append(f"{module.name}: {module.layer} has no place in LAYERS of scripts/import_rules.py")
            continue
        found.extend(_wrong_imports(module))
        if module.layer not in SEES_IFACE:
            found.extend(f"{module.name}:{line}: iface outside plugin.py" for line in module.iface_lines)
    found.extend(_mutual(modules))
    found.extend(_heavy_at_start(modules))
    return sorted(set(found))


def _wrong_imports(module: Module) -> Iterator[str]:
    for imported in module.imports:
        where = f"{module.name}:{imported.line}: imports {imported.target}"
        target_layer = _layer(imported.target)
        if _is(imported.target, PACKAGE):
            if LAYERS.get(target_layer, -1) > LAYERS[module.layer]:
                yield f"{where}, which is above {module.layer}"
        elif module.layer == "model" and imported.target.split(".")[0] not in sys.stdlib_module_names:
            yield f"{where}; model uses the standard library alone"
        if module.layer not in WITH_WIDGETS and _is(imported.target, *WIDGETS):
            yield f"{where}; there are no widgets in {module.layer}"
        if module.layer not in SEES_IFACE and _is(imported.target, *IFACE_HOME):
            yield f"{where}; iface is for plugin.py alone"
        if _is(imported.target, *NOWHERE):
            yield f"{where}, which the plugin does not use"


def _mutual(modules: dict[str, Module]) -> Iterator[str]:
    """Two folders of the same height that import each other."""
    arrows: dict[tuple[str, str], str] = {}
    for module in modules.values():
        for imported in module.imports:
            other = _layer(imported.target)
            if _is(imported.target, PACKAGE) and other != module.layer and other in LAYERS:
                arrows.setdefault((module.layer, other), f"{module.name}:{imported.line}")
    for (here, there), place in arrows.items():
        if here < there and (there, here) in arrows and LAYERS[here] == LAYERS[there]:
            yield f"{place}: {here} and {there} import each other (see {arrows[there, here]})"


def _heavy_at_start(modules: dict[str, Module]) -> Iterator[str]:
    """What a module that is loaded at QGIS's start loads in turn, followed through the package."""
    reached = {name: name for name, module in modules.items() if module.layer in START or not module.layer}
    waiting = list(reached)
    while waiting:
        name = waiting.pop()
        for imported in modules[name].imports:
            if not imported.at_load:
                continue
            if _is(imported.target, *HEAVY):
                yield f"{name}:{imported.line}: loads {imported.target} at QGIS's start ({reached[name]})"
            for loaded in _loaded_by(imported.target, modules):
                if loaded not in reached:
                    reached[loaded] = f"{reached[name]} -> {loaded}"
                    waiting.append(loaded)


def _loaded_by(target: str, modules: dict[str, Module]) -> list[str]:
    """`import a.b.c` runs a, a.b and a.b.c, as far as they are modules."""
    parts = target.split(".")
    names = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
    return [name for name in names if name in modules]


def _is(target: str, *names: str) -> bool:
    return any(target == name or target.startswith(f"{name}.") for name in names)


def _layer(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _read(package: Path) -> Iterator[Module]:
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package.parent).with_suffix("")
        is_package = relative.name == "__init__"
        name = ".".join(relative.parent.parts if is_package else relative.parts)
        visitor = _Imports(name, name if is_package else name.rpartition(".")[0])
        visitor.visit(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
        yield Module(name, tuple(visitor.found), tuple(visitor.iface_lines))


class _Imports(ast.NodeVisitor):
    """Collects a module's imports, and where it uses a name or an attribute `iface`."""

    def __init__(self, module: str, parent: str) -> None:
        self.module = module
        self.parent = parent
        self.found: list[Import] = []
        self.iface_lines: list[int] = []
        self._at_load = True

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        base = node.module or ""
        if node.level:
            above = self.parent.split(".")
            above = above[: len(above) - node.level + 1]
            base = ".".join([*above, base] if base else above)
        for alias in node.names:
            self._add(node, f"{base}.{alias.name}")

    def _add(self, node: ast.stmt, target: str) -> None:
        self.found.append(Import(self.module, node.lineno, target, self._at_load))

    def _visit_later(self, node: ast.AST) -> None:
        before, self._at_load = self._at_load, False
        self.generic_visit(node)
        self._at_load = before

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _visit_later  # noqa: N815 -- ast's names

    def visit_If(self, node: ast.If) -> None:
        names = {child.id for child in ast.walk(node.test) if isinstance(child, ast.Name)}
        attributes = {child.attr for child in ast.walk(node.test) if isinstance(child, ast.Attribute)}
        if "TYPE_CHECKING" in names | attributes:
            before, self._at_load = self._at_load, False
            for child in node.body:
                self.visit(child)
            self._at_load = before
            for child in node.orelse:
                self.visit(child)
        else:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self._see(node.id, node.lineno)

    def visit_arg(self, node: ast.arg) -> None:
        self._see(node.arg, node.lineno)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._see(node.attr, node.lineno)
        self.generic_visit(node)

    def _see(self, name: str, line: int) -> None:
        if name.lstrip("_") == "iface":
            self.iface_lines.append(line)


def main() -> int:
    """Print the breaches of this checkout."""
    found = problems(Path(__file__).resolve().parent.parent)
    print("\n".join(found) or "Every import points the right way.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
