"""Cloud Optimised GeoTIFFs (OGC 21-026): GDAL reads what is in view, by ranges.

GDAL makes these requests by itself: it takes the proxy that QGIS tells it (for all GDAL layers), but not
QGIS's cache, nor certificates that only QGIS trusts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from secims_qgis.live.ows import MAX_NAME, authcfg_for
from secims_qgis.network import AnswerError, LiveLayerError, check_link, translated_errors
from secims_qgis.network.errors import NoLoginForPartsError, NoRangeError
from secims_qgis.network.fetch import looks_like_html, read_body, words_of_server

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.model import Distribution

HEAD_BYTES = 16_384
"""What is read before GDAL: the same that GDAL reads first."""
CONNECT_S, SILENCE_S = 10, 20
_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_FIRST_ERROR = 400
_PARTIAL = 206


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

    url = check_link(distribution.url)
    if authcfg_for(session, url):
        raise NoLoginForPartsError(
            "a picture that needs a login cannot be read by parts; download it", url=url
        )
    check_ranges(session, url)
    layer = QgsRasterLayer(gdal_path(url), (distribution.title or "COG")[:MAX_NAME], "gdal")
    if not layer.isValid():
        raise LiveLayerError(f"GDAL cannot open it: {layer.error().summary()}", url=url)
    if authid is not None and layer.crs() != QgsCoordinateReferenceSystem(authid):
        raise LiveLayerError(f"the file is in {layer.crs().authid()}, not in {authid}", url=url)
    return layer


def gdal_path(url: str) -> str:
    """Return the path by which GDAL reads a file by ranges; the address is encoded as one value.

    No folder listing, no look for other files beside it, and no waiting without end.
    https://gdal.org/user/virtual_file_systems.html#vsicurl-http-https-ftp-files-random-access
    """
    options = (
        ("list_dir", "no"),
        ("empty_dir", "yes"),
        ("max_retry", "1"),
        ("connecttimeout", str(CONNECT_S)),
        ("low_speed_time", str(SILENCE_S)),
        ("low_speed_limit", "1"),
        ("url", url),
    )
    return "/vsicurl?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in options)


def check_ranges(session: requests.Session, url: str) -> None:
    """Make sure that a server sends parts of a file, and that the file is a TIFF.

    Raises:
        LiveLayerError: it sends only the whole file.
        AnswerError: it sends something else, a web page, say.
        NetworkError: no answer, or an error.
    """
    headers = {
        "Range": f"bytes=0-{HEAD_BYTES - 1}",
        "Accept-Encoding": "identity",
        "Cache-Control": "no-cache",
    }
    with translated_errors(url, session):
        response = session.get(url, headers=headers, stream=True)
        if response.status_code >= _FIRST_ERROR:
            read_body(response)  # which raises, with the server's words
        try:
            start = next(response.iter_content(HEAD_BYTES), b"")
        finally:
            response.close()
    if start[:4] not in _TIFF:
        what = "a web page" if looks_like_html(start[:1000]) else "no TIFF"
        words = words_of_server(start) if what == "a web page" else ""
        raise AnswerError(f"{what} instead of a picture", url=url, server_words=words)
    if response.status_code != _PARTIAL:
        raise NoRangeError(
            "the server sends the file only as a whole (no Range requests); download it instead", url=url
        )
