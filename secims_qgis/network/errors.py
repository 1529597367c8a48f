"""Everything that can go wrong, as one tree.

::

    SecimsError
    ├── NetworkError              no whole answer arrived
    │   ├── UnreachableError      name, connection, proxy or TLS failed
    │   ├── TimedOutError         no byte for the time-out
    │   ├── BrokenOffError        the connection ended before the answer did
    │   ├── AnswerTooLargeError   more bytes than allowed
    │   ├── CancelledError        the user, or a newer request, stopped it
    │   └── HttpError             an answer with a status of 400 or more
    │       └── LoginNeededError  401, 403, 407
    ├── LinkRefusedError          the link policy does not let the plugin follow this link
    ├── AnswerError               the answer is not what was asked for (HTML for JSON ...)
    │   └── GarbledAnswerError    it is, but breaks the rules of its language
    ├── CatalogueError            raised by secims_qgis.catalogue
    │   ├── NotACatalogueError
    │   └── RecordNotFoundError
    ├── LiveLayerError            raised by secims_qgis.live
    │   └── NoRangeError          the server sends a file only as a whole
    │       └── NoLoginForPartsError
    ├── DownloadError             raised by secims_qgis.download
    │   ├── FolderError           the folder cannot be made or written
    │   ├── DiskFullError
    │   ├── FileExistsAlreadyError
    │   └── DamagedFileError      the file is not what it should be
    └── CrsError                  raised by secims_qgis.crs

An error carries facts; the words for people are made in ``secims_qgis.gui.messages``.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

SERVER_WORDS_MAX = 500
"""Characters kept of a server's own words."""


def without_credentials(url: str) -> str:
    """Return the URL without user name and password, so that it can be shown and logged."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=host))
    except ValueError:
        return ""


class SecimsError(Exception):
    """Root of the tree.

    Attributes:
        url: where it happened, credentials removed; empty where there is no address.
        status: HTTP status, or None.
        cause: what went wrong, in technical English.
        server_words: what the server itself said, plain text, shortened.
        kept_bytes: how much of a download stays on the disk, to go on with.
    """

    kept_bytes: int = 0

    def __init__(
        self, cause: str, *, url: str = "", status: int | None = None, server_words: str = ""
    ) -> None:
        """Keep the facts; the text of the exception joins them for logs and scripts."""
        self.url = without_credentials(url)
        self.status = status
        self.cause = cause
        self.server_words = " ".join(server_words.split())[:SERVER_WORDS_MAX]
        super().__init__(cause, self.url, status, self.server_words)

    def __str__(self) -> str:
        """Return cause, status, address and the server's words in one line."""
        text = self.cause
        if self.url:
            text += f" ({self.url})"
        if self.server_words:
            text += f": {self.server_words}"
        return text


class NetworkError(SecimsError):
    """No whole answer arrived."""


class UnreachableError(NetworkError):
    """The host name, the connection, the proxy or the TLS handshake failed."""


class TimedOutError(NetworkError):
    """No byte arrived for the length of the time-out."""


class BrokenOffError(NetworkError):
    """The connection ended before the answer was whole."""


class AnswerTooLargeError(NetworkError):
    """The answer is larger than allowed."""


class CancelledError(NetworkError):
    """The request was stopped from this side."""


class HttpError(NetworkError):
    """The server answered with a status of 400 or more.

    ``retry_after_s`` is how long it asks to be left alone, in seconds; None where it does not say.
    """

    retry_after_s: float | None = None


class LoginNeededError(HttpError):
    """The server or a proxy wants credentials (401, 403, 407)."""


class LinkRefusedError(SecimsError):
    """The link policy does not let the plugin follow this link."""


class AnswerError(SecimsError):
    """The answer is not of the form that was asked for."""


class GarbledAnswerError(AnswerError):
    """The answer breaks the rules of JSON or XML: something in it, one record perhaps, is broken."""


class CatalogueError(SecimsError):
    """A catalogue cannot be used."""


class NotACatalogueError(CatalogueError):
    """There is no catalogue at this address."""


class RecordNotFoundError(CatalogueError):
    """The catalogue has no record of this id."""


class LiveLayerError(SecimsError):
    """A live layer cannot be made from this distribution."""


class NoRangeError(LiveLayerError):
    """The server sends the whole file whatever part was asked for: it can only be downloaded."""


class NoLoginForPartsError(NoRangeError):
    """GDAL would read the file by parts, without the login that its server wants."""


class DownloadError(SecimsError):
    """A download did not give a whole file."""


class FolderError(DownloadError):
    """The folder cannot be made, or nothing can be written into it."""


class DiskFullError(DownloadError):
    """There is not enough room on the disk."""


class FileExistsAlreadyError(DownloadError):
    """A file of this name is there and may not be overwritten."""


class DamagedFileError(DownloadError):
    """What arrived is not the file it should be."""


class CrsError(SecimsError):
    """A CRS check or a remedy failed."""
