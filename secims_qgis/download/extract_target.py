"""The file an extract ends up in: made in a folder of its own beside it, and renamed when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from secims_qgis.download.folder import folder_error, prepare_folder, remove_empty
from secims_qgis.download.names import safe_name
from secims_qgis.network.errors import DownloadError, FileExistsAlreadyError

ENDING = ".part"
_LOCK = "in-use.lock"


@contextmanager
def work_folder(target: Path) -> Iterator[Path]:
    """Give a folder beside the target, on the same disk; it is gone afterwards, whatever happens.

    Folders that a killed process has left for the same target are removed.

    Raises:
        FolderError, DiskFullError: nothing can be written there.
    """
    made = prepare_folder(target.parent)
    _remove_left_over(target)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), suffix=ENDING, dir=target.parent))
    except OSError as error:
        raise folder_error(error, target.parent) from error
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)
    lock.tryLock(0)
    try:
        yield folder
    finally:
        lock.unlock()
        shutil.rmtree(folder, ignore_errors=True)
        remove_empty(made)


def check_target(target: Path, suffixes: tuple[str, ...], *, overwrite: bool) -> None:
    """See that a file of this name can be made.

    Raises:
        FileExistsAlreadyError: it is there, and may not be overwritten.
        DownloadError: its name is none for what it will hold, or no name at all.
    """
    if target.suffix.lower() not in suffixes:
        raise DownloadError(f"the name {target.name} does not end with {suffixes[0]}")
    if os.path.lexists(target) and (target.is_dir() or not overwrite):
        raise FileExistsAlreadyError(f"{target} is there")


def put_in_place(part: Path, target: Path, *, overwrite: bool) -> None:
    """Give the whole file its name, in one step.

    Raises:
        FileExistsAlreadyError: somebody else took the name meanwhile.
        FolderError: the file system refuses; an open file cannot be replaced on Windows.
    """
    try:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if overwrite or os.name == "nt":
            (part.replace if overwrite else part.rename)(target)
            return
        with suppress(OSError):
            os.link(part, target)
            part.unlink()
            return
        if os.path.lexists(target):
            raise FileExistsAlreadyError(f"{target} is there")
        part.replace(target)  # a file system without hard links
    except FileExistsError as error:
        raise FileExistsAlreadyError(f"{target} is there") from error
    except OSError as error:
        raise folder_error(error, target) from error


def _prefix(target: Path) -> str:
    return f".{safe_name(target.name)[:40]}."


def _remove_left_over(target: Path) -> None:
    for folder in target.parent.glob(f"{_escaped(_prefix(target))}*{ENDING}"):
        lock = QLockFile(str(folder / _LOCK))
        lock.setStaleLockTime(0)
        if folder.is_dir() and lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


def _escaped(text: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in text)
