"""What a person should know about where a link leads."""

from __future__ import annotations

from urllib.parse import urlsplit

from secims_qgis.translation import mark

NOT_ENCRYPTED = mark("not encrypted: others on the way can read and change what arrives")
INTO_PRIVATE_NETWORK = mark("the link leads into a private network")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def display_host(url: str) -> str:
    """Return the host of an address as DNS knows it, with the port where that is not the usual one.

    Names in other scripts are written in ASCII (punycode, RFC 5890), so that a letter which only looks
    like another one is seen. Empty where the address names no host.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:  # no such name in DNS; what it is made of is shown all the same
        name = host.encode("ascii", "backslashreplace").decode("ascii")
    if not name or port in {None, _DEFAULT_PORTS.get(parts.scheme.lower())}:
        return name
    return f"{name}:{port}"


def is_unencrypted(url: str, catalogue_url: str) -> bool:
    """Return whether an encrypted catalogue links to an address that is not."""
    return _scheme(catalogue_url) == "https" and _scheme(url) == "http"


def note_about(url: str, catalogue_url: str) -> str:
    """Return what to say about a link that can be used, empty where there is nothing."""
    return NOT_ENCRYPTED if is_unencrypted(url, catalogue_url) else ""


def _scheme(url: str) -> str:
    return url.partition(":")[0].strip().lower()
