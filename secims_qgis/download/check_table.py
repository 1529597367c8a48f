"""Tables of text: can they be read from start to end, and do they stop where they should."""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.delimited import SAMPLE_BYTES, table_shape

if TYPE_CHECKING:
    from pathlib import Path

_READ_BYTES = 1024 * 1024
_TAIL_BYTES = 64 * 1024


def check_table(path: Path, check: Callable[[], None]) -> None:
    """Decode a table and find its columns of coordinates; one without such columns is a table all the same.

    Raises:
        ValueError: no text, or no header line.
    """
    shape = table_shape(path)
    _decode(path, shape.encoding, check)


def check_last_row(path: Path) -> None:
    """See that the last row is whole, where nobody said how long the table is.

    A last row without its line end that has fewer fields than every other is one that was cut.

    Raises:
        ValueError: it is cut.
    """
    shape = table_shape(path)
    if shape.encoding != "UTF-16":
        _compare_last_row(path, shape.delimiter)


def _decode(path: Path, encoding: str, check: Callable[[], None]) -> None:
    decoder = codecs.getincrementaldecoder(_codec(encoding))("strict")
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(_READ_BYTES), b""):
            if b"\x00" in chunk and encoding != "UTF-16":
                raise ValueError("it is no text")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                if encoding != "UTF-8" or file.tell() <= SAMPLE_BYTES:
                    raise ValueError(f"it is not in {encoding}: {error.reason}") from error
                return  # some Windows text far below; QGIS shows it with a strange letter
            check()


def _codec(encoding: str) -> str:
    # Windows-1252 leaves five bytes undefined, which are found in real tables.
    return {"UTF-8": "utf-8", "UTF-16": "utf-16"}.get(encoding, "latin-1")


def _compare_last_row(path: Path, delimiter: str) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read()
    if tail.endswith((b"\n", b"\r")) or b'"' in tail:
        return
    head_rows = _rows(head, delimiter)
    last_rows = _rows(tail, delimiter)
    counts = {len(row) for row in head_rows[: -1 if size > SAMPLE_BYTES else None] if row}
    if len(head_rows) == len(last_rows) and size <= _TAIL_BYTES:
        counts = {len(row) for row in head_rows[:-1] if row}
    if len(counts) == 1 and last_rows and len(last_rows[-1]) < min(counts):
        raise ValueError("its last row is cut")


def _rows(text: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(text.decode("latin-1").splitlines(), delimiter=delimiter))
