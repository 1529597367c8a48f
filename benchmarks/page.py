"""The page of all benchmarks, ``docs/benchmarks.md``, from what they printed in one run of ``make bench``."""

from __future__ import annotations

import ast
import os
import platform
import re
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.report import FOLDER, markdown_table

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = CHECKOUT / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Made by `make bench`: every figure of this page is of one run, in which this plugin and its peers took turns
on the same machine, the same data and the same servers on loopback. Ratios tell more than seconds: another
machine has other seconds. What a benchmark finds slower than its limit, or than a peer, it says, and so does
this page. Client and servers share the processors of the machine.
"""


def page(printed: dict[str, str], when: datetime) -> str:
    """Return the page: the machine, then each benchmark with its method and its table."""
    parts = [INTRODUCTION, f"Run on {when:%d %B %Y}.\n", markdown_table(("what", "which"), _machine())]
    for name, text in printed.items():
        method = _method(name)
        title, _blank, rest = method.partition("\n\n")
        parts.append(f"\n## {name}\n\n{_plain(title)}\n\n{_plain(rest)}\n\n{_without_paths(text)}".rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)) + "\n"


def _method(name: str) -> str:
    """Return what a benchmark says of itself."""
    module = ast.parse((CHECKOUT / "benchmarks" / f"{name}.py").read_text("utf-8"))
    return ast.get_docstring(module) or ""


def _plain(text: str) -> str:
    return text.replace("``", "`")


def _without_paths(text: str) -> str:
    """Leave out where results were saved, which is of no use to others."""
    lines = [re.sub(r"\s*Saved in \S+", "", line).rstrip() for line in text.splitlines()]
    return "\n".join(lines).strip()


def _machine() -> list[tuple[str, str]]:
    return [
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{_memory_gb():.0f} GB"),
        ("system", f"{_os_name()}, Linux {platform.release().split('-')[0]}"),
        *_versions(),
    ]


def _processor() -> str:
    match = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    return match.group(1).strip() if match else platform.machine()


def _memory_gb() -> float:
    kilobytes = Path("/proc/meminfo").read_text("utf-8").split()[1]
    return int(kilobytes) / 1e6


def _os_name() -> str:
    match = re.search(r'^PRETTY_NAME="(.+)"$', Path("/etc/os-release").read_text("utf-8"), re.MULTILINE)
    return match.group(1) if match else platform.system()


def _versions() -> list[tuple[str, str]]:
    import owslib
    from osgeo import gdal
    from qgis.core import Qgis
    from qgis.PyQt.QtCore import QT_VERSION_STR

    found = [
        ("QGIS (with MetaSearch)", Qgis.version()),
        ("Qt, Python", f"{QT_VERSION_STR}, {platform.python_version()}"),
        ("GDAL (ogr2ogr, /vsicurl/)", gdal.__version__),
        ("OWSLib", owslib.__version__),
    ]
    curl = shutil.which("curl")
    if curl:
        said = subprocess.run([curl, "--version"], capture_output=True, text=True, check=True).stdout
        found.append(("curl", said.split()[1]))
    return [*found, ("pygeoapi, pycsw", _demo_versions())]


def _demo_versions() -> str:
    needed = (CHECKOUT / "demo" / "requirements.txt").read_text("utf-8")
    return ", ".join(re.findall(r"^(?:pygeoapi|pycsw)==(\S+)", needed, re.MULTILINE))


def main() -> int:
    """Write the page from the outputs of the benchmarks that are named."""
    printed = {name: (FOLDER / f"{name}.txt").read_text("utf-8") for name in sys.argv[1:]}
    PAGE.write_text(page(printed, datetime.now(timezone.utc)), encoding="utf-8")
    print(f"Written: {PAGE.relative_to(CHECKOUT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
