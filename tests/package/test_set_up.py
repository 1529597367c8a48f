"""The source of backports is derived from the one that apt uses, in either of apt's two formats."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "backports-source.sh"

DEB822 = """\
# a paragraph of comments does not count

Enabled: no
Types: deb
URIs: http://example.org/off
Suites: bookworm
Components: main


# the Debian mirror
Types: deb
 deb-src
URIs: https://mirror.example/debian
# both of them
Suites: bookworm
 bookworm-updates
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGPL0BUB
 -----END PGP PUBLIC KEY BLOCK-----
Check-Valid-Until: no
"""

EXPECTED_DEB822 = """\
URIs: https://mirror.example/debian
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGPL0BUB
 -----END PGP PUBLIC KEY BLOCK-----
Check-Valid-Until: no
Types: deb
Suites: bookworm-backports
Components: main
"""


def derive(file: Path, number: int) -> str:
    command = [str(SCRIPT), "bookworm", str(file), str(number)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


def test_a_paragraph_keeps_its_mirror_key_and_options(tmp_path):
    file = tmp_path / "debian.sources"
    file.write_text(DEB822, encoding="utf-8")
    assert derive(file, 2) == EXPECTED_DEB822


def test_a_disabled_paragraph_is_not_taken_over_as_disabled(tmp_path):
    file = tmp_path / "debian.sources"
    file.write_text(DEB822, encoding="utf-8")
    assert "Enabled" not in derive(file, 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "deb http://mirror.example/debian bookworm main",
            "deb http://mirror.example/debian bookworm-backports main",
        ),
        (
            "  deb [ arch=amd64 signed-by=/k.gpg ]  http://m.example/debian/  bookworm main non-free # x",
            "deb [ arch=amd64 signed-by=/k.gpg ]  http://m.example/debian/ bookworm-backports main",
        ),
        (
            "deb\tmirror+file:/etc/apt/mirrors.txt\tstable\tmain",
            "deb mirror+file:/etc/apt/mirrors.txt bookworm-backports main",
        ),
    ],
)
def test_a_line_keeps_its_mirror_and_options(tmp_path, line, expected):
    file = tmp_path / "sources.list"
    file.write_text(f"# comment\n\n{line}\ndeb http://other.example/x bookworm main\n", encoding="utf-8")
    assert derive(file, 3) == f"{expected}\n"
