"""Errors of Qt's network replies as those of requests."""

from __future__ import annotations

import requests
from qgis.PyQt.QtNetwork import QNetworkReply

_ERROR = QNetworkReply.NetworkError
_TLS_ERRORS = frozenset({_ERROR.SslHandshakeFailedError})
_PROXY_ERRORS = frozenset(
    {
        _ERROR.ProxyConnectionRefusedError,
        _ERROR.ProxyConnectionClosedError,
        _ERROR.ProxyNotFoundError,
        _ERROR.ProxyTimeoutError,
        _ERROR.UnknownProxyError,
    }
)
_TIME_OUT_ERRORS = frozenset({_ERROR.TimeoutError, _ERROR.OperationCanceledError})


class ConnectFailedError(requests.exceptions.ConnectionError):
    """No connection came about: name, port or network."""


class CutOffError(requests.exceptions.ConnectionError):
    """The connection ended before the body did."""


def raise_for_reply(reply: QNetworkReply, request: requests.PreparedRequest | None) -> None:
    """Raise the exception that fits the error of a finished reply; return if there is none.

    Raises:
        requests.exceptions.RequestException: SSLError, ProxyError, ReadTimeout (QGIS's own network
            time-out cancels a reply), ConnectFailedError before and CutOffError after the header.
    """
    error = reply.error()
    if error == _ERROR.NoError:
        return
    text = reply.errorString()
    if error in _TLS_ERRORS:
        raise requests.exceptions.SSLError(text, request=request)
    if error in _PROXY_ERRORS:
        raise requests.exceptions.ProxyError(text, request=request)
    if error in _TIME_OUT_ERRORS:
        raise requests.exceptions.ReadTimeout(text, request=request)
    if reply.rawHeaderPairs():
        raise CutOffError(text, request=request)
    raise ConnectFailedError(text, request=request)
