from __future__ import annotations

import pytest

from secims_qgis.gui import formats
from secims_qgis.model import CrsRef


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("size", "long", "short"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (210_000, "210 kB", "210 kB"),
        (3_100_000, "3.1 MB", "3.1 MB"),
        (12_400_000, "12.4 MB", "12 MB"),
        (184_000_000, "184 MB", "184 MB"),
        (999_900_000, "1.0 GB", "1.0 GB"),
        (2_400_000_000, "2.4 GB", "2.4 GB"),
        (7_000_000_000_000, "7.0 TB", "7.0 TB"),
    ],
)
def test_sizes_have_as_many_digits_as_matter(size, long, short):
    assert plain(formats.size_text(size)) == long
    assert plain(formats.short_size_text(size)) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-03-18T10:00:00Z", "18 Mar 2024"), ("2024-13-40", "2024-13-40"), ("circa 1998", "circa 1998")],
)
def test_a_date_that_is_none_is_shown_as_it_is_written(text, expected):
    assert formats.date_text(text) == expected


def test_the_year_is_the_first_one_that_is_written_anywhere():
    assert formats.year_text("", "circa 1998", "2001") == "1998"
    assert formats.year_text("12345678", "no year") == ""


def test_characters_that_turn_text_around_are_not_shown():
    assert formats.one_line("safe\u202egpkg.exe\x07\n two\tlines") == "safegpkg.exe two lines"


def test_a_giant_title_is_cut():
    assert len(formats.one_line("x" * 1_000_000)) == formats.LINE_MAX


@pytest.mark.parametrize(
    ("crs", "expected"),
    [
        (CrsRef("EPSG:2006", "x"), "BWI grid (EPSG:2006)"),
        (CrsRef("OGC:CRS84", "x"), "WGS 84"),
        (CrsRef("EPSG:32619", "x"), "WGS 84 / UTM zone 19N (EPSG:32619)"),
        (CrsRef(None, "a local grid"), "a local grid"),
        (CrsRef("EPSG:999999", "x"), "EPSG:999999"),
    ],
)
def test_a_crs_has_the_name_that_people_use(crs, expected):
    assert formats.crs_text(crs) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.2, "1 s"), (7, "7 s"), (120, "2 min"), (3900, "65 min"), (7500, "2 h 5 min")]
)
def test_times_are_rounded_to_what_one_waits_for(seconds, expected):
    assert formats.seconds_text(seconds) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Coral reefs of Saint Lucia", ["Coral reefs of Saint Lucia"]),
        ("Grundstücksverkehrsgenehmigung", ["Grundstücksverke", "hrsgenehmigung"]),
        (
            "see https://x.example/reefs?f=gpkg&z=1",
            ["see https://", "x.", "example/", "reefs?", "f=", "gpkg&", "z=", "1"],
        ),
        ("SLU_orthophoto_2022_tile_B3_10cm", ["SLU_", "orthophoto_", "2022_", "tile_", "B3_", "10cm"]),
        ("\u0628" * 60, ["\u0628" * 60]),
    ],
)
def test_names_and_addresses_without_blanks_can_be_broken(text, parts):
    assert [part for part in formats.breakable(text).split("\u200b") if part] == parts
