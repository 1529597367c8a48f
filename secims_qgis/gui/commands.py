"""What can be done with a result or a distribution; bars, menus and keys name the same command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from secims_qgis.translation import tr


class Command(Enum):
    """A command of the dock."""

    ADD = "add"
    DOWNLOAD = "download"
    EXTRACT = "extract"
    OPEN = "open"
    ZOOM = "zoom"
    COPY_LINK = "copy_link"
    OPEN_RECORD = "open_record"
    OPEN_IN_BROWSER = "open_in_browser"
    SEARCH_AREA = "search_area"
    ONLY_ORGANISATION = "only_organisation"
    OPEN_PARENT = "open_parent"
    SEARCH_PARTS = "search_parts"
    SHOW_ISO = "show_iso"
    SHOW_JSON = "show_json"
    FAVOURITE = "favourite"
    LOOK_BEHIND = "look_behind"
    REFRESH_LAYER = "refresh_layer"


@dataclass(frozen=True)
class CommandLook:
    """How a command is shown; ``keys`` is text only, the lists handle the keys."""

    text: str
    icon: str
    keys: str = ""


def look_of(command: Command) -> CommandLook:
    """Return name, icon and keys of a command."""
    looks = {
        Command.ADD: CommandLook(tr("Add to Map"), "mActionAddLayer", "Ctrl+Return"),
        Command.DOWNLOAD: CommandLook(tr("Download"), "mActionSharingImport", "Ctrl+Shift+Return"),
        Command.EXTRACT: CommandLook(
            tr("Extract What Is in View…"), "algorithms/mAlgorithmClip", "Shift+Return"
        ),
        Command.OPEN: CommandLook(tr("Open"), "mIconFolderOpen"),
        Command.ZOOM: CommandLook(tr("Zoom to Dataset"), "mActionZoomToLayer", "Space"),
        Command.COPY_LINK: CommandLook(tr("Copy Link"), "mActionEditCopy", "Ctrl+C"),
        Command.OPEN_RECORD: CommandLook(tr("Show Full Record"), "propertyicons/metadata", "Return"),
        Command.OPEN_IN_BROWSER: CommandLook(tr("Open in Browser"), "mActionLink"),
        Command.SEARCH_AREA: CommandLook(tr("Search Within This Area"), "mActionSetToCanvasExtent"),
        Command.ONLY_ORGANISATION: CommandLook(tr("Only This Organisation"), "mActionFilter2"),
        Command.OPEN_PARENT: CommandLook(tr("Open the Whole It Is Part Of"), "propertyicons/metadata"),
        Command.SEARCH_PARTS: CommandLook(tr("Search for Its Parts"), "search"),
        Command.SHOW_ISO: CommandLook(tr("Show ISO Metadata"), "propertyicons/metadata"),
        Command.SHOW_JSON: CommandLook(tr("Show JSON"), "propertyicons/metadata"),
        Command.LOOK_BEHIND: CommandLook(tr("Show What Is Behind It"), "mActionIdentify"),
        Command.REFRESH_LAYER: CommandLook(tr("Refresh Its Layer"), "mActionRefresh"),
        Command.FAVOURITE: CommandLook(tr("Favourite"), "mIconFavorites"),
    }
    return looks[command]
