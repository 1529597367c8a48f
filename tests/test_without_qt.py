"""What needs no Qt runs without it: in a Python that has neither QGIS nor GDAL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCKED = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"qgis", "osgeo", "PyQt5", "PyQt6", "PySide6"}:
            raise ImportError(f"{name} is not here")

sys.meta_path.insert(0, NoQt())
sys.path.insert(0, sys.argv[1])
"""
CLASSIFY = """
import json
from secims_qgis.distributions import classify
lines = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
print(sum(bool(classify(line["link"], "https://x.example/").kind) for line in lines))
"""
SEARCH = """
import requests
from secims_qgis.catalogue import open_catalogue
from secims_qgis.distributions import recommend
from secims_qgis.model import SearchQuery
for url in sys.argv[2:]:
    catalogue = open_catalogue(url, requests.Session())
    page = catalogue.search(SearchQuery(text="reef"))
    record = catalogue.record("lca-coral-reefs")
    print(page.matched, recommend(record).distribution.title)
"""


def run(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED + code, str(ROOT), *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_qt_is_not_there():
    with pytest.raises(AssertionError, match="qgis is not here"):
        run("import qgis.core")


def test_links_are_classified():
    lines = ROOT / "tests" / "data" / "links_expected.jsonl"
    assert run(CLASSIFY, str(lines)) == [str(len(lines.read_text("utf-8").splitlines()))]


@pytest.mark.demo
def test_catalogues_are_searched_over_any_session_of_requests(demo):
    by_records, by_csw = run(SEARCH, demo.records, demo.csw)
    assert by_records == by_csw
    assert by_records.endswith("reefs.gpkg")
