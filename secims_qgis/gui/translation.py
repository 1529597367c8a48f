"""Translation of the words that the plugin shows."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "SecimsQgis"


def tr(text: str) -> str:
    """Return the text in the user's language; called where it is shown, never at import."""
    return QCoreApplication.translate(CONTEXT, text)
