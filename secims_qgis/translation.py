"""Translation of the words that people read. Without Qt, so that every folder may use it.

The English text is the key. ``scripts/translations.py`` collects what stands in ``tr("...")`` and
``mark("...")`` into ``resources/i18n/*.ts``; ``secims_qgis.gui.language`` sets the language when the plugin
starts.
"""

from __future__ import annotations

from collections.abc import Callable


class _Language:
    def __init__(self) -> None:
        self.translate: Callable[[str], str] = str


_language = _Language()


def tr(text: str) -> str:
    """Return the text in the user's language; called where it is shown or made, never at import."""
    return _language.translate(text)


def mark(text: str) -> str:
    """Return the text as it is: a word of a table that is made at import, for ``tr`` where it is shown."""
    return text


def speak(translate: Callable[[str], str] = str) -> None:
    """Take all further words from ``translate``, which is called on any thread; without it, English."""
    _language.translate = translate
