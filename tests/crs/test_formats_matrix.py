"""Every CRS said of every other, straight and swapped, in five formats; prints what came out."""

from __future__ import annotations

from collections import Counter

import pytest
from osgeo import gdal

from secims_qgis.crs import check_crs
from secims_qgis.model import CrsVerdict
from tests.crs.matrix_cases import CODES, FORMATS, cases, is_mended_first, layer_of, right_verdicts

PROJECT_CRS = "EPSG:3857"
RIGHT_SHARE = 0.99


@pytest.fixture(scope="module")
def table(request):
    """Counts of outcomes; printed when all is done, also where pytest keeps the output to itself."""
    counts: Counter[tuple[str, str]] = Counter()
    yield counts
    gdal.RmdirRecursive("/vsimem/crs_matrix")
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n" + "\n".join(_lines(counts)))


@pytest.mark.parametrize("really", CODES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_verdict_and_first_remedy(suffix, really, table, tmp_path):
    told, wrong = 0, []
    for case in cases(suffix):
        if case.really != really:
            continue
        layer = layer_of(case, tmp_path)
        assert layer.isValid(), case
        report = check_crs(layer, case.record_crs, case.home, PROJECT_CRS)
        if case.cannot_be_told:
            table[suffix, _undecided(case, report)] += 1
            continue
        told += 1
        is_right = report.verdict in right_verdicts(case) and is_mended_first(case, report)
        table[suffix, "right" if is_right else "wrong"] += 1
        if not is_right:
            wrong.append((case, report.verdict, report.remedies[:1]))
            assert report.verdict is not CrsVerdict.OK, case
    assert told > 0
    assert len(wrong) <= (1 - RIGHT_SHARE) * told, wrong


def _undecided(case, report) -> str:
    """Saint Lucia's data in a neighbour's grid: the report must say what it cannot tell, and why."""
    if report.verdict is CrsVerdict.OK:
        # Drawn as Saint Lucia's own grid would be: no extent can show that it is another's.
        assert case.says == 2006, case
        assert "Not verifiable from its extent" in report.explanation
        return "cannot tell, said"
    assert report.explanation
    return "doubted"


def _lines(counts: Counter[tuple[str, str]]) -> list[str]:
    outcomes = ("right", "wrong", "doubted", "cannot tell, said")
    head = f"{'format':10}" + "".join(f"{name:>19}" for name in outcomes)
    rows = [
        f"{suffix:10}" + "".join(f"{counts[suffix, name]:>19}" for name in outcomes) for suffix in FORMATS
    ]
    told = sum(counts[suffix, "right"] + counts[suffix, "wrong"] for suffix in FORMATS)
    right = sum(counts[suffix, "right"] for suffix in FORMATS)
    share = f"{100 * right / told:.1f} %" if told else "nothing"
    return ["CRS check, data in one CRS and said to be in another:", head, *rows, f"right: {share} of {told}"]
