"""Writes one body into the part file: counted, hashed, in the room there is, at the rate allowed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from secims_qgis.download.body import pieces
from secims_qgis.download.digest import StreamDigest
from secims_qgis.download.disk_sync import sync_file
from secims_qgis.download.folder import check_room
from secims_qgis.download.formats import HEAD_BYTES, content_of
from secims_qgis.download.pace import StallGuard
from secims_qgis.download.partial import PartNote
from secims_qgis.download.verify import refuse_page
from secims_qgis.network.errors import BrokenOffError, DamagedFileError

if TYPE_CHECKING:
    import hashlib
    from io import FileIO

    import requests

    from secims_qgis.download.answer import Answer
    from secims_qgis.download.pace import RateLimit
    from secims_qgis.download.partial import PartFile
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import Distribution

READ_BYTES = 1024 * 1024
ROOM_EVERY_BYTES = 16 * 1024 * 1024
"""Others write to the disk too, and sizes are not always told: the room is looked at this often."""
ENDLESS_FACTOR = 20
ENDLESS_FROM_BYTES = 1_000_000_000
"""A body whose end nobody tells may be this many times, and bytes, larger than the record says."""


class Receiver:
    """Takes the body of one answer."""

    def __init__(self, part: PartFile, answer: Answer, watch: Watch, distribution: Distribution) -> None:
        """Continue the bytes of the part file from ``answer.start``."""
        self._part = part
        self._answer = answer
        self._watch = watch
        self._distribution = distribution
        self._url = distribution.url
        self._digest = StreamDigest()
        self._room_checked_at = answer.start
        self.size = answer.start

    @property
    def sha256(self) -> str:
        """The hex digest of the whole file, once the body has been received."""
        return self._digest.finish().hexdigest()

    def receive(self, response: requests.Response, start: hashlib._Hash, limit: RateLimit) -> None:
        """Write the body; ``start`` is the running digest of the bytes it may continue.

        Raises:
            NetworkError: not everything arrived.
            DamagedFileError: a web page, more than was said, or an end that never comes.
            DiskFullError: no room.
        """
        answer = self._answer
        self._check_room()
        if answer.start:
            self._digest = StreamDigest(start)
        self._part.remember(PartNote(self._url, answer.validator, answer.total, answer.checksum))
        if answer.start and answer.start == answer.total:  # an answer that says so, and has no body
            return
        self._part.begin_at(answer.start)
        began = time.monotonic()
        try:
            with self._part.path.open("r+b" if answer.start else "wb", buffering=0) as file:
                if answer.start:  # else ext4 would write all of a new file to the disk when it is closed
                    file.truncate(answer.start)
                    file.seek(answer.start)
                self._copy(response, file, limit)
        finally:
            self._part.keep_digest(self.size, self._digest.finish())
        self._check_length()
        sync_file(self._part.path, self.size - answer.start, time.monotonic() - began)

    def _copy(self, response: requests.Response, file: FileIO, limit: RateLimit) -> None:
        guard = StallGuard(self._url)
        body = pieces(response, self._answer.coding, self._url, lambda: limit.piece_bytes(READ_BYTES))
        for piece in body:
            self._watch.check()
            if not self.size:
                refuse_page(content_of(piece[:HEAD_BYTES]), piece, self._distribution, self._url)
            self._write(file, piece)
            guard.received(len(piece), limit.take(len(piece), self._watch.check))

    def _write(self, file: FileIO, piece: bytes) -> None:
        written = file.write(piece)
        while written < len(piece):  # a disk that is nearly full takes a part, and refuses the next
            written += file.write(memoryview(piece)[written:])
        self._digest.update(piece)
        self.size += len(piece)
        if self.size - self._room_checked_at > ROOM_EVERY_BYTES:
            self._room_checked_at = self.size
            self._check_on_the_way()
        self._watch.received(self.size, self._answer.total)

    def _check_on_the_way(self) -> None:
        total = self._answer.total
        left = ROOM_EVERY_BYTES if total is None else min(ROOM_EVERY_BYTES, max(0, total - self.size))
        check_room(self._part.path.parent, left, self._url)
        stated = self._distribution.size_bytes
        if total is None and stated and self.size > max(ENDLESS_FROM_BYTES, ENDLESS_FACTOR * stated):
            cause = f"the answer has no end: {self.size} bytes, and the record says {stated}"
            raise DamagedFileError(cause, url=self._url)

    def _check_room(self) -> None:
        total = self._answer.total
        if total is None and not self._distribution.size_is_total:
            total = self._distribution.size_bytes
        check_room(self._part.path.parent, max(0, (total or 0) - self._answer.start), self._url)

    def _check_length(self) -> None:
        total = self._answer.total
        if total is None or self.size == total:
            return
        cause = f"{self.size} of {total} bytes arrived"
        kind = BrokenOffError if self.size < total else DamagedFileError
        raise kind(cause, url=self._url)
