"""A link of a record, read tolerantly: every flavour of catalogue writes it differently.

pycsw has the protocol in ``protocol`` and the label in ``name``; pygeoapi has the protocol in
``type`` and the label in ``title``; pygeoapi in front of a CSW has the protocol in ``title``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from secims_qgis.network.link_policy import refusal

MAX_LABEL = 300
MAX_PLAIN = 2_000
MAX_LENGTH_BYTES = 10**15
_ALGORITHMS = ("sha512", "sha256", "md5")
_CHECKSUMS = ("checksum", "file:checksum", "hash", *_ALGORITHMS)
_MEDIA_TYPE = re.compile(r"^[a-z]+/[\w.+-]+(\s*;.*)?$", re.IGNORECASE)
_PROTOCOL = re.compile(
    r"^(WWW:|OGC:|ESRI\b|OGC API\b|OGC - API|OGC Web\b|PMTiles$|COG$|OpenAPI$|urn:|INSPIRE)", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](:[1-9]\d{0,3})?/[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%{}]*(?<!\?)"
)
"""An address that all of the steps below would leave as it is; nearly every link has one."""
_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]{}"


@dataclass(frozen=True)
class Link:
    """A link with its texts cleaned and its address made absolute.

    ``why_unsafe`` is empty where the address may be requested. ``protocol`` is the free text that
    tells the kind; ``label`` what a person reads.
    """

    url: str
    why_unsafe: str
    rel: str = ""
    protocol: str = ""
    media_type: str = ""
    label: str = ""
    name: str = ""
    description: str = ""
    length: int | None = None
    path: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""

    @property
    def words(self) -> str:
        """All texts a format may be named in, the address left out."""
        return " ".join((self.name, self.label, self.description))


def read_link(raw: Mapping[str, Any], base_url: str) -> Link:
    """Return the link; never raises, whatever the catalogue wrote."""
    href = plain_text(raw.get("href")) or plain_text(raw.get("uriTemplate"))
    url, why_unsafe = _address(_raw_text(raw.get("href")) or _raw_text(raw.get("uriTemplate")), base_url)
    texts = {name: plain_text(raw.get(name)) for name in ("protocol", "type", "title", "name", "description")}
    texts["type"] = texts["type"] or plain_text(raw.get("type_"))  # as pygeoapi 0.21 has it in tilesets
    title_is_protocol = bool(_PROTOCOL.match(texts["title"])) and not texts["protocol"]
    protocol = texts["protocol"] or texts["type"] or (texts["title"] if title_is_protocol else "")
    label = texts["name"] or ("" if title_is_protocol else texts["title"])
    media_type = next((t for t in (texts["type"], texts["protocol"]) if _MEDIA_TYPE.match(t)), "")
    path, parameters = ("", {}) if why_unsafe else _path_and_parameters(url)
    return Link(
        url=url if not why_unsafe else href,
        why_unsafe=why_unsafe,
        rel=plain_text(raw.get("rel")),
        protocol=protocol,
        media_type=media_type,
        label=label,
        name=texts["name"] or label,
        description=texts["description"],
        length=_length(raw.get("length")),
        path=path,
        parameters=parameters,
        checksum=_checksum(raw),
    )


def _checksum(raw: Mapping[str, Any]) -> str:
    """Return the digest of the file as one text; ``file:checksum`` is that of STAC's file extension."""
    for name in _CHECKSUMS:
        value = raw.get(name)
        if isinstance(value, Mapping):  # as DCAT's spdx:Checksum in JSON has it
            algorithm = plain_text(value.get("algorithm")).rpartition("checksumAlgorithm_")[2]
            value = f"{algorithm}:{plain_text(value.get('value') or value.get('checksumValue'))}"
        elif name in _ALGORITHMS and value:
            value = f"{name}:{plain_text(value)}"
        if plain_text(value):
            return plain_text(value)[:MAX_LABEL]
    return ""


def _raw_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def plain_text(value: object) -> str:
    """Return a text in one line without control and direction characters; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(_UNSEEN.sub(" ", value[: 10 * MAX_LABEL]).split())[: 10 * MAX_LABEL]


def _address(href: str, base_url: str) -> tuple[str, str]:
    """Return the absolute address, percent-encoded where needed, and why it may not be requested."""
    stripped = href.strip(" ")
    if not stripped:
        return "", refusal("")
    if len(stripped) < MAX_PLAIN and _PLAIN_ADDRESS.fullmatch(stripped):
        return stripped, ""
    why = refusal(stripped.replace(" ", "%20"))
    is_relative = why and not _has_scheme(stripped) and not re.search(r"[\x00-\x1f\x7f\\]", stripped)
    if why and not is_relative:
        return stripped, why
    try:
        absolute = _encoded(urljoin(base_url, stripped))
    except ValueError:
        return stripped, "the address cannot be read"
    return absolute, refusal(absolute)


def _has_scheme(href: str) -> bool:
    return bool(re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:", href))


def _encoded(url: str) -> str:
    """Percent-encode what may not stand in a URL (RFC 3986); host names become ASCII (RFC 5890)."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if not netloc.isascii():
        netloc = netloc.encode("idna").decode("ascii")
    encoded = [quote(part, safe=_URL_CHARACTERS) for part in (parts.path, parts.query, parts.fragment)]
    return urlunsplit((parts.scheme, netloc, *encoded))


def _path_and_parameters(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    # Braces of templates are often percent-encoded.
    path = unquote(parts.path)
    return path, {name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True)}


def _length(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        length = int(value)
    except (ValueError, OverflowError):
        return None
    return length if 0 < length <= MAX_LENGTH_BYTES else None
