"""Addresses at the gateway, and what stands for them in a saved project.

While QGIS runs, a layer's source names the gateway: ``http://127.0.0.1:<port>/<path token>/pmtiles/<key>``.
Port and path token are of this run only, so a project is saved with ``NEUTRAL`` in their place, a host
that exists nowhere (RFC 2606): without the plugin the layer is blank, and nobody is asked. The key is
the upstream address itself: a copy of a layer loses its custom properties, but not its source.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

from secims_qgis.network import refusal

NEUTRAL = "http://pmtiles.secims.invalid"
ARCHIVE = "secims/archive"
"""Custom property: the address of the archive, for people and scripts."""
PMTILES = "pmtiles"
UNPACKED = "unpacked"
ROUTES = frozenset({PMTILES, UNPACKED})
LOOPBACK = "127.0.0.1"
_BASE = re.compile(
    rf"(?:{re.escape(NEUTRAL)}|http://{re.escape(LOOPBACK)}:\d{{1,5}}/[\w-]{{43}})"
    rf"(?=/(?P<route>{'|'.join(sorted(ROUTES))})/(?P<key>[\w-]{{1,16000}})/)"
)


class Upstream(NamedTuple):
    """Where tiles come from: an archive, or a template with ``{z}``, ``{x}`` and ``{y}``."""

    route: str
    url: str
    authcfg: str = ""
    """Id of the authentication configuration for the origin of ``url``."""

    @property
    def key(self) -> str:
        """What stands for it in a path."""
        text = f"{self.url}\n{self.authcfg}" if self.authcfg else self.url
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def upstream_of(route: str, key: str) -> Upstream | None:
    """Return what a key stands for; None where it is none, or the link policy refuses the address."""
    try:
        text = base64.b64decode(key + "=" * (-len(key) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    url, _line, authcfg = text.partition("\n")
    if route not in ROUTES or refusal(url):
        return None
    return Upstream(route, url, authcfg)


def upstream_in(source: str) -> Upstream | None:
    """Return where the tiles of a layer come from; None where it is none of the gateway's."""
    match = _BASE.search(source)
    return None if match is None else upstream_of(match["route"], match["key"])


def with_base(source: str, base: str) -> str:
    """Return the source of a layer with another base: a running gateway's, or ``NEUTRAL``."""
    return _BASE.sub(lambda _match: base, source)
