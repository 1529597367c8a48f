"""SHA-256 of a stream, on another processor while the next bytes arrive."""

from __future__ import annotations

import hashlib
import queue
import threading

INLINE_BYTES = 8 * 1024 * 1024
"""A small file is not worth a thread."""
_WAITING_MAX = 6
"""Pieces that wait to be hashed; the reader waits when there are more, so that memory stays bounded."""


class StreamDigest:
    """Hashes pieces in their order; ``hashlib`` lets other threads run meanwhile.

    The thread touches nothing of Qt. ``finish`` has to be called, also after an error.
    """

    def __init__(self, start: hashlib._Hash | None = None) -> None:
        """Go on with a running digest, which belongs to this object from now on."""
        self._digest = start if start is not None else hashlib.sha256()
        self._inline = 0
        self._pieces: queue.Queue[bytes | None] = queue.Queue(_WAITING_MAX)
        self._thread: threading.Thread | None = None

    def update(self, piece: bytes) -> None:
        """Take the next piece."""
        if self._thread is None and self._inline < INLINE_BYTES:
            self._inline += len(piece)
            self._digest.update(piece)
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="secims-sha256", daemon=True)
            self._thread.start()
        self._pieces.put(piece)

    def finish(self) -> hashlib._Hash:
        """Return the digest of all pieces."""
        if self._thread is not None:
            self._pieces.put(None)
            self._thread.join()
            self._thread = None
        return self._digest

    def _run(self) -> None:
        for piece in iter(self._pieces.get, None):
            self._digest.update(piece)
