"""A look behind a link: few requests, short, bounded, and only to where they may go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from secims_qgis.network import (
    AnswerError,
    AnswerTooLargeError,
    LinkRefusedError,
    TimedOutError,
    check_link,
    is_private_host,
    may_ask_unbidden,
    translated_errors,
)

from .addresses import with_parameters

if TYPE_CHECKING:
    import requests  # noqa: TID251 - the type alone
    from lxml.etree import _Element  # noqa: TID251 - as above

    from secims_qgis.network.session import QgisSession

MAX_REQUESTS = 16
MAX_REDIRECTS = 5
MAX_DOCUMENT_BYTES = 20_000_000
SILENCE_S = 10.0
"""How long a server may be silent."""
TOTAL_S = 30.0
"""How long all requests of a look may take together."""
_JSON = "application/json, application/geo+json;q=0.9, */*;q=0.1"
_XML = "application/xml, text/xml;q=0.9, */*;q=0.1"
_CHUNK_BYTES = 64 * 1024
_FIRST_ERROR_STATUS = 400


class LookUp:
    """The requests of one look.

    Unbidden ones go to the catalogue's own host; what a user asked for may go anywhere, but from a
    public catalogue not into a private network.
    """

    def __init__(
        self,
        session: QgisSession,
        catalogue_url: str,
        *,
        bidden: bool,
        silence_s: float = SILENCE_S,
        total_s: float = TOTAL_S,
    ) -> None:
        """Start the clock; ``silence_s`` and ``total_s`` are seconds."""
        self.session = session
        self.catalogue_url = catalogue_url
        self._bidden = bidden
        self._silence_s = silence_s
        self._deadline = time.monotonic() + total_s
        self._requests = 0

    def may_ask(self, url: str) -> bool:
        """Return whether the policy lets this look ask the address."""
        return not self._why_not(url)

    def json(self, url: str) -> dict[str, Any]:
        """Return a JSON object; servers that answer with a web page are asked with ``f=json`` again.

        Raises:
            LinkRefusedError: the address may not be asked.
            NetworkError, AnswerError: no answer, an error, or something else than a JSON object.
        """
        try:
            return self._json(url)
        except AnswerError:
            forced = with_parameters(url, f="json")
            if forced == url:
                raise
            return self._json(forced)

    def xml(self, url: str) -> _Element:
        """Return the root of an XML document; raises as ``json`` does."""
        from secims_qgis.network.xml import parse_xml

        return parse_xml(self._body(url, _XML), url)

    def head(self, url: str) -> requests.Response:
        """Return the header of a file as it is stored, not packed for the way."""
        return self._send("HEAD", url, {"Accept-Encoding": "identity"})

    def first_byte(self, url: str) -> requests.Response:
        """Return the answer to a request for the first byte of a file, its body not read.

        The caller closes it at once: servers without ranges send everything.
        """
        return self._send("GET", url, {"Accept-Encoding": "identity", "Range": "bytes=0-0"})

    def _json(self, url: str) -> dict[str, Any]:
        from secims_qgis.network.fetch import parse_json

        document = parse_json(self._body(url, _JSON), url)
        if not isinstance(document, dict):
            raise AnswerError("not a JSON object", url=url)
        return document

    def _body(self, url: str, accept: str) -> bytes:
        from secims_qgis.network.fetch import read_body

        response = self._send("GET", url, {"Accept": accept})
        with translated_errors(url, self.session):
            if response.status_code >= _FIRST_ERROR_STATUS:
                return read_body(response)  # which raises, with the server's words
            try:
                return self._read(response, url)
            finally:
                response.close()

    def _read(self, response: requests.Response, url: str) -> bytes:
        body = bytearray()
        for chunk in response.iter_content(_CHUNK_BYTES):
            body += chunk
            if len(body) > MAX_DOCUMENT_BYTES:
                raise AnswerTooLargeError(f"more than {MAX_DOCUMENT_BYTES} bytes", url=url)
            self._check_clock(url)
        return bytes(body)

    def _send(self, method: str, url: str, headers: dict[str, str]) -> requests.Response:
        """Send, and follow redirects one by one: each has to be where this look may go."""
        for _redirect in range(MAX_REDIRECTS):
            response = self._send_once(method, url, headers)
            target = self.session.get_redirect_target(response)
            if not target:
                return response
            response.close()
            url = urljoin(url, target)
        raise AnswerError("too many redirects", url=url)

    def _send_once(self, method: str, url: str, headers: dict[str, str]) -> requests.Response:
        why_not = self._why_not(url)
        if why_not:
            raise LinkRefusedError(why_not, url=check_link(url))
        self._requests += 1
        if self._requests > MAX_REQUESTS:
            raise AnswerError(f"more than {MAX_REQUESTS} requests for one link", url=url)
        self._check_clock(url)
        patience = min(self._silence_s, max(self._deadline - time.monotonic(), 0.1))
        with translated_errors(url, self.session):
            return self.session.request(
                method, url, headers=headers, timeout=patience, stream=True, allow_redirects=False
            )

    def _check_clock(self, url: str) -> None:
        if time.monotonic() > self._deadline:
            raise TimedOutError("not complete in time", url=url)

    def _why_not(self, url: str) -> str:
        if not self._bidden:
            fits = may_ask_unbidden(url, self.catalogue_url)
            return "" if fits else "asked by itself, only the catalogue's own host may be"
        check_link(url)
        if is_private_host(url) and not _is_private(self.catalogue_url):
            return "a public catalogue leads into a private network"
        return ""


def _is_private(catalogue_url: str) -> bool:
    return bool(urlsplit(catalogue_url).hostname) and is_private_host(catalogue_url)
