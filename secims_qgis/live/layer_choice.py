"""What somebody wants of a service that offers several: a style, a tile matrix set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secims_qgis.network import LiveLayerError

NAMES_IN_MESSAGE = 8


@dataclass(frozen=True)
class LayerChoice:
    """Names as the service has them; empty for what it, or the plugin, takes by itself."""

    style: str = ""
    tile_matrix_set: str = ""


NO_CHOICE = LayerChoice()


def chosen(wanted: str, offered: Iterable[tuple[str, str]], what: str, url: str) -> str:
    """Return the name of what is wanted among pairs of name and title, upper case or lower.

    Raises:
        LiveLayerError: it is none of them; the message lists the first ones.
    """
    pairs = list(offered)
    for name, title in pairs:
        if wanted.lower() in {name.lower(), title.lower()}:
            return name
    names = ", ".join(name for name, _title in pairs[:NAMES_IN_MESSAGE]) or "none"
    raise LiveLayerError(f"there is no {what} {wanted[:100]}; there are {names}", url=url)
