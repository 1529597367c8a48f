"""A catalogue that the user knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Flavour(str, Enum):
    """How a catalogue is spoken to."""

    UNKNOWN = ""
    OGC_API_RECORDS = "OGC API Records"
    CSW = "CSW 2.0.2"

    def __str__(self) -> str:
        """Return the words shown to people, on every Python version."""
        return self.value


@dataclass(frozen=True)
class Connection:
    """Name and address of a catalogue, with the id of a QGIS authentication configuration.

    ``flavour`` is what an earlier connection found out; with it, a search needs no look at the
    landing page first.
    """

    name: str
    url: str
    authcfg: str = ""
    flavour: Flavour = Flavour.UNKNOWN


SECIMS = Connection(
    "SEC-IMS Saint Lucia",
    "https://secims.govt.lc/records/collections/metadata:main",
)
"""The national catalogue, there without any set-up."""
