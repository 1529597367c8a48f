"""What a message to a person is made of, and what an error was about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Callable
from urllib.parse import urlsplit

from qgis.core import Qgis

from secims_qgis.gui.formats import size_text
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.network import errors


class Activity(Enum):
    """What the plugin was doing when it failed."""

    SEARCH = "search"
    RECORD = "record"
    ADD = "add"
    DOWNLOAD = "download"
    CHECK = "check"
    MEND = "mend"
    TEST = "test"


class MessageAction(Enum):
    """What a person can do about it at once."""

    TRY_AGAIN = "try_again"
    EDIT_CATALOGUE = "edit_catalogue"
    NETWORK_SETTINGS = "network_settings"
    CHOOSE_FOLDER = "choose_folder"
    COPY_DETAILS = "copy_details"
    SEARCH_SAVED = "search_saved"
    DOWNLOAD = "download"


@dataclass(frozen=True)
class Message:
    """Words for people, plain text; ``details`` are technical and go to the clipboard and the log."""

    title: str
    text: str
    level: Qgis.MessageLevel = Qgis.MessageLevel.Warning
    actions: tuple[MessageAction, ...] = (MessageAction.TRY_AGAIN, MessageAction.COPY_DETAILS)
    details: str = ""

    @property
    def sentence(self) -> str:
        """Title and text in one line, for algorithms and the message bar."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True)
class Failure:
    """An error with what was being done and how long it took."""

    error: errors.SecimsError
    activity: Activity
    seconds: float | None = None

    @property
    def host(self) -> str:
        """The server's name as DNS knows it (punycode), so that a look-alike shows."""
        try:
            name = urlsplit(self.error.url).hostname or ""
            return name.encode("idna").decode("ascii") if name else tr("The server")
        except (ValueError, UnicodeError):
            return tr("The server")

    @property
    def party(self) -> str:
        """Who failed."""
        if self.activity is Activity.ADD:
            return tr("The data service")
        if self.activity is Activity.DOWNLOAD:
            return tr("The file server")
        return tr("The catalogue")

    @property
    def after(self) -> str:
        """How long it took, as the end of a sentence, or nothing."""
        if self.seconds is None:
            return ""
        return tr(" after {seconds:.1f} s").format(seconds=self.seconds)

    @property
    def kept(self) -> str:
        """What the failure did not undo."""
        if self.activity is Activity.SEARCH:
            return tr("Your search is kept.")
        if self.activity is Activity.DOWNLOAD and self.error.kept_bytes:
            size = size_text(self.error.kept_bytes)
            words = tr("The {size} that have arrived are kept; trying again goes on from there.")
            return words.format(size=size)
        if self.activity is Activity.DOWNLOAD:
            return tr("Nothing half-done was left in the folder.")
        if self.activity is Activity.ADD:
            return tr("Nothing was added to the project.")
        return ""


Explainer = Callable[[Failure], Message]
