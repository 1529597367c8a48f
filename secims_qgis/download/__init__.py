"""Files: fetched to a folder, verified, and only then given their name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from secims_qgis.model import Distribution, DownloadResult
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    import os

    import requests

    from secims_qgis.download.terms import Terms
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import DownloadProgress

__all__ = ["download"]


def download(  # noqa: PLR0913 - five are the published interface
    distributions: Distribution | Iterable[Distribution],
    folder: str | os.PathLike[str],
    session: requests.Session | None = None,
    feedback: Any = None,
    on_progress: Callable[[DownloadProgress], None] | None = None,
    *,
    terms: Terms | None = None,
) -> DownloadResult:
    """Fetch files one after the other into a folder, which is made where it is missing.

    Blocks; call it in a task. ``feedback`` is a ``QgsFeedback``: it gets the progress in percent,
    and its cancel stops the download within half a second (a given session can then not be used any
    more). ``on_progress`` is called on this thread, at most ten times a second.

    A file appears under its name only when it is whole and verified, and never in place of another
    one: ``reefs.gpkg`` becomes ``reefs_2.gpkg``, unless the file that is there is the same, which
    then counts as the result. A line that breaks and a server that is busy are tried again after a
    pause, as long as the patience of ``terms`` lasts. What has arrived by then stays as ``.part`` and
    ``.part.json``, with which the next call goes on (RFC 9110, sections 13.1.5 and 14); nothing else is
    left behind.

    Checksums are compared where there are any: that of the distribution, one in the server's header,
    or else ``<address>.sha256`` or ``.md5``.

    Raises:
        LinkRefusedError: the link policy forbids an address; nothing was requested.
        DownloadError: something is no file; FolderError, DiskFullError, DamagedFileError.
        NetworkError: UnreachableError, TimedOutError, BrokenOffError, CancelledError, HttpError,
            LoginNeededError.
    """
    from secims_qgis.download.fetch import refuse_what_is_no_file
    from secims_qgis.download.folder import prepare_folder, remove_empty
    from secims_qgis.download.watch import Watch, cancelled_by
    from secims_qgis.network import open_session

    wanted = [distributions] if isinstance(distributions, Distribution) else list(distributions)
    if not wanted:
        raise DownloadError("there is nothing to download")
    for distribution in wanted:
        refuse_what_is_no_file(distribution)
    target = Path(folder).absolute()
    made = prepare_folder(target)
    session = session or open_session()
    watch = Watch(feedback, on_progress, len(wanted))
    try:
        with cancelled_by(feedback, session):
            return _fetch_all(wanted, target, session, watch, terms)
    finally:
        remove_empty(made)


def _fetch_all(
    wanted: list[Distribution],
    folder: Path,
    session: requests.Session,
    watch: Watch,
    terms: Terms | None,
) -> DownloadResult:
    from secims_qgis.download.fetch import fetch_file

    files = [fetch_file(distribution, folder, session, watch, terms) for distribution in wanted]
    return DownloadResult(
        files=tuple(file.path for file in files),
        sha256=tuple(file.sha256 for file in files),
        bytes=sum(file.size_bytes for file in files),
        resumed_from=sum(file.resumed_from for file in files),
    )
