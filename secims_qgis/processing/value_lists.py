"""Parameters of algorithms that take one text or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

SEPARATOR = ";"
"""Not the comma: names of organisations and keywords have commas in them."""


def values_of(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> tuple[str, ...]:
    """Return the values of a text parameter, each once.

    Models and expressions give one text with semicolons; Python, JSON and a parameter that is repeated
    on the command line of ``qgis_process`` give a list.
    """
    given = parameters.get(name)
    if isinstance(given, (list, tuple)):
        texts = [str(value) for value in given]
    else:
        texts = algorithm.parameterAsString(parameters, name, context).split(SEPARATOR)
    return tuple(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))
