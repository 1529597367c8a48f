"""The bytes: from the server into the part file, from where an earlier attempt stopped."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from secims_qgis.download.answer import Answer, must_restart, read_answer, resume_headers
from secims_qgis.download.archive import MAX_RATIO, is_bomb
from secims_qgis.download.folder import CHUNK_BYTES, check_room, folder_error
from secims_qgis.download.formats import HEAD_BYTES, content_of
from secims_qgis.download.partial import PartNote
from secims_qgis.download.verify import refuse_page
from secims_qgis.network import translated_errors
from secims_qgis.network.errors import BrokenOffError, DamagedFileError

if TYPE_CHECKING:
    import requests

    from secims_qgis.download.partial import PartFile
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import Distribution

READ_BYTES = 256 * 1024
ROOM_EVERY_BYTES = 16 * 1024 * 1024
"""A file of unknown size may not fill the disk: the room is looked at this often."""


@dataclass(frozen=True)
class Transferred:
    """All bytes that the server sent: ``size_bytes`` of them, the first ``resumed_from`` earlier.

    ``length_known`` says that the server had told the size and that it is right.
    """

    sha256: str
    size_bytes: int
    resumed_from: int
    length_known: bool
    file_name: str
    media_type: str


def transfer(
    distribution: Distribution, part: PartFile, session: requests.Session, watch: Watch
) -> Transferred:
    """Fetch the file, or the rest of it, into the part file.

    Raises:
        NetworkError: not everything arrived.
        DamagedFileError: a web page or an error report came instead, or less than was said.
        DiskFullError: no room. FolderError: the part file cannot be written.
    """
    url = distribution.url
    watch.check()
    try:
        note, have = part.note(), part.resumable_bytes()
        # Before the request: no server waits while a large file is hashed.
        digest = part.hash_start(have, watch.check)
        with translated_errors(url, session):
            response, answer = _open(url, session, note, have)
            try:
                receiver = _Receiver(part, answer, watch, url)
                return receiver.receive(response, distribution, digest)
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


class _Receiver:
    """Writes one body, and counts and hashes what it writes."""

    def __init__(self, part: PartFile, answer: Answer, watch: Watch, url: str) -> None:
        self._part = part
        self._answer = answer
        self._watch = watch
        self._url = url
        self._size = answer.start
        self._digest = hashlib.sha256()
        self._room_checked_at = answer.start

    def receive(
        self, response: requests.Response, distribution: Distribution, start: hashlib._Hash
    ) -> Transferred:
        """Write the body; ``start`` is the running digest of the bytes it may continue."""
        answer = self._answer
        self._check_room(distribution)
        if answer.start:
            self._digest = start
        self._part.remember(PartNote(self._url, answer.validator, answer.total))
        with self._part.path.open("r+b" if answer.start else "wb") as file:
            file.truncate(answer.start)
            file.seek(answer.start)
            for chunk in _chunks(response, answer.coding, self._url):
                self._watch.check()
                if not self._size:
                    refuse_page(content_of(chunk[:HEAD_BYTES]), chunk, distribution, self._url)
                self._write(file, chunk)
            file.flush()
            os.fsync(file.fileno())
        self._check_length()
        return self._transferred()

    def _write(self, file: BinaryIO, chunk: bytes) -> None:
        file.write(chunk)
        self._digest.update(chunk)
        self._size += len(chunk)
        if self._answer.total is None and self._size - self._room_checked_at > ROOM_EVERY_BYTES:
            self._room_checked_at = self._size
            check_room(self._part.path.parent, ROOM_EVERY_BYTES, self._url)
        self._watch.received(self._size, self._answer.total)

    def _check_room(self, distribution: Distribution) -> None:
        total = self._answer.total
        if total is None and not distribution.size_is_total:
            total = distribution.size_bytes
        check_room(self._part.path.parent, max(0, (total or 0) - self._answer.start), self._url)

    def _check_length(self) -> None:
        total = self._answer.total
        if total is None or self._size == total:
            return
        cause = f"{self._size} of {total} bytes arrived"
        kind = BrokenOffError if self._size < total else DamagedFileError
        raise kind(cause, url=self._url)

    def _transferred(self) -> Transferred:
        answer = self._answer
        return Transferred(
            sha256=self._digest.hexdigest(),
            size_bytes=self._size,
            resumed_from=answer.start,
            length_known=answer.total is not None,
            file_name=answer.file_name,
            media_type=answer.media_type,
        )


def _chunks(response: requests.Response, coding: str, url: str) -> Iterator[bytes]:
    """Yield the body in pieces of at most ``CHUNK_BYTES``, a Content-Encoding undone."""
    raw = iter(lambda: response.raw.read(READ_BYTES, decode_content=False), b"")
    if not coding:
        yield from raw
        return
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    received = unpacked = 0
    try:
        for chunk in raw:
            packed = chunk
            received += len(chunk)
            while packed:
                piece = unpack.decompress(packed, CHUNK_BYTES)
                unpacked += len(piece)
                if is_bomb(unpacked, received):
                    cause = f"the compressed answer unpacks to more than {MAX_RATIO} times its size"
                    raise DamagedFileError(cause, url=url)
                yield piece
                packed = unpack.unconsumed_tail
    except zlib.error as error:
        raise DamagedFileError(f"the compressed answer is broken: {error}", url=url) from error
    if not unpack.eof:
        raise BrokenOffError("the compressed answer ends too early", url=url)
