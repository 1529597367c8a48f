"""The language of the plugin: that of QGIS, where there is a translation."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale, QTranslator

from secims_qgis.paths import resource
from secims_qgis.translation import speak

CONTEXT = "SecimsQgis"
"""The context of all messages in ``resources/i18n``."""


def speak_as_qgis() -> None:
    """Let the plugin speak the language of QGIS (Settings > Options > General), else English."""
    speak_in(QgsApplication.locale())


def speak_in(locale: str) -> None:
    """Let the plugin speak a language, such as "fr" or "es_MX", else English."""
    translator = QTranslator()
    if not translator.load(QLocale(locale), "secims_qgis", "_", str(resource("i18n"))):
        speak()
        return
    speak(lambda text: translator.translate(CONTEXT, text) or text)
