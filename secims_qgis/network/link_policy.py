"""Which links of a catalogue may be followed, and by whom.

Nothing that a catalogue says is trusted: only http(s) links to a named host, without user info,
control characters or backslashes, may be requested, and credentials go to one origin only.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from urllib.parse import unquote, urlsplit

from secims_qgis.translation import mark

from .errors import LinkRefusedError

MAX_URL_LENGTH = 8000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def refusal(url: str) -> str:
    """Return why the plugin does not follow this link, or an empty text if it may."""
    if not url:
        return mark("there is no address")
    if len(url) > MAX_URL_LENGTH:
        return mark("the address is too long")
    if _FORBIDDEN.search(url):
        return mark("the address has blanks, backslashes or control characters")
    try:
        parts = urlsplit(url)
        port_is_odd = parts.port == 0
    except ValueError:
        return mark("the address cannot be read")
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        return mark("only http and https links are followed")
    if not parts.hostname or port_is_odd:
        return mark("the address names no host")
    if parts.username is not None or parts.password is not None:
        return mark("the address contains credentials")
    return ""


def check_link(url: str) -> str:
    """Return the URL if it may be requested.

    Raises:
        LinkRefusedError: the link is not http(s), names no host, carries credentials or control
            characters.
    """
    why = refusal(url)
    if why:
        raise LinkRefusedError(why, url=_printable(url))
    return url


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port (RFC 6454, section 4); credentials never cross this border."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return (scheme, (parts.hostname or "").lower(), parts.port or _DEFAULT_PORTS.get(scheme, 0))


def same_origin(one: str, two: str) -> bool:
    """Return whether both addresses have the same scheme, host and port."""
    try:
        return origin(one) == origin(two)
    except ValueError:
        return False


def is_private_host(url: str) -> bool:
    """Return whether the host is written as a loopback, link-local or private address.

    A public catalogue must not make the plugin ask such hosts by itself. Names are not resolved:
    behind a proxy the client cannot, and a look-up would itself tell who is asking.
    """
    host = _plain_host(urlsplit(url).hostname or "")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        address = _address_of(host)
    except (ValueError, OSError):
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global


def _plain_host(host: str) -> str:
    """Return a host as it is looked up: percent signs, wide digits and odd full stops undone."""
    decoded = unquote(host)
    with contextlib.suppress(UnicodeError):  # no name that DNS knows: nobody can be asked under it
        decoded = decoded.encode("idna").decode("ascii")
    return decoded.rstrip(".").lower()


def _address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the address that a host is written as; Qt also takes "127.1" and "0x7f000001".

    Raises:
        ValueError, OSError: it is a name.
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return ipaddress.IPv4Address(socket.inet_aton(host))


def may_ask_unbidden(url: str, catalogue_url: str) -> bool:
    """Return whether a background request (size, thumbnail, ISO document) may go to this link.

    Only to the catalogue's own host, and to a private address only if the catalogue has one too.
    """
    if refusal(url):
        return False
    own_host = (urlsplit(catalogue_url).hostname or "").lower()
    if (urlsplit(url).hostname or "").lower() != own_host:
        return False
    return is_private_host(catalogue_url) or not is_private_host(url)


def _printable(url: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "?", url)[:200]
