"""One file: from its distribution to its place in the folder."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from secims_qgis.distributions.formats import format_of_media_type
from secims_qgis.download.checksum import check_checksum, read_checksum, sidecar_checksum
from secims_qgis.download.disk_sync import sync_placed
from secims_qgis.download.folder import folder_error, place
from secims_qgis.download.formats import (
    HEAD_BYTES,
    content_of,
    format_of_content,
    format_of_suffix,
    looks_like_geojson,
    suffixes_of,
)
from secims_qgis.download.names import split_suffix, target_name
from secims_qgis.download.partial import claim_part, forget_part, part_bytes
from secims_qgis.download.terms import Terms
from secims_qgis.download.transfer import Transferred, transfer
from secims_qgis.download.verify import check_end, verify
from secims_qgis.network import check_link, translated_errors
from secims_qgis.network.errors import (
    CancelledError,
    DamagedFileError,
    DiskFullError,
    DownloadError,
    HttpError,
    NetworkError,
    SecimsError,
)

if TYPE_CHECKING:
    import requests

    from secims_qgis.download.partial import PartFile
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import Distribution

_SELF_EVIDENT = frozenset({"zip", "gpkg", "tif", "geojson", "kmz", "pmtiles"})
"""Formats whose check leaves no doubt, so that the server may know better than the record."""
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True)
class FetchedFile:
    """A file in its place: path, hex digest, size in bytes, and what an earlier attempt had left."""

    path: Path
    sha256: str
    size_bytes: int
    resumed_from: int


def refuse_what_is_no_file(distribution: Distribution) -> None:
    """See that a distribution may and can be downloaded as it is.

    Raises:
        LinkRefusedError: the link policy forbids the address.
        DownloadError: it is a service, a page or something else that is no file.
    """
    check_link(distribution.url)
    if not distribution.is_file:
        kind = str(distribution.kind).replace("_", " ").lower()
        raise DownloadError(f"{kind} is not a file that can be downloaded", url=distribution.url)
    if not distribution.usable:
        raise DownloadError(distribution.reason or "it cannot be used", url=distribution.url)


def fetch_file(
    distribution: Distribution,
    folder: Path,
    session: requests.Session,
    watch: Watch,
    terms: Terms | None = None,
) -> FetchedFile:
    """Fetch, verify and place one file.

    The bytes of a broken attempt, and of one that filled the disk, stay as ``.part`` if the server lets
    them be continued; ``kept_bytes`` of the error says how many. After a cancel they go, unless the
    terms say otherwise; damaged ones always go.

    Raises:
        NetworkError, DownloadError: as ``download`` says.
    """
    fetched = _fetch_claimed(distribution, folder, session, watch, terms or Terms())
    sync_placed(fetched.path)
    return fetched


def _fetch_claimed(
    distribution: Distribution, folder: Path, session: requests.Session, watch: Watch, terms: Terms
) -> FetchedFile:
    name = target_name(distribution, distribution.format)
    watch.begin(distribution.title or name)
    part = claim_part(folder, name, distribution.url)
    try:
        return _fetch_verified(part, distribution, session, watch, terms)
    except CancelledError as error:
        _stay(part, error, is_wanted=terms.keeps_bytes())
        raise
    except NetworkError as error:
        _stay(part, error, is_wanted=not (isinstance(error, HttpError) and error.status in _GONE))
        raise
    except DownloadError as error:
        _stay(part, error, is_wanted=isinstance(error, DiskFullError))
        raise
    except OSError as error:
        failure = folder_error(error, folder, distribution.url)
        _stay(part, failure, is_wanted=isinstance(failure, DiskFullError))
        raise failure from error
    except BaseException:
        part.keep_if_resumable()
        raise
    finally:
        part.release()


def kept_bytes(distribution: Distribution, folder: Path) -> int:
    """Return how many bytes of a distribution are there to go on with."""
    return part_bytes(folder, target_name(distribution, distribution.format), distribution.url)


def forget_file(distribution: Distribution, folder: Path) -> None:
    """Delete the unfinished file of a distribution that is no longer wanted."""
    forget_part(folder, target_name(distribution, distribution.format), distribution.url)


def _stay(part: PartFile, error: SecimsError, *, is_wanted: bool) -> None:
    if is_wanted:
        error.kept_bytes = part.keep_if_resumable()
    else:
        part.remove()


def _fetch_verified(
    part: PartFile, distribution: Distribution, session: requests.Session, watch: Watch, terms: Terms
) -> FetchedFile:
    try:
        return _fetch_into(part, distribution, session, watch, terms)
    except DamagedFileError:
        if not part.is_joined:
            raise
    # What came in several answers does not make a whole: all of it anew, once.
    part.start_over()
    return _fetch_into(part, distribution, session, watch, terms)


def _fetch_into(
    part: PartFile, distribution: Distribution, session: requests.Session, watch: Watch, terms: Terms
) -> FetchedFile:
    arrived = transfer(distribution, part, session, watch, terms)
    watch.verifying(arrived.size_bytes)
    format_ = _format(part.path, distribution, arrived)
    shows_end = verify(part.path, distribution, format_, watch.check)
    is_known = _check_checksums(part.path, distribution, arrived, session, watch)
    if not shows_end and not is_known:
        check_end(part.path, distribution, format_, is_length_told=arrived.length_known)
    watch.check()
    name = target_name(distribution, format_, arrived.file_name)
    path = place(part.path, part.path.parent, name, arrived.sha256)
    part.remove()
    watch.finished(arrived.size_bytes)
    return FetchedFile(path, arrived.sha256, arrived.size_bytes, arrived.resumed_from)


def _check_checksums(
    path: Path, distribution: Distribution, arrived: Transferred, session: requests.Session, watch: Watch
) -> bool:
    """Compare with every checksum that is given, and return whether there is one.

    A file beside the file is asked for only where neither record nor header has one.
    """
    given = [read_checksum(distribution.checksum, "the record"), arrived.checksum]
    if not any(given):
        with translated_errors(distribution.url, session):
            given = [sidecar_checksum(distribution.url, session)]
    for checksum in given:
        if checksum is not None:
            check_checksum(path, checksum, arrived.sha256, watch.check, distribution.url)
    return any(given)


def _format(path: Path, distribution: Distribution, arrived: Transferred) -> str | None:
    """Return what a file should be: by the record, the server's name, media type, or its start."""
    named = format_of_suffix(split_suffix(arrived.file_name)[1])
    if named in _SELF_EVIDENT and not _is_kind_of(named, distribution.format):
        return named  # such as a zipped GeoPackage that the record calls a GeoPackage
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    known = distribution.format or named or format_of_media_type(arrived.media_type)
    if known == "csv" and looks_like_geojson(head):  # of a service that gives both
        return "geojson"
    if known:
        return known
    in_address = split_suffix(distribution.url.partition("?")[0])[1]
    if format_of_suffix(in_address):
        return format_of_suffix(in_address)
    return format_of_content(content_of(head))


def _is_kind_of(named: str | None, format_: str | None) -> bool:
    if not named or not format_:
        return False
    return not set(suffixes_of(named)).isdisjoint(suffixes_of(format_))
