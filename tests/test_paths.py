"""Files beside the code are found in a checkout and in the zip, and are never those of strangers."""

from __future__ import annotations

from secims_qgis import paths


def test_in_a_checkout_they_lie_beside_the_package():
    assert paths.resource("icon.svg").is_file()
    assert (paths.help_folder() / "index.md").is_file()


def test_those_of_the_zip_come_first(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "secims_qgis")
    (tmp_path / "pyproject.toml").touch()
    inside, beside = tmp_path / "secims_qgis" / "resources", tmp_path / "resources"
    for folder in (inside, beside):
        folder.mkdir(parents=True)
        (folder / "a.json").touch()
    assert paths.resource("a.json") == inside / "a.json"


def test_a_stranger_beside_the_plugin_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "secims_qgis")
    for name in ("docs", "resources"):
        (tmp_path / name).mkdir()
    assert paths.help_folder() == tmp_path / "secims_qgis" / "help"
    assert paths.resource("icon.svg") == tmp_path / "secims_qgis" / "resources" / "icon.svg"
