"""What a catalogue or a service says about a coordinate reference system."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TEXT = 200
"""Characters kept of a CRS text that names no code; catalogues paste whole WKT there."""

MAX_DIGITS = 9
"""Of an EPSG code: PROJ reads them into 32 bits."""

_PATTERNS = (
    re.compile(r"^(?P<code>\d{4,6})$"),
    re.compile(r"^(?P<space>EPSG|OGC)\s*::?\s*(?P<code>[A-Za-z0-9]+)$", re.IGNORECASE),
    re.compile(
        r"^urn:(?:x-)?ogc:def:crs:(?P<space>EPSG|OGC):(?:[\d.]*:)?(?P<code>[A-Za-z0-9]+)$", re.IGNORECASE
    ),
    re.compile(
        r"^https?://www\.opengis\.net/def/crs/(?P<space>EPSG|OGC)/[\d.]+/(?P<code>[A-Za-z0-9]+)/?$",
        re.IGNORECASE,
    ),
    re.compile(r"^https?://www\.opengis\.net/gml/srs/epsg\.xml#(?P<code>\d{4,6})$", re.IGNORECASE),
    re.compile(r"^.{1,150}\((?P<space>EPSG)\s*::?\s*(?P<code>\d{4,6})\)$", re.IGNORECASE),
)
_OGC_CODES = frozenset({"CRS84", "CRS84H", "CRS83", "CRS27"})


@dataclass(frozen=True)
class CrsRef:
    """A reference to a CRS, as declared by a record, a file or a service.

    ``authid`` is the normalised identifier (``EPSG:2006``, ``OGC:CRS84``) or None where the text
    names none; ``text`` is what was written, for people only: it is never handed to PROJ or QGIS.
    """

    authid: str | None
    text: str

    @classmethod
    def from_text(cls, text: str, code_space: str = "") -> CrsRef | None:
        """Read a CRS written as code, URN, URI or label; None where there is nothing written.

        Only strict patterns give an ``authid`` (OGC 07-092r3 for URNs, OGC 09-048r5 for URIs).
        A bare number counts as EPSG code, unless ``code_space`` says otherwise.
        """
        clean = " ".join(text.split())
        if not clean:
            return None
        for pattern in _PATTERNS:
            match = pattern.match(clean)
            if match:
                space = match.groupdict().get("space") or _plain_space(code_space)
                return cls(_authid(space, match.group("code")), clean[:MAX_TEXT])
        return cls(None, clean[:MAX_TEXT])

    @property
    def label(self) -> str:
        """The shortest text that tells a person which CRS this is."""
        return self.authid or self.text


def _plain_space(code_space: str) -> str:
    return code_space.strip().upper() or "EPSG"


def _authid(space: str, code: str) -> str | None:
    authority, upper = space.upper(), code.upper()
    if authority == "OGC":
        return f"OGC:{upper}" if upper in _OGC_CODES else None
    if authority == "EPSG" and upper.isdigit() and len(upper) <= MAX_DIGITS:
        return f"EPSG:{int(upper)}"
    return None
