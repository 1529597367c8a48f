"""The bytes: from the server into the part file, from where an earlier attempt stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.download.answer import Answer, must_restart, read_answer, resume_headers
from secims_qgis.download.checksum import Checksum, read_checksum
from secims_qgis.download.folder import folder_error
from secims_qgis.download.patience import Patience, is_passing
from secims_qgis.download.receive import Receiver
from secims_qgis.download.terms import Terms
from secims_qgis.network import translated_errors
from secims_qgis.network.errors import HttpError, NetworkError

if TYPE_CHECKING:
    import requests

    from secims_qgis.download.partial import PartFile, PartNote
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import Distribution


@dataclass(frozen=True)
class Transferred:
    """All bytes that the server sent: ``size_bytes`` of them, the first ``resumed_from`` earlier.

    ``length_known`` says that the server had told the size and that it is right; ``checksum`` is the
    one in its header.
    """

    sha256: str
    size_bytes: int
    resumed_from: int
    length_known: bool
    file_name: str
    media_type: str
    checksum: Checksum | None = None


def transfer(
    distribution: Distribution,
    part: PartFile,
    session: requests.Session,
    watch: Watch,
    terms: Terms | None = None,
) -> Transferred:
    """Fetch the file, or the rest of it, into the part file, as often as patience lasts.

    A line that breaks, a server that stalls or is busy are waited for; what brought new bytes does not
    count against the patience.

    Raises:
        NetworkError: not everything arrived.
        DamagedFileError: a web page or an error report came instead, or less than was said.
        DiskFullError: no room. FolderError: the part file cannot be written.
    """
    terms = terms or Terms()
    trials = _Trials(terms.patience, part)
    while True:
        try:
            return _transfer_once(distribution, part, session, watch, terms)
        except NetworkError as error:  # noqa: PERF203 - what fails is a request
            pause_s = trials.pause_after(error)
            if pause_s is None:
                raise
            watch.wait(pause_s, error, terms.is_hurried)


class _Trials:
    """Counts the attempts in a row that brought nothing new."""

    def __init__(self, patience: Patience, part: PartFile) -> None:
        self._patience, self._part = patience, part
        self._failures, self._furthest = 0, part.resumable_bytes()

    def pause_after(self, error: NetworkError) -> float | None:
        """Return the seconds until the next attempt, None where there is none."""
        if not is_passing(error):
            return None
        reached = self._part.size_bytes()
        self._failures = 1 if reached > self._furthest else self._failures + 1
        self._furthest = max(self._furthest, reached)
        asked_s = error.retry_after_s if isinstance(error, HttpError) else None
        return self._patience.pause_s(self._failures, asked_s)


def _transfer_once(
    distribution: Distribution, part: PartFile, session: requests.Session, watch: Watch, terms: Terms
) -> Transferred:
    url = distribution.url
    watch.check()
    try:
        note, have = part.note(), part.resumable_bytes()
        # Before the request: no server waits while a large file is hashed.
        digest = part.hash_start(have, watch.check)
        with translated_errors(url, session):
            response, answer = _open(url, session, note, have)
            try:
                receiver = Receiver(part, answer, watch, distribution)
                receiver.receive(response, digest, terms.rate_limit)
                return _transferred(receiver, answer, part)
            finally:
                response.close()
    except OSError as error:
        raise folder_error(error, part.path, url) from error


def _open(
    url: str, session: requests.Session, note: PartNote | None, have: int
) -> tuple[requests.Response, Answer]:
    """Ask for the rest; where the answer does not fit the bytes that are there, for the whole."""
    response = session.get(url, headers=resume_headers(note, have), stream=True)
    if must_restart(response, note, have):
        response.close()
        note, have = None, 0
        response = session.get(url, headers=resume_headers(None, 0), stream=True)
    try:
        return response, read_answer(response, note, have)
    except Exception:
        response.close()
        raise


def _transferred(receiver: Receiver, answer: Answer, part: PartFile) -> Transferred:
    return Transferred(
        sha256=receiver.sha256,
        size_bytes=receiver.size,
        resumed_from=part.reused_bytes,
        length_known=answer.total is not None,
        file_name=answer.file_name,
        media_type=answer.media_type,
        checksum=read_checksum(answer.checksum, "the server's header"),
    )
