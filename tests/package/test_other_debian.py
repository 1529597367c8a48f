"""The Debian of ``make test-344``: where it is taken from, what it is given, and when it is refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MIRROR = "https://mirror.example/debian"
FAKES = {
    "id": "echo 1000",
    "apt-get": f"""case "$*" in
        *REPO_URI*) echo {MIRROR}/; echo {MIRROR}-updates/ ;;
        *SIGNED_BY*) echo '$(SIGNED_BY)' ;;
        *) exit 1 ;;
    esac""",
    "apt-config": """case "$*" in
        dump) echo 'Acquire::http::Proxy "http://proxy.example:3128";' ;;
        *) echo "proxy='http://proxy.example:3128'" ;;
    esac""",
    "debootstrap": """echo "$http_proxy $*" >"$ASKED"
        for last; do case "$last" in /*/root) folder="$last" ;; esac; done
        mkdir -p "$folder/usr/sbin" "$folder/etc/dpkg/dpkg.cfg.d" "$folder/etc/apt/preferences.d"
        mkdir -p "$folder/etc/apt/apt.conf.d"
        echo "deb of debootstrap" >"$folder/etc/apt/sources.list\"""",
}


@pytest.fixture
def run(tmp_path):
    """Run a script with tools that only note what they are asked for."""
    for name, body in FAKES.items():
        tool = tmp_path / "bin" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        tool.chmod(0o755)

    def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if name not in {"MIRROR", "SUITE"}}
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", str(ROOT / "scripts" / script), *arguments],
            env={**plain, "PATH": path, "ASKED": str(tmp_path / "asked"), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


def make(run, tmp_path, suite: str, **environment: str) -> tuple[str, Path]:
    root = tmp_path / "root"
    done = run("debian-root.sh", suite, str(root), str(tmp_path / "log"), **environment)
    assert done.returncode == 0, done.stderr
    return (tmp_path / "asked").read_text(encoding="utf-8"), root


def test_a_release_comes_from_apts_mirror_with_qgis_of_its_backports(run, tmp_path):
    asked, root = make(run, tmp_path, "trixie")
    assert asked.startswith("http://proxy.example:3128 --variant=minbase")
    assert f" trixie {root} {MIRROR}" in asked
    sources = (root / "etc/apt/sources.list").read_text("utf-8").splitlines()
    assert sources == ["deb of debootstrap", f"deb {MIRROR} trixie-backports main"]
    pin = (root / "etc/apt/preferences.d/qgis").read_text("utf-8").splitlines()
    assert pin == ["Package: src:qgis", "Pin: release n=trixie-backports", "Pin-Priority: 990"]
    assert "proxy.example" in (root / "etc/apt/apt.conf.d/90proxy").read_text("utf-8")
    assert os.access(root / "usr/sbin/policy-rc.d", os.X_OK)


def test_testing_has_no_backports(run, tmp_path):
    asked, root = make(run, tmp_path, "forky", MIRROR="https://other.example/debian/")
    assert f" forky {root} https://other.example/debian" in asked
    assert (root / "etc/apt/sources.list").read_text("utf-8") == "deb of debootstrap\n"
    assert not (root / "etc/apt/preferences.d/qgis").exists()


def test_one_who_is_not_root_is_told_what_to_do(run):
    done = run("test-344.sh")
    assert done.returncode == 1
    assert "sudo make test-344" in done.stderr
