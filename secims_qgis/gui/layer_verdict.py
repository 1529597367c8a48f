"""The verdict of the last CRS check, kept on the layer where other parts of QGIS's window see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.model import CrsVerdict
from secims_qgis.project.provenance import PREFIX

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.model import CrsReport

VERDICT_PROPERTY = f"{PREFIX}crs_verdict"
"""Also a field of the provenance of layers that came by the plugin."""


def note_verdict(layer: QgsMapLayer, report: CrsReport) -> None:
    """Keep a verdict; on layers of other people only while there is something to say."""
    if verdict_of(layer) is report.verdict:
        return
    is_silent = report.verdict in {CrsVerdict.OK, CrsVerdict.NO_EXTENT}
    if is_silent and verdict_of(layer) is None:
        return
    layer.setCustomProperty(VERDICT_PROPERTY, report.verdict.value)


def verdict_of(layer: QgsMapLayer) -> CrsVerdict | None:
    """Return the verdict of the last check, None where there was none."""
    text = layer.customProperty(VERDICT_PROPERTY, "")
    known = {verdict.value: verdict for verdict in CrsVerdict}
    return known.get(str(text or ""))
