"""Members of archives: what each of them may be called, and may be."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile

from secims_qgis.download.names import is_device_name

MAX_PATH_BYTES = 1000
MAX_PART_BYTES = 255
MAX_DEPTH = 30
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")


def refuse_members(infos: list[zipfile.ZipInfo]) -> None:
    """See that all members of an archive can be unpacked into one folder, on every system.

    Raises:
        ValueError: a path that leads outside, a link or a device, two members in one place, members
            that share their bytes, or a password; the text names the first one.
    """
    places: dict[str, bool] = {}
    for info in infos:
        why = why_refused(info)
        if why:
            raise ValueError(f"{why}: {_shown(info.filename)}")
        _take_place(info, places)
    _refuse_shared_bytes(infos)


def why_refused(info: zipfile.ZipInfo) -> str:
    """Return why a member must not be unpacked; empty where it may."""
    name = info.filename
    if is_unsafe(name):
        return "the archive has a member with a path outside of it"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "the archive has a link or another special file"
    parts = [part for part in re.split(r"[/\\]", name) if part]
    if any(is_device_name(part) or ":" in part for part in parts):
        return "the archive has a member with the name of a device"
    if any(part != part.rstrip(" .") for part in parts if part != "."):
        return "the archive has a name that not every system can write"
    if len(parts) > MAX_DEPTH or len(name.encode("utf-8", "replace")) > MAX_PATH_BYTES:
        return "the archive has a path that is too long"
    if any(len(part.encode("utf-8", "replace")) > MAX_PART_BYTES for part in parts):
        return "the archive has a name that is too long"
    if info.flag_bits & _ENCRYPTED:
        return "the archive needs a password"
    return ""


def is_unsafe(name: str) -> bool:
    """Return whether a member's name leads out of its folder, or hides what it is."""
    if not name or any(ord(char) < 32 for char in name) or _DRIVE.match(name):
        return True
    parts = re.split(r"[/\\]", name)
    return parts[0] == "" or ".." in parts


def _take_place(info: zipfile.ZipInfo, places: dict[str, bool]) -> None:
    """Note a member's place; ``places`` says of each whether it is a file.

    Raises:
        ValueError: a file is there already, also by a name that only some systems tell apart.
    """
    parts = [part for part in re.split(r"[/\\]", unicodedata.normalize("NFC", info.filename)) if part]
    key = "/".join(parts).casefold()
    above = ["/".join(parts[:depth]).casefold() for depth in range(1, len(parts))]
    is_file = not info.is_dir()
    is_taken = key in places and (is_file or places[key])
    if is_taken or any(places.get(folder) for folder in above):
        raise ValueError(f"the archive has two members in one place: {_shown(info.filename)}")
    places[key] = is_file
    for folder in above:
        places.setdefault(folder, False)


def _refuse_shared_bytes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse members that lie in each other: so a small archive unpacks to anything."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, following in zip(ordered, ordered[1:]):
        if following.header_offset < info.header_offset + info.compress_size:
            raise ValueError(f"the archive has members that overlap: {_shown(following.filename)}")


def _shown(name: str) -> str:
    visible = "".join(char if char.isprintable() else "?" for char in name)
    return visible[:100]
