from __future__ import annotations

from dataclasses import replace

import pytest

from secims_qgis.distributions import parts_of, recommend
from secims_qgis.model import Distribution, DistributionKind, Part, Record

KINDS = DistributionKind
GPKG = Distribution(KINDS.FILE, "https://x.example/a.gpkg", format="gpkg", size_bytes=12_400_000)
SHAPE = Distribution(KINDS.FILE, "https://x.example/a.zip", format="shp.zip", size_bytes=9_800_000)
FEATURES = Distribution(KINDS.FEATURES, "https://x.example/collections/a/items")
TILES = Distribution(KINDS.VECTOR_TILES, "https://x.example/{z}/{y}/{x}.pbf")
REPORT = Distribution(KINDS.FILE, "https://x.example/a.pdf", format="pdf")
UNSAFE = Distribution(KINDS.UNSAFE, "javascript:1", usable=False)
PARTS = tuple(
    Distribution(
        KINDS.FILE,
        f"https://x.example/b{number}.gpkg",
        title=f"Buildings, part {number} of 3",
        format="gpkg",
        size_bytes=40_000_000 - number,
        part=Part(number, 3),
    )
    for number in (2, 1, 3)
)


def _record(*distributions):
    return Record("a", distributions=distributions)


@pytest.mark.parametrize(
    ("purpose", "expected"), [("analysis", GPKG), ("live", FEATURES), ("display", TILES)]
)
def test_each_purpose_has_its_own(purpose, expected):
    choice = recommend(_record(UNSAFE, REPORT, TILES, SHAPE, FEATURES, GPKG), purpose)
    assert choice.distribution == expected
    assert 10 < len(choice.why) <= 40


@pytest.mark.parametrize("purpose", ["analysis", "live", "display"])
def test_one_picture_is_streamed_and_several_are_fetched_whatever_the_purpose(purpose):
    """As adding them does."""
    one = Distribution(KINDS.COG, "https://x.example/a.tif", format="tif", size_bytes=2_000_000_000)
    several = [
        replace(one, url=f"https://x.example/a{number}.tif", title=f"Sheet, part {number} of 2")
        for number in (1, 2)
    ]
    streamed = recommend(_record(one), purpose)
    assert streamed.why == "True values, streams what is in view"
    assert "minutes" not in streamed.note
    if purpose == "analysis":
        assert "works offline" in recommend(_record(*several), purpose).why


def test_without_data_files_analysis_takes_the_service():
    assert recommend(_record(REPORT, TILES, FEATURES), "analysis").distribution == FEATURES


def test_a_document_is_better_than_nothing():
    assert recommend(_record(UNSAFE, REPORT), "analysis").distribution == REPORT


def test_nothing_usable_is_none():
    assert recommend(_record(UNSAFE), "analysis") is None


def test_the_first_part_stands_for_the_dataset():
    record = _record(*PARTS)
    choice = recommend(record, "analysis")
    assert choice.distribution.part == Part(1, 3)
    assert "3 files" in choice.why
    assert [item.part.number for item in parts_of(choice.distribution, record.distributions)] == [1, 2, 3]


@pytest.mark.parametrize(
    "name", ["b_part{}.gpkg", "Buildings, part {} of 3", "Buildings ({}/3)", "b-p{}.gpkg"]
)
def test_parts_find_each_other_by_name(name):
    parts = [replace(item, title=name.format(item.part.number)) for item in PARTS]
    other = replace(PARTS[0], title="Something else, part 1 of 3", part=Part(1, 3))
    assert len(parts_of(parts[0], [*parts, other])) == 3


def test_an_unknown_purpose_is_refused():
    with pytest.raises(ValueError, match="decoration"):
        recommend(_record(GPKG), "decoration")
