"""What a server answers to the request for a file: whole, a part of it, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from secims_qgis.download.checksum import header_checksum
from secims_qgis.download.names import header_name
from secims_qgis.download.partial import PartNote
from secims_qgis.network.errors import BrokenOffError, DamagedFileError
from secims_qgis.network.fetch import read_body

if TYPE_CHECKING:
    import requests

MAX_DIGITS = 18
"""Of a size in bytes: more is not a size, but an attack on arithmetic."""
_CONTENT_RANGE = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)\s*", re.IGNORECASE)
_UNSATISFIED_RANGE = re.compile(r"bytes\s+\*/(\d{1,18})\s*", re.IGNORECASE)
CODINGS = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True)
class Answer:
    """The header of an answer, read.

    ``start`` is the offset of the body's first byte in the file, ``total`` the size of the whole
    file in bytes (None where unknown), ``coding`` a Content-Encoding that has to be undone.
    """

    start: int
    total: int | None
    validator: str
    coding: str
    file_name: str = ""
    media_type: str = ""
    checksum: str = ""


def resume_headers(note: PartNote | None, have: int) -> dict[str, str]:
    """Return the request headers for a file of which ``have`` bytes are there.

    RFC 9110, sections 13.1.5 and 14.2. ``identity``, because a range of a compressed answer is of
    no use.
    """
    headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
    if note is not None and have:
        headers["Range"] = f"bytes={have}-"
        headers["If-Range"] = note.validator
    return headers


def continues(response: requests.Response, note: PartNote | None, have: int) -> bool:
    """Return whether the body can be appended to the bytes that are there."""
    if response.status_code != HTTPStatus.PARTIAL_CONTENT or note is None:
        return False
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if not match or int(match.group(1)) != have:
        return False
    total = None if match.group(3) == "*" else int(match.group(3))
    if None not in {total, note.total} and total != note.total:
        return False
    # Some servers do not know If-Range and send a part of whatever the file is now.
    return validator_of(response.headers) in {"", note.validator}


def is_all_there(response: requests.Response, note: PartNote | None, have: int) -> bool:
    """Return whether the server says that the file ends where the bytes that are there end.

    So it is where a Content-Length had said more than there is (RFC 9110, section 15.5.17).
    """
    if response.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or note is None or not have:
        return False
    match = _UNSATISFIED_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    is_same = validator_of(response.headers) in {"", note.validator}
    return match is not None and int(match.group(1)) == have and is_same


def must_restart(response: requests.Response, note: PartNote | None, have: int) -> bool:
    """Return whether the answer to a range is of no use, so that the whole must be asked for."""
    if not have:
        return False
    if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return not is_all_there(response, note, have)
    is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
    return is_part and not continues(response, note, have)


def read_answer(response: requests.Response, note: PartNote | None, have: int) -> Answer:
    """Return what the header says.

    Raises:
        HttpError: status of 400 or more; LoginNeededError for 401, 403 and 407.
        DamagedFileError: a part that was not asked for, or an answer without a file.
        BrokenOffError: a redirect that leads nowhere.
    """
    status = response.status_code
    if is_all_there(response, note, have):
        known = note or PartNote("")
        return Answer(have, have, known.validator, "", checksum=known.checksum)
    if status >= HTTPStatus.BAD_REQUEST:
        read_body(response)  # raises for a status of 400 or more
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise BrokenOffError("the server redirects to nowhere", url=response.url, status=status)
    start = have if continues(response, note, have) else 0
    if status not in {HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION} and not start:
        raise DamagedFileError("the server sent no whole file", url=response.url, status=status)
    headers = response.headers
    coding = headers.get("Content-Encoding", "").strip().lower()
    return Answer(
        start=start,
        total=_total(headers, start, coding),
        validator="" if coding in CODINGS else validator_of(headers),
        coding=coding if coding in CODINGS else "",
        file_name=header_name(headers.get("Content-Disposition", "")),
        media_type=headers.get("Content-Type", ""),
        checksum=_checksum(headers, coding, start) or (note.checksum if note and start else ""),
    )


def validator_of(headers: Mapping[str, str]) -> str:
    """Return what identifies this version of the file: strong ETag or Last-Modified, or nothing.

    A weak ETag must not be used in If-Range (RFC 9110, section 13.1.5), nor a date that says as little
    (section 8.8.2.2).
    """
    if headers.get("Accept-Ranges", "").strip().lower() == "none":
        return ""
    etag = headers.get("ETag", "").strip()
    if len(etag) > 2 and etag.startswith('"') and etag.endswith('"'):
        return etag
    modified = headers.get("Last-Modified", "").strip()
    # A file that was changed in the second of the answer may change again within it.
    return "" if modified and modified == headers.get("Date", "").strip() else modified


def _checksum(headers: Mapping[str, str], coding: str, start: int) -> str:
    if coding in CODINGS:  # the digest would be that of the compressed file
        return ""
    found = header_checksum(headers, is_whole=not start)
    return f"{found.algorithm}:{found.digest}" if found else ""


def _total(headers: Mapping[str, str], start: int, coding: str) -> int | None:
    if coding in CODINGS:
        return None
    match = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", "")) if start else None
    if match and match.group(3) != "*":
        return int(match.group(3))
    length = headers.get("Content-Length", "").strip()
    is_length = length.isascii() and length.isdigit() and len(length) <= MAX_DIGITS
    return start + int(length) if is_length else None
