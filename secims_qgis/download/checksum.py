"""Checksums that somebody gave for a file: the record's link, the server's header, a file beside it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable
from urllib.parse import unquote, urlsplit, urlunsplit

from secims_qgis.download.folder import CHUNK_BYTES
from secims_qgis.network.errors import DamagedFileError, SecimsError
from secims_qgis.network.fetch import fetch_bytes

if TYPE_CHECKING:
    from pathlib import Path

    import requests

SIDECAR_MAX_BYTES = 64 * 1024
_HEX_LENGTHS = {128: "sha512", 96: "sha384", 64: "sha256", 40: "sha1", 32: "md5"}
_STRONGEST_FIRST = ("sha512", "sha384", "sha256", "sha1", "md5")
_NAMES = {"sha": "sha1", **{name: name for name in _STRONGEST_FIRST}}
_MULTIHASH = {"1220": "sha256", "1340": "sha512", "1114": "sha1", "d50110": "md5"}
"""Code and length before the digest (https://github.com/multiformats/multihash), as STAC has it."""
_NAMED = re.compile(r"\s*(?P<name>[A-Za-z]+-?\d*)\s*[:=]\s*(?P<value>\S+)\s*")
_HEX = re.compile(r"[0-9a-f]+")
_LINE = re.compile(r"\\?(?P<hex>[0-9A-Fa-f]{32,128})(?:[ \t]+[ *]?(?P<name>.+))?")
_BSD_LINE = re.compile(r"(?P<kind>[A-Z0-9-]+) ?\((?P<name>.+)\) ?= ?(?P<hex>[0-9A-Fa-f]{32,128})")


@dataclass(frozen=True)
class Checksum:
    """A digest in hexadecimal; ``origin`` says who gave it, for people."""

    algorithm: str
    digest: str
    origin: str


def read_checksum(text: str, origin: str) -> Checksum | None:
    """Return what a link's property says: ``sha256:ab…``, a bare digest, a multihash; None for others."""
    named = _NAMED.fullmatch(text)
    if named:
        algorithm = _NAMES.get(named.group("name").lower().replace("-", ""))
        digest = _as_hex(named.group("value"), algorithm) if algorithm else None
        return Checksum(algorithm, digest, origin) if algorithm and digest else None
    bare = text.strip().lower()
    if not _HEX.fullmatch(bare):
        return None
    if len(bare) in _HEX_LENGTHS:
        return Checksum(_HEX_LENGTHS[len(bare)], bare, origin)
    for start, algorithm in _MULTIHASH.items():
        digest = _as_hex(bare[len(start) :], algorithm) if bare.startswith(start) else None
        if digest:
            return Checksum(algorithm, digest, origin)
    return None


def header_checksum(headers: Mapping[str, str], *, is_whole: bool) -> Checksum | None:
    """Return the strongest digest of the whole file in the header of an answer.

    ``Repr-Digest`` and ``Content-Digest`` (RFC 9530), ``Digest`` (RFC 3230), ``Content-MD5``. Those of
    the content count only where the content is the whole file.
    """
    names = ["Repr-Digest", "Digest", *(["Content-Digest"] if is_whole else [])]
    found = [item for name in names for item in _digests(headers.get(name, ""), name)]
    if is_whole and headers.get("Content-MD5"):
        found += _digests(f"md5={headers['Content-MD5']}", "Content-MD5")
    return min(found, key=lambda item: _STRONGEST_FIRST.index(item.algorithm), default=None)


def sidecar_checksum(url: str, session: requests.Session) -> Checksum | None:
    """Return what ``<address>.sha256`` or ``<address>.md5`` says; None where there is neither.

    Addresses with a query are those of programs, which have no files beside them.
    """
    parts = urlsplit(url)
    if parts.query or "." not in parts.path.rpartition("/")[2]:
        return None
    for kind in ("sha256", "md5"):
        beside = urlunsplit(parts._replace(path=f"{parts.path}.{kind}", fragment=""))
        try:
            body = fetch_bytes(session, beside, headers=_PLAIN, max_bytes=SIDECAR_MAX_BYTES)
        except SecimsError:
            if getattr(session, "is_cancelled", False):
                raise
            continue  # none is given, then
        name = unquote(parts.path.rpartition("/")[2])
        digest = _digest_for(name, body.decode("utf-8", "replace"), kind)
        if digest:
            return Checksum(kind, digest, f"{name}.{kind}")
    return None


_PLAIN = {"Accept": "text/plain, */*;q=0.1", "Cache-Control": "no-store"}


def check_checksum(
    path: Path, wanted: Checksum, known_sha256: str, check: Callable[[], None], url: str = ""
) -> None:
    """Compare a file with a checksum; ``check`` is called for every MB and may raise.

    Raises:
        DamagedFileError: the file is another one, or damaged.
    """
    found = known_sha256 if wanted.algorithm == "sha256" else _digest_of(path, wanted.algorithm, check)
    if found != wanted.digest:
        name = wanted.algorithm.upper().replace("SHA", "SHA-")
        raise DamagedFileError(
            f"the file does not have the {name} checksum that {wanted.origin} gives", url=url
        )


def _digest_of(path: Path, algorithm: str, check: Callable[[], None]) -> str:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK_BYTES), b""):
            digest.update(chunk)
            check()
    return digest.hexdigest()


def _digests(header: str, origin: str) -> Iterator[Checksum]:
    for item in header.split(","):
        name, equals, value = item.strip().partition("=")
        algorithm = _NAMES.get(name.strip().lower().replace("-", ""))
        if not equals or algorithm is None:
            continue
        # RFC 9530 puts the base64 between colons (RFC 8941, section 3.3.5).
        digest = _as_hex(value.partition(";")[0].strip().strip(":"), algorithm)
        if digest:
            yield Checksum(algorithm, digest, f"the server's header {origin}")


def _as_hex(value: str, algorithm: str) -> str | None:
    """Return a digest in hexadecimal, None where it is none of that algorithm; base64 is read too."""
    size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    lower = value.strip().lower()
    if len(lower) == 2 * size and _HEX.fullmatch(lower):
        return lower
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw.hex() if len(raw) == size else None


def _digest_for(name: str, text: str, kind: str) -> str | None:
    """Return the digest of a file in the output of ``sha256sum`` or ``md5sum``, or of their like on BSD."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    for line in lines:
        match = _BSD_LINE.fullmatch(line) or _LINE.fullmatch(line)
        if match is None or _HEX_LENGTHS.get(len(match.group("hex"))) != kind:
            continue
        named = (match.group("name") or "").replace("\\", "/").rpartition("/")[2]
        if named == name or len(lines) == 1:
            return match.group("hex").lower()
    return None
