"""What plugins.qgis.org checks of a zip before it takes it, and what Windows cannot unpack.

Follows the site's validator as of July 2026: a finding here is a refused upload.
"""

from __future__ import annotations

import configparser
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

RULES = json.loads((Path(__file__).parent / "plugin-site-rules.json").read_text(encoding="utf-8"))
LARGEST_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 100  # Windows allows 260 characters, and the profile's folder takes its part of them
FORBIDDEN_PARTS = {"__pycache__", "__MACOSX", ".git", "tests", ".."}
FORBIDDEN_SUFFIXES = {".pyc", ".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd"}
WINDOWS_DEVICES = {"aux", "con", "nul", "prn"}
NAME = re.compile(r"[A-Za-z0-9_./-]+")


def problems(archive_path: Path) -> list[str]:
    """Return everything that would keep the zip from being taken or unpacked; nothing if it is fine."""
    found = []
    if archive_path.stat().st_size > LARGEST_BYTES:
        found.append("the zip is larger than 25 MB")
    with zipfile.ZipFile(archive_path) as archive:
        entries = archive.infolist()
        for entry in entries:
            found.extend(f"{entry.filename}: {problem}" for problem in _entry_problems(entry))
        found.extend(_listing_problems([entry.filename for entry in entries]))
        if not found:
            found.extend(_metadata_problems(archive))
    return found


def _entry_problems(entry: zipfile.ZipInfo) -> Iterator[str]:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or not NAME.fullmatch(entry.filename):
        yield "a name for one kind of system only"
    if FORBIDDEN_PARTS.intersection(path.parts) or path.suffix in FORBIDDEN_SUFFIXES:
        yield "does not belong into a plugin"
    if any(part.split(".")[0].lower() in WINDOWS_DEVICES for part in path.parts):
        yield "a name that Windows keeps for a device"
    if len(entry.filename) > LONGEST_NAME:
        yield f"a name of more than {LONGEST_NAME} characters"
    if entry.external_attr >> 16 & 0o777 != 0o644:
        yield "the mode is not 0644"


def _listing_problems(names: list[str]) -> Iterator[str]:
    roots = {name.split("/")[0] for name in names}
    if len(roots) != 1:
        yield f"not exactly one folder at the top: {sorted(roots)}"
        return
    root = roots.pop()
    if not root.isidentifier() or not root.isascii():
        yield f"the folder {root} is no Python identifier"
    for needed in ("__init__.py", "metadata.txt", "LICENSE"):
        if f"{root}/{needed}" not in names:
            yield f"there is no {needed}"
    if len({name.lower() for name in names}) != len(names):
        yield "two names differ in nothing but case"


def _metadata_problems(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    root = names[0].split("/")[0]
    parser = configparser.ConfigParser()  # with interpolation, as the site reads it
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(archive.read(f"{root}/metadata.txt").decode("utf-8"))
    try:
        general = dict(parser["general"])
    except configparser.InterpolationError as err:
        yield f"metadata.txt: a % that is no interpolation: {err}"
        return
    for key in RULES["metadata_required"]:
        if not general.get(key, "").strip():
            yield f"metadata.txt: no {key}"
    if "/" in general.get("author", ""):
        yield "metadata.txt: a slash in the author"
    if "supportsQt6" in general:
        yield "metadata.txt: supportsQt6 is deprecated"
    if f"{root}/{general.get('icon', '')}" not in names:
        yield f"metadata.txt: the icon {general.get('icon')} is not in the zip"
