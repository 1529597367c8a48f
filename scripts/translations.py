"""The words of the plugin in other languages.

    python3 scripts/translations.py            brings resources/i18n/*.ts up to date with the code
    python3 scripts/translations.py release    makes the .qm files beside them, which QGIS reads

Texts are collected from the calls of tr() and mark() by reading the code: pylupdate takes the class around
a call for its context, and ours have none. Translations are written into the .ts files, with Qt Linguist or
by hand.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
CONTEXT = "SecimsQgis"
CALLS = {"tr", "mark"}
LRELEASE = ("/usr/lib/qt5/bin/lrelease", "/usr/lib/qt6/bin/lrelease", "lrelease", "lrelease-qt5", "lrelease6")


class TranslationError(Exception):
    """The .qm files cannot be made."""


def texts(package: Path) -> list[str]:
    """Return each text that is translated once, in the order of the files and of their lines."""
    found: dict[str, None] = {}
    for path in sorted(package.rglob("*.py")):
        found.update(dict.fromkeys(_texts_of(ast.parse(path.read_text(encoding="utf-8")))))
    return list(found)


def _texts_of(tree: ast.Module) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        text = call.args[0]
        if isinstance(call.func, ast.Name) and call.func.id in CALLS and isinstance(text, ast.Constant):
            yield str(text.value)


def translations(source: Path) -> dict[str, str]:
    """Return what a .ts file has: text -> translation, of those that are finished."""
    found = {}
    for message in ET.parse(source).iter("message"):  # noqa: S314 -- our own file
        translation = message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            found[message.findtext("source", "")] = translation.text
    return found


def write(source: Path, wanted: list[str], known: dict[str, str]) -> None:
    """Write a .ts file with all texts; those that are not known are marked as unfinished."""
    language = source.stem.rpartition("_")[2]
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in wanted:
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if known.get(text):
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(root, space="    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    source.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def sources(checkout: Path = CHECKOUT) -> list[Path]:
    """Return the .ts files."""
    return sorted((checkout / "resources" / "i18n").glob("*.ts"))


def release(checkout: Path = CHECKOUT) -> list[Path]:
    """Make the .qm files beside the .ts files and return them.

    Raises:
        TranslationError: Qt's lrelease is not here, or does not take a file.
    """
    tool = next(filter(None, map(shutil.which, LRELEASE)), None)
    if tool is None:
        raise TranslationError("lrelease of Qt is not here (Debian: qttools5-dev-tools, or qt6-l10n-tools)")
    made = []
    for source in sources(checkout):
        target = source.with_suffix(".qm")
        done = subprocess.run(
            [tool, "-silent", str(source), "-qm", str(target)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise TranslationError(f"{source.name}: {done.stderr or done.stdout}")
        made.append(target)
    return made


def main() -> int:
    """Bring the sources up to date, or make what QGIS reads."""
    if sys.argv[1:] == ["release"]:
        try:
            release()
        except TranslationError as error:
            print(f"translations: {error}", file=sys.stderr)
            return 1
        return 0
    wanted = texts(CHECKOUT / "secims_qgis")
    for source in sources():
        known = translations(source)
        write(source, wanted, known)
        missing = sum(text not in known for text in wanted)
        print(f"{source.name}: {len(wanted)} texts, {missing} without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
