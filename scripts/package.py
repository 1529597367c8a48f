"""Builds the plugin's zip, byte for byte the same from the same files.

    python3 scripts/package.py                    dist/secims_qgis-<version>.zip
    python3 scripts/package.py --deploy default   also into that QGIS profile of yours

The zip has one folder, `secims_qgis`: the package, `resources/` from beside it with the translations, the
pages of `docs/` that are for users with their pictures as `help/`, and LICENSE. What is new is told in
CHANGELOG.md alone; the zip's metadata.txt has it from there. Needs Python and Qt's lrelease.
"""

from __future__ import annotations

import argparse
import configparser
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from scripts import translations  # noqa: E402 -- run as a file, the checkout is not on the path

PACKAGE = "secims_qgis"
METADATA = f"{PACKAGE}/metadata.txt"
SHIPPED_SUFFIXES = {".json", ".png", ".py", ".qm", ".qml", ".svg", ".txt", ".typed", ".xml"}
SOURCES_ONLY = {".ts", ".md"}  # translation sources and notes stay behind
FOR_DEVELOPERS = {"architecture.md", "benchmarks.md"}
_PICTURE = re.compile(r"!\[[^]]*]\((images/[^)]+)\)")
LEFT_OUT_FOLDERS = {"__pycache__", "tests"}
# The first moment a zip can hold: a build must not depend on when or from which checkout it was made.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644  # a file that looks executable is a finding of the plugin site's scan


class UnexpectedFileError(Exception):
    """A file lies in the package of which nobody has said whether it ships."""


def version(checkout: Path = CHECKOUT) -> str:
    """Return the plugin's version, which is written in metadata.txt alone."""
    metadata = configparser.ConfigParser()
    metadata.read_string((checkout / PACKAGE / "metadata.txt").read_text(encoding="utf-8"))
    return metadata["general"]["version"]


def changelog(text: str) -> str:
    """Return what CHANGELOG.md says as metadata.txt takes it: plain lines, each after the first indented."""
    _title, _mark, versions = text.partition("\n## ")
    plain = versions.replace("\n## ", "\n").replace("*", "").replace("%", " percent")
    return "\n    ".join(line.strip() for line in plain.splitlines() if line.strip())


def metadata(checkout: Path = CHECKOUT) -> str:
    """Return the metadata.txt of the zip: that of the checkout, with the changes."""
    text = (checkout / METADATA).read_text(encoding="utf-8")
    changes = changelog((checkout / "CHANGELOG.md").read_text(encoding="utf-8"))
    return f"{text.rstrip()}\nchangelog={changes}\n"


def contents(checkout: Path = CHECKOUT) -> dict[str, Path]:
    """Return what goes into the zip, sorted: name in the zip -> file.

    Raises:
        UnexpectedFileError: for a kind of file that neither ships nor is known to stay behind.
    """
    files = {f"{PACKAGE}/LICENSE": checkout / "LICENSE"}
    for folder, inside in ((checkout / PACKAGE, PACKAGE), (checkout / "resources", f"{PACKAGE}/resources")):
        for path in folder.rglob("*"):
            relative = path.relative_to(folder)
            if path.is_file() and LEFT_OUT_FOLDERS.isdisjoint(relative.parts) and _ships(path):
                files[f"{inside}/{relative.as_posix()}"] = path
    files.update(help_contents(checkout / "docs"))
    return dict(sorted(files.items()))


def help_contents(docs: Path) -> dict[str, Path]:
    """Return the pages that QGIS shows and the pictures in them: name in the zip -> file."""
    files = {}
    for page in sorted(docs.glob("*.md")):
        if page.name not in FOR_DEVELOPERS:
            pictures = _PICTURE.findall(page.read_text(encoding="utf-8"))
            files.update({f"{PACKAGE}/help/{name}": docs / name for name in (page.name, *pictures)})
    return files


def _ships(path: Path) -> bool:
    if path.suffix in SHIPPED_SUFFIXES:
        return True
    if path.suffix in SOURCES_ONLY:
        return False
    raise UnexpectedFileError(f"{path}: does this ship? Then add its kind to scripts/package.py.")


def build(folder: Path, checkout: Path = CHECKOUT) -> Path:
    """Write the zip into a folder and return its path. Nothing half-written is left behind.

    Raises:
        UnexpectedFileError, TranslationError: see ``contents`` and ``translations.release``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    translations.release(checkout)
    target = folder / f"{PACKAGE}-{version(checkout)}.zip"
    part = target.with_suffix(".zip.part")
    with zipfile.ZipFile(part, "w") as archive:
        for name, path in contents(checkout).items():
            entry = zipfile.ZipInfo(name, TIMESTAMP)
            entry.create_system = 3  # Unix, on whatever system it is built
            entry.external_attr = MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = metadata(checkout).encode() if name == METADATA else path.read_bytes()
            archive.writestr(entry, data, compresslevel=9)
    part.replace(target)
    return target


def plugins_folder(profile: str) -> Path:
    """Return where QGIS 3 keeps the plugins of a profile."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif os.name == "nt":
        base = Path(os.environ["APPDATA"])
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "QGIS" / "QGIS3" / "profiles" / profile / "python" / "plugins"


def deploy(archive: Path, plugins: Path) -> Path:
    """Put what was packaged into a plugins folder, in place of what was there."""
    target = plugins / PACKAGE
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        shutil.rmtree(target)
    plugins.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(plugins)
    return target


def main() -> int:
    """Build, and deploy where that is asked for."""
    parser = argparse.ArgumentParser(description="Build the plugin's zip.")
    parser.add_argument("--deploy", metavar="PROFILE", help="also put it into this QGIS profile")
    arguments = parser.parse_args()
    archive = build(CHECKOUT / "dist")
    print(f"{archive.relative_to(CHECKOUT)}: {archive.stat().st_size:,} bytes")
    if arguments.deploy:
        target = deploy(archive, plugins_folder(arguments.deploy))
        print(f"deployed to {target}; reload the plugin or restart QGIS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
