"""Stretches of a remote file, by HTTP range requests."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from secims_qgis.network import BrokenOffError, LiveLayerError, translated_errors
from secims_qgis.network.errors import NoRangeError
from secims_qgis.network.fetch import read_body

if TYPE_CHECKING:
    import requests

_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class ArchiveChangedError(LiveLayerError):
    """The file is not the one whose directories were read."""


class Chunk(NamedTuple):
    """A stretch of a file."""

    data: bytes
    total: int | None
    """Bytes of the whole file, if the server says."""
    version: str
    """Another text means that the file was replaced; empty where the server gives no sign."""


def read_range(
    session: requests.Session, url: str, offset: int, length: int, timeout_s: float | None = None
) -> Chunk:
    """Return ``length`` bytes of a file, fewer only at its end.

    No condition is sent with the request: the ETag of the answer says whether the file is still the
    same, also where a server does not understand If-Match or If-Range, and nothing is sent twice.

    Raises:
        NoRangeError: the server ignores ranges; the transfer is stopped before the body.
        ArchiveChangedError: the server says so itself (412).
        LiveLayerError: the file is empty or ends before ``offset``, or another stretch was sent.
        HttpError, NetworkError, LinkRefusedError: as ``secims_qgis.network`` has them.
    """
    # The disk cache does not know ranges, and a proxy must not pack what offsets point into.
    headers = {"Range": f"bytes={offset}-{offset + length - 1}", "Accept-Encoding": "identity"}
    with translated_errors(url, session):
        response = session.get(url, headers=headers, stream=True, timeout=timeout_s)
        try:
            _check_status(response, url)
            begin, total = _begin_and_total(response, url)
            data = read_body(response, max_bytes=length)
        finally:
            response.close()
    end = offset + length if total is None else min(offset + length, total)
    if begin != offset or (len(data) < end - offset and total is not None):
        raise BrokenOffError("the server sent another stretch than the one asked for", url=url)
    return Chunk(data, total, _version(response, total))


def _check_status(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise LiveLayerError("the archive is empty or shorter than it says", url=url, status=status)
    if status == HTTPStatus.PRECONDITION_FAILED:
        raise ArchiveChangedError("the archive was replaced", url=url, status=status)
    if status < HTTPStatus.BAD_REQUEST and status != HTTPStatus.PARTIAL_CONTENT:
        if response.headers.get("Content-Length") == "0":
            raise LiveLayerError("the archive is empty", url=url, status=status)
        if "html" in response.headers.get("Content-Type", ""):
            raise LiveLayerError("a web page instead of an archive", url=url, status=status)
        raise NoRangeError(
            "the server sends the archive only as a whole (no Range requests); download it instead",
            url=url,
            status=status,
        )


def _begin_and_total(response: requests.Response, url: str) -> tuple[int, int | None]:
    """Return what Content-Range says (RFC 9110, section 14.4); errors have none."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return 0, None
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
    if match is None:
        raise LiveLayerError("the server does not say which part of the archive it sends", url=url)
    total = match.group(3)
    return int(match.group(1)), None if total == "*" else int(total)


def _version(response: requests.Response, total: int | None) -> str:
    sign = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
    return f"{sign} {total or ''}".strip()
