"""Directories of a PMTiles archive: which tile lies where."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from secims_qgis.live.pmtiles_header import MAX_PLACE

MAX_DIRECTORY_BYTES = 4_000_000
"""Packed or not. Writers keep a directory far below; one of 100 MB is an attack or an accident."""
MAX_ENTRIES = 500_000
_MAX_LENGTH = 2**32
_VARINT_MAX = 9  # bytes, 63 bits: no number of an archive is larger


class Entry(NamedTuple):
    """Where a tile lies in the tile section, or (``run`` is 0) a leaf directory in that of the leaves."""

    offset: int
    length: int
    run: int


class Directory:
    """The entries of one directory, searched by tile id (PMTiles 3, clause 4)."""

    def __init__(self, ids: array, runs: array, lengths: array, offsets: array) -> None:
        self._ids = ids
        self._runs = runs
        self._lengths = lengths
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return 4 * 8 * len(self._ids)

    def find(self, tile_id: int) -> Entry | None:
        """Return the entry of a tile or the leaf directory that may know it; None: no such tile."""
        at = bisect_right(self._ids, tile_id) - 1
        if at < 0:
            return None
        entry = self.entry(at)
        return None if entry.run and tile_id - self._ids[at] >= entry.run else entry

    def entry(self, at: int) -> Entry:
        """Return an entry by its place."""
        return Entry(self._offsets[at], self._lengths[at], self._runs[at])


def parse_directory(unpacked: bytes) -> Directory:
    """Read a directory (PMTiles 3, clause 4.1).

    Raises:
        ValueError: it ends too early, has too many entries, or numbers that are none of an archive.
    """
    numbers = _varints(unpacked)
    if not len(numbers) or not 0 < numbers[0] <= MAX_ENTRIES or len(numbers) != 1 + 4 * int(numbers[0]):
        raise ValueError("a directory of the archive is damaged")
    deltas, runs, lengths, places = np.split(numbers[1:], 4)
    if float(deltas.sum(dtype=np.float64)) >= MAX_PLACE or not deltas[1:].all():
        raise ValueError("the tile ids of a directory are out of order")
    if max(int(lengths.max()), int(runs.max())) >= _MAX_LENGTH or not lengths.all():
        raise ValueError("a directory of the archive claims tiles of no or of impossible length")
    columns = (deltas.cumsum(), runs, lengths, _offsets(lengths, places))
    return Directory(*(array("q", column.astype(np.int64).tobytes()) for column in columns))


def _offsets(lengths: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the offsets: 0 stands for "right behind the one before", any other is one too large."""
    if not places[0] or int(places.max()) >= MAX_PLACE:
        raise ValueError("a directory of the archive has offsets that lead nowhere")
    before = lengths.cumsum() - lengths
    said = np.maximum.accumulate(np.where(places > 0, np.arange(len(places)), 0))
    return places[said] - 1 + before - before[said]


def _varints(data: bytes) -> np.ndarray:
    """Return the numbers of a text of varints (little end first, seven bits to the byte)."""
    raw = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(raw < 128)
    if not len(ends) or ends[-1] != len(raw) - 1:
        raise ValueError("a directory of the archive ends too early")
    starts = np.concatenate(([0], ends[:-1] + 1))
    widths = ends - starts + 1
    if widths.max() > _VARINT_MAX:
        raise ValueError("a directory of the archive has a number that is too large")
    values = np.zeros(len(ends), np.int64)
    for place in range(int(widths.max())):
        has = widths > place
        values[has] |= (raw[starts[has] + place] & 127).astype(np.int64) << (7 * place)
    return values


def tile_id(zoom: int, column: int, row: int) -> int:
    """Return the id of a tile: levels one after the other, each along a Hilbert curve (clause 4.1.1).

    ``column`` counts from the west, ``row`` from the north (WebMercatorQuad).
    """
    number = ((1 << 2 * zoom) - 1) // 3
    for bit in reversed(range(zoom)):
        size = 1 << bit
        east, south = size & column, size & row
        number += ((3 * east) ^ south) << bit
        if not south:
            if east:
                column, row = size - 1 - column, size - 1 - row
            column, row = row, column
    return number
