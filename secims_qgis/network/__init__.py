"""The plugin's way to the network: requests sessions over QGIS networking, link policy, errors.

Importing this package loads neither requests nor lxml, so that QGIS starts no slower with the
plugin than without; they come with the first session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import (
    AnswerError,
    AnswerTooLargeError,
    BrokenOffError,
    CancelledError,
    CatalogueError,
    CrsError,
    DamagedFileError,
    DiskFullError,
    DownloadError,
    FileExistsAlreadyError,
    FolderError,
    GarbledAnswerError,
    HttpError,
    LinkRefusedError,
    LiveLayerError,
    LoginNeededError,
    NetworkError,
    NotACatalogueError,
    RecordNotFoundError,
    SecimsError,
    TimedOutError,
    UnreachableError,
    without_credentials,
)
from .fetch import MAX_BODY_BYTES, fetch_bytes, fetch_json, fetch_text, fetch_xml, translated_errors
from .link_policy import check_link, is_private_host, may_ask_unbidden, refusal, same_origin

if TYPE_CHECKING:
    from .session import QgisSession

__all__ = [
    "MAX_BODY_BYTES",
    "AnswerError",
    "AnswerTooLargeError",
    "BrokenOffError",
    "CancelledError",
    "CatalogueError",
    "CrsError",
    "DamagedFileError",
    "DiskFullError",
    "DownloadError",
    "FileExistsAlreadyError",
    "FolderError",
    "GarbledAnswerError",
    "HttpError",
    "LinkRefusedError",
    "LiveLayerError",
    "LoginNeededError",
    "NetworkError",
    "NotACatalogueError",
    "RecordNotFoundError",
    "SecimsError",
    "TimedOutError",
    "UnreachableError",
    "check_link",
    "fetch_bytes",
    "fetch_json",
    "fetch_text",
    "fetch_xml",
    "is_private_host",
    "may_ask_unbidden",
    "open_session",
    "refusal",
    "same_origin",
    "translated_errors",
    "without_credentials",
]

DEFAULT_TIMEOUT_S = 30.0


def open_session(authcfg: str = "", timeout_s: float = DEFAULT_TIMEOUT_S) -> QgisSession:
    """Return a ``requests.Session`` whose requests all go through ``QgsNetworkAccessManager``.

    Proxy, TLS settings, user agent and cache are those of QGIS. ``timeout_s`` is how long a server
    may stay silent, in seconds. ``authcfg`` is the id of a QGIS authentication configuration; it
    is used for one origin only: that of the first request, or the one given to
    ``session.bind_credentials(url)``.

    Open the session on the main thread, or call ``proxy.note_proxy()`` there before, so that the proxy
    settings of the moment are taken along; use it on one thread at a time. ``session.cancel()`` may
    be called from any thread: running and later requests fail within 0.2 s.
    """
    from .session import QgisSession

    return QgisSession(authcfg=authcfg, timeout_s=timeout_s)
