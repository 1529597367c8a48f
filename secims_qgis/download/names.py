"""Names of files: taken from what servers and records say, made safe on every system."""

from __future__ import annotations

import re
import unicodedata
from email.message import Message
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from secims_qgis.download.formats import MULTIPLE_SUFFIXES, SCRIPT_SUFFIXES, suffixes_of

if TYPE_CHECKING:
    from secims_qgis.model import Distribution

MAX_NAME_BYTES = 150
"""UTF-8 bytes of a name: leaves room for a counter, ".part.json" and Windows' path limit."""
FALLBACK_NAME = "download"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*=]')
"""What Windows refuses, and the equals sign: QGIS reads "authcfg=..." in the address of a layer."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)


def safe_name(text: str) -> str:
    """Return the last path part of a text as a name that every file system takes.

    Without control, bidirectional and unassigned characters, without characters, reserved names
    and endings that Windows refuses, not hidden, at most ``MAX_NAME_BYTES`` long with its ending.
    """
    visible = "".join(
        " " if char in "\t\n\r" else char
        for char in unicodedata.normalize("NFC", text)
        if char in "\t\n\r" or not unicodedata.category(char).startswith("C")
    )
    parts = [part for part in re.split(r"[/\\]", visible) if part.strip(" .")]
    name = _FORBIDDEN.sub("_", parts[-1]) if parts else ""
    name = " ".join(name.split()).strip(" .")
    if is_device_name(name):
        name = f"_{name}"
    return _shortened(name) or FALLBACK_NAME


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a name for a device, whatever its ending."""
    return name.partition(".")[0].rstrip().lower() in _RESERVED


def split_suffix(name: str) -> tuple[str, str]:
    """Return stem and ending of a name; ``roads.shp.zip`` ends with ``.shp.zip``."""
    lower = name.lower()
    for suffix in MULTIPLE_SUFFIXES:
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)], name[-len(suffix) :]
    suffix = PurePosixPath(name).suffix
    return (name[: -len(suffix)], suffix) if _SUFFIX.fullmatch(suffix) else (name, "")


def numbered(name: str, number: int) -> str:
    """Return the name with a number before its ending: ``reefs_2.gpkg``."""
    stem, suffix = split_suffix(name)
    return f"{stem}_{number}{suffix}"


def header_name(header: str) -> str:
    """Return the file name of a Content-Disposition header, not yet safe, or an empty text.

    ``filename*`` is preferred to ``filename`` (RFC 6266, section 4.3).
    """
    message = Message()
    message["Content-Disposition"] = header
    plain = ""
    # The stub knows texts only; RFC 2231 values come as tuples of three.
    parameters: list[tuple[str, Any]] = message.get_params([], "content-disposition", unquote=True)
    for name, value in parameters:
        if name.lower() != "filename":
            continue
        if isinstance(value, tuple):  # filename*, as charset, language and text (RFC 8187)
            return _decoded(value)
        plain = plain or value
    return _as_utf8(plain)


def target_name(distribution: Distribution, format_: str | None, said_by_server: str = "") -> str:
    """Return the safe name under which a distribution is kept.

    The server's word counts first, then the address, then title and layer name. Names whose ending
    does not fit the format do not count as file names.
    """
    candidates = [said_by_server, _name_in_address(distribution.url), distribution.title]
    for candidate in candidates:
        name = safe_name(candidate) if candidate else ""
        if name and _fits(split_suffix(name)[1], format_):
            return name
    words = [said_by_server, distribution.title, distribution.layer_name, distribution.collection_id]
    stem = next((word for word in words if word.strip(" .")), "")
    stem = stem or split_suffix(_name_in_address(distribution.url))[0]
    return safe_name(safe_name(stem) + (suffixes_of(format_)[0] if format_ else ""))


def _name_in_address(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2]


def _fits(found: str, format_: str | None) -> bool:
    """Return whether an ending may stay: right for the format, or nothing speaks against it."""
    if not found:
        return False
    lower = found.lower()
    if format_:
        return lower in suffixes_of(format_)
    return lower not in SCRIPT_SUFFIXES


def _shortened(name: str) -> str:
    stem, suffix = split_suffix(name)
    room = MAX_NAME_BYTES - len(suffix.encode())
    return (stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + suffix).strip(" .")


def _decoded(value: tuple[str, str, str]) -> str:
    charset, _language, text = value
    try:
        return text.encode("latin-1").decode(charset or "utf-8", "replace")
    except (LookupError, UnicodeEncodeError):
        return text


def _as_utf8(text: str) -> str:
    """Read UTF-8 that an HTTP library took for Latin-1, as most servers mean it."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
