"""The pictures of records, loaded in the background from the catalogue's own host only."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, QTimer, pyqtSignal, pyqtSlot
from qgis.PyQt.QtGui import QImage, QImageReader, QPixmap

from secims_qgis.gui.services import session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.network.errors import SecimsError
from secims_qgis.network.link_policy import may_ask_unbidden
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Connection
    from secims_qgis.network import QgisSession

PICTURE_MAX_BYTES = 2_000_000
PICTURE_MAX_SIDE_PX = 6000
KEPT_SIDE_PX = 360
"""Pictures are kept no larger than the record page shows them on a 200 % screen."""
KEPT_PICTURES = 400
BATCH = 8
COLLECT_MS = 60
"""How long wishes are collected, so that one task serves a screen of rows."""
FORMATS = frozenset({b"png", b"jpg", b"jpeg", b"gif", b"webp"})


class Thumbnails(QObject):
    """Pictures by address; asks for each one once."""

    thumbnail_loaded = pyqtSignal(str)

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._connection: Connection | None = None
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._pixmaps: dict[tuple[str, int, int, int], QPixmap] = {}
        self._wanted: list[str] = []
        self._asked: set[str] = set()
        self._running: PictureTask | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COLLECT_MS)
        self._timer.timeout.connect(self._start_batch)

    def set_connection(self, connection: Connection) -> None:
        """Ask the host of this catalogue only."""
        self._connection = connection
        self.forget_wishes()

    def forget_wishes(self) -> None:
        """Do not load what was wanted for results that are gone."""
        self._asked.difference_update(self._wanted)
        self._wanted.clear()

    def pixmap(self, url: str, size: QSize, ratio: float) -> QPixmap | None:
        """Return the picture scaled into a size (in logical pixels), or None until it is there."""
        image = self._images.get(url)
        if image is None:
            self._want(url)
            return None
        key = (url, size.width(), size.height(), round(ratio * 100))
        if key not in self._pixmaps:
            if len(self._pixmaps) > 2 * KEPT_PICTURES:
                self._pixmaps.clear()
            self._pixmaps[key] = _scaled(image, size, ratio)
        return self._pixmaps[key]

    def stop(self) -> None:
        """Load nothing more."""
        self._timer.stop()
        self._wanted.clear()

    def _want(self, url: str) -> None:
        if not url or url in self._asked or self._connection is None:
            return
        self._asked.add(url)
        if may_ask_unbidden(url, self._connection.url):
            self._wanted.append(url)
            if self._running is None and not self._timer.isActive():
                self._timer.start()

    def _start_batch(self) -> None:
        if not self._wanted or self._connection is None:
            return
        # The rows wanted last are those on the screen.
        batch, self._wanted = self._wanted[-BATCH:], self._wanted[:-BATCH]
        task = PictureTask(tuple(batch), session_for(self._connection))
        task.picture_arrived.connect(self._keep)
        task.succeeded.connect(self._batch_ended)
        task.failed.connect(self._batch_ended)
        self._running = task
        self._tasks.start(task, 10)

    @pyqtSlot(str, QImage)
    def _keep(self, url: str, image: QImage) -> None:
        self._images[url] = image
        while len(self._images) > KEPT_PICTURES:
            dropped, _image = self._images.popitem(last=False)
            self._asked.discard(dropped)
        self.thumbnail_loaded.emit(url)

    @pyqtSlot(object)
    def _batch_ended(self, _outcome: object) -> None:
        self._running = None
        if self._wanted:
            self._timer.start()


class PictureTask(WorkTask):
    """Loads some pictures, one after the other; one that cannot be had is left out."""

    picture_arrived = pyqtSignal(str, QImage)

    def __init__(self, urls: tuple[str, ...], session: QgisSession) -> None:
        super().__init__(tr("Pictures of datasets"), session)
        self._urls, self._session = urls, session

    def work(self) -> int:
        from secims_qgis.network import fetch_bytes

        loaded = 0
        for url in self._urls:
            if self.isCanceled():
                break
            try:
                image = decoded(fetch_bytes(self._session, url, max_bytes=PICTURE_MAX_BYTES))
            except SecimsError:
                continue  # a missing picture is no news: its place keeps the icon of the kind
            if image is not None:
                loaded += 1
                self.picture_arrived.emit(url, image)
        return loaded


def decoded(content: bytes) -> QImage | None:
    """Return a picture, scaled down to what is shown; None where the bytes are no fair picture."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if bytes(reader.format()) not in FORMATS or not size.isValid():
        return None
    if max(size.width(), size.height()) > PICTURE_MAX_SIDE_PX:
        return None
    if max(size.width(), size.height()) > KEPT_SIDE_PX:
        limit = QSize(KEPT_SIDE_PX, KEPT_SIDE_PX)
        reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _scaled(image: QImage, size: QSize, ratio: float) -> QPixmap:
    """Return the middle of a picture, as large as fills the place."""
    wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
    large = image.scaled(
        wanted,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left = (large.width() - wanted.width()) // 2
    top = (large.height() - wanted.height()) // 2
    pixmap = QPixmap.fromImage(large.copy(left, top, wanted.width(), wanted.height()))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
