"""Draw a layer as the map canvas does."""

from __future__ import annotations

from qgis.core import QgsDateTimeRange, QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle
from qgis.PyQt.QtCore import QEventLoop, QSize, QTimer
from qgis.PyQt.QtGui import QColor, QImage


def draw(
    layer: QgsMapLayer,
    extent: QgsRectangle,
    side: int,
    *,
    crs=None,
    cancel_after_s: float | None = None,
    times: QgsDateTimeRange | None = None,
) -> tuple[QImage, list[str]]:
    """Return the picture, transparent where nothing is drawn, and the errors of the drawing."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(crs or layer.crs())
    settings.setOutputSize(QSize(side, side))
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    if times is not None:
        settings.setIsTemporal(True)
        settings.setTemporalRange(times)
    job = QgsMapRendererParallelJob(settings)
    loop = QEventLoop()
    job.finished.connect(loop.quit)
    job.start()
    if cancel_after_s is not None:
        QTimer.singleShot(int(cancel_after_s * 1000), job.cancelWithoutBlocking)
    loop.exec()
    return job.renderedImage(), [error.message for error in job.errors()]
