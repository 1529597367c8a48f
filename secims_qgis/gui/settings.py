"""What the plugin remembers, each key in one place.

All keys lie in the group ``secims`` of the QGIS settings. A catalogue is one group below
``secims/connections``, named as the catalogue, with ``url``, ``authcfg`` (the id of a QGIS
authentication configuration, never a credential) and ``flavour`` (found out by the plugin).
``secims/active_connection`` is the name of the catalogue that the dock searches.
"""

from __future__ import annotations

from qgis.core import QgsSettings

from secims_qgis.download.queue_state import AT_ONCE, AT_ONCE_MAX
from secims_qgis.model import Connection, Flavour, Purpose
from secims_qgis.model.connection import SECIMS

CONNECTIONS = "secims/connections"
ACTIVE_CONNECTION = "secims/active_connection"
RECENT_SEARCHES = "secims/recent_searches"
FAVOURITES = "secims/favourites"
PURPOSE = "secims/purpose"
DOCK_VISIBLE = "secims/dock_visible"
DOCK_SIZED = "secims/dock_sized"
IN_MAP = "secims/in_map"
SORT = "secims/sort"
DOWNLOADS_AT_ONCE = "secims/downloads_at_once"
DOWNLOAD_LIMIT = "secims/download_limit"
"""Bytes per second of all downloads together; 0 for no limit."""
DOWNLOAD_FOLDER = "secims/download_folder"
"""Where files go whose project has no folder of its own for them; empty: beside the project."""

RECENT_SEARCHES_MAX = 6
NAME_MAX = 80


class PluginSettings:
    """Typed access to the settings; reads and writes at once, keeps nothing."""

    def connections(self) -> tuple[Connection, ...]:
        """Return SEC-IMS and the catalogues of the user, who may change the address of SEC-IMS."""
        store = QgsSettings()
        store.beginGroup(CONNECTIONS)
        names = store.childGroups()
        store.endGroup()
        own = [found for found in (self._read(name) for name in names) if found is not None]
        if any(connection.name == SECIMS.name for connection in own):
            return tuple(own)
        return (SECIMS, *own)

    def active_connection(self) -> Connection:
        """Return the catalogue that the dock searches."""
        name = str(QgsSettings().value(ACTIVE_CONNECTION, SECIMS.name))
        known = self.connections()
        return next((connection for connection in known if connection.name == name), known[0])

    def activate(self, name: str) -> None:
        """Remember which catalogue the dock searches."""
        QgsSettings().setValue(ACTIVE_CONNECTION, name)

    def save_connection(self, connection: Connection) -> None:
        """Remember a catalogue under its name; an older one of that name is replaced."""
        group = _group(connection.name)
        store = QgsSettings()
        store.setValue(f"{group}/url", connection.url)
        store.setValue(f"{group}/authcfg", connection.authcfg)
        store.setValue(f"{group}/flavour", connection.flavour.value)

    def remove_connection(self, name: str) -> None:
        """Forget a catalogue; SEC-IMS gets its own address back."""
        QgsSettings().remove(_group(name))

    def recent_searches(self) -> tuple[str, ...]:
        """Return the last search texts, newest first."""
        stored = QgsSettings().value(RECENT_SEARCHES, [])
        texts = [stored] if isinstance(stored, str) else (stored or [])
        return tuple(str(text) for text in texts if text)[:RECENT_SEARCHES_MAX]

    def add_recent_search(self, text: str) -> None:
        """Remember a search text; what was typed on the way to it is dropped."""
        clean = " ".join(text.split())
        if not clean:
            return
        others = [old for old in self.recent_searches() if not _is_start_of(old, clean)]
        QgsSettings().setValue(RECENT_SEARCHES, [clean, *others][:RECENT_SEARCHES_MAX])

    def purpose(self) -> Purpose:
        """Return what data is wanted for at first."""
        known = {purpose.value: purpose for purpose in Purpose}
        return known.get(self.text(PURPOSE), Purpose.ANALYSIS)

    def set_purpose(self, purpose: Purpose) -> None:
        """Remember what data is wanted for at first."""
        self.set_text(PURPOSE, purpose.value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a remembered yes or no."""
        return bool(QgsSettings().value(key, default, type=bool))

    def set_flag(self, key: str, value: bool) -> None:  # noqa: FBT001 - the value is the matter
        """Remember a yes or no."""
        QgsSettings().setValue(key, value)

    def text(self, key: str) -> str:
        """Return a remembered text, empty if there is none."""
        return str(QgsSettings().value(key, "") or "")

    def set_text(self, key: str, value: str) -> None:
        """Remember a text."""
        QgsSettings().setValue(key, value)

    def downloads_at_once(self) -> int:
        """Return how many downloads run at the same time."""
        return max(1, min(AT_ONCE_MAX, self._number(DOWNLOADS_AT_ONCE, AT_ONCE)))

    def set_downloads_at_once(self, count: int) -> None:
        """Remember how many downloads run at the same time."""
        QgsSettings().setValue(DOWNLOADS_AT_ONCE, count)

    def download_limit(self) -> int:
        """Return how many bytes per second all downloads together may take; 0 for no limit."""
        return max(0, self._number(DOWNLOAD_LIMIT, 0))

    def set_download_limit(self, bytes_per_s: int) -> None:
        """Remember how many bytes per second all downloads together may take."""
        QgsSettings().setValue(DOWNLOAD_LIMIT, bytes_per_s)

    @staticmethod
    def _number(key: str, default: int) -> int:
        try:
            return int(QgsSettings().value(key, default))
        except (TypeError, ValueError):  # somebody edited the file
            return default

    @staticmethod
    def _read(name: str) -> Connection | None:
        group, store = f"{CONNECTIONS}/{name}", QgsSettings()
        url = str(store.value(f"{group}/url", "") or "").strip()
        if not url:
            return None
        known = {flavour.value: flavour for flavour in Flavour}
        flavour = known.get(str(store.value(f"{group}/flavour", "")), Flavour.UNKNOWN)
        return Connection(name, url, str(store.value(f"{group}/authcfg", "") or ""), flavour)


def setting_name(name: str) -> str:
    """Return a name that can be a group of the settings: no slashes, not longer than 80 characters."""
    return " ".join(name.replace("/", "-").replace("\\", "-").split())[:NAME_MAX]


def _group(name: str) -> str:
    return f"{CONNECTIONS}/{setting_name(name)}"


def _is_start_of(old: str, new: str) -> bool:
    return new.lower().startswith(old.lower())
