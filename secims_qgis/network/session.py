"""A requests session on QGIS networking."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urljoin

import requests

from .adapter import QgisAdapter
from .errors import LinkRefusedError
from .link_policy import is_private_host, same_origin
from .proxy import note_proxy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .adapter import UnderWay

MAX_REDIRECTS = 5


class QgisSession(requests.Session):
    """``requests.Session`` with time-out, cancel and credentials bound to one origin.

    ``verify``, ``cert`` and ``proxies`` of requests have no effect: the settings of QGIS rule.
    """

    def __init__(self, *, authcfg: str, timeout_s: float) -> None:
        """Mount the QGIS adapter for http and https; nothing is sent yet."""
        super().__init__()
        self.timeout_s = timeout_s
        self.trust_env = False
        self.max_redirects = MAX_REDIRECTS
        self._authcfg = authcfg
        self._auth_url = ""
        self._cancelled = threading.Event()
        self._is_unwanted: Callable[[], bool] | None = None
        # Qt decompresses what it asked for itself; a header of our own would switch that off.
        self.headers.pop("Accept-Encoding", None)
        self.headers.pop("User-Agent", None)
        adapter = QgisAdapter(self, note_proxy())
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def bind_credentials(self, url: str) -> None:
        """Let the authentication configuration be used for the origin of this address only."""
        self._auth_url = url

    def authcfg_for(self, url: str) -> str:
        """Return the authentication configuration for a request, empty for any other origin."""
        if not self._authcfg:
            return ""
        if not self._auth_url:
            self._auth_url = url
        return self._authcfg if same_origin(url, self._auth_url) else ""

    def cancel(self) -> None:
        """Stop the running request, and refuse later ones; callable from any thread."""
        self._cancelled.set()

    def cancel_when(self, is_unwanted: Callable[[], bool]) -> None:
        """Also ask this, every 50 ms of a wait, on the thread of the request: a drawing's feedback, say."""
        self._is_unwanted = is_unwanted

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called, or nobody wants the answer any more."""
        return self._cancelled.is_set() or (self._is_unwanted is not None and self._is_unwanted())

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """Send a request; the session's time-out applies where none is given."""
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = self.timeout_s
        return super().request(method, url, **kwargs)

    def begin(self, url: str, headers: Mapping[str, str]) -> UnderWay:
        """Send a GET and return at once, so that two can be under way; redirects are not followed.

        Raises as ``request`` does.
        """
        adapter = self.get_adapter(url)
        if not isinstance(adapter, QgisAdapter):
            raise requests.exceptions.InvalidSchema(f"no request to {url} can be begun")
        prepared = self.prepare_request(requests.Request("GET", url, headers=dict(headers)))
        under_way = adapter.start(prepared, self.timeout_s)
        under_way.hurry()
        return under_way

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return where a redirect leads.

        Raises:
            LinkRefusedError: a public server redirects into a private network, or to what is no text.
        """
        try:
            target = super().get_redirect_target(resp)
        except UnicodeError as error:
            raise LinkRefusedError("redirect to an address that cannot be read", url=resp.url) from error
        if target:
            absolute = urljoin(resp.url, target)
            if is_private_host(absolute) and not is_private_host(resp.url):
                raise LinkRefusedError("redirect into a private network", url=absolute)
        return target
