"""A WMTS at /wmts: the picture tiles of the demo, in two tile matrix sets (OGC 07-057r7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LAYER = "orthophoto_2022"
# CRS, corner as the CRS orders its axes, matrices and scale denominator at level 0, folder, levels
_SETS = {
    "WebMercatorQuad": (
        "urn:ogc:def:crs:EPSG::3857", "-20037508.342789244 20037508.342789244", (1, 1),
        559082264.0287178, "orthophoto_2022", range(14),
    ),
    "WorldCRS84Quad": (
        "urn:ogc:def:crs:OGC:1.3:CRS84", "-180 90", (2, 1),
        279541132.0143589, "orthophoto_2022_crs84", range(13),
    ),
}  # fmt: skip


class Wmts:
    """WSGI application: capabilities and tiles by key and value; the template leads to /files."""

    def __init__(self, base: str, data: Path) -> None:
        """Serve the tiles under ``data``; ``base`` is the demo's address."""
        self._base, self._tiles = base, data / "files" / "tiles"

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer GetCapabilities and GetTile; a tile that is missing is 400, as the standard has it."""
        asked = {name.lower(): value for name, value in parse_qsl(environ.get("QUERY_STRING", ""))}
        status, content_type, body = self._answer(asked)
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _answer(self, asked: dict[str, str]) -> tuple[str, str, bytes]:
        if asked.get("request", "getcapabilities").lower() == "getcapabilities":
            return "200 OK", "application/xml", capabilities(self._base).encode()
        names = ("tilematrix", "tilecol", "tilerow")
        numbers = [asked[name] for name in names if asked.get(name, "").isdigit()]
        matrix_set = _SETS.get(asked.get("tilematrixset", ""))
        if asked.get("request", "").lower() == "gettile" and matrix_set and len(numbers) == len(names):
            tile = self._tiles.joinpath(matrix_set[4], *numbers[:2], f"{numbers[2]}.png")
            if tile.is_file():
                return "200 OK", "image/png", tile.read_bytes()
        report = "<ExceptionReport xmlns='http://www.opengis.net/ows/1.1' version='1.0.0'/>"
        return "400 Bad Request", "application/xml", report.encode()


def capabilities(base: str) -> str:
    """Return the capabilities document."""
    sets = "".join(_matrix_set(name) for name in _SETS)
    links = "".join(
        f"<TileMatrixSetLink><TileMatrixSet>{name}</TileMatrixSet></TileMatrixSetLink>" for name in _SETS
    )
    address = escape(f"{base}/wmts?", {'"': "&quot;"})
    operations = "".join(
        f'<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}">'
        '<ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>KVP</ows:Value>'
        "</ows:AllowedValues></ows:Constraint></ows:Get></ows:HTTP></ows:DCP></ows:Operation>"
        for name in ("GetCapabilities", "GetTile")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0"><ows:ServiceIdentification>'
        "<ows:Title>SEC-IMS demo: map tiles</ows:Title><ows:ServiceType>OGC WMTS</ows:ServiceType>"
        "<ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>"
        f"<ows:OperationsMetadata>{operations}</ows:OperationsMetadata>"
        "<Contents><Layer><ows:Title>Orthophoto 2022</ows:Title>"
        "<ows:WGS84BoundingBox><ows:LowerCorner>-61.10 13.69</ows:LowerCorner>"
        "<ows:UpperCorner>-60.85 14.13</ows:UpperCorner></ows:WGS84BoundingBox>"
        f"<ows:Identifier>{LAYER}</ows:Identifier>"
        '<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>'
        f"<Format>image/png</Format>{links}</Layer>{sets}</Contents></Capabilities>"
    )


def _matrix_set(name: str) -> str:
    crs, corner, (columns, rows), scale, _folder, levels = _SETS[name]
    matrices = "".join(
        f"<TileMatrix><ows:Identifier>{level}</ows:Identifier>"
        f"<ScaleDenominator>{scale / 2**level!r}</ScaleDenominator><TopLeftCorner>{corner}</TopLeftCorner>"
        "<TileWidth>256</TileWidth><TileHeight>256</TileHeight>"
        f"<MatrixWidth>{columns * 2**level}</MatrixWidth><MatrixHeight>{rows * 2**level}</MatrixHeight>"
        "</TileMatrix>"
        for level in levels
    )
    return (
        f"<TileMatrixSet><ows:Identifier>{name}</ows:Identifier>"
        f"<ows:SupportedCRS>{crs}</ows:SupportedCRS>{matrices}</TileMatrixSet>"
    )
