"""The parts of a dataset that came as several files, made one again."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from secims_qgis.distributions import group_of
from secims_qgis.distributions.part_words import title_without_part
from secims_qgis.download.extract_target import work_folder
from secims_qgis.download.folder import place, sha256_of
from secims_qgis.download.join_kept import KeptParts
from secims_qgis.download.names import safe_name, split_suffix
from secims_qgis.network.errors import (
    DamagedFileError,
    DiskFullError,
    DownloadError,
    FolderError,
    HttpError,
    SecimsError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secims_qgis.distributions import DistributionGroup
    from secims_qgis.download.fetch import FetchedFile
    from secims_qgis.model import Distribution, DownloadResult

_LAST_NUMBER = re.compile(r"[\s_.-]*\d{1,3}$")
_VECTOR = frozenset({".gpkg", ".geojson", ".json", ".fgb", ".gml", ".kml", ".zip", ".shp.zip", ".gpkg.zip"})
_RASTER = frozenset({".tif", ".tiff"})


class NotJoinableError(ValueError):
    """The parts do not make one dataset; the text says why."""


@dataclass(frozen=True)
class Joined:
    """What came of the parts: the file that holds them, and those that it is made of and needs."""

    path: Path
    needed: tuple[Path, ...] = ()


def split_group(wanted: Sequence[Distribution]) -> DistributionGroup | None:
    """Return the dataset that the distributions are the parts of, None where they are something else."""
    if len(wanted) < 2:
        return None
    group = group_of(wanted[0], wanted)
    return group if group.is_split and set(group.parts) == set(wanted) else None


def fetch_parts(
    fetch: Callable[[Distribution], FetchedFile],
    parts: Sequence[Distribution],
    folder: Path,
    check: Callable[[], None],
) -> list[FetchedFile]:
    """Fetch all parts; one that fails by itself does not keep the others from coming.

    Those that an earlier attempt had fetched, into the same folder and not long ago, are there already; so
    they are noted until ``joined`` is done.

    Raises:
        SecimsError: the first failure, after all others were fetched; they stay for the next attempt.
    """
    kept = KeptParts(folder)
    fetched = [_fetched(fetch, part, kept, check) for part in parts]
    for result in fetched:
        if isinstance(result, SecimsError):
            raise result
    return [result for result in fetched if not isinstance(result, SecimsError)]


def _fetched(
    fetch: Callable[[Distribution], FetchedFile],
    part: Distribution,
    kept: KeptParts,
    check: Callable[[], None],
) -> FetchedFile | SecimsError:
    there = kept.get(part.url, check)
    if there is not None:
        return there
    try:
        file = fetch(part)
    except (HttpError, DamagedFileError) as error:  # of this file; without a network, no part would come
        return error
    kept.keep(part.url, file)
    return file


def joined(
    result: DownloadResult,
    group: DistributionGroup,
    folder: Path,
    check: Callable[[], None],
    others: Iterable[Path] = (),
) -> DownloadResult:
    """Return the result with the parts made one, or, with the reason as a note, as they are.

    Vector parts go into one GeoPackage, which replaces them: it holds the sum of their features. Rasters
    stay, with a virtual raster and its overviews beside them, which is the first of the files. What is
    neither stays as it is, and so do ``others``: parts that were in the folder before, maybe in use.

    Raises:
        DownloadError: a part cannot be read; all of them stay. CancelledError: ``check`` raised it.
    """
    kept = KeptParts(folder)
    notes = (*result.notes, group.problem) if group.problem else result.notes
    try:
        made = _made_of(result.files, folder, check)
    except NotJoinableError as error:
        kept.forget()
        return replace(result, notes=(*notes, f"the parts were not joined: {error}"))
    except DownloadError as error:
        if not isinstance(error, (DiskFullError, FolderError)):
            kept.forget()  # one of the parts is no good: it must come again
        raise
    parts, files = set(result.files), (made.path, *made.needed)
    result = replace(
        result,
        files=files,
        sha256=tuple(sha256_of(path, check=check) for path in files),
        bytes=sum(path.stat().st_size for path in files),
        notes=notes,
    )
    for path in parts - set(files) - set(others):
        with contextlib.suppress(OSError):  # some program has it open, on Windows
            path.unlink(missing_ok=True)
    kept.forget()
    return result


def _made_of(files: Sequence[Path], folder: Path, check: Callable[[], None]) -> Joined:
    suffixes = {split_suffix(path.name)[1].lower() for path in files}
    if suffixes <= _VECTOR:
        return _vector(files, folder, check)
    if suffixes <= _RASTER:
        return _raster(files, folder, check)
    raise NotJoinableError("files of these kinds are not joined")


def _vector(files: Sequence[Path], folder: Path, check: Callable[[], None]) -> Joined:
    from secims_qgis.download.join_tables import join_tables

    name = f"{base_name(files)}.gpkg"
    with work_folder(folder / name) as work:
        part = work / "joined.gpkg"
        join_tables(files, part, base_name(files), check)
        return Joined(place(part, folder, name, sha256_of(part, check=check)))


def _raster(files: Sequence[Path], folder: Path, check: Callable[[], None]) -> Joined:
    from secims_qgis.download.join_rasters import join_rasters

    return Joined(join_rasters(files, folder, base_name(files), check), tuple(files))


def base_name(files: Sequence[Path]) -> str:
    """Return what the files are called without their part: "buildings" for buildings_part1.gpkg."""
    stem = split_suffix(files[0].name)[0]
    plain = split_suffix(title_without_part(files[0].name))[0]
    if plain == stem:
        plain = _LAST_NUMBER.sub("", stem)
    if plain == stem or not plain.strip(" ._-"):
        plain = f"{stem}_joined"
    return safe_name(plain)


def complaint(error: Exception) -> DownloadError:
    """Return the error of the plugin for parts that cannot be joined for a technical reason."""
    return DownloadError(f"the parts arrived, but cannot be joined: {error}")
