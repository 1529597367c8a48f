"""Raster parts seen as one: a virtual raster beside them, with overviews of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal

from secims_qgis.download.dataset import open_dataset, quiet_gdal
from secims_qgis.download.folder import check_room
from secims_qgis.download.join import NotJoinableError, complaint
from secims_qgis.download.names import numbered
from secims_qgis.network.errors import AnswerError

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer

ENDING, _OVERVIEW_ENDING = ".vrt", ".ovr"
_SMALLEST = 512
"""Pixels: an overview below this size helps nobody."""
_MAX_BYTES = 20_000_000
_MAX_NUMBER = 1_000
_OVERVIEWS = {"COMPRESS_OVERVIEW": "DEFLATE", "BIGTIFF_OVERVIEW": "IF_SAFER"}


def join_rasters(files: Sequence[Path], folder: Path, name: str, check: Callable[[], None]) -> Path:
    """Write ``<name>.vrt`` and its overviews into the folder of the files, and return it.

    Raises:
        NotJoinableError: they differ in CRS, bands, type of pixels or nodata, lie on top of each other, or a
            mosaic cannot take one.
        DownloadError: one cannot be read, or the file not be written.
    """
    check_room(folder, sum(path.stat().st_size for path in files) // 3)
    with quiet_gdal():
        looks, places = zip(*map(_look_and_place, files))
        if len(set(looks)) > 1:
            raise NotJoinableError("their CRS, bands, types of pixels or nodata values differ")
        if len(set(places)) < len(files):
            raise NotJoinableError("some lie in the very same place: one would hide the other")
        target = _free(folder, name + ENDING)
        # In the folder of the files, whose names it has in it; found by its name after a kill.
        part = target.with_name(f".{target.name}.part")
        overviews = part.with_name(part.name + _OVERVIEW_ENDING)
        overviews.unlink(missing_ok=True)
        try:
            gdal.BuildVRT(str(part), [str(path) for path in files])  # closed, and so written, at once
            _see_all(files, part)
            _build_overviews(part, check)
            _keep_statistics(part)
            if overviews.exists():
                overviews.replace(target.with_name(target.name + _OVERVIEW_ENDING))
            part.replace(target)
        except RuntimeError as error:
            check()
            raise complaint(error) from error
        finally:
            part.unlink(missing_ok=True)
            overviews.unlink(missing_ok=True)
    return target


def is_mosaic(path: Path) -> bool:
    """Return whether a file is a virtual raster of nothing but GeoTIFFs that lie beside it.

    Others could read any file, or the network, in the name of the user.
    """
    if path.suffix.lower() != ENDING or not path.is_file() or path.stat().st_size > _MAX_BYTES:
        return False
    from secims_qgis.network.xml import parse_xml

    try:
        root = parse_xml(path.read_bytes(), "")
    except AnswerError:
        return False
    if root.tag != "VRTDataset" or root.get("subClass") or root.xpath("//*[@subClass]"):
        return False
    known = {"SimpleSource", "ComplexSource"}
    sources = root.xpath("//*[SourceFilename]")
    names = root.xpath("//SourceFilename")
    if not sources or any(source.tag not in known for source in sources):
        return False
    return all(name.get("relativeToVRT") == "1" and _is_beside(path, name.text or "") for name in names)


def without_parts(files: Sequence[Path]) -> list[Path]:
    """Return the files whose layers a person wants to see: of a mosaic and its parts, the mosaic."""
    mosaics = [path for path in files if is_mosaic(path)]
    return mosaics or list(files)


def open_mosaic(path: Path, name: str) -> QgsRasterLayer:
    """Return the layer of a mosaic."""
    from qgis.core import QgsProviderRegistry, QgsRasterLayer

    uri = QgsProviderRegistry.instance().encodeUri("gdal", {"path": str(path)})
    return QgsRasterLayer(uri, name, "gdal")


def _is_beside(path: Path, name: str) -> bool:
    is_plain = bool(name) and not any(char in name for char in '/\\:<>|"')
    if not is_plain or not name.lower().endswith((".tif", ".tiff")):
        return False
    from secims_qgis.download.formats import HEAD_BYTES, Content, content_of

    part = path.with_name(name)
    if not part.is_file():
        return False
    with part.open("rb") as file:
        return content_of(file.read(HEAD_BYTES)) is Content.TIFF


def _look_and_place(path: Path) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return what the parts of a mosaic must have in common, and what each has for itself."""
    dataset = open_dataset(path, gdal.OF_RASTER, ("GTiff",))
    if dataset is None:
        raise complaint(ValueError(f"{path.name} cannot be opened"))
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    reference = dataset.GetSpatialRef()
    crs = reference.ExportToWkt() if reference is not None else ""
    if reference is not None and reference.GetAuthorityCode(None):
        crs = f"{reference.GetAuthorityName(None)}:{reference.GetAuthorityCode(None)}"
    # As text: nan, which is a nodata value, is not equal to itself.
    look = (crs, *((band.DataType, str(band.GetNoDataValue())) for band in bands))
    return look, (*dataset.GetGeoTransform(), dataset.RasterXSize, dataset.RasterYSize)


def _see_all(files: Sequence[Path], target: Path) -> None:
    """See that GDAL has left no part out, as it does with rasters that are turned or lie nowhere.

    Raises:
        NotJoinableError: it has.
    """
    dataset = open_dataset(target, gdal.OF_RASTER, ("VRT",))
    taken = {Path(place).name for place in dataset.GetFileList()} if dataset is not None else set()
    for path in files:
        if path.name not in taken:
            raise NotJoinableError(f"{path.name} does not lie on the grid of a mosaic")


def _build_overviews(target: Path, check: Callable[[], None]) -> None:
    dataset = open_dataset(target, gdal.OF_RASTER, ("VRT",))
    if dataset is None:
        raise RuntimeError(f"{target.name} cannot be opened")
    levels: list[int] = []
    size = max(dataset.RasterXSize, dataset.RasterYSize)
    while size > _SMALLEST:
        levels.append(2 ** (len(levels) + 1))
        size //= 2
    if not levels:
        return
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _OVERVIEWS}
    for name, value in _OVERVIEWS.items():
        gdal.SetThreadLocalConfigOption(name, value)
    try:
        failed = dataset.BuildOverviews("NEAREST", levels, _go_on(check))
    finally:
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)
    if failed:
        raise RuntimeError(gdal.GetLastErrorMsg() or "the overviews cannot be written")


def _keep_statistics(target: Path) -> None:
    """Write into the file what GDAL 3.10 would when QGIS first draws it: its checksum must stay."""
    dataset = open_dataset(target, gdal.OF_RASTER, ("VRT",))
    bands = [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)] if dataset else []
    for band in bands:
        with contextlib.suppress(RuntimeError):  # GDAL's exceptions are on, and all its pixels are nodata
            band.GetStatistics(True, True)  # from the overviews, and so in no time


def _go_on(check: Callable[[], None]) -> Callable[[float, str, Any], int]:
    def callback(_share: float, _message: str, _data: Any) -> int:
        try:
            check()
        except Exception:  # noqa: BLE001 - raised again after GDAL has ended
            return 0
        return 1

    return callback


def _free(folder: Path, name: str) -> Path:
    for number in range(1, _MAX_NUMBER):
        path = folder / (name if number == 1 else numbered(name, number))
        if not path.exists():
            return path
    raise complaint(ValueError(f"{folder} has {_MAX_NUMBER} files called {name}"))
