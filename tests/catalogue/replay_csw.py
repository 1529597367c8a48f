"""The CSW of pycsw, as far as ISO records by GetRecords and GetRecordById go."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

_CSW = "http://www.opengis.net/cat/csw/2.0.2"
_LITERAL = re.compile(rb"Literal>\*(.*?)\*<")
_XML = "application/xml"


class CswReplay:
    """Answers with whole ISO documents; every text condition must occur in them."""

    def __init__(self, folder: Path) -> None:
        self.documents: dict[str, bytes] = {}
        """ISO documents by file identifier."""
        for path in sorted(folder.glob("*.xml")):
            body = path.read_bytes()
            found = re.search(rb"fileIdentifier>\s*<gco:CharacterString>(.*?)<", body)
            self.documents[found.group(1).decode()] = body
        self.is_there = True
        self.requests = 0

    def capabilities_or_record(self, parameters: dict[str, str]) -> tuple[int, str, bytes]:
        if not self.is_there:
            return 404, "text/html", b"<html>not here</html>"
        lower = {name.lower(): value for name, value in parameters.items()}
        if lower.get("request") == "GetCapabilities":
            body = f'<csw:Capabilities xmlns:csw="{_CSW}" version="2.0.2"/>'
            return 200, _XML, body.encode()
        self.requests += 1
        document = self.documents.get(lower.get("id", ""), b"")
        body = f'<csw:GetRecordByIdResponse xmlns:csw="{_CSW}">'.encode()
        return 200, _XML, body + _element(document) + b"</csw:GetRecordByIdResponse>"

    def records(self, body: bytes) -> tuple[int, str, bytes]:
        self.requests += 1
        start = int(re.search(rb'startPosition="(\d+)"', body).group(1))
        size = int(re.search(rb'maxRecords="(\d+)"', body).group(1))
        wanted = [_pattern(literal) for literal in _LITERAL.findall(body)]
        found = [d for d in self.documents.values() if all(word.search(d) for word in wanted)]
        # Past the end, pycsw begins again: whoever follows nextRecord never ends.
        page = found[start - 1 : start - 1 + size] or found[:size]
        following = start + len(page) if start + len(page) <= len(found) else int(start > len(found))
        head = (
            f'<csw:GetRecordsResponse xmlns:csw="{_CSW}"><csw:SearchStatus timestamp="{escape("now")}"/>'
            f'<csw:SearchResults numberOfRecordsMatched="{len(found)}" '
            f'numberOfRecordsReturned="{len(page)}" nextRecord="{following}">'
        ).encode()
        tail = b"</csw:SearchResults></csw:GetRecordsResponse>"
        return 200, _XML, head + b"".join(map(_element, page)) + tail


def _pattern(literal: bytes) -> re.Pattern[bytes]:
    """Return a text condition, in which ``?`` is any one character, as a regular expression."""
    return re.compile(b".{1,4}?".join(map(re.escape, literal.split(b"?"))), re.IGNORECASE | re.DOTALL)


def _element(document: bytes) -> bytes:
    """Return a document without its XML declaration."""
    return document[document.index(b"?>") + 2 :] if document.startswith(b"<?xml") else document
