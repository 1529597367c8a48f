"""The words of a search: how servers are asked for them, and how they are looked for here.

No two servers read a text alike. pycsw joins the words of ``q`` by "and", but commas by "or", puts
each into a pattern of SQL LIKE (``%`` and ``_`` are wild cards) and breaks on an apostrophe. pygeoapi
takes blanks for a phrase and the whole for a regular expression. CSW has LIKE with declared wild cards.
What a server is sent finds all that is wanted, perhaps more; the rest is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secims_qgis.model import Record, SearchQuery

MAX_WORDS = 20
ANY_CHARACTER = "_"
_SEPARATORS = re.compile(r'[\s,;"\u201c\u201d\u00ab\u00bb]+')
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`]")
_PLAIN = re.compile(r"[\w\-./:@=&]+")
MIN_PIECE = 2


@dataclass(frozen=True)
class Sent:
    """What goes to the server, and the words that must be looked for in what comes back."""

    text: str
    checked: tuple[str, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each once; commas and quotation marks only separate."""
    composed = unicodedata.normalize("NFC", text)
    found = (_APOSTROPHES.sub("'", word).strip() for word in _SEPARATORS.split(composed))
    return tuple(dict.fromkeys(filter(None, found)))[:MAX_WORDS]


def narrowing_words(query: SearchQuery) -> tuple[str, ...]:
    """Return words that must occur in the text of a record with these keywords and organisations.

    Of several organisations, one of which is wanted, those are the words that all have in common.
    """
    named = [words_of(name) for name in query.organisation]
    shared = (word for word in named[0] if all(word in others for others in named)) if named else ()
    return words_of(" ".join((*query.keywords, *shared)))


def as_pattern(word: str) -> str:
    """Return a word as a LIKE pattern without anything that could break out of a quoted text."""
    return "".join(map(_as_wild_card, word))


def _as_wild_card(character: str) -> str:
    if character == "%":
        return character
    return character if _is_plain(character) else ANY_CHARACTER


def _is_plain(character: str) -> bool:
    """Whether a character means itself on every server, in upper and lower case."""
    return bool(_PLAIN.fullmatch(character)) and character != "_" and not _has_mark(character)


def _has_mark(character: str) -> bool:
    return len(unicodedata.normalize("NFKD", character)) > 1


def is_plain(word: str) -> bool:
    """Whether every server reads this word as it is meant."""
    return all(map(_is_plain, word))


def is_one_plain_word(words: tuple[str, ...]) -> bool:
    """Whether all servers agree on what this text means."""
    return len(words) == 1 and is_plain(words[0])


def for_patterns(words: tuple[str, ...], narrowing: tuple[str, ...] = ()) -> Sent:
    """Return the words for a server with LIKE that wants all words, in any order.

    ``narrowing`` are words of other conditions, which are checked by those.
    """
    patterns = (as_pattern(word) for word in (*words, *narrowing))
    # An apostrophe needs no second look: any one character there is near enough.
    checked = tuple(word for word in words if not is_plain(word.replace("'", "")))
    return Sent(" ".join(dict.fromkeys(patterns)), checked)


def for_anyone(words: tuple[str, ...], *, whole: bool = False) -> Sent:
    """Return the words for a server of which nothing is known: one plain piece of one of them.

    ``whole``: no piece of a word, but the word with its accents, for servers with an index of words.
    """
    if is_one_plain_word(words):
        return Sent(words[0])
    pieces = (piece for word in words for piece in _pieces(word, whole=whole) if len(piece) >= MIN_PIECE)
    longest = max(pieces, key=len, default="")
    return Sent(longest, tuple(word for word in words if word != longest))


def _pieces(word: str, *, whole: bool) -> list[str]:
    return "".join(c if c.isalnum() and (whole or _is_plain(c)) else " " for c in word).split()


def folded(text: str) -> str:
    """Return a text without case, accents and typographic apostrophes, for comparison."""
    marked = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text))
    return "".join(c for c in marked if not unicodedata.combining(c)).casefold()


def occur_in(words: tuple[str, ...], record: Record) -> bool:
    """Return whether all words occur in the texts of a record."""
    if not words:
        return True
    text = folded("\n".join(_texts(record)))
    return all(folded(word) in text for word in words)


def _texts(record: Record) -> list[str]:
    contacts = [text for c in record.contacts for text in (c.organisation, c.name, c.position, c.email)]
    links = [
        text
        for item in record.distributions
        for text in (item.title, item.description, item.url, item.layer_name, item.media_type)
    ]
    return [
        record.id,
        record.title,
        record.description,
        record.lineage,
        record.license,
        record.rights,
        *record.keywords,
        *record.themes,
        *record.constraints,
        *contacts,
        *links,
    ]
