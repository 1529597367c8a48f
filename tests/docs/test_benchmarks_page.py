"""The page of the benchmarks says on what they ran and what they printed, and no path of that machine."""

from __future__ import annotations

from datetime import datetime, timezone

from benchmarks.page import page

PRINTED = """| plugin | s |
|---|---|
| this | 1 |

Medians of 3. Saved in /home/ann/build/bench/search.json
All kept."""


def test_it_has_machine_method_and_table():
    text = page({"search": PRINTED}, datetime(2026, 11, 30, tzinfo=timezone.utc))
    assert "Run on 30 November 2026." in text
    assert "| QGIS (with MetaSearch)" in text
    assert "## search\n\nTime to the first record" in text
    assert "| this | 1 |\n\nMedians of 3.\nAll kept.\n" in text
    assert "/home/" not in text
