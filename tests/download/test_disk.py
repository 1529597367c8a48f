"""Full disks and folders that cannot be written."""

from __future__ import annotations

import collections
import os
import resource
import shutil
import subprocess

import pytest

from secims_qgis.download import download
from secims_qgis.network.errors import DiskFullError, FolderError
from tests.download.conftest import TABLE, names_in
from tests.fault_server import Fault

SMALL_BYTES = 2 * 1024 * 1024
TOO_MUCH = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 180_000


def _mounted(folder, options: str) -> bool:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "secims-test", str(folder)]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture
def small_disk(tmp_path, monkeypatch):
    """A folder on a disk of 2 MB; where none can be mounted, the system's limit on file sizes."""
    folder = tmp_path / "disk"
    if _mounted(folder, "size=2m"):
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    usage = collections.namedtuple("usage", "total used free")(SMALL_BYTES, 0, SMALL_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_BYTES, hard))
    yield folder
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def read_only_folder(tmp_path):
    """A folder into which not even root can write, where mounts are possible."""
    folder = tmp_path / "read-only"
    mounted = _mounted(folder, "ro")
    if not mounted:
        folder.chmod(0o500)
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_too_little_room_is_told_before_anything_is_written(server, offer, small_disk):
    server.serve("/a.csv", TOO_MUCH)
    with pytest.raises(DiskFullError, match=r"3\.6 MB needed, 2\.1 MB free"):
        download(offer("/a.csv", "csv"), small_disk)
    assert names_in(small_disk) == []


@pytest.mark.parametrize(
    ("fault", "is_kept"), [(Fault.NO_LENGTH, True), (Fault.ENDLESS, True), (Fault.GZIP, False)]
)
def test_a_disk_that_fills_up_on_the_way_keeps_what_can_be_continued(
    server, offer, small_disk, fault, is_kept
):
    server.serve("/a.csv", TOO_MUCH, fault=fault)
    with pytest.raises(DiskFullError) as caught:
        download(offer("/a.csv", "csv"), small_disk)
    assert caught.value.url == server.url("/a.csv")
    assert names_in(small_disk) == (["a.csv.part", "a.csv.part.json"] if is_kept else [])
    part = small_disk / "a.csv.part"
    kept = part.stat().st_size if is_kept else 0
    assert caught.value.kept_bytes == kept
    TABLE.append((f"disk full, {fault.name}", "no file", "1", str(kept), caught.value.cause[:60]))


def test_it_goes_on_when_there_is_room_again(server, offer, small_disk, tmp_path):
    server.serve("/a.csv", TOO_MUCH, fault=Fault.NO_LENGTH)
    with pytest.raises(DiskFullError) as caught:
        download(offer("/a.csv", "csv"), small_disk)
    for path in small_disk.iterdir():
        shutil.copy(path, tmp_path / path.name)
    server.serve("/a.csv", TOO_MUCH)
    result = download(offer("/a.csv", "csv"), tmp_path)
    assert result.resumed_from == caught.value.kept_bytes
    assert result.files[0].read_bytes() == TOO_MUCH


def test_what_fits_on_a_small_disk_arrives(server, offer, small_disk):
    server.serve("/a.csv", TOO_MUCH[: SMALL_BYTES // 2])
    assert download(offer("/a.csv", "csv"), small_disk).bytes == SMALL_BYTES // 2


def test_a_read_only_folder_is_told_before_anything_is_asked(server, offer, read_only_folder):
    for folder in (read_only_folder, read_only_folder / "new"):
        with pytest.raises(FolderError, match=str(read_only_folder)):
            download(offer("/a.csv", "csv"), folder)
    assert server.requests == []


def test_a_file_in_place_of_the_folder_is_told(server, offer, tmp_path):
    (tmp_path / "file").write_text("here")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FolderError):
            download(offer("/a.csv", "csv"), folder)
    assert (tmp_path / "file").read_text() == "here"


def test_folders_that_were_made_in_vain_are_taken_back(server, offer, tmp_path):
    (tmp_path / "old").mkdir()
    with pytest.raises(Exception, match="404"):
        download(offer("/missing.csv", "csv"), tmp_path / "old" / "new" / "newer")
    assert names_in(tmp_path / "old") == []
