"""The language of the plugin: that of QGIS, where there is a translation."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from secims_qgis.paths import resource
from secims_qgis.translation import speak

CONTEXT = "SecimsQgis"
"""The context of all messages in ``resources/i18n``."""


class Language:
    """Lets the plugin speak QGIS's language (Settings > Options > General), from ``start`` to ``stop``."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def start(self, locale: str = "") -> None:
        """Speak a language, such as "fr" or "es_MX", else that of QGIS; English where it is unknown."""
        self.stop()
        translator = QTranslator()
        folder = str(resource("i18n"))
        if not translator.load(QLocale(locale or QgsApplication.locale()), "secims_qgis", "_", folder):
            return
        QCoreApplication.installTranslator(translator)
        self._translator = translator
        # Not by the translator itself: PyQt 5 hands it ASCII alone.
        speak(partial(QCoreApplication.translate, CONTEXT))

    def stop(self) -> None:
        """Speak English again."""
        speak()
        translator, self._translator = self._translator, None
        if translator is not None:
            QCoreApplication.removeTranslator(translator)
