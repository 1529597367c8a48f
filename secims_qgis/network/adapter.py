"""A transport adapter of requests that sends through ``QgsNetworkAccessManager``.

Why not a library: none puts requests (and with it OWSLib) on QGIS networking, and QGIS's own
``QgsBlockingNetworkRequest`` holds whole bodies in memory, reports a time-out as success and
cannot be cancelled safely from Python.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import requests
from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QEventLoop, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from .link_policy import check_link
from .living_reply import living
from .reply_body import READ_BUFFER_BYTES, ReplyBody
from .reply_errors import raise_for_reply

if TYPE_CHECKING:
    from .proxy import ProxySettings
    from .session import QgisSession


class UnderWay:
    """A request that was sent; belongs to the thread that sent it. ``close`` it, or take its response."""

    def __init__(self, request: requests.PreparedRequest, body: ReplyBody) -> None:
        """Take over the body."""
        self._request, self._body = request, body

    def hurry(self) -> None:
        """Let the network do what it can at once; Qt sends nothing before its events are handled."""
        self._body.handle_events()

    def response(self) -> requests.Response:
        """Wait for the header of the answer; raises as ``QgisAdapter.send`` does."""
        body = self._body
        body.wait_for_header()
        status = _status(body.reply)
        if status is None:  # with one, the bytes that did arrive come first, then the error
            _raise_if_failed(body.reply, body, self._request)
        response = _response(self._request, body, status or 0)
        if response.is_redirect:  # requests would read its body to the end, however long that is
            body.close()
            response.raw = io.BytesIO()
        return response

    def close(self) -> None:
        """Stop the request where it still runs."""
        self._body.close()


class QgisAdapter(BaseAdapter):
    """Sends prepared requests by the network manager of the calling thread."""

    def __init__(self, session: QgisSession, proxy: ProxySettings | None) -> None:
        """Remember whose requests these are, and the proxy to use on worker threads."""
        super().__init__()
        self._session = session
        self._proxy = proxy

    def send(  # type: ignore[override] # noqa: PLR0913, PLR0917 - the signature is that of requests
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - as above
        timeout: float | tuple[float, float] | None = None,
        verify: Any = True,  # noqa: FBT002 - as above
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send and return as soon as the header of the answer is there.

        ``Accept-Encoding: identity`` marks a file: it passes by QGIS's disk cache. ``Cache-Control:
        no-cache`` asks the server whatever the cache holds; ``no-store`` does, and leaves nothing there.

        Raises:
            requests.exceptions.RequestException: as requests does; a body that ends too early is a
                ``ConnectionError``, which requests itself would not notice.
            LinkRefusedError: the link policy forbids the address.
        """
        return self.start(request, _seconds(timeout)).response()

    def start(self, request: requests.PreparedRequest, timeout_s: float | None) -> UnderWay:
        """Send without waiting for the answer: several requests of one thread can be under way at once.

        Raises as ``send`` does; what goes wrong on the way is raised by ``UnderWay.response``.
        """
        url = check_link(request.url or "")
        if self._session.is_cancelled:
            raise requests.exceptions.RequestException("cancelled", request=request)
        # The loop comes first: it gives a plain Python thread the event dispatcher that the
        # network manager's timers need.
        loop = QEventLoop()
        manager = QgsNetworkAccessManager.instance()
        if self._proxy is not None:
            manager.setFallbackProxyAndExcludes(*self._proxy)
        authcfg = self._session.authcfg_for(url)
        qt_request = _qt_request(request, url, authcfg)
        qt_request.setOriginatingObject(loop)
        reply = living(_start(manager, qt_request, request), loop)
        reply.setReadBufferSize(READ_BUFFER_BYTES)
        if authcfg:
            QgsApplication.authManager().updateNetworkReply(reply, authcfg)
        return UnderWay(request, ReplyBody(reply, loop, lambda: self._session.is_cancelled, timeout_s))

    def close(self) -> None:
        """Do nothing: the network manager belongs to QGIS."""


def _qt_request(request: requests.PreparedRequest, url: str, authcfg: str) -> QNetworkRequest:
    asked_to_cache = request.headers.get("Cache-Control")
    is_file = request.headers.get("Accept-Encoding") == "identity" or asked_to_cache == "no-store"
    qt_request = QNetworkRequest(QUrl.fromEncoded(QByteArray(url.encode("ascii"))))
    for name, value in request.headers.items():
        if name.lower() != "content-length":
            qt_request.setRawHeader(_latin(name), _latin(value))
    attribute = QNetworkRequest.Attribute
    qt_request.setAttribute(
        attribute.RedirectPolicyAttribute,
        _plain(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy),
    )
    if is_file:  # would push everything else out of QGIS's cache
        qt_request.setAttribute(attribute.CacheSaveControlAttribute, False)
    if is_file or asked_to_cache == "no-cache":
        qt_request.setAttribute(
            attribute.CacheLoadControlAttribute,
            _plain(QNetworkRequest.CacheLoadControl.AlwaysNetwork),
        )
    if authcfg:
        done, qt_request = QgsApplication.authManager().updateNetworkRequest(qt_request, authcfg)
        if not done:
            raise requests.exceptions.InvalidHeader(
                f"the authentication configuration {authcfg} cannot be used", request=request
            )
    return qt_request


def _start(
    manager: QgsNetworkAccessManager, qt_request: QNetworkRequest, request: requests.PreparedRequest
) -> QNetworkReply:
    method = (request.method or "GET").upper()
    body = request.body or b""
    if isinstance(body, str):
        body = body.encode()
    if method == "GET":
        return manager.get(qt_request)
    if method == "HEAD":
        return manager.head(qt_request)
    if method == "POST":
        return manager.post(qt_request, QByteArray(body))
    return manager.sendCustomRequest(qt_request, QByteArray(method.encode()), QByteArray(body))


def _raise_if_failed(reply: QNetworkReply, body: ReplyBody, request: requests.PreparedRequest) -> None:
    """Raise for an error without an answer; one with a status is an answer like any other."""
    try:
        raise_for_reply(reply, request)
    except requests.exceptions.RequestException:
        body.close()
        raise


def _response(request: requests.PreparedRequest, body: ReplyBody, status: int) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    reply = body.reply
    reason = reply.attribute(QNetworkRequest.Attribute.HttpReasonPhraseAttribute)
    response.reason = reason or ""
    response.headers = _headers(reply, request)
    response.encoding = get_encoding_from_headers(response.headers)
    response.url = request.url or ""
    response.request = request
    response.raw = body
    body.request = request
    return response


def _headers(reply: QNetworkReply, request: requests.PreparedRequest) -> CaseInsensitiveDict[str]:
    headers: CaseInsensitiveDict[str] = CaseInsensitiveDict()
    for name, value in reply.rawHeaderPairs():
        headers[bytes(name).decode("latin-1")] = bytes(value).decode("latin-1")
    if "Accept-Encoding" not in request.headers and "Content-Encoding" in headers:
        # Qt has unpacked the body; its length and coding are no longer those of the header.
        headers.pop("Content-Encoding")
        headers.pop("Content-Length", None)
    return headers


def _status(reply: QNetworkReply) -> int | None:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return None if status is None else int(status)


def _seconds(timeout: float | tuple[float, float] | None) -> float | None:
    """Return the idle time-out; connecting and reading are not told apart by Qt."""
    if isinstance(timeout, tuple):
        known = [value for value in timeout if value is not None]
        return max(known) if known else None
    return timeout


def _latin(text: str | bytes) -> QByteArray:
    return QByteArray(text if isinstance(text, bytes) else text.encode("latin-1", "replace"))


def _plain(member: Any) -> Any:
    """Return an enum member as the integer that ``setAttribute`` stores."""
    return getattr(member, "value", member)
