"""Styles that a server publishes for vector tiles (MapLibre style), converted as QGIS itself does.

QGIS's own ``loadDefaultStyle`` fetches styles and sprites without a time-out of ours, without cancel, and
from wherever the style says: a server of sprites that is silent holds it up for minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from qgis.core import Qgis, QgsMapBoxGlStyleConversionContext, QgsMapBoxGlStyleConverter
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QImage, QImageReader

from secims_qgis.network import (
    AnswerError,
    CancelledError,
    SecimsError,
    TimedOutError,
    UnreachableError,
    fetch_bytes,
    is_private_host,
)
from secims_qgis.network.fetch import parse_json

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsVectorTileLayer

MAX_STYLE_BYTES = 5_000_000
MAX_SPRITE_SIDE = 8192
_MM_PER_PIXEL = 25.4 / 96
"""As QGIS counts when it converts a style: sizes in millimetres look the same on screen and paper."""


class PublishedStyles:
    """The styles of one server. Where styles do not answer, no more are asked for; sprites likewise."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session
        self._sprites: dict[str, tuple[QImage, dict[str, Any]] | None] = {}
        self._silent: set[str] = set()

    def converted(self, url: str) -> QgsMapBoxGlStyleConverter | None:
        """Return a style, with its sprites where they arrive; None where QGIS cannot read it.

        Raises:
            CancelledError: the session was cancelled.
        """
        style = self._json(url, "styles")
        if not style or not isinstance(style.get("layers"), list) or not style["layers"]:
            return None
        context = QgsMapBoxGlStyleConversionContext()
        context.setTargetUnit(Qgis.RenderUnit.Millimeters)
        context.setPixelSizeConversionFactor(_MM_PER_PIXEL)
        sprites = self._sprites_at(_sprite_address(style, url))
        if sprites is not None:
            context.setSprites(*sprites)
        converter = QgsMapBoxGlStyleConverter()
        is_read = converter.convert(style, context) == QgsMapBoxGlStyleConverter.Result.Success
        return converter if is_read else None

    def _sprites_at(self, address: str) -> tuple[QImage, dict[str, Any]] | None:
        """Return the picture of all sprites and where each is in it; a style can be drawn without."""
        if address and address not in self._sprites:
            found = (self._sprites_in(address, density) for density in ("@2x", ""))
            self._sprites[address] = next(filter(None, found), None)
        return self._sprites.get(address)

    def _sprites_in(self, address: str, density: str) -> tuple[QImage, dict[str, Any]] | None:
        places = self._json(_file(address, density, "json"), "sprites")
        body = self._bytes(_file(address, density, "png"), "sprites") if places else b""
        picture = _picture(body)
        return None if picture.isNull() else (picture, places)

    def _json(self, url: str, what: str) -> dict[str, Any]:
        try:
            document = parse_json(self._bytes(url, what), url)
        except AnswerError:
            return {}
        return document if isinstance(document, dict) else {}

    def _bytes(self, url: str, what: str) -> bytes:
        """Return what is there, nothing where it does not arrive."""
        if what in self._silent:
            return b""
        try:
            return fetch_bytes(self._session, url, max_bytes=MAX_STYLE_BYTES)
        except CancelledError:
            raise
        except (TimedOutError, UnreachableError):
            self._silent.add(what)
        except SecimsError:
            pass  # a style can be done without
        return b""


def put_on(layer: QgsVectorTileLayer, converter: QgsMapBoxGlStyleConverter) -> None:
    """Give a layer a converted style."""
    layer.setRenderer(converter.renderer())
    layer.setLabeling(converter.labeling())
    layer.setLabelsEnabled(True)


def _sprite_address(style: dict[str, Any], url: str) -> str:
    """Return where the sprites of a style are, empty where it has none that may be asked for."""
    said = style.get("sprite")
    if isinstance(said, list):
        said = next((each.get("url") for each in said if isinstance(each, dict)), "")
    if not isinstance(said, str) or not said:
        return ""
    try:
        address = urljoin(url, said)
        leads_inside = is_private_host(address) and not is_private_host(url)
    except ValueError:  # no address at all
        return ""
    return "" if leads_inside else address


def _file(address: str, density: str, ending: str) -> str:
    parts = urlsplit(address)
    return parts._replace(path=f"{parts.path}{density}.{ending}").geturl()


def _picture(body: bytes) -> QImage:
    """Return a picture, a null one where it is none, or one that would fill the memory."""
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    return reader.read() if 0 < max(size.width(), size.height()) <= MAX_SPRITE_SIDE else QImage()
