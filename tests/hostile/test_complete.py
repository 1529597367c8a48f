"""Every line of the list has a check, by its name, and none is checked under another name."""

from __future__ import annotations

from collections import Counter

from tests.hostile import (
    test_bodies,
    test_credentials,
    test_downloads,
    test_geometry,
    test_links,
    test_paging,
    test_texts,
    test_time,
    test_xml,
)
from tests.hostile.cases import CASES, LINES

MODULES = (
    test_bodies,
    test_credentials,
    test_downloads,
    test_geometry,
    test_links,
    test_paging,
    test_texts,
    test_time,
    test_xml,
)


def test_every_line_is_checked_once():
    checked = Counter(name for module in MODULES for name in module.CHECKS)
    assert len(CASES) == len(LINES)
    assert set(checked) == set(CASES)
    assert set(checked.values()) == {1}
