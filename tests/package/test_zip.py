"""The zip that users install: the same from the same files, complete, and free of the checkout."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts import package, translations, zip_checks

CHECKOUT = package.CHECKOUT

# Run in a process of its own, whose only way to the plugin is the unpacked zip.
IMPORT_ALL = """
import importlib, pathlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import secims_qgis
names = [m.name for m in pkgutil.walk_packages(secims_qgis.__path__, "secims_qgis.")]
for name in names:
    module = importlib.import_module(name)
    assert module.__file__.startswith(sys.argv[1]), module.__file__
assert callable(secims_qgis.classFactory)
print(len(names))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    return package.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture
def copied_checkout(tmp_path) -> Path:
    """What goes into the zip and nothing else, elsewhere and with other times and modes."""
    copy = tmp_path / "copy"
    for name in ("secims_qgis", "resources", "docs"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copyfile(CHECKOUT / name, copy / name)
    for path in copy.rglob("*"):
        if path.is_file():
            path.chmod(0o755)
    return copy


def test_two_builds_are_the_same(archive, copied_checkout, tmp_path):
    again = package.build(tmp_path / "dist", copied_checkout)
    assert again.name == archive.name
    assert again.read_bytes() == archive.read_bytes()


def test_the_plugin_site_would_take_it(archive):
    assert zip_checks.problems(archive) == []


def test_it_holds_the_package_the_resources_and_the_licence(archive):
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
    assert names == sorted(names)
    assert {"secims_qgis/metadata.txt", "secims_qgis/LICENSE", "secims_qgis/resources/icon.svg"} <= set(names)
    sources = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "secims_qgis").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == sources


def test_it_is_small(archive):
    assert archive.stat().st_size < 2_000_000


def test_it_tells_what_is_new_as_the_changelog_does(archive):
    with zipfile.ZipFile(archive) as opened:
        parser = configparser.ConfigParser()  # with interpolation, as the site reads it
        parser.read_string(opened.read("secims_qgis/metadata.txt").decode("utf-8"))
    told = parser["general"]["changelog"].splitlines()
    assert told[0].startswith(package.version())
    assert [line for line in told if line.startswith("- ")]
    assert not [line for line in told if "##" in line]


def test_it_speaks_the_languages_that_have_a_translation(archive):
    with zipfile.ZipFile(archive) as opened:
        sizes = {entry.filename: entry.file_size for entry in opened.infolist()}
    wanted = [f"secims_qgis/resources/i18n/{source.stem}.qm" for source in translations.sources()]
    assert len(wanted) >= 2
    assert all(sizes[name] > 20_000 for name in wanted)
    assert not [name for name in sizes if name.endswith(".ts")]


def test_caches_and_tests_stay_behind(copied_checkout, tmp_path):
    before = list(package.contents(copied_checkout))
    for name in ("__pycache__/plugin.cpython-39.pyc", "tests/test_it.py", "notes.md"):
        path = copied_checkout / "secims_qgis" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert list(package.contents(copied_checkout)) == before


def test_a_file_of_an_unknown_kind_stops_the_build(copied_checkout, tmp_path):
    (copied_checkout / "secims_qgis" / "dock.py.orig").write_text("", encoding="utf-8")
    with pytest.raises(package.UnexpectedFileError, match=r"dock\.py\.orig"):
        package.build(tmp_path / "dist", copied_checkout)
    assert list((tmp_path / "dist").glob("*.zip")) == []


def test_it_can_be_imported_without_the_checkout(archive, tmp_path):
    folder = tmp_path / "Größe der Insel"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    done = subprocess.run(
        # -P and the empty folder keep the checkout off sys.path.
        [sys.executable, "-P", "-c", IMPORT_ALL, str(folder)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 10


def test_deploy_replaces_what_was_there(archive, tmp_path):
    old = tmp_path / "plugins" / "secims_qgis"
    old.mkdir(parents=True)
    (old / "left_over.py").write_text("", encoding="utf-8")
    target = package.deploy(archive, tmp_path / "plugins")
    assert target == old
    assert (target / "resources" / "icon.svg").is_file()
    assert not (target / "left_over.py").exists()


def write_zip(path: Path, changes: dict[str, str | None]) -> Path:
    """A zip that would be taken, with some of its entries changed or left out (None)."""
    metadata = "\n".join(f"{key}=x" for key in zip_checks.RULES["metadata_required"])
    files: dict[str, str | None] = {
        "plug/__init__.py": "",
        "plug/LICENSE": "",
        "plug/icon.svg": "",
        "plug/metadata.txt": f"[general]\n{metadata}\nicon=icon.svg\n",
    }
    for name, text in changes.items():
        files[name] = (files.get(name) or "") + text if text is not None else None
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            if text is not None:
                entry = zipfile.ZipInfo(name)
                entry.external_attr = package.MODE << 16
                archive.writestr(entry, text)
    return path


def test_the_checks_pass_a_sound_zip(tmp_path):
    assert zip_checks.problems(write_zip(tmp_path / "p.zip", {})) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"plug/LICENSE": None}, "no LICENSE"),
        ({"plug/__init__.py": None}, "no __init__.py"),
        ({"resources/icon.svg": ""}, "not exactly one folder"),
        ({"plug/__pycache__/a.pyc": ""}, "does not belong"),
        ({"plug/run.sh": ""}, "does not belong"),
        ({"plug/aux.py": ""}, "keeps for a device"),
        ({"plug/größe.py": ""}, "one kind of system"),
        ({"plug/a.py": "", "plug/A.py": ""}, "nothing but case"),
        ({"plug/" + 40 * "ab/" + "c.py": ""}, "more than 100"),
        ({"plug/icon.svg": None}, "icon icon.svg is not in the zip"),
        ({"plug/metadata.txt": "supportsQt6=True\n"}, "supportsQt6"),
        ({"plug/metadata.txt": "changelog=100 % done\n"}, "no interpolation"),
    ],
)
def test_the_checks_find(tmp_path, changes, expected):
    found = zip_checks.problems(write_zip(tmp_path / "p.zip", changes))
    assert any(expected in line for line in found), found


def test_the_checks_find_missing_and_wrong_metadata(tmp_path):
    path = write_zip(tmp_path / "p.zip", {"plug/metadata.txt": None})
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("plug/metadata.txt")
        entry.external_attr = package.MODE << 16
        archive.writestr(entry, "[general]\nname=x\nauthor=a/b\nicon=icon.svg\n")
    found = zip_checks.problems(path)
    assert "metadata.txt: no homepage" in found
    assert "metadata.txt: a slash in the author" in found


def test_the_checks_find_an_executable_mode(tmp_path):
    path = write_zip(tmp_path / "p.zip", {})
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("plug/tool.py")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, "")
    assert zip_checks.problems(path) == ["plug/tool.py: the mode is not 0644"]
