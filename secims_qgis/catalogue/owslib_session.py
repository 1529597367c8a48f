"""OWSLib's clients on our session: they build requests, we send them.

OWSLib sends with ``requests`` directly, past the proxy, credentials and certificates of QGIS, and
for OGC APIs without time-out. It has no place to hand in a session, so the one method of each class
that sends is overridden; OWSLib itself is not patched, as MetaSearch shares it.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.etree import etree
from owslib.ogcapi import API
from owslib.ogcapi.records import Records

from secims_qgis.network import AnswerError, check_link, fetch_bytes, fetch_json, translated_errors
from secims_qgis.network.fetch import read_body
from secims_qgis.network.xml import parse_xml

from .dublin_core import RECORD_TAGS
from .iso import METADATA_TAGS

if TYPE_CHECKING:
    import requests
    from lxml.etree import _Element

_SIGNATURE = inspect.signature(API._request)


class SessionRecords(Records):
    """OGC API Records by OWSLib, sent by our session."""

    def __init__(self, landing_url: str, session: requests.Session) -> None:
        """Send nothing: an empty landing page keeps OWSLib from fetching one."""
        super().__init__(landing_url, json_='{"links": []}')
        # OWSLib keeps the headers of all its clients in one module-wide dict.
        self.headers: dict[str, str] = {}
        self._session = session

    def _request(self, *args: Any, **kwargs: Any) -> Any:
        """Get a resource; the order of the arguments differs between OWSLib 0.27 and 0.35."""
        bound = _SIGNATURE.bind(self, *args, **kwargs)
        given = bound.arguments
        parameters = {name: str(value) for name, value in dict(given.get("kwargs") or {}).items()}
        self.request = self._build_url(given.get("path"))
        if given.get("as_dict", True):
            return fetch_json(self._session, self.request, params=parameters)
        return fetch_bytes(self._session, self.request, params=parameters)


class SessionCsw(CatalogueServiceWeb):
    """CSW 2.0.2 by OWSLib, sent by our session to the address the user gave.

    OWSLib would take addresses out of the capabilities, which behind a proxy are often wrong.
    """

    def __init__(self, url: str, session: requests.Session) -> None:
        """Send nothing yet."""
        self._session = session
        self.records: dict[str, Any] = {}
        self.metadata_elements: list[_Element] = []
        super().__init__(url, skip_caps=True)

    def _invoke(self) -> None:
        """Send what OWSLib has put into ``request``: a query string, or an XML element.

        Raises:
            AnswerError: no XML, or an exception report (which servers send with status 200).
            NetworkError: as ``fetch_bytes``.
        """
        if isinstance(self.request, str):
            root = parse_xml(fetch_bytes(self._session, self._kvp_url()), self.url)
        else:
            root = parse_xml(self._post(etree.tostring(self.request)), self.url)
        if str(root.tag).endswith("}ExceptionReport"):  # in the namespace of any edition of OWS Common
            located = [str(node.get("locator", "")) for node in root.iter("{*}Exception")]
            words = " ".join(" ".join([*root.itertext(), *located]).split())
            raise AnswerError("the catalogue reports an error", url=self.url, server_words=words)
        _complete_counts(root)
        self._exml = root.getroottree()

    def told_counts(self) -> tuple[int | None, int]:
        """Return how many records match, None where nobody says, and where the next page begins."""
        matched = int(self.results["matches"])
        return (matched if matched >= 0 else None), int(self.results["nextrecord"])

    def taken_elements(self) -> list[_Element]:
        """Return the records of the last answer and let go of it: it is many times their texts."""
        taken, self.metadata_elements, self._exml = self.metadata_elements, [], None
        return taken

    def _kvp_url(self) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}{self.request}"

    def _post(self, body: bytes) -> bytes:
        check_link(self.url)
        headers = {"Content-Type": "application/xml", "Accept": "application/xml"}
        with translated_errors(self.url, self._session):
            return read_body(self._session.post(self.url, data=body, headers=headers, stream=True))

    def _parserecords(self, outputschema: str, esn: str) -> None:
        """Keep the elements: each is parsed alone, so that a broken one does not hide the others.

        Some servers answer in another schema than the one asked for.
        """
        root = self._exml.getroot()
        self.metadata_elements = list(root.iter(*METADATA_TAGS, *RECORD_TAGS))
        if not self.metadata_elements:
            results = root.find("{*}SearchResults")
            self.metadata_elements = [] if results is None else list(results.iterchildren("*"))


def _complete_counts(root: _Element) -> None:
    """Write the numbers that OWSLib cannot do without, where a server left them out; -1 for unknown."""
    for results in root.iterchildren("{*}SearchResults"):
        given = {
            "numberOfRecordsMatched": "-1",
            "numberOfRecordsReturned": str(len(results)),
            "nextRecord": "0",
        }
        for name, otherwise in given.items():
            if not results.get(name, "").strip().isdecimal():
                results.set(name, otherwise)
