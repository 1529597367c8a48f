"""Everything a coverage layer must know, kept in its source, so that it opens without the network."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsDataSourceUri

from secims_qgis.live.coverage_cube import Cube, cube_of, cube_text
from secims_qgis.live.raster_grid import Grid
from secims_qgis.model import CrsRef
from secims_qgis.network import LiveLayerError

DEFAULT_BUDGET_BYTES = 16_000_000
"""Of pixels, before compression, that one view may load where the server cannot scale."""
MAX_BANDS = 500
DATA_TYPES = {
    "uint8": 1, "uint16": 2, "int16": 2, "uint32": 4, "int32": 4, "float32": 4, "float64": 8,
}  # fmt: skip
"""Types of pixels, named as NumPy does, and their bytes."""
_LAYOUT = "1"


class WindowForm(str, Enum):
    """How the server wants to be told which window to send."""

    BBOX = "bbox"
    """``bbox`` in the coverage's own CRS, which is the default one."""
    BBOX_NUMBER = "bbox-number"
    """``bbox`` with ``bbox-crs`` as a bare EPSG number."""
    BBOX_URI = "bbox-uri"
    """``bbox`` with ``bbox-crs`` as URI, x before y."""
    BBOX_URI_YX = "bbox-uri-yx"
    """The same, in the order of axes that the CRS has."""
    BBOX_CURIE = "bbox-curie"
    """``bbox`` with ``bbox-crs`` as ``[EPSG:2006]``, x before y."""
    BBOX_CODE = "bbox-code"
    """``bbox`` with ``bbox-crs`` as ``EPSG:2006``, x before y."""
    SUBSET = "subset"
    """``subset`` of both axes."""
    SUBSET_URI = "subset-uri"
    """``subset`` of both axes with ``subset-crs`` as URI."""


class Scaling(str, Enum):
    """How the server gives fewer pixels than it has."""

    NONE = "none"
    SIZE = "scale-size"
    FACTOR = "scale-factor"


@dataclass(frozen=True)
class Band:
    """A band. ``nodata`` is None where every value counts.

    ``quantiles`` are values at equal steps from the smallest to the largest, of the pixels that were
    seen when the coverage was described: an estimate. Empty where they held no data.
    """

    name: str = ""
    unit: str = ""
    nodata: float | None = None
    quantiles: tuple[float, ...] = ()


@dataclass(frozen=True)
class CoverageSource:
    """A coverage as the provider needs it.

    ``url`` is the address of the coverage, ``extra`` the parameters each request has besides the
    window (format, selected variable, time). ``crs`` is a code or WKT; ``axes`` are the names of
    the x and the y axis, as the server has them.
    """

    url: str
    crs: str
    grid: Grid
    bands: tuple[Band, ...]
    data_type: str
    extra: tuple[tuple[str, str], ...] = ()
    form: WindowForm = WindowForm.BBOX
    axes: tuple[str, str] = ("", "")
    scaling: Scaling = Scaling.NONE
    has_alpha: bool = False
    budget_bytes: int = DEFAULT_BUDGET_BYTES
    authcfg: str = ""
    title: str = ""
    cube: Cube | None = None
    """For a coverage that comes as NetCDF; the bands are the levels of its variable. None for GeoTIFF."""

    @property
    def pixel_bytes(self) -> int:
        """Bytes of a pixel with all its bands, uncompressed."""
        return DATA_TYPES[self.data_type] * len(self.bands)

    @cached_property
    def key(self) -> str:
        """What tells its pixels from those of any other source."""
        told = (self.url, self.extra, self.crs, asdict(self.grid), len(self.bands), self.data_type, _LAYOUT)
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]

    @property
    def tile_key(self) -> str:
        """What tells its pixels from those of any other source or time; it begins with ``key``."""
        return f"{self.key}@{self.cube.time_words}" if self.cube and self.cube.steps else self.key

    def at_step(self, step: int) -> CoverageSource:
        """Return the source at another of its times, given by its place in ``Cube.steps``."""
        return self if self.cube is None else replace(self, cube=replace(self.cube, step=step))

    def with_budget(self, megabytes: float) -> CoverageSource:
        """Return the source with another budget for a view, in MB of 1,000,000 bytes."""
        return replace(self, budget_bytes=max(1, round(megabytes * 1_000_000)))

    def uri(self) -> str:
        """Return the source as the text that QGIS saves."""
        uri = QgsDataSourceUri()
        grid = self.grid
        uri.setParam("url", self.url)
        uri.setParam("crs", self.crs)
        uri.setParam("origin", json.dumps([grid.left, grid.top]))
        uri.setParam("resolution", json.dumps([grid.pixel_width, grid.pixel_height]))
        uri.setParam("size", json.dumps([grid.columns, grid.rows]))
        uri.setParam("bands", json.dumps([_band_document(band) for band in self.bands]))
        uri.setParam("dataType", self.data_type)
        uri.setParam("extra", json.dumps(self.extra))
        uri.setParam("windowForm", self.form.value)
        uri.setParam("axes", json.dumps(self.axes))
        uri.setParam("scaling", self.scaling.value)
        uri.setParam("alpha", "1" if self.has_alpha else "0")
        uri.setParam("budget", str(self.budget_bytes))
        uri.setParam("title", self.title)
        if self.cube:
            uri.setParam("cube", cube_text(self.cube))
        if self.authcfg:
            uri.setAuthConfigId(self.authcfg)
        return str(uri.uri(False))


def crs_of(source: CoverageSource) -> QgsCoordinateReferenceSystem:
    """Return the CRS; invalid where PROJ does not know it. Never a file or an address of one."""
    return crs_named(source.crs)


def crs_named(text: str) -> QgsCoordinateReferenceSystem:
    """Return the CRS of a code or WKT, as ``CoverageSource.crs`` has it."""
    if CrsRef.from_text(text) == CrsRef(text, text):
        return QgsCoordinateReferenceSystem(text)
    return QgsCoordinateReferenceSystem.fromWkt(text)


def told_crs(wkt: str, otherwise: str) -> str:
    """Return how a source tells the CRS of an answer: by a code that is known everywhere, else as WKT.

    ``otherwise`` is taken where the answer names none that QGIS knows.
    """
    crs = QgsCoordinateReferenceSystem.fromWkt(wkt) if wkt else QgsCoordinateReferenceSystem()
    if not crs.isValid():
        return otherwise or wkt
    code = CrsRef.from_text(crs.authid())  # of ESRI perhaps, or of a CRS that only this user has
    return code.authid if code is not None and code.authid == crs.authid() else wkt


def read_source(text: str) -> CoverageSource:
    """Read what ``CoverageSource.uri`` wrote; a project may have been edited by anybody.

    Raises:
        LiveLayerError: something is missing or out of range.
    """
    uri = QgsDataSourceUri(text)
    try:
        return _checked(_read(uri))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise LiveLayerError(f"the layer's source is damaged: {error}", url=uri.param("url")) from error


def _read(uri: QgsDataSourceUri) -> CoverageSource:
    left, top = _numbers(uri.param("origin"))
    pixel_width, pixel_height = _numbers(uri.param("resolution"))
    columns, rows = (int(number) for number in _numbers(uri.param("size")))
    x_axis, y_axis = json.loads(uri.param("axes"))
    return CoverageSource(
        url=uri.param("url"),
        crs=uri.param("crs"),
        grid=Grid(left, top, pixel_width, pixel_height, columns, rows),
        bands=tuple(_band(document) for document in json.loads(uri.param("bands"))),
        data_type=uri.param("dataType"),
        extra=tuple((str(name), str(value)) for name, value in json.loads(uri.param("extra"))),
        form=WindowForm(uri.param("windowForm")),
        axes=(str(x_axis), str(y_axis)),
        scaling=Scaling(uri.param("scaling")),
        has_alpha=uri.param("alpha") == "1",
        budget_bytes=int(uri.param("budget")),
        authcfg=uri.authConfigId(),
        title=uri.param("title"),
        cube=cube_of(uri.param("cube")),
    )


def _checked(source: CoverageSource) -> CoverageSource:
    grid = source.grid
    if not source.url or source.data_type not in DATA_TYPES or not 0 < len(source.bands) <= MAX_BANDS:
        raise ValueError("address, data type or bands")
    if not (0 < grid.columns < 2**31 and 0 < grid.rows < 2**31 and source.budget_bytes > 0):
        raise ValueError("size or budget")
    if not (grid.pixel_width > 0 and grid.pixel_height > 0):
        raise ValueError("resolution")
    return source


def _numbers(text: str) -> list[float]:
    numbers = [float(number) for number in json.loads(text)]
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError("a number that is not finite")
    return numbers


def _band_document(band: Band) -> dict[str, Any]:
    # JSON has no NaN; Python writes and reads it all the same.
    return {"name": band.name, "unit": band.unit, "nodata": band.nodata, "quantiles": band.quantiles}


def _band(document: dict[str, Any]) -> Band:
    nodata = document["nodata"]
    return Band(
        str(document["name"]),
        str(document["unit"]),
        None if nodata is None else float(nodata),
        tuple(_numbers(json.dumps(document["quantiles"]))),
    )
