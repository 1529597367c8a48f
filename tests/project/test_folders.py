"""Where the files of a record go."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsProject

from secims_qgis.model import Record
from secims_qgis.network.errors import FolderError
from secims_qgis.project import files_folder


@pytest.fixture
def saved(tmp_path) -> QgsProject:
    project = QgsProject()
    assert project.write(str(tmp_path / "map.qgz"))
    return project


def test_files_lie_beside_the_project(saved, tmp_path, record):
    folder = files_folder(saved, record)
    assert folder.parent == tmp_path / "secims"
    assert folder.name.startswith("coral-reefs-of-saint-lucia-")
    assert not folder.exists()


def test_an_unsaved_project_has_no_folder(record):
    with pytest.raises(FolderError, match="not saved"):
        files_folder(QgsProject(), record)


def test_the_users_own_folder_comes_first(record, tmp_path):
    assert files_folder(QgsProject(), record, str(tmp_path)).parent == tmp_path
    assert files_folder(QgsProject(), record, "~/data").parent == Path.home() / "data"


def test_a_relative_folder_is_refused(record):
    with pytest.raises(FolderError, match="full path"):
        files_folder(QgsProject(), record, "data")


def test_records_of_one_title_do_not_share_a_folder(saved):
    one, two = (files_folder(saved, Record(key, "Roads")) for key in ("a", "b"))
    assert one != two
    assert one == files_folder(saved, Record("a", "Roads"))


@pytest.mark.parametrize(
    "title",
    [
        "../../etc",
        "C:\\Windows\\con",
        "con",
        "",
        "\u202e\x00",
        "Récifs / été 2019",
        "道路",
        "x" * 900,
        ". .",
        "a:b|c?*",
    ],
)
def test_folder_names_are_safe_and_short(saved, tmp_path, title):
    folder = files_folder(saved, Record("id", title))
    assert folder.parent == tmp_path / "secims"
    assert len(folder.name) <= 50
    assert set(folder.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not folder.name.startswith("-")
