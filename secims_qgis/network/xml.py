"""The one place where XML is parsed: without DTD, entities, network, or unbounded depth."""

from __future__ import annotations

import re

from lxml import etree

from .errors import AnswerError, GarbledAnswerError
from .fetch import looks_like_html, words_of_server

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(body: bytes, url: str) -> etree._Element:
    """Return the root element.

    Raises:
        AnswerError: the body is a web page, no XML, or has a document type declaration, which no
            catalogue needs and attackers do.
    """
    if looks_like_html(body):
        raise AnswerError("a web page instead of XML", url=url, server_words=words_of_server(body[:20_000]))
    if _DOCTYPE.search(body) or b"\x00" in body[:200]:
        raise AnswerError("the XML answer has a document type declaration", url=url)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise GarbledAnswerError("no XML", url=url, server_words=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        # Written in an encoding in which the bytes above look otherwise (UTF-7, EBCDIC).
        raise AnswerError("the XML answer has a document type declaration", url=url)
    return root
