"""Catalogues to and from other places: a JSON file, and the connections of MetaSearch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsSettings

from secims_qgis.gui.settings import setting_name
from secims_qgis.model import Connection
from secims_qgis.network.link_policy import refusal
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.gui.settings import PluginSettings

FILE_TYPE = "secims-catalogues"
FILE_MAX_BYTES = 1_000_000
IMPORTED_MAX = 200
METASEARCH = "MetaSearch"


class ExchangeError(Exception):
    """A file is none of ours; the text says so to people."""


@dataclass(frozen=True)
class Imported:
    """What came of an import: new catalogues, those known before, and those left out with the reason."""

    added: tuple[str, ...] = ()
    known: int = 0
    refused: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What to tell people."""
        parts = []
        if len(self.added) == 1:
            parts.append(tr("“{name}” was added.").format(name=self.added[0]))
        elif self.added:
            parts.append(tr("{count} catalogues were added.").format(count=len(self.added)))
        else:
            parts.append(tr("No new catalogues."))
        if self.known:
            parts.append(tr("{count} were there already.").format(count=self.known))
        return "\n".join([" ".join(parts), *self.refused])


def export_text(connections: tuple[Connection, ...]) -> str:
    """Return catalogues as JSON, without the ids of logins: they mean nothing on another computer."""
    entries = [{"name": connection.name, "url": connection.url} for connection in connections]
    return json.dumps({"type": FILE_TYPE, "version": 1, "catalogues": entries}, indent=2, ensure_ascii=False)


def read_file(path: Path) -> tuple[Connection, ...]:
    """Return the catalogues in a file.

    Raises:
        ExchangeError: it is no such file.
    """
    try:
        if path.stat().st_size > FILE_MAX_BYTES:
            raise ExchangeError(tr("This file is too large to be a list of catalogues."))
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ExchangeError(tr("This file cannot be read: {cause}").format(cause=error)) from error
    entries = document.get("catalogues") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ExchangeError(tr("This file holds no list of catalogues."))
    return tuple(_connection(entry) for entry in entries[:IMPORTED_MAX])


def metasearch_connections() -> tuple[Connection, ...]:
    """Return the catalogues of MetaSearch; its user names and passwords are not read."""
    store = QgsSettings()
    store.beginGroup(METASEARCH)
    names = store.childGroups()
    found = [Connection(name, str(store.value(f"{name}/url", "") or "").strip()) for name in names]
    store.endGroup()
    return tuple(connection for connection in found if connection.url)[:IMPORTED_MAX]


def save_all(settings: PluginSettings, connections: tuple[Connection, ...]) -> Imported:
    """Remember catalogues; one of a known address is left alone, one of a known name gets a number."""
    known = list(settings.connections())
    added, refused, doubles = [], [], 0
    for connection in connections:
        name, why = setting_name(connection.name), refusal(connection.url)
        if why or not name:
            refused.append(f"{name or connection.url[:80]}: {why or tr('it has no name')}")
        elif any(other.url == connection.url for other in known):
            doubles += 1
        else:
            fresh = Connection(_free_name(name, {other.name for other in known}), connection.url)
            settings.save_connection(fresh)
            known.append(fresh)
            added.append(fresh.name)
    return Imported(tuple(added), doubles, tuple(refused))


def _free_name(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate in taken:
        candidate = setting_name(f"{name[:70]} ({number})")
        number += 1
    return candidate


def _connection(entry: Any) -> Connection:
    values = entry if isinstance(entry, dict) else {}
    name, url = values.get("name"), values.get("url")
    return Connection(name if isinstance(name, str) else "", url.strip() if isinstance(url, str) else "")
