"""The tile matrix set of a tileset: one of the standard's, or the one that the server defines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import unquote

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsUnitTypes

from secims_qgis.distributions.addresses import as_document
from secims_qgis.live.tile_matrix import TileMatrixSet, known_matrix_set
from secims_qgis.live.tile_matrix_definition import crs_of_matrix_set, read_matrix_set
from secims_qgis.live.tiles_styles import links_of
from secims_qgis.network import LiveLayerError, refusal, same_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secims_qgis.distributions.look_up import LookUp

_RELATIONS = frozenset({"tiling-scheme", "tileMatrixSet"})


def matrix_set_of(
    document: Mapping[str, Any],
    name: str,
    url: str,
    absolute: Callable[[Mapping[str, Any]], str],
    look: LookUp,
) -> TileMatrixSet | None:
    """Return the tile matrix set ``name`` of a tileset at ``url``; None where nobody names one.

    Raises:
        LiveLayerError: the server does not define it, or QGIS cannot draw it.
        NetworkError, AnswerError: its definition does not arrive or is none.
    """
    known = known_matrix_set(name)
    if known is not None:
        return known
    inline = document.get("tileMatrixSet") or document.get("tileMatrixSetDefinition")
    if isinstance(inline, dict):
        return _defined(inline, url)
    for address in _addresses(document, url, absolute):
        return _defined(look.json(as_document(address)), address)
    if name:
        raise LiveLayerError(f"the server does not define its tile matrix set {name}", url=url)
    return None


def name_of_set(document: Mapping[str, Any]) -> str:
    """Return the short name of the tile matrix set that a tileset names, empty where it names none."""
    for name in ("tileMatrixSetURI", "tileMatrixSetId"):
        written = document.get(name)
        if isinstance(written, str) and written:
            return unquote(written.partition("?")[0].rstrip("/").rpartition("/")[2])
    return ""


def _addresses(
    document: Mapping[str, Any], url: str, absolute: Callable[[Mapping[str, Any]], str]
) -> list[str]:
    """Return where the definition may lie: where a link leads, else the set's own address (GeoServer)."""
    linked = [
        absolute(link)
        for link in links_of(document)
        if str(link.get("rel") or "").rpartition("/")[2] in _RELATIONS
    ]
    named = [document.get(name) for name in ("tileMatrixSetDefinition", "tileMatrixSetURI")]
    own = [each for each in named if isinstance(each, str) and not refusal(each) and same_origin(each, url)]
    return [address for address in (*linked, *own) if address]


def _defined(document: Mapping[str, Any], url: str) -> TileMatrixSet:
    authid = crs_of_matrix_set(document)
    crs = QgsCoordinateReferenceSystem(authid) if authid else QgsCoordinateReferenceSystem()
    if authid and not crs.isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {authid} of the tiles", url=url)
    return read_matrix_set(
        document,
        url,
        north_first=crs.isValid() and crs.hasAxisInverted(),
        metres_per_unit=QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), Qgis.DistanceUnit.Meters),
    )
