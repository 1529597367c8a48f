"""The length of a file that no record states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secims_qgis.network import AnswerError, LinkRefusedError

if TYPE_CHECKING:
    import requests  # noqa: TID251 - the type alone

    from .look_up import LookUp

_CONTENT_RANGE = re.compile(r"^\s*bytes\s+\d+-\d+/(?P<total>\d{1,18})\s*$", re.IGNORECASE)
_OK, _PARTIAL_CONTENT = 200, 206


def file_size(look: LookUp, url: str) -> int | None:
    """Return a length in bytes, by HEAD or, as some servers know none or answer 0, by a Range request.

    Raises:
        NetworkError: the server does not answer at all, or the session was cancelled.
    """
    for ask in (look.head, look.first_byte):
        try:
            response = ask(url)
        except (AnswerError, LinkRefusedError):  # redirects without end, or to where it may not ask
            return None
        try:
            size = _length(response)
        finally:
            response.close()  # at once: the whole file may be on its way
        if size is not None:
            return size
    return None


def _length(response: requests.Response) -> int | None:
    if response.status_code == _PARTIAL_CONTENT:
        match = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        return int(match.group("total")) or None if match else None
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    is_page = "html" in response.headers.get("Content-Type", "").lower()  # a login page, say
    length = response.headers.get("Content-Length", "").strip()
    if response.status_code != _OK or is_page or encoding not in {"", "identity"}:
        return None
    return int(length) or None if length.isascii() and length.isdigit() and len(length) < 19 else None
