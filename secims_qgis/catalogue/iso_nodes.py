"""Steps through ISO 19139 documents by local names, whatever the namespace of an edition is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .texts import line, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_HREF = "{http://www.w3.org/1999/xlink}href"


def child(node: _Element | None, *names: str) -> _Element | None:
    """Return the first child of the first name, its first child of the second name, and so on."""
    for name in names:
        if node is None:
            return None
        node = next(node.iterchildren(f"{{*}}{name}"), None)
    return node


def children(node: _Element | None, *names: str) -> Iterator[_Element]:
    """Give every element at the end of a path of names, in document order."""
    if node is None:
        return
    for found in node.iterchildren(f"{{*}}{names[0]}"):
        if len(names) == 1:
            yield found
        else:
            yield from children(found, *names[1:])


def value(node: _Element | None) -> _Element | None:
    """Return the element in a property: gco:CharacterString, gmx:Anchor, a code, an object."""
    return None if node is None else next(node.iterchildren("{*}*"), None)


def words(node: _Element | None) -> str:
    """Return the text of a property in one line; of several languages, the main one."""
    return line(_raw(node))


def anchor(node: _Element | None) -> str:
    """Return the address of a property that is a gmx:Anchor, empty where it is none."""
    found = value(node)
    return line(found.get(_HREF)) if found is not None else ""


def paragraphs(node: _Element | None) -> str:
    """Return the text of a property with its lines."""
    return text(_raw(node))


def code(node: _Element | None) -> str:
    """Return the code of a property: ``codeListValue``, or what is written there instead."""
    found = value(node)
    return sys.intern(line(found.get("codeListValue") or found.text)) if found is not None else ""


def _raw(node: _Element | None) -> str:
    if node is None:
        return ""
    found = value(node)
    if found is None:
        return "".join(node.itertext())
    return (found.text or "") if len(found) == 0 else "".join(found.itertext())
