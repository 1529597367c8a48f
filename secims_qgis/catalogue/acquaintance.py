"""What was learned of a catalogue's server, so that the next search need not learn it again.

Every search is a task with a session and a catalogue object of its own. What such an object found out
(where the catalogue is, which parameters it knows, what it fails at, where its CSW is) is kept here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from secims_qgis.model import Flavour

from .next_link import OFFSET

if TYPE_CHECKING:
    from secims_qgis.model import Connection

KEPT_S = 900.0
"""Seconds after which a server is looked at afresh: it may have been mended, or replaced."""


@dataclass
class Acquaintance:
    """One server. Fields are set as a whole by any task; two that learn at once learn the same.

    ``url``, ``title`` and ``flavour`` say where discovery found the catalogue. ``parameter_names`` and
    ``queryables`` are None until the server was asked. ``left_out`` are parts of queries that it was
    seen to fail at. ``offset_name`` is what it calls the records to skip. ``csw_url`` is the CSW beside a
    record collection, where one was found.
    """

    url: str = ""
    title: str = ""
    flavour: Flavour = Flavour.UNKNOWN
    parameter_names: frozenset[str] | None = None
    queryables: frozenset[str] | None = None
    left_out: frozenset[str] = frozenset()
    csw_url: str = ""
    offset_name: str = OFFSET
    since: float = field(default_factory=time.monotonic)


class Acquaintances:
    """Those of all connections, for as long as the plugin runs."""

    def __init__(self) -> None:
        """Know nobody."""
        self._known: dict[tuple[str, str], Acquaintance] = {}

    def of(self, connection: Connection) -> Acquaintance:
        """Return what is known of a catalogue as a user with this login sees it."""
        key = (connection.url, connection.authcfg)
        known = self._known.get(key)
        if known is None or time.monotonic() - known.since > KEPT_S:
            known = self._known[key] = Acquaintance()
        return known

    def forget(self, connection: Connection) -> None:
        """Look at a catalogue afresh from now on."""
        self._known.pop((connection.url, connection.authcfg), None)
