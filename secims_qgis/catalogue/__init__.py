"""Catalogues: OGC API Records and CSW 2.0.2 behind one ``Catalogue``.

Importing this package loads neither OWSLib nor requests; they come with the first catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .acquaintance import Acquaintance, Acquaintances
from .protocol import Catalogue

if TYPE_CHECKING:
    import requests

    from secims_qgis.model import Connection

__all__ = ["Acquaintance", "Acquaintances", "Catalogue", "catalogue_for", "open_catalogue"]


def open_catalogue(url: str, session: requests.Session | None = None) -> Catalogue:
    """Find out what is at the address and return the catalogue there.

    ``url`` may be the landing page of an OGC API, the address of its record collection (with or
    without ``/items``), a CSW endpoint or capabilities address, or the root of a site that has one
    of these where SEC-IMS has it. Where both are offered, OGC API Records comes first.

    Raises:
        NotACatalogueError: something answers, but it is no catalogue.
        NetworkError: nothing answers, or with an error.
        LinkRefusedError: the address is not http(s) or carries credentials.
    """
    from .discover import discover

    return discover(url, session)


def catalogue_for(
    connection: Connection,
    session: requests.Session | None = None,
    acquaintance: Acquaintance | None = None,
) -> Catalogue:
    """Return the catalogue of a connection; no request is sent where it is known already.

    ``acquaintance`` is what earlier catalogue objects of this connection learned, and what this one
    adds to; without one, every object learns for itself.

    Raises:
        SecimsError: as ``open_catalogue`` does.
    """
    from .discover import from_connection

    return from_connection(connection, session, acquaintance or Acquaintance())
