"""Small answers: fetched whole, bounded in bytes and time, and of the form that was asked for."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from .errors import (
    AnswerError,
    AnswerTooLargeError,
    BrokenOffError,
    CancelledError,
    GarbledAnswerError,
    HttpError,
    LinkRefusedError,
    LoginNeededError,
    NetworkError,
    TimedOutError,
    UnreachableError,
)
from .link_policy import check_link
from .retry_after import retry_after_s

if TYPE_CHECKING:
    import requests
    from lxml.etree import _Element

MAX_BODY_BYTES = 50_000_000
MAX_SECONDS = 300.0
"""A body that trickles in has this long altogether."""
_CHUNK_BYTES = 256 * 1024
_ERROR_BODY_BYTES = 20_000
_FIRST_ERROR_STATUS = 400
_LOGIN_STATUSES = frozenset({401, 403, 407})
_UNREAD = re.compile(r"<(/?)(?:script|style)\b[^<>]*>?", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@contextmanager
def translated_errors(url: str, session: requests.Session | None = None) -> Iterator[None]:
    """Turn exceptions of requests into those of ``secims_qgis.network.errors``.

    Raises:
        NetworkError: UnreachableError, TimedOutError, BrokenOffError, CancelledError.
    """
    from requests import exceptions

    try:
        yield
    except exceptions.RequestException as error:
        _raise_translated(error, url, cancelled=getattr(session, "is_cancelled", False))


def _raise_translated(error: Exception, url: str, *, cancelled: bool) -> NoReturn:
    from requests import exceptions

    from .reply_errors import CutOffError

    if cancelled or str(error) == "cancelled":
        raise CancelledError("cancelled", url=url) from error
    if isinstance(error, exceptions.Timeout):
        raise TimedOutError(str(error), url=url) from error
    if isinstance(error, (CutOffError, exceptions.ChunkedEncodingError)):
        raise BrokenOffError(str(error), url=url) from error
    if isinstance(error, exceptions.ConnectionError):
        raise UnreachableError(str(error), url=url) from error
    if isinstance(error, exceptions.TooManyRedirects):
        raise AnswerError("too many redirects", url=url) from error
    if isinstance(error, (exceptions.InvalidSchema, exceptions.InvalidURL, exceptions.MissingSchema)):
        raise LinkRefusedError(str(error), url=url) from error
    raise NetworkError(str(error), url=url) from error


def fetch_bytes(
    session: requests.Session,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BODY_BYTES,
) -> bytes:
    """Return the body of a GET.

    Raises:
        HttpError: status of 400 or more; LoginNeededError for 401, 403 and 407.
        AnswerTooLargeError: the body, unpacked, has more than ``max_bytes``.
        NetworkError: nothing, or not everything, arrived.
        LinkRefusedError: the link policy forbids the address.
    """
    check_link(url)
    with translated_errors(url, session):
        response = session.get(url, params=dict(params or {}), headers=dict(headers or {}), stream=True)
        return read_body(response, max_bytes=max_bytes)


def read_body(response: requests.Response, *, max_bytes: int = MAX_BODY_BYTES) -> bytes:
    """Return the body of a response and close it; raises as ``fetch_bytes`` does."""
    try:
        if response.status_code >= _FIRST_ERROR_STATUS:
            _raise_for_status(response)
        return _read_bounded(response, max_bytes)
    finally:
        response.close()


def _read_bounded(response: requests.Response, max_bytes: int) -> bytes:
    body = bytearray()
    deadline = time.monotonic() + MAX_SECONDS
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > max_bytes:
            raise AnswerTooLargeError(f"more than {max_bytes} bytes", url=response.url)
        if time.monotonic() > deadline:
            raise TimedOutError(f"not complete after {MAX_SECONDS:g} s", url=response.url)
    return bytes(body)


def _raise_for_status(response: requests.Response) -> NoReturn:
    kind = LoginNeededError if response.status_code in _LOGIN_STATUSES else HttpError
    error = kind(
        f"HTTP {response.status_code} {response.reason}".strip(),
        url=response.url,
        status=response.status_code,
        server_words=words_of_server(_start_of_body(response)),
    )
    error.retry_after_s = retry_after_s(response.headers)
    raise error


def _start_of_body(response: requests.Response) -> bytes:
    from requests import exceptions

    try:
        return next(response.iter_content(_ERROR_BODY_BYTES), b"")
    except exceptions.RequestException:
        return b""


def words_of_server(body: bytes) -> str:
    """Return what an error body says, as plain text: a JSON ``description`` or HTML without tags."""
    text = body.decode("utf-8", "replace")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return _TAG.sub(" ", _without_scripts(text))
    if isinstance(answer, dict):
        for name in ("description", "detail", "message", "title"):
            if isinstance(answer.get(name), str):
                return str(answer[name])
    return text


def _without_scripts(text: str) -> str:
    """Return a page without scripts and styles, in one go: it may be made to be slow to read."""
    kept, is_read, place = [], True, 0
    for tag in _UNREAD.finditer(text):
        if is_read:
            kept.append(text[place : tag.start()])
        is_read, place = bool(tag.group(1)), tag.end()
    if is_read:
        kept.append(text[place:])
    return " ".join(kept)


def fetch_json(
    session: requests.Session,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BODY_BYTES,
) -> Any:
    """Return a JSON document; raises as ``fetch_bytes`` does, and AnswerError where it is none."""
    accept = {"Accept": "application/json, application/geo+json;q=0.9, */*;q=0.1", **(headers or {})}
    body = fetch_bytes(session, url, params=params, headers=accept, max_bytes=max_bytes)
    return parse_json(body, url)


def parse_json(body: bytes, url: str) -> Any:
    """Return the parsed document.

    Raises:
        AnswerError: the body is HTML, no JSON, or nested deeper than Python can read.
    """
    try:
        return _loads(body.decode("utf-8-sig", "replace"))
    except RecursionError as error:
        raise AnswerError("the JSON answer is nested too deeply", url=url) from error
    except ValueError as error:
        start = body[:_ERROR_BODY_BYTES]
        words = words_of_server(start)
        if looks_like_html(start):
            raise AnswerError("a web page instead of JSON", url=url, server_words=words) from error
        raise GarbledAnswerError("no JSON", url=url, server_words=words) from error


def _loads(text: str) -> Any:
    """Read also what some servers write: control characters, and integers of thousands of digits."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, strict=False, parse_int=float)


def looks_like_html(start: bytes) -> bool:
    """Return whether a body starts as a web page does."""
    head = start[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head


def fetch_text(session: requests.Session, url: str, *, max_bytes: int = MAX_BODY_BYTES) -> str:
    """Return a text, read as UTF-8; raises as ``fetch_bytes`` does."""
    return fetch_bytes(session, url, max_bytes=max_bytes).decode("utf-8", "replace")


def fetch_xml(
    session: requests.Session,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BODY_BYTES,
) -> _Element:
    """Return the root of an XML document; raises as ``fetch_bytes`` does, and AnswerError."""
    from .xml import parse_xml

    accept = {"Accept": "application/xml, text/xml;q=0.9, */*;q=0.1"}
    return parse_xml(fetch_bytes(session, url, params=params, headers=accept, max_bytes=max_bytes), url)
