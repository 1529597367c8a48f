"""Which catalogue a parameter means: a connection by its name, or an address."""

from __future__ import annotations

from secims_qgis.gui.settings import PluginSettings
from secims_qgis.model import Connection
from secims_qgis.network.errors import CatalogueError
from secims_qgis.network.link_policy import check_link
from secims_qgis.translation import tr


def connection_of(text: str) -> Connection:
    """Return the saved connection of that name or address, else one for the address.

    A saved connection brings its authentication configuration and how the catalogue is spoken to.

    Raises:
        CatalogueError: it is neither an address nor the name of a connection.
        LinkRefusedError: the address is not http(s), or contains credentials.
    """
    wanted = text.strip()
    saved = PluginSettings().connections()
    for connection in saved:
        if wanted.lower() == connection.name.lower() or _same_address(wanted, connection.url):
            return connection
    if "://" in wanted:
        return Connection(wanted, check_link(wanted))
    names = ", ".join(f"“{connection.name}”" for connection in saved)
    raise CatalogueError(
        tr("There is no connection “{name}”. Give the address of a catalogue, or one of {names}.").format(
            name=wanted, names=names
        )
    )


def _same_address(one: str, two: str) -> bool:
    return one.rstrip("/") == two.rstrip("/")
